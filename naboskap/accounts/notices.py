"""What this room says to people: neutral words, an address and perhaps a link."""

from typing import Any

from django.conf import settings
from django.db.models import Model

from naboskap.accounts.models import User
from naboskap.notifications.actions import Notice, Reader, tell

FOLDER = "accounts/notices"
CONFIRM_ADDRESS = Notice("accounts.confirm_address", f"{FOLDER}/confirm_address.txt")
ALREADY_REGISTERED = Notice("accounts.already_registered", f"{FOLDER}/already_registered.txt")
NEW_PASSWORD = Notice("accounts.new_password", f"{FOLDER}/new_password.txt")
NOT_REGISTERED = Notice("accounts.not_registered", f"{FOLDER}/not_registered.txt")
PASSWORD_CHANGED = Notice("accounts.password_changed", f"{FOLDER}/password_changed.txt")
SECOND_FACTOR_CHANGED = Notice(
    "accounts.second_factor_changed", f"{FOLDER}/second_factor_changed.txt"
)
INVITED = Notice("accounts.invited", f"{FOLDER}/invited.txt")
ROLES_CHANGED = Notice("accounts.roles_changed", f"{FOLDER}/roles_changed.txt")


def tell_at_the_office(
    notice: Notice, user: User, *, page: str, about: Model, **facts: Any
) -> None:
    """Tell somebody who works here, in their language, with the address of a page in the office.

    ``page`` is what comes after the office's own address, as ``skjema/``.
    """
    tell(
        notice,
        to=Reader(user.email, user.language),
        facts={"address": f"{settings.SITE_URL}/saksbehandling/{page}", **facts},
        about=about,
    )
