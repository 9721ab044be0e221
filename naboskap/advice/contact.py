"""How somebody can be reached: a phone number or an e-mail address, as they typed it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language

from naboskap.guidelines.amounts import all_of
from naboskap.guidelines.vocabulary import LANGUAGES

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
    if not NUMBER.match(without) or not 8 <= len(DIGITS.findall(without)) <= 15:
        return ""
    plus = "+" if without.startswith("+") else ""
    return plus + "".join(DIGITS.findall(without))


def can_be_reached(contact: str) -> bool:
    return bool(email_in(contact) or phone_in(contact))


def dialled(phone: str) -> str:
    """Return a number as a link dials it: "+47 00 00 00 01" is "+4700000001"."""
    return "".join(sign for sign in phone if sign in "+0123456789")


def spoken(languages: Iterable[str]) -> str:
    """Name languages in words, the last with "and"."""
    return _named(tuple(languages), get_language())


@lru_cache
def _named(languages: tuple[str, ...], _spoken_now: str | None) -> str:
    """Join the names as the language that is spoken now does; each page of a pair's has this."""
    return all_of(LANGUAGES.get(code, code) for code in languages)
