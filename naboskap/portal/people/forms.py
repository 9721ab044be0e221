"""What people write when they come in, and about themselves."""

import re
import time
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User

CONFIRMED = "confirmed_address"  # In the session: the address that was just confirmed here.
TYPED, TYPED_FOR = "typed_address", 3600  # In the session: what a link was asked for; seconds.
CHANGE = "endre"  # In the address of the registration: what was typed here just now stands in it.
PASSWORD_HELP = _("At least ten characters. A short sentence is easy to remember.")


def keep_typed(request: HttpRequest, email: str, name: str = "") -> None:
    """Keep the address that a link goes to, and where its owner was going, for this browser."""
    onwards = request.POST.get("next") or request.GET.get("next") or ""
    kept = {"email": email, "name": name, "next": onwards, "at": time.time()}
    request.session[TYPED] = kept


def typed_here(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed in this browser within the hour; empty for everybody else."""
    kept: dict[str, Any] = request.session.get(TYPED) or {}
    return kept if time.time() - kept.get("at", 0) < TYPED_FOR else {}


def _asks(
    form: forms.BaseForm, name: str, label: Any, missing: Any, *, help_text: Any = ""
) -> None:
    """Word a field of the library's own form as this house does."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


def _asks_email(form: forms.BaseForm, name: str, *, help_text: Any = "") -> None:
    _asks(form, name, _("E-mail address"), _("Write your e-mail address."), help_text=help_text)
    form.fields[name].error_messages["invalid"] = _(
        "Write the whole address, for example name@example.org."
    )


def _asks_password(
    form: forms.BaseForm, name: str, label: Any = "", *, help_text: Any = ""
) -> None:
    _asks(form, name, label or _("Password"), _("Write a password."), help_text=help_text)


class SignInForm(account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_email(self, "login")
        _asks_password(self, "password")
        if self.request is not None and not self.is_bound:
            confirmed = self.request.session.pop(CONFIRMED, "")
            self.fields["login"].initial = confirmed or self.fields["login"].initial


class RegistrationForm(account.SignupForm):  # type: ignore[misc]
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]
    account_already_exists: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_email(self, "email", help_text=_("We send you a link, so that we know it is yours."))
        _asks_password(self, "password1", help_text=PASSWORD_HELP)
        typed = typed_here(context.request) if CHANGE in context.request.GET else {}
        for asked in ("email", "name"):
            self.fields[asked].initial = typed.get(asked) or self.fields[asked].initial

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Save, or behave just so: the same answer, and the same work, for an address we know.

        Two clicks at once meet in the address' uniqueness: the second becomes "known".
        """
        keep_typed(request, self.cleaned_data["email"], self.cleaned_data["name"])
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
                    return saved
            except IntegrityError:
                self.account_already_exists = True
        else:
            User().set_password(self.cleaned_data["password1"])
        answer: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return answer


class ForgottenPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_email(self, "email")

    def save(self, request: HttpRequest, **facts: Any) -> str:
        email: str = super().save(request, **facts)
        keep_typed(request, email)
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_password(self, "password1", _("New password"), help_text=PASSWORD_HELP)
        del self.fields["password2"]


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_password(self, "oldpassword", _("Password now"))
        _asks_password(self, "password1", _("New password"), help_text=PASSWORD_HELP)
        del self.fields["password2"]


class PasswordAgainForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_password(self, "password")


def _asks_code(form: forms.BaseForm, *, help_text: Any) -> None:
    _asks(form, "code", _("Code"), _("Write the code."), help_text=help_text)
    form.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(mfa.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_code(self, help_text=_("Six digits from the app, or one of your recovery codes."))


class CodeAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_code(self, help_text=_("Six digits from the app, or one of your recovery codes."))


class FirstCodeForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_code(self, help_text=_("Six digits that the app shows now."))

    @property
    def key(self) -> str:
        """The key in groups of four, as one types it into an app."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


class PhoneField(forms.CharField):
    """A telephone number as people write it: digits, spaces, and perhaps a plus in front."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        number: str = super().clean(value)
        if number and not re.fullmatch(r"\+?[\d\s().-]{5,}", number):
            raise forms.ValidationError(
                _("Write the number in digits, for example +47 12 34 56 78.")
            )
        return number


class ProfileForm(forms.Form):
    """What a person tells about themself."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Phone"),
        required=False,
        help_text=_("Advisers call you here. You may leave it empty."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=User.Language.choices,
        help_text=_("We write to you in this language."),
    )


class InvitationForm(forms.Form):
    """What somebody who was invited tells: a name and a password, and perhaps an address."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write the whole address, for example name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = account.SetPasswordField(label=_("Password"), help_text=PASSWORD_HELP)

    def __init__(self, *args: Any, needs_email: bool, needs_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs.pop("placeholder", None)
        if not needs_email:
            del self.fields["email"]
        if not needs_account:
            del self.fields["name"], self.fields["password"]
