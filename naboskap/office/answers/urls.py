from django.urls import path

from naboskap.office.answers import views

urlpatterns = [
    path("sporsmal/<int:pk>/for-alle/", views.offer, name="question-share"),
    path("svar-for-alle/", views.answers, name="answers"),
    path("svar-for-alle/<slug:slug>/", views.answer, name="answer"),
    path("svar-for-alle/<slug:slug>/endre/", views.rewrite, name="answer-rewrite"),
    path("svar-for-alle/<slug:slug>/publiser/", views.publish, name="answer-publish"),
    path("svar-for-alle/<slug:slug>/ta-tilbake/", views.take_back, name="answer-take-back"),
]
