"""One settings module for every environment; what differs comes from the environment."""

import logging.config
import re
from pathlib import Path

from django.conf.locale import LANG_INFO

from config.env import Env

ROOT = Path(__file__).resolve().parent.parent
env = Env()

DEBUG = env.flag(
    "NABOSKAP_DEBUG", "Shows errors to the visitor. Never in production.", default=False
)
SECRET_KEY = env.text("NABOSKAP_SECRET_KEY", "Signs sessions and tokens.")
ALLOWED_HOSTS = env.words(
    "NABOSKAP_HOSTS", "Host names the server answers to.", default="127.0.0.1 localhost [::1]"
)
CSRF_TRUSTED_ORIGINS = env.words(
    "NABOSKAP_ORIGINS",
    "Origins (with scheme) that forms are sent from, behind a proxy.",
    default="",
)
DATA_DIR = env.path(
    "NABOSKAP_DATA", "Folder of database, files and outbox.", default=ROOT / "data"
)
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        "Where the tables are.",
        default=f"sqlite:///{DATA_DIR / 'naboskap.sqlite3'}",
    )
    # A connection is kept between requests, and looked at before it is used again.
    | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
}
DEMONSTRATION = env.flag(
    "NABOSKAP_DEMONSTRATION",
    "Demonstration people and projects; marked on every screen; sign-in from loopback only.",
    default=False,
)
TODAY = env.date(
    "NABOSKAP_TODAY", "The day that domain rules take it to be; in a demonstration only."
)
if TODAY is not None and not DEMONSTRATION:
    env.contradiction("NABOSKAP_TODAY is for a demonstration only (NABOSKAP_DEMONSTRATION=yes).")
SECURE = env.flag(
    "NABOSKAP_HTTPS", "The site is reached by https: secure cookies, HSTS.", default=False
)
SITE_URL = env.text(
    "NABOSKAP_SITE_URL", "The address in mails, without a slash.", default="http://127.0.0.1:8000"
)

HEALTH_ADDRESS = env.text(
    "NABOSKAP_HEALTH_ADDRESS",
    "Where the worker looks each minute whether the service stands; empty: the page of health at"
    " the address in mails; off: it does not look, and no closing is moved by itself.",
    default="",
)
REGISTER_NO = env.text(
    "NABOSKAP_REGISTER_NO",
    "The interface of the Norwegian register of units; off: whoever registers types it in.",
    default="https://data.brreg.no/enhetsregisteret/api",
)

CLAMD = env.text(
    "NABOSKAP_CLAMD",
    "Where clamd listens for files to scan: host:port or unix:/path; empty: none is scanned.",
    default="",
)
if CLAMD and not re.fullmatch(r"unix:/.+|.+:[0-9]{1,5}", CLAMD):
    env.contradiction(f"NABOSKAP_CLAMD is {CLAMD!r}; write host:port or unix:/path.")

EXCHANGE_RATES = env.text(
    "NABOSKAP_EXCHANGE_RATES",
    "Norges Bank's interface for exchange rates; off: whoever writes a budget writes the rate.",
    default="https://data.norges-bank.no/api/data/EXR",
)

# Behind a proxy that speaks https, and tells so in X-Forwarded-Proto.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # Asked on the machine itself, past the proxy.
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        # The design system draws its small marks from its own style sheet.
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

MAIL_HOST = env.text(
    "NABOSKAP_MAIL_HOST",
    "The mail server; without one, messages are written to the data folder.",
    default="",
)
EMAIL_HOST = MAIL_HOST or "localhost"
EMAIL_PORT = env.number("NABOSKAP_MAIL_PORT", "The mail server's port.", default=587)
EMAIL_HOST_USER = env.text("NABOSKAP_MAIL_USER", "Who we are to the mail server.", default="")
EMAIL_HOST_PASSWORD = env.text("NABOSKAP_MAIL_PASSWORD", "The word that goes with it.", default="")
MAIL_SECURITY = env.choice(
    "NABOSKAP_MAIL_SECURITY",
    "How the line to the mail server is closed: starttls, tls, or none.",
    among=("starttls", "tls", "none"),
    default="starttls",
)
EMAIL_USE_TLS = MAIL_SECURITY == "starttls"
EMAIL_USE_SSL = MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if MAIL_HOST else "config.mail.FolderBackend"
)
if EMAIL_HOST_USER and not MAIL_HOST:
    env.contradiction("NABOSKAP_MAIL_USER is set, but no NABOSKAP_MAIL_HOST to be it for.")
MAIL_FROM = env.text(
    "NABOSKAP_MAIL_FROM", "The sender of mails; empty: the secretariat's own.", default=""
)
MAIL_RETURN = env.text(
    "NABOSKAP_MAIL_RETURN",
    "Where a newsletter that cannot be delivered comes back to; empty: it is not known.",
    default="",
)
if MAIL_RETURN and not re.fullmatch(r"[\w.-]{1,30}@[\w-]+(\.[\w-]+)+", MAIL_RETURN):
    env.contradiction("NABOSKAP_MAIL_RETURN is not a plain address, like retur@example.org.")

ROOMS = [
    "audit",
    "disclosure",
    "notifications",
    "accounts",
    "records",
    "ledger",
    "letters",
    "search",
    "organisations",
    "questionnaires",
    "guidelines",
    "programmes",
    "advice",
    "network",
    "applications",
    "partnering",
    "assessments",
    "decisions",
    "grants",
    "reports",
    "payments",
    "cases",
    "projects",
    "ui",
    "website",
    "portal",
    "office",
    "opendata",
]
INSTALLED_APPS = [
    "config",
    "django.contrib.staticfiles",  # Early: each address of a file looks whether it is in here.
    *[f"naboskap.{room}" for room in ROOMS],
    "rules.apps.AutodiscoverRulesConfig",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "wagtail.search",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "naboskap.website.cache.PublicPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "naboskap.audit.middleware.RefusalTrail",
    "config.middleware.DemonstrationAtHome",
    "naboskap.portal.returning.SignInFirst",
    "naboskap.accounts.middleware.SecondFactor",
    "naboskap.ui.kept.Taken",
    "naboskap.website.editors.EditorsToday",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.EditorPolicy",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "naboskap.ui.context.house",
            ],
            "builtins": ["naboskap.ui.templatetags.ui"],
        },
    }
]
AUTH_USER_MODEL = "accounts.User"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CSRF_FAILURE_VIEW = "naboskap.portal.returning.form_expired"
LOGIN_URL = "account_login"
AUTHENTICATION_BACKENDS = ["naboskap.accounts.backends.SignIn"]
SESSION_ENGINE = "naboskap.accounts.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "naboskap.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "naboskap.accounts.passwords.NotCommon"},
    {
        "NAME": "naboskap.accounts.passwords.NotYourself",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
CACHES = {
    # One process's own memory.
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What all workers must agree on: attempts to sign in, codes already used.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
}
ACCOUNT_ADAPTER = "naboskap.portal.people.adapter.Entrance"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    # All attempts, and those with a wrong password: by address of the machine, and by account.
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/10m/key",
    "confirm_email": "3/10m/key",
}
ACCOUNT_FORMS = {
    "login": "naboskap.portal.people.forms.SignInForm",
    "signup": "naboskap.portal.people.forms.RegistrationForm",
    "reset_password": "naboskap.portal.people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "naboskap.portal.people.forms.NewPasswordForm",
    "change_password": "naboskap.portal.people.forms.ChangePasswordForm",
    "reauthenticate": "naboskap.portal.people.forms.PasswordAgainForm",
}
MFA_ADAPTER = "naboskap.portal.people.adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "naboskap.portal.people.forms.CodeForm",
    "reauthenticate": "naboskap.portal.people.forms.CodeAgainForm",
    "activate_totp": "naboskap.portal.people.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
STATIC_URL = "/static/"
STATIC_ROOT = env.path(
    "NABOSKAP_STATIC", "Folder of collected static files.", default=ROOT / "build/static"
)
STATICFILES_DIRS = [ROOT / "build/vendor"] if (ROOT / "build/vendor").exists() else []
HASHED_STATIC = env.flag(
    "NABOSKAP_HASHED_STATIC",
    "Static files under names that change with their content (needs collectstatic).",
    default=True,
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static.Manifest"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FONTS_DIR = ROOT / "build/fonts"  # The letters' font, put there by script/assets.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/bilder/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nb"
# Django knows no Northern Sámi.
LANG_INFO["se"] = {
    "bidi": False,
    "code": "se",
    "name": "Northern Sámi",
    "name_local": "davvisámegiella",
}
# The languages that a page of the website may be in; and those that people have: the portal, the
# office, forms, mails and letters.
LANGUAGES = [
    ("nb", "norsk bokmål"),
    ("nn", "nynorsk"),
    ("se", "davvisámegiella"),
    ("en", "English"),
    ("ru", "русский"),
]
INTERFACE_LANGUAGES = ("nb", "en", "ru")
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Oslo"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # An hour that an editor sets is Oslo's, wherever they are.
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
# What the page editor's maker has not said in Norwegian; before every other catalogue.
LOCALE_PATHS = [ROOT / "naboskap/website/editing/wagtail/locale"]

WAGTAIL_SITE_NAME = "Naboskap"
# An address can be read aloud and typed anywhere: ø becomes o, and Russian is transliterated.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAILDOCS_DOCUMENT_MODEL = "website.LibraryFile"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "naboskap.website.library.forms.FileForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "naboskap.website.pictures.forms.PictureForm"

LOGGING_CONFIG = None
logging.config.dictConfig(
    {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "config.logs.Line"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "naboskap": {"level": "INFO"},
            "config": {"level": "INFO"},
            # A page that is not there is no fault of ours.
            "django.request": {"level": "ERROR"},
        },
    }
)
