"""The publications that a visitor is shown: each once, in their language or else the nearest.

Few as they are, they are fetched whole and sorted here, so that each choice can say how much it
would give; their words are looked for in the table (``library.indexing``).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from naboskap.core.secretariat import secretariat
from naboskap.core.words import FALLBACK
from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.search.queries import found
from naboskap.search.stems import words_of
from naboskap.ui.context import LANGUAGE_NAMES
from naboskap.website.library.indexing import PUBLIC, SUBJECT, withheld
from naboskap.website.library.shown import told_of

PER_PAGE = 20
LONGEST = 200  # characters of a search; more is cut


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for, as the address says it."""

    words: str = ""
    kind: str = ""
    language: str = ""
    theme: str = ""
    year: str = ""

    @classmethod
    def asked(cls, said: Mapping[str, str]) -> "Filters":
        """Read an address. What it does not know is not asked for."""
        return cls(
            said.get("sok", "").replace("\0", "").strip()[:LONGEST],
            said.get("type", "")[:10],
            said.get("sprak", "")[:5],
            said.get("tema", "")[:20],
            said.get("ar", "")[:4],
        )

    @property
    def query(self) -> str:
        """The address again, without its page."""
        named = zip(("sok", "type", "sprak", "tema", "ar"), self._all(), strict=True)
        return urlencode({name: value for name, value in named if value})

    def _all(self) -> tuple[str, ...]:
        return (self.words, self.kind, self.language, self.theme, self.year)

    @property
    def is_any(self) -> bool:
        return any(self._all())


@dataclass(frozen=True, slots=True)
class Entry:
    """A publication in the list: the page that is shown of it, and what its files are."""

    page: Any  # A PublicationPage.
    language: str
    told_in: str  # The languages there are, where the reader's own is not among them.
    files: tuple[str, ...]
    in_languages: frozenset[str]  # Of its files.
    href: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen, each with how much it would give with all else that is chosen."""

    name: str
    label: str
    every: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    filters: Filters
    sheet: "Sheet[Entry]"
    choices: tuple[Choice, ...]
    total: int
    of_all: int


def listing(filters: Filters, spoken: str, *, number: str = "1") -> Listing:
    """Return what fits, newest first. The same number of statements however many there are."""
    every = publications(spoken)
    if words_of(filters.words):
        hits = set(found(PUBLIC, filters.words, subject_type=SUBJECT))
        hits -= withheld(_rows().filter(page__in=hits))
        pool = [one for one, pks in every if pks & hits]
    else:
        pool = [one for one, _pks in every]
    fit = [one for one in pool if _fits(one, filters)]
    return Listing(
        filters,
        Paginator(fit, PER_PAGE).get_page(number),
        tuple(_choices(pool, filters)),
        len(fit),
        len(every),
    )


def publications(spoken: str) -> list[tuple[Entry, frozenset[int]]]:
    """Return every publication that is out, once, with its pages' numbers in all languages."""
    from naboskap.website.models.library import PublicationPage  # noqa: PLC0415

    same: dict[Any, dict[str, Any]] = defaultdict(dict)
    rows = PublicationPage.objects.live().public().select_related("locale").defer("body")
    for page in rows:
        same[page.translation_key][page.locale.language_code] = page
    files: dict[int, list[Any]] = defaultdict(list)
    for row in _rows():
        files[row.page_id].append(row)
    entries = []
    for by_language in same.values():
        code = _nearest(spoken, by_language)
        page = by_language[code]
        told_in = "" if spoken in by_language else _languages(by_language)
        entries.append((_entry(page, code, told_in, files[page.pk]), _numbers(by_language)))
    return sorted(entries, key=lambda one: _age(one[0].page), reverse=True)


def _rows() -> Any:
    """Return the rows that show a file to everybody, as they stand on their pages."""
    from naboskap.website.models.library import PublicationFile  # noqa: PLC0415

    shown = PublicationFile.objects.filter(page__live=True).select_related("file")
    return shown.order_by("page_id", "sort_order")


def _nearest(spoken: str, there: Mapping[str, Any]) -> str:
    wanted = [*FALLBACK.get(spoken, (spoken,)), *secretariat().site_languages, *there]
    return next(code for code in wanted if code in there)


def _languages(by_language: Mapping[str, Any]) -> str:
    names = [LANGUAGE_NAMES.get(code, code) for code in sorted(by_language)]
    return ", ".join(names)


def _numbers(by_language: Mapping[str, Any]) -> frozenset[int]:
    return frozenset(page.pk for page in by_language.values())


def _age(page: Any) -> tuple[Any, ...]:
    """Newest first; of one year, what has no day stands after what has."""
    day = page.came_out_on.isoformat() if page.came_out_on else ""
    return (page.year or 0, day, page.first_published_at.timestamp(), page.pk)


def _entry(page: Any, code: str, told_in: str, rows: list[Any]) -> Entry:
    return Entry(
        page,
        code,
        told_in,
        tuple(told_of(row.file.called, row.file.file_size, row.language) for row in rows),
        frozenset(row.language for row in rows),
        page.get_url() or "/",
    )


# How the address names a choice, what it is called, what any of it is called, and its values.
_Values = Callable[[Entry], Iterable[str]]
VALUES: dict[str, _Values] = {
    "kind": lambda one: [one.page.kind],
    "language": lambda one: one.in_languages,
    "theme": lambda one: filter(None, [one.page.theme]),
    "year": lambda one: [str(one.page.year)] if one.page.year else [],
}


def _fits(one: Entry, filters: Filters) -> bool:
    return all(
        not getattr(filters, name) or getattr(filters, name) in values(one)
        for name, values in VALUES.items()
    )


def _choices(pool: list[Entry], filters: Filters) -> Iterable[Choice]:
    from naboskap.website.models.library import PublicationPage  # noqa: PLC0415

    kinds = {str(code): str(label) for code, label in PublicationPage.Kind.choices}
    years = sorted({value for one in pool for value in VALUES["year"](one)}, reverse=True)
    for field, name, label, every, known in (
        ("kind", "type", _("Kind"), _("All kinds"), kinds),
        ("language", "sprak", _("Language of the file"), _("All languages"), LANGUAGES),
        ("theme", "tema", _("Theme"), _("All themes"), THEMES),
        ("year", "ar", _("Year"), _("All years"), {year: year for year in years}),
    ):
        chosen = getattr(filters, field)
        rest = replace(filters, **{field: ""})
        counts = Counter(
            value for one in pool if _fits(one, rest) for value in set(VALUES[field](one))
        )
        options = tuple(
            Option(code, str(words), counts[code], code == chosen)
            for code, words in known.items()
            if counts[code] or code == chosen
        )
        yield Choice(name, label, every, options)
