from django.urls import path

from naboskap.website.guidelines import views

urlpatterns = [
    path("retningslinjer/<slug:slug>/endringer/", views.changes, name="guidelines-changes"),
]
# The paragraphs themselves are written in nynorsk as well.
in_nynorsk_too = [
    path("retningslinjer/", views.versions, name="guidelines"),
    path("retningslinjer/<slug:slug>/", views.version, name="guidelines-version"),
]
