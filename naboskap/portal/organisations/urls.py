from django.urls import path

from naboskap.portal.organisations import views

urlpatterns = [
    path("organisasjon/", views.organisations, name="organisations"),
    path("organisasjon/ny/", views.add, name="organisation-add"),
    path("organisasjon/ny/opplysninger/", views.details, name="organisation-details"),
    path("organisasjon/ny/meg-selv/", views.add_oneself, name="organisation-oneself"),
    path("organisasjon/<int:pk>/", views.organisation, name="organisation"),
    path("organisasjon/<int:pk>/rett/", views.correct, name="organisation-correct"),
    path("organisasjon/<int:pk>/bli-med/", views.join, name="organisation-join"),
    path("organisasjon/<int:pk>/konto/", views.account, name="account"),
    path("organisasjon/<int:pk>/konto/svar/", views.answer_account, name="account-answer"),
    path("organisasjon/foresporsel/<int:pk>/", views.settle, name="membership-settle"),
]
