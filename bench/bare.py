"""The peer: a Django view that only inserts a row, on SQLite with the same care for the disk, and nothing else."""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

KEPT = ("visibility", "purpose", "tool", "information", "change", "need")

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BARE_DATABASE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
            },
        }
    },
)
django.setup()


def insert(request: HttpRequest) -> HttpResponse:
    """What was typed, in clear, with the time: everything Balises does not do."""
    if request.method != "POST":
        return HttpResponse("ready")
    values = [request.POST.get(name, "") for name in KEPT]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO card ({', '.join(KEPT)}) VALUES (%s, %s, %s, %s, %s, %s)", values)
    return HttpResponseRedirect("/thanks")


urlpatterns = [path("", insert)]

with connection.cursor() as _cursor:
    _cursor.execute(f"CREATE TABLE IF NOT EXISTS card (id INTEGER PRIMARY KEY, {' TEXT, '.join(KEPT)} TEXT)")
application = get_wsgi_application()
