"""A tiny project of one sealed table, migrated for real by the tests of this folder."""

import os

import environ

DATABASES = {"default": environ.Env().db_url("DATABASE_URL")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    recursive = os.environ.get("RECURSIVE_TRIGGERS", "ON")
    DATABASES["default"]["OPTIONS"] = {"init_command": f"PRAGMA recursive_triggers={recursive};"}

# Without the app, `migrate` is Django's own: what the tests compare ours with.
OURS = [] if os.environ.get("WITHOUT_OUR_MIGRATE") else ["balises.shared"]
INSTALLED_APPS = ["sealing.leaflets", *OURS]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
