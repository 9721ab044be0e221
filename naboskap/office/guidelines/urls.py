from django.urls import path

from naboskap.office.guidelines import trials, views

urlpatterns = [
    path("retningslinjer/", views.versions, name="guidelines"),
    path("retningslinjer/<slug:slug>/", views.version, name="guidelines-version"),
    path("retningslinjer/<slug:slug>/dag/", views.propose, name="guidelines-propose"),
    path("retningslinjer/<slug:slug>/ta-tilbake/", views.drop, name="guidelines-drop"),
    path("retningslinjer/<slug:slug>/publiser/", views.publish, name="guidelines-publish"),
    path("retningslinjer/<slug:slug>/prov/", trials.begin, name="guidelines-try"),
    path("retningslinjer/<slug:slug>/prov/<int:pk>/", trials.trial, name="guidelines-trial"),
]
