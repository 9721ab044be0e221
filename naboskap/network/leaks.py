"""What must not stand in a text that goes to everybody: names, and ways to reach somebody. Pure.

A newsletter is nobody's own text, so every protected name is looked for, in every script and
case. Of whom the house's own side knows only a person's whole name counts: a given name alone is
also a word, and a list of all of them would stop every text. What may be an ordinary word is
told apart: somebody vouches for it, or it goes. In an address nothing is an ordinary word.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from naboskap.disclosure.gate import Name
from naboskap.disclosure.masking import (
    ADDRESS,
    CONTACT,
    NUMBERED,
    ORGANISATION,
    PERSON,
    WORD,
    Span,
    found_in,
    matcher,
    may_be_ordinary,
    places,
    regions_named,
    whole,
)

# An address under a domain of the other side says who is meant.
ACROSS = re.compile(r"(?i)\b[\w\-]+\.(?:ru|su|рф)\b(?:/\S*)?")
# Where letters lead somewhere: an address, a mark's own, or a name behind @ and #.
_LEADS = re.compile(r"(?i)(?:https?://|www\.)\S+|(?<=\]\()[^)\s]+|[@#]\w[\w.\-]*")
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
# What is called by its number, in whichever language: a protected one is found in another's too.
_NUMBERED_KINDS = {
    "school": re.compile(r"(?i)skole|school|школ|\b[со]ош\b"),
    "gymnasium": re.compile(r"(?i)gymnas|гимнази"),
    "lyceum": re.compile(r"(?i)lyce|лице"),
    "kindergarten": re.compile(r"(?i)barnehage|kindergarten|детск\w+\s+сад|\bм?б?доу\b"),
}
_SHORTEST = 4  # Letters of a name that is looked for in the midst of a word.


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Names that no text may hold, and the ways to reach the house itself, which it may."""

    names: frozenset[Name]
    whole_names: frozenset[Name]
    ours: frozenset[str]


def forbidden(known: Mapping[str, frozenset[Name]], ours: Iterable[str]) -> Forbidden:
    """Sort protected names by how they are looked for. ``known``: by holder, as the gate has them.

    Of a person on the house's own side (the holder's key ends with "/a") the whole name counts.
    """
    whole = {
        name
        for holder, names in known.items()
        if holder.endswith("/a")
        for name in names
        if name.kind == PERSON
    }
    every = set().union(*known.values())
    return Forbidden(frozenset(every - whole), frozenset(whole), frozenset(map(_folded, ours)))


def leaks_in(text: str, held: Forbidden, vouched: Iterable[str] = ()) -> list[Span]:
    """Return what must leave the text, in order, without overlap, but for words vouched for."""
    known = {word.casefold() for word in vouched}
    return [
        span
        for span in _spans(text, held)
        if text[span.start : span.end].casefold() not in known or not is_ordinary(text, span)
    ]


def is_ordinary(text: str, span: Span) -> bool:
    """Say whether somebody may vouch that it is a word: nowhere in an address."""
    leads = any(
        one.start() <= span.start and span.end <= one.end() for one in _LEADS.finditer(text)
    )
    return not leads and span.kind != CONTACT and may_be_ordinary(text, span)


def names_in_way(way: str, held: Forbidden) -> bool:
    """Say whether an address is made of a name: olga.petrova@…, or only her surname."""
    every = [
        span
        for span in matcher(held.names).spans(way)
        if _counts(way[span.start : span.end], span, held)
    ]
    return bool(every) or any(whole(held.names | held.whole_names).spans(way))


def may_name(way: str, held: Forbidden) -> bool:
    """Say whether a name may stand in an address where no word begins: opetrova@…, lev@…."""
    known = matcher(held.names)
    inside = (
        word[0][at:].capitalize()
        for word in WORD.finditer(way)
        for at in range(len(word[0]))
        if at == 0 or len(word[0]) - at >= _SHORTEST
    )
    return any(_counts(word, span, held) for word in inside for span in known.spans(word))


def ways_in(text: str) -> list[str]:
    """Return what leads somewhere in a text: addresses of mail and of pages, and handles."""
    return [match[0] for pattern in (ADDRESS, _LEADS) for match in pattern.finditer(text)]


def is_numbered_name(said: str, held: Forbidden) -> bool:
    """Say whether a school that is called by its number is one whose name is protected."""
    return bool(_numbered(said) & _numbered_names(held.names | held.whole_names))


@lru_cache(maxsize=8)
def _numbered_names(names: frozenset[Name]) -> frozenset[tuple[str, int]]:
    return frozenset().union(*(_numbered(one.text) for one in names if one.kind == ORGANISATION))


def _numbered(said: str) -> frozenset[tuple[str, int]]:
    kinds = [kind for kind, pattern in _NUMBERED_KINDS.items() if pattern.search(said)]
    numbers = [int(number) for number in _NUMBER.findall(said)]
    return frozenset((kind, number) for kind in kinds for number in numbers)


def _spans(text: str, held: Forbidden) -> list[Span]:
    spans = [
        span
        for span in found_in(text, held.names, frozenset(), places_too=False)
        if _counts(text[span.start : span.end], span, held)
    ]
    # Whole names as well: a partner's may begin with a region, which may stand alone.
    spans += whole(held.names | held.whole_names).spans(text)
    spans += [Span(*match.span(), ORGANISATION) for match in NUMBERED.finditer(text)]
    spans += [
        Span(*match.span(), CONTACT)
        for match in ACROSS.finditer(text)
        if _folded(match[0]) not in held.ours
    ]
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _counts(found: str, span: Span, held: Forbidden) -> bool:
    """Say whether what was found is more than a region, or a way to the house itself."""
    if span.kind == CONTACT:
        return _folded(found) not in held.ours
    is_region = span.kind == ORGANISATION and WORD.fullmatch(found) and regions_named(found)
    return not is_region


def _folded(way: str) -> str:
    """Return an address in small letters, and a number as its digits."""
    if "@" not in way and len(_DIGITS.findall(way)) >= 8:
        return "".join(_DIGITS.findall(way))
    return way.strip().casefold()


def towns_in(text: str) -> tuple[str, ...]:
    """Return the places across the border that say more than a region: for a second look."""
    found = (text[one.start : one.end] for one in places().spans(text) if not one.region)
    return tuple(dict.fromkeys(found))
