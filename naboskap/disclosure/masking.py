"""Take names and places out of a text, in whatever script and case they stand there.

A matcher is made of names; it finds spans. What stands in their place is words of the reader's
language. Over-masking is accepted, under-masking is not: a long name also takes the compound
that begins with it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, permutations

from naboskap.disclosure import gazetteer
from naboskap.disclosure.matching import (
    BEGINS,
    CASED,
    CONTACT,
    ORGANISATION,
    PERSON,
    PLACE,
    WHOLE,
    WORD,
    Entry,
    Matcher,
    Name,
    Span,
    Term,
    made_ready,
)

__all__ = [
    "CONTACT",
    "ORGANISATION",
    "PERSON",
    "PLACE",
    "WORD",
    "Name",
    "Span",
    "found_in",
    "matcher",
    "may_be_ordinary",
    "regions_named",
    "whole",
    "without",
]

ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|\+\d[\d\s()\-]{6,}\d|(?<!\d)8\d{10}(?!\d)")
SITE = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\b[\w\-]+\.(?:ru|su|рф)\b(?:/\S*)?")
NUMBERED = re.compile(
    r"(?i)(?<!\w)(?:\w*skole\w*|school|gymnas\w*|lyce\w*|barnehage\w*|школ\w*|гимнази\w*|лице\w*)"
    r"[\s\-]*(?:№|nr\.?|no\.?|n)?\s*\d{1,3}(?!\w)"
)


def _by_word(name: Name) -> Iterator[Term]:
    words = [match[0] for match in WORD.finditer(name.text)]
    if not words:
        return
    entry = Entry(name.kind, BEGINS)
    telling = [word for word in words if word.casefold() not in gazetteer.generic()]
    short = [] if name.kind == PERSON or len(words) == 1 else _short_names(telling)
    if name.kind != PERSON:
        telling = [word for word in telling if len(word) >= 4 or len(words) == 1]
    for word in telling:
        if len(word) >= 2:
            yield Term((word,), entry)
    for word in short:
        yield Term((word,), Entry(name.kind, CASED, needs_capital=True))
    if len(words) > 1:
        yield Term(tuple(words), entry)
    elif not telling:
        yield Term((words[0],), Entry(name.kind, WHOLE))


def matcher(names: frozenset[Name]) -> Matcher:
    """Make names ready: each word of a person's, a body's whole name and its telling words."""
    return _BY_WORD(names)


_BY_WORD = made_ready(_by_word, kept=2048)
_PATRONYMIC = re.compile(r"(?i)(?:вич|вна|чна|vi(?:ch|tsj|č)|vna|(?:ch|tsj|č)na)$")


def whole(names: frozenset[Name]) -> Matcher:
    """Make names ready to be looked for whole, and by no word of theirs alone.

    Of a person the given name and the surname in either order, with a patronymic or without; of
    a body what it is called beside its kind. One of a single word: by it, with a capital.
    """
    return _WHOLE_NAMES(names)


def _as_a_whole(name: Name) -> Iterator[Term]:
    words = tuple(match[0] for match in WORD.finditer(name.text))
    entry = Entry(name.kind, CASED, needs_capital=True)
    if len(words) == 1 and name.kind != PERSON and len(words[0]) >= 4:
        yield Term(words, entry)
    if len(words) < 2:
        return
    parts = _pairs_of(words) if name.kind == PERSON else _telling_runs(words)
    for together in dict.fromkeys([words, *parts]):
        yield Term(together, entry)


_WHOLE_NAMES = made_ready(_as_a_whole, kept=64)


def _telling_runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield by which words together a body is called: «Детский центр «Синяя птица»» by two."""
    generic = gazetteer.generic()
    for tells, run in groupby(words, key=lambda word: word.casefold() not in generic):
        if tells and len(together := tuple(run)) > 1:
            yield together


def _pairs_of(words: Sequence[str]) -> set[tuple[str, str]]:
    """Return by which two words of a whole name a person is known: surname and given name."""
    if any(_PATRONYMIC.search(word) for word in words[1:]) and len(words) == 3:
        return set(permutations(words, 2))
    return {(words[0], words[-1]), (words[-1], words[0])}


def _short_names(telling: list[str]) -> list[str]:
    """Return the words of two or three letters by which a body is called: «АРК», «Мир».

    Those in capitals; or, where nothing longer tells, those that begin with one.
    """
    short = [word for word in telling if 2 <= len(word) <= 3]
    if len(short) == len(telling):
        return [word for word in short if word[:1].isupper()]
    return [word for word in short if word.isupper()]


@lru_cache(maxsize=1)
def places() -> Matcher:
    """Make the committed places of the protected side ready."""
    made = Matcher()
    for place in gazetteer.places():
        region = place.region if place.says_region else ""
        entry = Entry(
            PLACE, WHOLE if place.is_exact else BEGINS, region, needs_capital=place.needs_capital
        )
        for spelling in place.spellings:
            words = tuple(match[0] for match in WORD.finditer(spelling))
            made.count([Term(words if len(words) > 1 else (spelling,), entry)])
    return made


def regions_named(word: str) -> frozenset[str]:
    """Return the regions that a single word names: «Мурманск» names RU-MUR."""
    return frozenset(span.region for span in places().spans(word.title()) if span.region)


def found_in(
    text: str,
    names: Iterable[Name],
    regions_shown: frozenset[str],
    *,
    places_too: bool,
    besides: Iterable[Span] = (),
) -> list[Span]:
    """Return what must leave the text, in order, without overlap; ``besides``: and these."""
    spans = [*besides, *(Span(*match.span(), CONTACT) for match in ADDRESS.finditer(text))]
    spans += matcher(frozenset(names)).spans(text)
    if places_too:
        spans += [Span(*match.span(), CONTACT) for match in SITE.finditer(text)]
        spans += [Span(*match.span(), ORGANISATION) for match in NUMBERED.finditer(text)]
        spans += [s for s in places().spans(text) if s.region not in regions_shown]
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = last._replace(end=max(last.end, span.end))
        else:
            merged.append(span)
    return merged


_BEGINS = re.compile(r"(?:^|[.!?:\n«“\"(–-])\s*$")


def may_be_ordinary(text: str, span: Span) -> bool:
    """Say whether what was found may be a word that only folds as a name does.

    It is one word, in small letters, or it begins a sentence.
    """
    said = text[span.start : span.end]
    begins = bool(_BEGINS.search(text[: span.start])) and said == said.capitalize()
    return said.isalpha() and (said == said.lower() or begins)


def without(text: str, spans: Iterable[Span], language: str) -> str:
    """Return ``text`` with neutral words where the spans were."""
    neutral = gazetteer.words()["neutral"]
    out, at = [], 0
    for span in spans:
        words = neutral[span.kind]
        out += [text[at : span.start], words.get(language, words["en"])]
        at = span.end
    return "".join([*out, text[at:]])
