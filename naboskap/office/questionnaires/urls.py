from django.urls import path

from naboskap.office.questionnaires import drafts, views

DRAFT = "skjema/<slug:slug>/utkast"
urlpatterns = [
    path("skjema/", views.all_forms, name="forms"),
    path("skjema/<slug:slug>/", views.one_form, name="form"),
    path("skjema/<slug:slug>/utgave/<int:number>/", views.version, name="form-version"),
    path("skjema/<slug:slug>/vis/", views.preview, name="form-preview"),
    path("skjema/<slug:slug>/flytt-utkast/", views.move, name="form-move"),
    path("skjema/<slug:slug>/begynn/", views.begin, name="form-begin"),
    path("skjema/<slug:slug>/kastet/<int:pk>/", views.take_up, name="form-take-up"),
    path(f"{DRAFT}/", drafts.draft, name="form-draft"),
    path(f"{DRAFT}/nytt/", drafts.add, name="form-add"),
    path(f"{DRAFT}/foresla/", drafts.propose, name="form-propose"),
    path(f"{DRAFT}/ta-tilbake/", drafts.take_back, name="form-take-back"),
    path(f"{DRAFT}/publiser/", drafts.publish, name="form-publish"),
    path(f"{DRAFT}/kast/", drafts.drop, name="form-drop"),
    path(f"{DRAFT}/tatt-ut/<int:pk>/", drafts.put_back, name="form-put-back"),
    path(f"{DRAFT}/<slug:key>/", drafts.question, name="form-question"),
    path(f"{DRAFT}/<slug:key>/plass/", drafts.place, name="form-place"),
]
