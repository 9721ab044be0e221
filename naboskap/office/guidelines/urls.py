from django.urls import path

from naboskap.office.guidelines import trials, views, writing

urlpatterns = [
    path("retningslinjer/", views.versions, name="guidelines"),
    path("retningslinjer/kastet/<int:pk>/", writing.take_up, name="guidelines-take-up"),
    path("retningslinjer/<slug:slug>/", views.version, name="guidelines-version"),
    path("retningslinjer/<slug:slug>/dag/", views.propose, name="guidelines-propose"),
    path("retningslinjer/<slug:slug>/ta-tilbake/", views.drop, name="guidelines-drop"),
    path("retningslinjer/<slug:slug>/publiser/", views.publish, name="guidelines-publish"),
    path("retningslinjer/<slug:slug>/prov/", trials.begin, name="guidelines-try"),
    path("retningslinjer/<slug:slug>/prov/<int:pk>/", trials.trial, name="guidelines-trial"),
    path(
        "retningslinjer/<slug:slug>/prov/<int:pk>/saker.csv",
        trials.trial_csv,
        name="guidelines-trial-csv",
    ),
    path("retningslinjer/<slug:slug>/ny/", writing.begin, name="guidelines-begin"),
    path("retningslinjer/<slug:slug>/skriv/", writing.write, name="guidelines-write"),
    path("retningslinjer/<slug:slug>/skriv/navn/", writing.name, name="guidelines-name"),
    path("retningslinjer/<slug:slug>/skriv/slett/", writing.delete, name="guidelines-delete"),
    path("retningslinjer/<slug:slug>/skriv/punkt/", writing.clause, name="guidelines-add"),
    path(
        "retningslinjer/<slug:slug>/skriv/punkt/<int:pk>/",
        writing.clause,
        name="guidelines-clause",
    ),
    path(
        "retningslinjer/<slug:slug>/skriv/punkt/<int:pk>/ta-ut/",
        writing.remove,
        name="guidelines-remove",
    ),
    path(
        "retningslinjer/<slug:slug>/skriv/tatt-ut/<int:pk>/",
        writing.put_back,
        name="guidelines-put-back",
    ),
]
