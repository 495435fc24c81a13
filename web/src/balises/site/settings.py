"""Settings. Each variable is read once, here; docs/reference/settings.md is generated from this table."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from balises.site.home import read_home

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = read_home(env)

SECRET_KEY = HOME.secret_key
DEBUG = False
ALLOWED_HOSTS = env.list("BALISES_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
TRUSTED_PROXIES = env.list("BALISES_PROXIES", default=["127.0.0.1", "::1"])
BASE_URL = env("BALISES_BASE_URL", default="http://localhost:8000")
IS_DEMONSTRATION = env.bool("BALISES_DEMO", default=False)
KEYS_FOLDER = HOME.keys
BACKUPS_FOLDER = HOME.folder / "backups"
BACKUPS_KEPT_DAYS = env.int("BALISES_BACKUPS_KEPT_DAYS", default=30)
CONTENT_FOLDER = Path(env("BALISES_CONTENT", default=str(PACKAGE.parents[2] / "content")))
IS_HTTPS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "balises.site.apps.SiteConfig",
    "balises.dossiers",
    "balises.learning",
    "balises.meetings",
    "balises.charters",
    "balises.decisions",
    "balises.deliberations",
    "balises.assessments",
    "balises.cards",
    "balises.register",
    "balises.processes",
    "balises.boxes",
    "balises.analyses",
    "balises.library",
    "balises.trace",
    "balises.organisations",
    "balises.accounts",
    "balises.shared",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "template_partials",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "balises.organisations.middleware.OrganisationMiddleware",
    "balises.shared.http.RefusalMiddleware",
]

ROOT_URLCONF = "balises.site.urls"
APPEND_SLASH = False
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "balises.site.frame.frame",
            ],
            "builtins": [
                "balises.shared.templatetags.wording",
                "django.templatetags.i18n",
                "template_partials.templatetags.partials",
            ],
        },
    }
]

SQLITE_AT_START = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;"
)
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME.folder}/balises.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_AT_START}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False, "QUEUES": []}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/o/"
ACCOUNT_ADAPTER = "balises.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an unknown address gets no mail, and the same page as any other
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False

# Two worlds of addresses: only what stands under /o/ ever sets a cookie.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/o/"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "balises.site.views.refused_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# Files stay in memory and never touch the disk; of a larger request the file is left out, and the form says so.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024 + 64 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français"))]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
USE_TZ = True
TIME_ZONE = env("BALISES_TIME_ZONE", default="Europe/Paris")

STATIC_URL = "/static/"
STATIC_ROOT = HOME.folder / "static"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

EMAIL_BACKEND = "balises.shared.mail.WaitingBackend"
EMAIL_TIMEOUT = 20
BALISES_MAIL = env.email_url("BALISES_MAIL_URL", default="consolemail://")
BALISES_MAIL_BACKEND = BALISES_MAIL["EMAIL_BACKEND"]
EMAIL_HOST = BALISES_MAIL.get("EMAIL_HOST", "")
EMAIL_PORT = BALISES_MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = BALISES_MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = BALISES_MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = BALISES_MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = BALISES_MAIL.get("EMAIL_USE_SSL", False)
RETRY_SECONDS = env.float("BALISES_RETRY_SECONDS", default=20.0)
DEFAULT_FROM_EMAIL = env("BALISES_MAIL_FROM", default="Balises <balises@localhost>")

# No address of a visitor, and no path of a participant, is ever written in a log line of ours.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet_paths": {"()": "balises.site.logs.WithoutParticipants"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["quiet_paths"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Programs that try every address of a network would fill the log with names that are not ours.
        "django.security.DisallowedHost": {"level": "CRITICAL", "propagate": False},
    },
}
