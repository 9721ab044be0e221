from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz
from config.spoken import spoken_in
from naboskap.ui import views as ui
from naboskap.website import cms
from naboskap.website import urls as website
from naboskap.website.finding import machines
from naboskap.website.finding import views as finding
from naboskap.website.library import urls as library

handler400 = ui.bad_request
handler403 = ui.denied
handler404 = finding.not_found
handler500 = ui.fault

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("husets-merke", ui.logo, name="house-logo"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("bilder/", include("naboskap.website.pictures.urls")),
    path("filer/", include(library.files)),
    path("cms/", include(cms.urlpatterns)),
    *spoken_in(
        settings.INTERFACE_LANGUAGES,
        path("", include("naboskap.portal.people.entrance")),
        path("min-side/", include("naboskap.portal.urls")),
        path("saksbehandling/", include("naboskap.office.urls")),
        path("", include("naboskap.website.postbox.urls")),
        path("", include(website.subjects)),
        path("data/", include("naboskap.opendata.urls")),
    ),
    *spoken_in([*settings.INTERFACE_LANGUAGES, "nn"], *website.in_nynorsk_too),
    *spoken_in([code for code, _name in settings.LANGUAGES], *website.in_every_language),
    *i18n_patterns(*website.pages, prefix_default_language=False),
]
