"""Settings come from the environment only, each with a safe default; docs list them."""

import os
import secrets
import socket
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_language

from pejl.project.logs import make_logging


def read_folder() -> Path:
    folder = Path(os.environ.get("PEJL_FOLDER", "pejl-data")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def read_secret(folder: Path) -> str:
    """PEJL_SECRET_KEY, or a key made once and kept in the folder, for its owner only. Raises
    ImproperlyConfigured for one that can be guessed, where the server has a public address."""
    if key := os.environ.get("PEJL_SECRET_KEY"):
        if os.environ.get("PEJL_URL") and is_weak(key):
            raise ImproperlyConfigured(WEAK)
        return key
    path = folder / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key


def read_older_secrets() -> list[str]:
    """By comma: what was made under them still holds, and all that is new is made under the key."""
    return [key for key in os.environ.get("PEJL_SECRET_KEYS_BEFORE", "").split(",") if key]


def read_debug() -> bool:
    """Raises ImproperlyConfigured where the server has a public address."""
    on = os.environ.get("PEJL_DEBUG", "") == "1"
    if on and os.environ.get("PEJL_URL"):
        raise ImproperlyConfigured("PEJL_DEBUG shows all to everybody: take it away.")
    return on


SHORTEST_KEY, FEWEST_SIGNS = 40, 12
WEAK = "PEJL_SECRET_KEY can be guessed: give it at least 40 random letters and digits."


def is_weak(key: str) -> bool:
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS


def read_hosts(url: str) -> list[str]:
    """The public address, this machine's own names, and what PEJL_HOSTS adds (by comma)."""
    named = [name for name in os.environ.get("PEJL_HOSTS", "").split(",") if name]
    public = urlsplit(url).hostname
    return ["localhost", "127.0.0.1", "[::1]", *list_own_addresses(), *named] + (
        [public] if public else []
    )


def read_proxies() -> list[str]:
    """Whose word is taken for who asks: addresses and nets. Raises ImproperlyConfigured for what is
    none, and for all: then anybody could say that he is another."""
    proxies = [one.strip() for one in os.environ.get("PEJL_PROXIES", "127.0.0.1,::1").split(",")]
    for one in proxies:
        try:
            net = ip_network(one)
        except ValueError:
            told = (
                f"PEJL_PROXIES: {one!r} is no address and no net, such as 10.0.0.7 or 10.0.0.0/24."
            )
            raise ImproperlyConfigured(told) from None
        if net.prefixlen == 0:
            raise ImproperlyConfigured(f"PEJL_PROXIES: {one} is everybody. Name the proxy only.")
    return proxies


def list_own_addresses() -> list[str]:
    name = socket.gethostname()
    try:
        found = socket.getaddrinfo(name, None, socket.AF_INET)
    except OSError:
        return [name]
    return [name, *{str(address[4][0]) for address in found}]


def read_database(folder: Path) -> dict[str, Any]:
    url = os.environ.get("PEJL_DATABASE_URL", f"sqlite:///{folder / 'pejl.sqlite3'}")
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None))
    database["CONN_HEALTH_CHECKS"] = "sqlite" not in database["ENGINE"]
    if "sqlite" in database["ENGINE"]:
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; "
                "PRAGMA wal_autocheckpoint=32000"  # 131 MB: see pejl.days.checkpoint
            ),
        }
    if "postgresql" in database["ENGINE"]:
        database["OPTIONS"] = {**WHEN_AWAY, **database.get("OPTIONS", {})}
    return database


# A server that has gone without a word is given up in time, instead of after hours.
WHEN_AWAY = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def read_cache(hub: str) -> dict[str, Any]:
    """Beside the hub: in Redis for many processes, else in this one."""
    if hub.startswith("redis"):
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": hub}
    backend = "django.core.cache.backends.locmem.LocMemCache"
    return {"BACKEND": backend, "OPTIONS": {"MAX_ENTRIES": 100_000}}


def read_languages(catalogues: Path) -> list[tuple[str, Any]]:
    """Danish, English, and each that has a catalogue there, by the name that it has for itself."""
    found = {to_language(path.parts[-3]) for path in catalogues.glob("*/LC_MESSAGES/django.mo")}
    more = sorted((found & LANG_INFO.keys()) - {"da", "en"})
    named = [(code, LANG_INFO[code]["name_local"].capitalize()) for code in more]
    return [("da", _("Danish")), ("en", _("English")), *named]


class MailServer(NamedTuple):
    host: str
    port: int
    user: str
    password: str
    tls: str  # starttls, ssl, none


def read_mail_server() -> MailServer | None:
    """PEJL_SMTP_URL (smtp://user:password@host:587, smtps://… on 465), or PEJL_SMTP_HOST, _PORT,
    _USER, _PASSWORD and _TLS (starttls, ssl or none). With a user TLS is the default."""
    if url := os.environ.get("PEJL_SMTP_URL"):
        parts = urlsplit(url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        tls = "ssl" if parts.scheme == "smtps" else "starttls" if user else "none"
        tls = dict(parse_qsl(parts.query)).get("tls", tls)
        port = parts.port or PORTS.get(tls, 25)
        return MailServer(parts.hostname or "localhost", port, user, password, tls)
    host = os.environ.get("PEJL_SMTP_HOST")
    if not host:
        return None
    user, password = os.environ.get("PEJL_SMTP_USER", ""), os.environ.get("PEJL_SMTP_PASSWORD", "")
    tls = os.environ.get("PEJL_SMTP_TLS", "starttls" if user else "none")
    return MailServer(
        host, int(os.environ.get("PEJL_SMTP_PORT", PORTS.get(tls, 25))), user, password, tls
    )


PORTS = {"starttls": 587, "ssl": 465}
PEJL_FOLDER = read_folder()
PEJL_URL = os.environ.get("PEJL_URL", "")  # the address that links and QR codes carry
PEJL_PROXIES = read_proxies()  # who may say in X-Forwarded-For for whom they ask
PEJL_HUB_URL = os.environ.get("PEJL_HUB_URL", "memory://")
PEJL_LOCAL_URL = "http://localhost:8000"  # for mails, where PEJL_URL is not set; `serve` sets it
SECRET_KEY = read_secret(PEJL_FOLDER)
SECRET_KEY_FALLBACKS = read_older_secrets()
DEBUG = read_debug()
ALLOWED_HOSTS = read_hosts(PEJL_URL)
DATABASES = {"default": read_database(PEJL_FOLDER)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "pejl.ui",
    "django_tasks",
    "django_tasks_db",
    "pejl.people",
    "pejl.mail",
    "pejl.audit",
    "pejl.days",
    "pejl.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pejl.activities.talk",
    "pejl.activities.poll",
    "pejl.activities.nowpicture",
    "pejl.activities.statements",
    "pejl.activities.wording",
    "pejl.activities.dialogues",
    "pejl.activities.feedback",
    "pejl.activities.joint",
    "pejl.activities.reflecting",
    "pejl.activities.asking",
    "pejl.activities.dilemma",
    "pejl.activities.discussion",
    "pejl.activities.casework",
    "pejl.activities.needs",
    "pejl.activities.prioritising",
    "pejl.activities.nextsteps",
    "pejl.activities.evaluation",
    "pejl.activities.lookback",
    "pejl.activities.pause",
    "pejl.surfaces",
    "pejl.front",
    "pejl.peers",
    "pejl.seating",
    "pejl.followup",
    "pejl.documents",
    "pejl.interchange",
    "pejl.sheets",
    "pejl.calendars",
    "pejl.api",
    "pejl.keeping",
    "pejl.rehearsal",
    "pejl.project",
]
MIDDLEWARE = [
    "pejl.project.noting.note_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pejl.project.middleware.protect_page",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pejl.accounts.middleware.end_old_sessions",
    "django.middleware.common.CommonMiddleware",
    "pejl.project.middleware.TakeOwnForms",
    "pejl.project.middleware.look_at_one_moment",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pejl.project.middleware.choose_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pejl.accounts.middleware.AskForSecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pejl.people.access.describe_desk",
                "pejl.people.look.describe_look",
            ],
            "builtins": ["pejl.ui.templatetags.theirs"],
        },
    }
]
ROOT_URLCONF = "pejl.project.urls"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "pejl.accounts.passwords.StrengthValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ACCOUNT_ADAPTER = "pejl.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_FORMS = {
    "login": "pejl.accounts.forms.SignInForm",
    "reset_password": "pejl.accounts.forms.ForgottenForm",
    "reset_password_from_key": "pejl.accounts.forms.NewPasswordForm",
    "change_password": "pejl.accounts.forms.ChangePasswordForm",
    "reauthenticate": "pejl.accounts.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {  # by account, never by address: a whole venue shares one
    "login": None,
    "login_failed": "10/5m/key",
    "reset_password": "5/10m/key",
    "reset_password_from_key": None,
}
SOCIALACCOUNT_ADAPTER = "pejl.accounts.sso.ConnectionAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # the policy lets no form lead to another place
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
PEJL_SIGN_IN_INSIDE = os.environ.get("PEJL_SIGN_IN_INSIDE", "") == "1"  # see docs on running
PEJL_HOOKS_INSIDE = os.environ.get("PEJL_HOOKS_INSIDE", "") == "1"  # see docs on running
MFA_ADAPTER = "pejl.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pejl"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up, so no one can take another's address so
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "authenticate": "pejl.accounts.forms.CodeForm",
    "reauthenticate": "pejl.accounts.forms.CodeAgainForm",
    "activate_totp": "pejl.accounts.forms.ActivateAppForm",
    "add_webauthn": "pejl.accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "pejl.accounts.forms.PasskeyForm",
    "reauthenticate_webauthn": "pejl.accounts.forms.PasskeyAgainForm",
    "login_webauthn": "pejl.accounts.forms.PasskeySignInForm",
}
CACHES = {"default": read_cache(PEJL_HUB_URL)}  # counts the tries
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

# "module:function" of a package that gives each of a list of texts a vector, to find the themes of
# statements by meaning too. Without one they are found by the words alone.
PEJL_EMBEDDING = os.environ.get("PEJL_EMBEDDING", "")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
PEJL_CLOCK = os.environ.get("PEJL_CLOCK", "")  # only while rehearsing: see pejl.mail.clock
PEJL_WARM = os.environ.get("PEJL_WARM", "1") != "0"  # whether it loads ahead what takes seconds
PEJL_WORKER = os.environ.get("PEJL_WORKER", "1") != "0"  # whether the server works in between
PEJL_METRICS_TOKEN = os.environ.get("PEJL_METRICS_TOKEN", "")  # opens /metrics to who has it
PEJL_SLOW_MS = float(os.environ.get("PEJL_SLOW_MS", "200"))  # a query beyond it is told of
PEJL_MAIL_FROM = os.environ.get("PEJL_MAIL_FROM", "Pejl <pejl@localhost>")
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
mail_server = read_mail_server()
PEJL_SENDS_MAIL = mail_server is not None
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if mail_server else "none"
if mail_server:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = mail_server.host, mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server.user, mail_server.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = mail_server.tls == "ssl", mail_server.tls == "starttls"

LANGUAGE_CODE = "da"
LOCALE_PATHS = [PEJL_FOLDER / "locale"]
LANGUAGES = read_languages(PEJL_FOLDER / "locale")
USE_I18N = True
FORMAT_MODULE_PATH = "pejl.ui.formats"
TIME_ZONE = os.environ.get("PEJL_TIME_ZONE", "Europe/Copenhagen")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = PEJL_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pejl.ui.storage.BundlingStorage"},
}
MEDIA_ROOT = PEJL_FOLDER / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

X_FRAME_OPTIONS = "SAMEORIGIN"  # the console shows a small copy of the screen
SECURE_REFERRER_POLICY = "same-origin"  # with none at all, browsers say no origin of a form either
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PEJL_URL.startswith("https://") else 0
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = PEJL_URL.startswith("https://")
PEJL_COOKIE_PREFIX = "__Host-" if SESSION_COOKIE_SECURE else ""  # no other host can plant one
SESSION_COOKIE_NAME = f"{PEJL_COOKIE_PREFIX}sessionid"
LANGUAGE_COOKIE_NAME = f"{PEJL_COOKIE_PREFIX}django_language"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if PEJL_URL.startswith("https://") else None
)

LOGGING = make_logging(os.environ.get("PEJL_LOG", ""))
