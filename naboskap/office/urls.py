from django.urls import include, path

app_name = "office"
urlpatterns = [
    path("", include("naboskap.office.people.urls")),
]
