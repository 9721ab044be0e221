from django.urls import path

from naboskap.website.programmes import views

urlpatterns = [
    path("ordninger/<slug:slug>/sporsmal/", views.questions, name="programme-questions"),
    path(
        "ordninger/<slug:slug>/sporsmal/<slug:size>.docx",
        views.questions_in_word,
        name="programme-questions-in-word",
    ),
]
in_nynorsk_too = [path("ordninger/<slug:slug>/", views.programme, name="programme")]
in_every_language = [path("ordninger/", views.programmes, name="programmes")]
