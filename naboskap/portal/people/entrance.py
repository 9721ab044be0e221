"""The ways in and out, at the root of the site. The names are the sign-in library's own."""

from allauth.account import views as account
from django.urls import path, re_path

from naboskap.portal.people import second, views

urlpatterns = [
    path("logg-inn/", account.login, name="account_login"),
    path("logg-inn/passord/", account.reauthenticate, name="account_reauthenticate"),
    path("logg-inn/stengt/", account.account_inactive, name="account_inactive"),
    path("logg-ut/", account.logout, name="account_logout"),
    path("registrer/", account.signup, name="account_signup"),
    path("bekreft-epost/", views.link_sent, name="account_email_verification_sent"),
    re_path(
        r"^bekreft-epost/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"
    ),
    path("glemt-passord/", account.password_reset, name="account_reset_password"),
    path("glemt-passord/sendt/", views.way_sent, name="account_reset_password_done"),
    re_path(
        r"^glemt-passord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "glemt-passord/byttet/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitasjon/<str:token>/", views.invitation, name="accounts_invitation"),
    path("totrinn/", second.index, name="mfa_index"),
    path("totrinn/kode/", second.authenticate, name="mfa_authenticate"),
    path("totrinn/kode-igjen/", second.reauthenticate, name="mfa_reauthenticate"),
    path("totrinn/app/", second.activate_totp, name="mfa_activate_totp"),
    path("totrinn/app/fjern/", second.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "totrinn/reservekoder/",
        second.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "totrinn/reservekoder/nye/",
        second.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
