from django.urls import path

from naboskap.office.programmes import late, views

urlpatterns = [
    path("ordninger/", views.programmes, name="programmes"),
    path("ordninger/sendt-sent/", late.late_doors, name="late-doors"),
    path("ordninger/sendt-sent/<int:pk>/svar/", late.answer, name="late-door-answer"),
    path("ordninger/<slug:slug>/", views.programme, name="programme"),
    path("ordninger/<slug:slug>/apne/", views.open_a_round, name="programme-open-round"),
    path("ordninger/runder/<int:pk>/steng/", views.close_a_round, name="round-close"),
]
