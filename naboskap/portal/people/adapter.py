"""Where the sign-in library meets the house: its mails, its words, its ways on."""

import base64
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from naboskap.accounts import actions, notices
from naboskap.accounts.models import User
from naboskap.accounts.queries import needs_second_factor
from naboskap.core.errors import RuleNotMet
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.portal.people.forms import CONFIRMED, TYPED, keep_typed

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

JUST_NOW = 300  # seconds
# The library's mails, and what we send instead: our notice, and which of its links.
MAILS = {
    "account/email/email_confirmation_signup": (notices.CONFIRM_ADDRESS, "activate_url"),
    "account/email/email_confirmation": (notices.CONFIRM_ADDRESS, "activate_url"),
    "account/email/account_already_exists": (notices.ALREADY_REGISTERED, "password_reset_url"),
    "account/email/password_reset_key": (notices.NEW_PASSWORD, "password_reset_url"),
    "account/email/unknown_account": (notices.NOT_REGISTERED, "signup_url"),
    "account/email/password_reset": (notices.PASSWORD_CHANGED, ""),
    "account/email/password_changed": (notices.PASSWORD_CHANGED, ""),
    "mfa/email/totp_activated": (notices.SECOND_FACTOR_CHANGED, ""),
    "mfa/email/totp_deactivated": (notices.SECOND_FACTOR_CHANGED, ""),
    "mfa/email/recovery_codes_generated": (notices.SECOND_FACTOR_CHANGED, ""),
}
STAGES = {
    "allauth.mfa.stages.AuthenticateStage": "naboskap.portal.people.second.CodeAfterPassword"
}
# What the library would say on the next page, and our words for it. It says nothing else.
SAID = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "account/messages/email_confirmation_failed.txt": _(
        "This address belongs to another account. Sign in with that one."
    ),
    "mfa/messages/totp_activated.txt": _("The app is connected to your account."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes."),
}


@contextmanager
def proving(request: HttpRequest, address: str) -> Iterator[None]:
    """Let the account that is made meanwhile with ``address`` need no mail to confirm it.

    For whoever has opened a secret link that was sent there, and nowhere else. The library gives
    the address to any account that is made meanwhile: make none with another one.
    """
    get_adapter().stash_verified_email(request, address)
    try:
        yield
    finally:
        get_adapter().unstash_verified_email(request)


def home_of(user: User) -> str:
    """Return where a person's day begins, in their language."""
    prefix = "" if user.language == settings.LANGUAGE_CODE else f"/{user.language}"
    return f"{prefix}/saksbehandling/" if user.is_staff_member else f"{prefix}/min-side/"


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration, sign-in and passwords, as this house wants them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The address and the password do not fit together. Check both, or choose a new"
            " password."
        ),
        "incorrect_password": _("This is not your password. Try again."),
        "enter_current_password": _("This is not your password now. Try again."),
        "incorrect_code": _("This code is wrong or has expired. Write the newest one."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait five minutes, or choose a new password."
        ),
        "rate_limited": _("Too many attempts. Wait five minutes."),
        "invalid_password_reset": _("This link has been used, or is too old."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        notice, link = MAILS[template_prefix]
        user = context.get("user") or User.objects.filter(email=email.casefold()).first()
        language = user.language if user else translation.get_language() or "nb"
        with translation.override(language):
            page = settings.SITE_URL + reverse("account_reset_password")
        actions.write_to(
            email,
            language,
            notice,
            link=context[link] if link else page,
            about=user or User(email=email),
        )

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC
    ) -> str:
        """Return the link, in the person's language; it remembers where they were going."""
        with translation.override(emailconfirmation.email_address.user.language):
            url = super().get_email_confirmation_url(request, emailconfirmation)
        onwards = request.POST.get("next") or request.GET.get("next")
        return f"{url}?{urlencode({'next': onwards})}" if onwards else str(url)

    def send_confirmation_mail(
        self,
        request: HttpRequest,
        emailconfirmation: EmailConfirmationHMAC,
        signup: bool,  # noqa: FBT001 -- the library's own signature
    ) -> None:
        """Send the link. Whoever signs in before it was opened is told where it goes, too."""
        super().send_confirmation_mail(request, emailconfirmation, signup)
        if not signup:
            keep_typed(request, emailconfirmation.email_address.email)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm it; whoever must sign in afterwards finds their address filled in, once."""
        is_done = bool(super().confirm_email(request, email_address))
        if is_done:
            request.session[CONFIRMED] = email_address.email
        return is_done

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        with translation.override(user.language):
            key = f"{context['uid']}-{context['key']}"
            context["password_reset_url"] = self.get_reset_password_from_key_url(key)
        super().send_password_reset_mail(user, email, context)

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: Form,
        commit: bool = True,  # noqa: FBT001, FBT002 -- the library's own signature
    ) -> User:
        user.email = form.cleaned_data["email"]
        user.name = form.cleaned_data["name"]
        user.language = translation.get_language() or "nb"
        return actions.register(user, password=form.cleaned_data["password1"])

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-IP"} & set(request.headers)
            try:
                actions.check_place_of_sign_in(
                    user, machine=self.get_client_ip(request), is_forwarded=bool(forwarded)
                )
            except RuleNotMet as refusal:
                raise ValidationError(str(refusal.reason)) from refusal
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        for kept in (CONFIRMED, TYPED):
            request.session.pop(kept, None)
        actions.note_sign_in(user)

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(user, password)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        assert isinstance(request.user, User)
        return home_of(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        language = translation.get_language() or settings.LANGUAGE_CODE
        return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("portal:profile")

    def get_login_stages(self) -> list[str]:
        """Return the steps of signing in, with ours in front of the library's second factor."""
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **facts: Any) -> bool:
        """Ask for the password again before a change of security, unless it was just given."""
        given = context.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or [{"at": 0}]
        return bool(time.time() - given[-1]["at"] > JUST_NOW)

    def add_message(  # noqa: PLR0917 -- the library's own signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if words := SAID.get(message_template or ""):
            messages.add_message(request, level, str(words), extra_tags=extra_tags)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Codes from an app. What the app shares with us is kept encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": Entrance.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Your role needs a second factor."),
    }

    def get_totp_issuer(self) -> str:
        return in_language(secretariat().name)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Let nobody with a role sign in with a password alone."""
        return not needs_second_factor(authenticator.user)

    def _box(self) -> "Fernet":
        from cryptography.fernet import Fernet  # noqa: PLC0415 -- seven megabytes in every worker

        key = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()
