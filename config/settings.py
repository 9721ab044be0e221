"""One settings module for every environment; what differs comes from the environment."""

from pathlib import Path

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
    "applications",
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
    *[f"naboskap.{room}" for room in ROOMS],
    "rules.apps.AutodiscoverRulesConfig",
    "django_htmx",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "naboskap.audit.middleware.RefusalTrail",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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
            ],
            "builtins": ["naboskap.ui.templatetags.ui"],
        },
    }
]
AUTH_USER_MODEL = "accounts.User"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
LOGIN_URL = "accounts:sign-in"
STATIC_URL = "/static/"
STATIC_ROOT = env.path(
    "NABOSKAP_STATIC", "Folder of collected static files.", default=ROOT / "build/static"
)
STATICFILES_DIRS = [ROOT / "build/vendor"] if (ROOT / "build/vendor").exists() else []
MEDIA_ROOT = DATA_DIR / "media"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "norsk"), ("en", "English"), ("ru", "русский")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

WAGTAIL_SITE_NAME = "Naboskap"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_BASE_URL = SITE_URL
