"""Newsroom's settings, all of them from the environment (README.md lists the variables).

With DEBUG on, nothing has to be set. Without it, SECRET_KEY and ALLOWED_HOSTS must be, or Newsroom does not
start. https://docs.djangoproject.com/en/5.2/ref/settings/
"""

from ipaddress import ip_network
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

# Where everything lies that Newsroom makes while it runs: SQLite's file, uploads, collected static files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

is_trial = env.bool("AT_COMMAND_LINE", default=False) and "SECRET_KEY" not in env.ENVIRON
DEBUG = env.bool("DEBUG", default=is_trial)
SECRET_KEY = env.str("SECRET_KEY", default="for trying out, never for a public site" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
for required in ("SECRET_KEY", "ALLOWED_HOSTS"):
    if not globals()[required]:
        raise ImproperlyConfigured(f"Set {required} in the environment (or DEBUG=true to try Newsroom out).")

SITE_NAME = env.str("SITE_NAME", default="Newsroom")

# Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, as addresses or networks
# (newsroom/proxies.py).
TRUSTED_PROXIES = [ip_network(network) for network in env.list("TRUSTED_PROXIES", default=[])]

INSTALLED_APPS = [
    "newsroom",
    "articles",
    "comments",
    "newsroom.administration.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "content_editor",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_prose_editor",
    "js_asset",
    "modelsearch",
    "mptt",
]

MIDDLEWARE = [
    "newsroom.protecting.ProtectAnswers",
    "newsroom.operating.middleware.WatchRequests",
    "newsroom.proxies.ProxyMiddleware",
    "newsroom.keeping.middleware.KeepPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.protecting.ContentPolicies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.signing_in.sessions.RenewSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.gone.GoneMiddleware",
    "newsroom.errors.UnavailableMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

# The public pages are rendered by Jinja2. They are the same for everyone, so nothing personal is in reach:
# neither user nor messages. What is not found there is the admin's.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "newsroom.jinja.environment",
            "context_processors": ["newsroom.masthead.masthead"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Databases: https://django-environ.readthedocs.io/en/latest/types.html#environ-env-db-url
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
database = DATABASES["default"]
if database["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction begins: two that read first and write later would
    # refuse each other. The test database is a file, because threads cannot share one in memory under these
    # options.
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": env.int("LOCK_TIMEOUT", default=5_000) / 1_000,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    database["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    database["OPTIONS"] = {
        # Whoever waits longer for another's lock is told that the site is busy. What pages ask for lies in
        # memory, where to look a row up in an index costs no more than to read the next one.
        "options": f"-c lock_timeout={env.int('LOCK_TIMEOUT', default=5_000)} -c random_page_cost=1.1",
        # The server plans a statement once that it is asked again. For that its values come apart from it.
        "server_side_binding": True,
        "prepare_threshold": 2,
    }
    database["CONN_HEALTH_CHECKS"] = True
# To open a connection for each request costs more than most requests ask of it, on SQLite too.
database["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# OpenSearch by setting: https://django-modelsearch.readthedocs.io/
MODELSEARCH_BACKENDS = {
    "default": {"BACKEND": env.str("SEARCH_BACKEND", default="modelsearch.backends.database")}
    | env.json("SEARCH_OPTIONS", default={})
}

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://?max_entries=150")}

# For how many seconds caches on the way may keep a public page, and for how many more they may show it while
# they ask for the next (newsroom/keeping/).
PAGE_SECONDS = env.int("PAGE_SECONDS", default=60)
PAGE_STALE_SECONDS = env.int("PAGE_STALE_SECONDS", default=10)
# Newsroom itself keeps them as long, in the cache; within so many seconds a process answers again with what
# it has just answered, and then asks the database whether that is still right.
KEEP_PAGES = env.bool("KEEP_PAGES", default=not DEBUG)
PAGE_COPY_SECONDS = env.float("PAGE_COPY_SECONDS", default=1)
# Who is told which addresses have changed: a function by its dotted path, or an address that takes JSON
# (newsroom/keeping/purging.py). Empty: nobody.
PURGE_HOOK = env.str("PURGE_HOOK", default="")

# Django asks these of passwords: https://docs.djangoproject.com/en/5.2/topics/auth/passwords/
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# A session ends so many hours after the last page of the admin that was asked for, and when the password
# changes; the address in a mail that leads to a new password is good for one.
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
PASSWORD_RESET_TIMEOUT = 3600

# Whether everybody who signs in needs a code besides the password; else each may switch it on for themself.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
OTP_TOTP_ISSUER = SITE_NAME
# newsroom/signing_in/tries.py limits tries; the package's own waits double without an end.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en-gb")
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True

# A bucket is a setting: STORAGE_BACKEND names a storage class, STORAGE_OPTIONS its options as JSON.
STORAGES = {
    "default": {
        "BACKEND": env.str("STORAGE_BACKEND", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))

# A larger picture is refused: by its file before it is opened, by its pixels (four bytes each, twice for a
# while) before they are read.
PICTURE_MAX_MB = env.int("PICTURE_MAX_MB", default=25)
PICTURE_MAX_MEGAPIXELS = env.int("PICTURE_MAX_MEGAPIXELS", default=64)

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="newsroom@localhost")

# Whom to tell of a weakness of the site: addresses, mailto: or https:, for /.well-known/security.txt.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])

# An article is one form, with a dozen fields for each of its sections and one for each tag.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# https://docs.djangoproject.com/en/5.2/topics/security/
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600 if HTTPS else 0)
# What the sub-domains of the paper's domain speak is for their owner to say, so these two checks stay quiet.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_SUBDOMAINS", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Neither pages nor the players in them ask for what a device knows of its owner.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
)

# The same for everyone, so without a nonce.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *env.list("IMAGE_HOSTS", default=[])],
        "frame-src": ["https://www.youtube-nocookie.com"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# The admin's (newsroom/protecting.py). Its rich text editor puts a script and styles into the page, and has a
# font for its signs.
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, UNSAFE_INLINE],
        "font-src": [SELF],
        "frame-src": [NONE],
    },
}

# How long a comment form may lie open before it is shown once more for confirmation, in hours. The clock
# inside the form ticks once in COMMENT_FORM_TICK hours, so that a page stays the same bytes in between.
COMMENT_FORM_HOURS = env.int("COMMENT_FORM_HOURS", default=48)
COMMENT_FORM_TICK = env.int("COMMENT_FORM_TICK", default=6)

# Whether a story needs a second pair of eyes: whoever submitted it, or changed it last, may then neither mark
# it ready nor publish it.
FOUR_EYES = env.bool("FOUR_EYES", default=False)

# How long readers may change or withdraw a comment of theirs, in minutes. 0: not at all.
EDIT_MINUTES = env.int("EDIT_MINUTES", default=5)

# The function that scores comments, as a dotted path (comments/scorer.py). Empty: none is scored.
COMMENT_SCORER = env.str("COMMENT_SCORER", default="comments.insults.score")

# A thread of so many comments is full: a reply then opens another thread that continues it.
THREAD_LIMIT = env.int("THREAD_LIMIT", default=1_000)

# For operators (newsroom/operating/): how a line of the log is written, "json" or "plain"; whether each
# request gets one; and the token for the figures at /metrics, which without one are not even kept.
LOG_FORMAT = env.str("LOG_FORMAT", default="plain" if DEBUG else "json")
ACCESS_LOG = env.bool("ACCESS_LOG", default=not DEBUG)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "newsroom.operating.lines.Plain"},
        "json": {"()": "newsroom.operating.lines.JsonLine"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
