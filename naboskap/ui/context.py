"""What every page shows of the house itself. Fed by ``core`` alone; asks no table."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from naboskap.core import clock
from naboskap.core.secretariat import Secretariat, secretariat
from naboskap.core.words import in_language

# Each in itself, as it stands in a list of languages.
LANGUAGE_NAMES = {
    "nb": "Norsk bokmål",
    "nn": "Nynorsk",
    "se": "Davvisámegiella",
    "en": "English",
    "ru": "Русский",
}


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
    def has_only_pages(self) -> bool:
        """Whether the visitor reads in a language that not everything is told in."""
        return get_language() in self.secretariat.page_languages

    @property
    def is_unread(self) -> bool:
        """Whether no speaker of the visitor's language has read its pages yet."""
        return get_language() in self.secretariat.unread_languages

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
    """Give every template ``house``, and ``answered_at`` where the page answers a sent form."""
    return {
        "house": House(secretariat(), bool(getattr(settings, "DEMONSTRATION", False))),
        "answered_at": answered_at(request),
    }


def answered_at(request: HttpRequest) -> str:
    """Return where the page that answers a form stands: at its ``own`` address, or ``before``.

    ``before`` means that its address can only be sent to: the form belongs to the page that it
    was sent from. Empty for a page that answers no form.
    """
    if request.method != "POST":
        return ""
    found = request.resolver_match
    return "own" if found is None or can_be_opened(found.func) else "before"


@cache
def can_be_opened(view: Callable[..., Any]) -> bool:
    """Tell whether a view answers GET, as far as Django's own decorators say."""
    inner: Any = view
    while inspect.isfunction(inner):
        methods = inspect.getclosurevars(inner).nonlocals.get("request_method_list")
        if methods is not None and "GET" not in methods:
            return False
        inner = getattr(inner, "__wrapped__", None)
    return True


def logo_address(logo: str) -> str:
    """Return where the secretariat's logo is served: a static file, or one in the data folder."""
    return reverse("house-logo") if (Path(settings.DATA_DIR) / logo).is_file() else static(logo)


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    href: str


def language_of(path: str) -> str:
    """Return the language of an address: its first part, where the default one has none."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in secretariat().site_languages else str(settings.LANGUAGE_CODE)


def in_language_of(path: str, code: str) -> str:
    """Return ``path`` (with its language, if it has one) as it is in another language."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    rest = path[len(first) + 1 :] or "/" if first in secretariat().site_languages else path
    return rest if code == settings.LANGUAGE_CODE else f"/{code}{rest}"


def other_languages(
    path: str, spoken: str, codes: Iterable[str], known: Mapping[str, str] | None = None
) -> list[LanguageLink]:
    """Return the same page in the other languages of ``codes``, each under its own name.

    The rest of an address is the same in every language, unless a page knows better (``known``,
    by language). Where there is no page in that language, one is there that says so.
    """
    return [
        LanguageLink(
            code,
            LANGUAGE_NAMES.get(code, code),
            (known or {}).get(code) or in_language_of(path, code),
        )
        for code in codes
        if code != spoken
    ]
