from django.urls import path

from naboskap.website.guidelines import views

urlpatterns = [
    path("retningslinjer/", views.versions, name="guidelines"),
    path("retningslinjer/<slug:slug>/", views.version, name="guidelines-version"),
    path("retningslinjer/<slug:slug>/endringer/", views.changes, name="guidelines-changes"),
]
