from django.urls import path

from naboskap.office.people import views

urlpatterns = [
    path("personer/", views.people, name="people"),
    path("personer/inviter/", views.invite, name="invite"),
    path("personer/<int:pk>/", views.person, name="person"),
    path("personer/<int:pk>/totrinn/", views.second_factor, name="second-factor"),
    path("personer/roller/<int:pk>/avslutt/", views.end_role, name="end-role"),
    path("medlemskap/", views.memberships, name="memberships"),
    path("medlemskap/<int:pk>/", views.settle, name="membership-settle"),
    path("kontoendring/<int:pk>/", views.answer_account, name="account-answer"),
]
