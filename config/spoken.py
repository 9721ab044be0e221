"""Addresses by the languages that a page is told in: the website has more than people have."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import LocalePrefixPattern, URLPattern, URLResolver
from django.utils.translation import get_language

from naboskap.core.secretariat import secretariat


class SpokenIn(LocalePrefixPattern):
    """The language before an address, for views that are told in some languages only.

    While another one is spoken they are not there under it, and what links to them leads to
    them in the house's first language.
    """

    def __init__(self, languages: Iterable[str]) -> None:
        super().__init__(prefix_default_language=False)
        self.languages = frozenset(languages)

    @property
    def language_prefix(self) -> str:
        spoken = get_language() or settings.LANGUAGE_CODE
        of_the_house = {*settings.INTERFACE_LANGUAGES, *secretariat().page_languages}
        return super().language_prefix if spoken in self.languages & of_the_house else ""


def spoken_in(
    languages: Iterable[str], *urls: URLPattern | URLResolver
) -> list[URLPattern | URLResolver]:
    """Return patterns for the root: ``urls`` as they are told in ``languages``."""
    return [URLResolver(SpokenIn(languages), list(urls))]
