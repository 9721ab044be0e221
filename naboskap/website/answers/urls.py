from django.urls import path

from naboskap.website.answers import views

urlpatterns = [
    path("sporsmal/", views.answers, name="answers"),
    path("sporsmal/<slug:slug>/", views.answer, name="answer"),
]
