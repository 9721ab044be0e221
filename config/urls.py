from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, path

from config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    *i18n_patterns(prefix_default_language=False),
]
