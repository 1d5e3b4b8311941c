"""A plain Django project in one file: what one would write first to save a row at each answer.

`python plain.py asgi|wsgi PORT PATH` serves it by uvicorn, as Django's own ASGI application, or as
its WSGI application under a2wsgi, as Pejl's pages are. The middleware is what `startproject` gives,
the database settings are Pejl's. The view saves one row and answers; it checks nothing.
"""

import sys
from pathlib import Path
from typing import Any

import django
import uvicorn
from a2wsgi import WSGIMiddleware
from django.conf import settings

THREADS = 12  # as in Pejl
SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def set_up(path: Path) -> None:
    settings.configure(
        SECRET_KEY="of a benchmark",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        MIDDLEWARE=MIDDLEWARE,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": path,
                "CONN_MAX_AGE": None,
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": SQLITE},
            }
        },
    )
    django.setup()


def make_urls() -> list[Any]:
    from django.db import connection, models
    from django.http import HttpRequest, JsonResponse
    from django.urls import path
    from django.views.decorators.csrf import csrf_exempt

    class Contribution(models.Model):  # noqa: DJ008
        slot = models.BigIntegerField()
        giver = models.CharField(max_length=64)
        kind = models.CharField(max_length=20)
        item = models.CharField(max_length=64)
        payload = models.JSONField()
        key = models.CharField(max_length=64)
        created_at = models.DateTimeField(auto_now_add=True)

        class Meta:
            app_label = "plain"

    @csrf_exempt
    def save(request: HttpRequest, slot: int) -> JsonResponse:
        Contribution.objects.create(
            slot=slot,
            giver=request.COOKIES["pejl"],
            kind=request.POST["kind"],
            item=request.POST["item"],
            payload={"options": request.POST.getlist("options[]")},
            key=request.POST["key"],
        )
        said = {"saved": True, "code": "", "message": ""}
        return JsonResponse(said, json_dumps_params={"separators": (",", ":")})

    with connection.schema_editor() as editor:
        editor.create_model(Contribution)
    connection.close()
    return [path("a/<int:slot>", save)]


def make_application(way: str) -> Any:
    if way == "wsgi":
        from django.core.wsgi import get_wsgi_application

        return WSGIMiddleware(get_wsgi_application(), workers=THREADS)  # type: ignore[arg-type]
    from django.core.asgi import get_asgi_application

    return get_asgi_application()


if __name__ == "__main__":
    set_up(Path(sys.argv[3]))
    urlpatterns = make_urls()
    uvicorn.run(
        make_application(sys.argv[1]),
        port=int(sys.argv[2]),
        log_level="warning",
        lifespan="off",
        ws="none",
        server_header=False,
        access_log=False,
    )
