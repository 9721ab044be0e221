"""How somebody can be reached: a phone number or an e-mail address, as they typed it."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

DIGITS = re.compile(r"\d")
NUMBER = re.compile(r"^[+()\d\s./-]+$")
ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")


def email_in(contact: str) -> str:
    """Return the e-mail address in ``contact``, or an empty text."""
    for found in ADDRESS.findall(contact):
        try:
            validate_email(found.strip("."))
        except ValidationError:
            continue
        return str(found.strip("."))
    return ""


def phone_in(contact: str) -> str:
    """Return ``contact`` as a number that can be called, or an empty text."""
    without = ADDRESS.sub("", contact).strip(" ,;")
    if not NUMBER.match(without) or not 6 <= len(DIGITS.findall(without)) <= 15:
        return ""
    plus = "+" if without.startswith("+") else ""
    return plus + "".join(DIGITS.findall(without))


def can_be_reached(contact: str) -> bool:
    return bool(email_in(contact) or phone_in(contact))
