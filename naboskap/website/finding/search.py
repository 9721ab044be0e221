"""One search over all that is public: what was found of each kind, and the way on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.core.secretariat import secretariat
from naboskap.projects.queries import Listing, public_cards
from naboskap.projects.shelf import Filters
from naboskap.search.catalogue import Found, Item, matched_sentence
from naboskap.search.stems import LONGEST_QUERY, words_of
from naboskap.website.finding.collected import catalogue
from naboskap.website.finding.kinds import KINDS, PAGE, PROJECT, PUBLICATION
from naboskap.website.library.found import publications_found, with_words

FIRST = 5  # Of each kind, where all kinds are shown.
PER_PAGE = 20
ELSEWHERE = 5  # What is shown of another language, where the reader's own has nothing.


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how much, and the part that is shown."""

    kind: str
    total: int
    items: tuple[Item, ...]

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True, slots=True)
class Result:
    """What a search gave. ``read_as``: words that nothing holds, and what was read for them."""

    words: str
    kind: str
    counts: Mapping[str, int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    read_as: Mapping[str, str] = field(default_factory=dict)
    elsewhere: tuple[Item, ...] = ()
    is_partly: bool = False  # Nothing holds every word that was asked for.
    pages: int = 1
    number: int = 1

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def look_for(words: str, kind: str, page: int, language: str) -> Result:
    """Return what ``words`` find in ``language``: a few of each kind, or a page of one kind.

    Where a word is known somewhere as it was written, its slips are not mended elsewhere: what
    was really asked for comes before what it is like.
    """
    if not words_of(words):
        return Result(words=words, kind=kind)
    found = catalogue(language).find(words)
    projects: Listing | None = public_cards(
        Filters(words=words), page if kind == PROJECT else 1, per_page=_room(kind)
    )
    is_as_written = projects and projects.total and not projects.read_as
    if is_as_written and (found.read_as or found.is_partly):
        found = Found()
    elif projects and found.items and not found.read_as and projects.read_as:
        projects = None
    inside = publications_found(words, language)
    if inside and (found.read_as or found.is_partly):
        found = Found()
    of_kind: dict[str, list[Item]] = {code: [] for code in KINDS}
    for item in found.items:
        of_kind[item.kind].append(item)
    known = {item.href for item in of_kind[PUBLICATION]}
    of_kind[PUBLICATION] += [item for item in inside.values() if item.href not in known]
    counts = {code: len(items) for code, items in of_kind.items()}
    counts[PROJECT] = projects.total if projects else 0
    pages = max(1, -(-counts[kind] // PER_PAGE)) if kind else 1
    number = min(max(1, page), pages)
    parts = {
        code: items[:FIRST] if not kind else items[(number - 1) * PER_PAGE :][:PER_PAGE]
        for code, items in of_kind.items()
        if kind in ("", code)
    }
    if PUBLICATION in parts:
        parts[PUBLICATION] = with_words(parts[PUBLICATION], inside, words)
    shown = {
        code: tuple(replace(item, text=matched_sentence(item, words)) for item in items)
        for code, items in parts.items()
    }
    if projects:
        shown[PROJECT] = _cards(projects)
    return Result(
        words=words,
        kind=kind,
        counts=counts,
        groups=tuple(
            Group(code, counts[code], shown[code])
            for code in KINDS
            if counts[code] and kind in ("", code)
        ),
        read_as={
            **(projects.read_as if projects and projects.total else {}),
            **(found.read_as if found.items else {}),
        },
        elsewhere=() if any(counts.values()) else _elsewhere(words, language),
        is_partly=found.is_partly,
        pages=pages,
        number=number,
    )


def nearest_pages(words: str, language: str, most: int = FIRST) -> tuple[Item, ...]:
    """Return the pages nearest to an address that is not there: most of its words, or any.

    No more words are looked for than in a search, and none when enough is found.
    """
    laid = catalogue(language)
    if found := laid.find(words).items:
        return _told_apart(found[:most])
    several: dict[str, Item] = {}
    for word in list(dict.fromkeys(words_of(words)))[:LONGEST_QUERY]:
        if len(several) >= most:
            break
        for item in laid.find(word).items[:most]:
            several.setdefault(item.href, item)
    return _told_apart(tuple(several.values())[:most])


def _told_apart(items: Iterable[Item]) -> tuple[Item, ...]:
    """Say of what kind a thing is, where the list has another of the same name."""
    items = tuple(items)
    called = Counter(item.title for item in items)
    return tuple(
        replace(item, title=f"{item.title} ({KINDS[item.kind]})")
        if called[item.title] > 1 and item.kind != PAGE
        else item
        for item in items
    )


def _room(kind: str) -> int:
    return PER_PAGE if kind == PROJECT else FIRST


def _cards(listing: Listing) -> tuple[Item, ...]:
    return tuple(
        Item(
            kind=PROJECT,
            title=str(card.title),
            href=reverse("bank-project", args=[card.slug]),
            text=f"{card.a.text} + {card.b.text}",
            note=str(card.year) if card.year else _("Year not known"),
            language=card.language,
        )
        for card in listing.cards
    )


def _elsewhere(words: str, language: str) -> tuple[Item, ...]:
    for code in secretariat().languages:
        found = catalogue(code).find(words) if code != language else Found()
        if found.items and not found.read_as:
            return found.items[:ELSEWHERE]
    return ()
