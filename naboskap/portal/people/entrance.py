"""The ways in and out, at the root of the site. The names are the sign-in library's own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from naboskap.portal.people import views

urlpatterns = [
    path("logg-inn/", account.login, name="account_login"),
    path("logg-inn/passord/", account.reauthenticate, name="account_reauthenticate"),
    path("logg-inn/stengt/", account.account_inactive, name="account_inactive"),
    path("logg-ut/", account.logout, name="account_logout"),
    path("registrer/", account.signup, name="account_signup"),
    path(
        "bekreft-epost/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    re_path(
        r"^bekreft-epost/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"
    ),
    path("glemt-passord/", account.password_reset, name="account_reset_password"),
    path("glemt-passord/sendt/", account.password_reset_done, name="account_reset_password_done"),
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
    path("totrinn/", mfa.index, name="mfa_index"),
    path("totrinn/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("totrinn/kode-igjen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("totrinn/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("totrinn/app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "totrinn/reservekoder/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "totrinn/reservekoder/nye/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
