from allauth.account import views as account
from django.urls import path

from naboskap.portal.people import views

urlpatterns = [
    path("inn/", views.arrive, name="arrive"),
    path("meg/", views.profile, name="profile"),
    path("meg/passord/", account.password_change, name="password"),
]
