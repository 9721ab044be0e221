"""The gate: what may be said outside of a party, a text, a date. Pure; fails closed.

Rooms hand in frozen facts; doors, search, feeds and messages to outsiders take nothing but
``Public`` values, which are made here alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from naboskap.core.errors import applies
from naboskap.disclosure import gazetteer, masking
from naboskap.disclosure.masking import Name

__all__ = [
    "CROWD",
    "HIDDEN",
    "OPEN",
    "REGION",
    "Crowds",
    "Name",
    "Party",
    "Public",
    "Shown",
    "crowds",
    "day",
    "kind_and_region",
    "kind_name",
    "level_of",
    "level_together",
    "mask",
    "neutral_words",
    "own_words",
    "region_name",
    "show_party",
]

CROWD = 5  # So many published partners must share kind and region before either is said.
OPEN, REGION, HIDDEN = "open", "region", "hidden"
_ORDER = (OPEN, REGION, HIDDEN)
_OURS = object()


class Public(str):
    """A text that may leave the house. Any change to it makes a plain string again."""

    __slots__ = ()

    def __new__(cls, text: str, *, made_by: object = None) -> Self:
        if made_by is not _OURS:
            raise TypeError("A public text is made by the gate.")
        return super().__new__(cls, text)


def _public(text: str) -> Public:
    return Public(text, made_by=_OURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a project, as the room that owns it knows it. ``None`` is: not known.

    ``wish`` is what the party itself has said; ``wish_is_confirmed`` that a second person
    stands behind it. ``identity`` tells partners apart where it is known, for the crowd.
    """

    key: str
    side: str  # a, b
    side_is_protected: bool | None
    kind: str = ""
    regions: tuple[str, ...] = ()
    name: str = ""
    wish: str | None = None
    wish_is_confirmed: bool = False
    is_hidden: bool = False
    identity: str = ""
    place: str = ""  # A town or county as the source has it; own side only.

    @property
    def is_protected(self) -> bool:
        """Hold unless the side is known to be safe."""
        return self.side_is_protected is not False


@dataclass(frozen=True, slots=True)
class Crowds:
    """How many published parties share kind and regions. Counted over the whole set."""

    numbers: Mapping[tuple[str, str, tuple[str, ...]], int]
    least: int = CROWD

    def hide(self, party: Party) -> bool:
        """Say whether the party would stand alone, or nearly, with what is said of it."""
        return self.numbers.get((party.side, party.kind, party.regions), 0) < self.least


def crowds(parties: Iterable[Party], least: int = CROWD) -> Crowds:
    """Count the published parties by side, kind and regions: each party once."""
    seen = {
        (party.side, party.kind, party.regions, party.identity or party.key)
        for party in parties
        if party.kind and party.regions and level_of(party) != HIDDEN
    }
    return Crowds(Counter((side, kind, regions) for side, kind, regions, _who in seen), least)


def level_of(party: Party) -> str:
    """Return how much may be known of a party: what it wished, never less than the default.

    An own-side party is open and a protected one is shown by region (DIS-1). Lowering the
    protection of a protected party needs its own wish and a second person (DIS-2). Whatever is
    not known, or not understood, is taken the careful way (DIS-3).
    """
    if party.is_hidden or applies("DIS-3", not party.kind or party.wish not in {None, *_ORDER}):
        return HIDDEN
    default = REGION if applies("DIS-1", party.is_protected) else OPEN
    wish = party.wish or default
    lowered = party.is_protected and wish == OPEN
    return default if applies("DIS-2", lowered and not party.wish_is_confirmed) else wish


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of a party outside. ``kind`` and ``regions`` are codes, empty if not said."""

    side: str
    level: str
    text: Public
    is_named: bool = False
    kind: Public | None = None
    regions: tuple[Public, ...] = ()
    place: Public | None = None


def _joined(parts: list[str], language: str) -> str:
    joint: str = gazetteer.words()["joint"].get(language, " and ")
    return joint.join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def kind_and_region(kind: str, regions: tuple[str, ...], language: str) -> str:
    """Say «En skole i Murmansk oblast»; empty where we have no words for the kind or a region."""
    known = gazetteer.words()
    if (
        kind not in known["kinds"]
        or not regions
        or any(r not in known["regions"] for r in regions)
    ):
        return ""
    where = [_in(known["regions"][region]["where"], language) for region in regions]
    return f"{_in(known['kinds'][kind], language)} {_joined(where, language)}"


def show_party(party: Party, crowd: Crowds, language: str) -> Shown:
    """Answer what is said of a party: its name, or kind and region in a crowd, or the north.

    A private person is never named (DIS-4). Kind and region are said of a protected party only
    where enough published partners share both (DIS-5).
    """
    level = level_of(party)
    unnamed = applies("DIS-4", party.kind == "private_person") or not party.name.strip()
    if level == OPEN and not unnamed:
        return Shown(
            party.side,
            level,
            _public(party.name),
            is_named=True,
            kind=_public(party.kind),
            regions=tuple(_public(region) for region in party.regions),
            place=_public(party.place) if party.place and not party.is_protected else None,
        )
    text = kind_and_region(party.kind, party.regions, language)
    said_by_kind = party.is_protected or level == REGION
    alone = applies("DIS-5", said_by_kind and crowd.hide(party))
    if level == HIDDEN or alone or not text:
        words = gazetteer.words()["north"].get(party.side, gazetteer.words()["north"]["b"])
        return Shown(party.side, HIDDEN, _public(_in(words, language)))
    return Shown(
        party.side,
        REGION,
        _public(text),
        kind=_public(party.kind),
        regions=tuple(_public(region) for region in party.regions),
    )


def level_together(shown: Iterable[Shown]) -> str:
    """Return the level of what belongs to both sides (title, dates, pictures): the careful one."""
    return max((party.level for party in shown), key=_ORDER.index, default=HIDDEN)


def mask(
    text: str,
    names: Iterable[Name] = (),
    *,
    language: str,
    level: str = HIDDEN,
    regions_shown: Iterable[str] = (),
    besides: Iterable[masking.Span] = (),
) -> Public:
    """Return ``text`` without the names, and without places the level hides (DIS-6).

    ``besides``: what must leave it too, found by whoever asks (names of others, DIS-10).

    At ``region``, a word that says no more than a region in ``regions_shown`` may stand. At
    ``open``, only the names given are taken out (a private person's always are).
    """
    shown = frozenset(regions_shown) if level == REGION else frozenset()
    spans = masking.found_in(text, names, shown, places_too=level != OPEN, besides=besides)
    return _public(masking.without(text, spans, language) if applies("DIS-6", spans) else text)


def day(value: date | None, level: str) -> Public | None:
    """Return a date as far as the level lets it: the whole of it when open, else the year."""
    if value is None:
        return None
    return _public(value.isoformat() if level == OPEN else f"{value.year:04}")


def own_words(words: Any, language: str) -> Public:
    """Pass a text that the secretariat itself wrote, of no party: a theme, a programme's name."""
    return _public(_in(words, language) if isinstance(words, Mapping) else str(words))


def region_name(code: str, language: str) -> Public | None:
    """Return what a region is called, or None where we have no words for it."""
    known = gazetteer.words()["regions"].get(code)
    return _public(_in(known["name"], language)) if known else None


def kind_name(kind: str, language: str) -> Public | None:
    """Return what a kind of party is called: «En skole»."""
    known = gazetteer.words()["kinds"].get(kind)
    return _public(_in(known, language)) if known else None


def neutral_words() -> tuple[str, ...]:
    """Return every word that may stand where a name was."""
    return tuple(
        text for words in gazetteer.words()["neutral"].values() for text in words.values()
    )
