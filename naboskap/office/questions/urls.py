from django.urls import path

from naboskap.office.questions import views

urlpatterns = [
    path("sporsmal/", views.questions, name="questions"),
    path("sporsmal/<int:pk>/", views.question, name="question"),
    path("sporsmal/<int:pk>/gi-videre/", views.give, name="question-hand-over"),
    path("sporsmal/<int:pk>/lukk/", views.close, name="question-close"),
    path("sporsmal/<int:pk>/steng-ute/", views.block, name="question-block"),
    path("sporsmal/<int:pk>/slipp-inn/", views.lift, name="question-lift"),
]
