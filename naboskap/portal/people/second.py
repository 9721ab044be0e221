"""The second factor, loaded by whoever comes to it.

The library brings security keys along, which we do not use, and they bring ten megabytes. A
worker in which nobody signs in with two factors holds none of it.
"""

from importlib import import_module
from typing import Any

from allauth.account.stages import LoginStage
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class View:
    """A view of the library, found in its module when it is first asked for."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = f"allauth.mfa.{module}.views", name

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view = getattr(import_module(self.module), self.name)
        answer: HttpResponseBase = view(request, *args, **kwargs)
        return answer


index, reauthenticate = View("base", "index"), View("base", "reauthenticate")
# Between the password and the code nobody is signed in yet; the view itself asks for that.
authenticate = login_not_required(View("base", "authenticate"))
activate_totp, deactivate_totp = View("totp", "activate_totp"), View("totp", "deactivate_totp")
view_recovery_codes = View("recovery_codes", "view_recovery_codes")
generate_recovery_codes = View("recovery_codes", "generate_recovery_codes")


class CodeAfterPassword(LoginStage):  # type: ignore[misc]
    """The step of signing in at which the library asks for a code of whoever has a second factor.

    Who has none goes on; for everybody else the library's own step decides.
    """

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "mfa_authenticate"

    def handle(self) -> Any:
        if self.login.user is not None and not is_mfa_enabled(self.login.user):
            return None, True
        from allauth.mfa.stages import AuthenticateStage  # noqa: PLC0415 -- brings what is above

        return AuthenticateStage(self.controller, self.request, self.login).handle()
