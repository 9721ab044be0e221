"""What every page shows of the house itself. Fed by ``core`` alone; asks no table."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from naboskap.core import clock
from naboskap.core.secretariat import Secretariat, secretariat
from naboskap.core.words import in_language

LANGUAGE_NAMES = {"nb": "Norsk", "en": "English", "ru": "Русский"}


@dataclass(frozen=True, slots=True)
class House:
    """Whose house it is, in the visitor's language."""

    secretariat: Secretariat
    demonstration: bool

    @property
    def name(self) -> str:
        return in_language(self.secretariat.name)

    @property
    def slogan(self) -> str:
        return in_language(self.secretariat.slogan)

    @property
    def phone(self) -> str:
        return self.secretariat.phone

    @property
    def phone_link(self) -> str:
        """The number as a telephone dials it."""
        return "".join(sign for sign in self.phone if sign in "+0123456789")

    @property
    def email(self) -> str:
        return self.secretariat.email

    @property
    def logo(self) -> str:
        return self.secretariat.logo

    @property
    def moved_to(self) -> Any:
        """The day that a demonstration has been moved to, or None."""
        return clock.today() if getattr(settings, "TODAY", None) else None


def house(request: HttpRequest) -> dict[str, Any]:
    """Give every template ``house``."""
    return {"house": House(secretariat(), bool(getattr(settings, "DEMONSTRATION", False)))}


def logo_address(logo: str) -> str:
    """Return where the secretariat's logo is served: a static file, or one in the data folder."""
    return reverse("house-logo") if (Path(settings.DATA_DIR) / logo).is_file() else static(logo)


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    href: str


def other_languages(
    path: str, spoken: str, known: Mapping[str, str] | None = None
) -> list[LanguageLink]:
    """Return the same page in the installation's other languages.

    The language is the first part of the address, and the default one has none; the rest of
    an address is the same in every language. Where a page knows its own addresses (``known``,
    by language), a language that it is not written in leads to that language's first page.
    """
    codes = secretariat().languages
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    rest = path[len(first) + 1 :] or "/" if first in codes else path
    default = str(settings.LANGUAGE_CODE)

    def address(code: str) -> str:
        if known is not None and code in known:
            return known[code]
        onward = rest if known is None else "/"
        return onward if code == default else f"/{code}{onward}"

    return [
        LanguageLink(code, LANGUAGE_NAMES.get(code, code), address(code))
        for code in codes
        if code != spoken
    ]
