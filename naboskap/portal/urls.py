from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("", include("naboskap.portal.grants.urls")),
    path("", include("naboskap.portal.organisations.urls")),
    path("", include("naboskap.portal.people.urls")),
    path("", include("naboskap.portal.questions.urls")),
    path("", include("naboskap.portal.partnering.urls")),
    path("", include("naboskap.portal.stories.urls")),
    path("", include("naboskap.portal.applications.urls")),
]
