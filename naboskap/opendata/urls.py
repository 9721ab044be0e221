from django.urls import include, path, re_path

from naboskap.opendata.projects import views

app_name = "opendata"
urlpatterns = [
    path("", include("naboskap.opendata.projects.urls")),
    path("", include("naboskap.opendata.rounds.urls")),
    path("", include("naboskap.opendata.stories.urls")),
    path("", include("naboskap.opendata.newsletter.urls")),
    # Last: what is not there is said as data, too.
    re_path(r"^(?P<rest>.+)$", views.nothing, name="nothing"),
]
