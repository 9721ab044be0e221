"""Those who are no part of a project, and whom its texts may not name all the same. Pure.

Whoever is hidden in one project is not read in the text of another. A text is somebody else's,
though, and a word that only folds as a name does may stand: what may be ordinary is left.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from naboskap.disclosure import gazetteer
from naboskap.disclosure.masking import (
    ORGANISATION,
    PERSON,
    PLACE,
    WORD,
    Name,
    Span,
    matcher,
    may_be_ordinary,
    regions_named,
    whole,
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Names that texts of others may not hold: by each telling word, and by the whole of it."""

    by_word: frozenset[Name] = frozenset()
    whole: frozenset[Name] = frozenset()

    def spans(self, text: str, shown: frozenset[Name] = frozenset()) -> Iterator[Span]:
        """Find them in a text. ``shown``: the bodies that this very project shows by name."""
        allowed = {span[:2] for found in (matcher, whole) for span in found(shown).spans(text)}
        found = [
            span
            for span in matcher(self.by_word).spans(text)
            if not says_region_only(text, span)
            and (_is_quoted(text, span) or not may_be_ordinary(text, span))
        ]
        for span in (*found, *whole(self.whole).spans(text)):
            is_anybodys = _is_in_all_texts(text, span) and not _is_quoted(text, span)
            if span[:2] not in allowed and not is_anybodys:
                yield span


NOBODY = Elsewhere()


def _is_quoted(text: str, span: Span) -> bool:
    """Say whether it stands alone in quotation marks, with a capital: so a body is called."""
    before, after = text[: span.start].rstrip()[-1:], text[span.end :].lstrip()[:1]
    return before in {*'«„“"'} and after in {*'»“”"'} and text[span.start].isupper()


def _is_in_all_texts(text: str, span: Span) -> bool:
    """Say whether what a body's name folds into is a word of anybody's: «Баренц», Barents."""
    said = text[span.start : span.end].casefold()
    ways = {said, said.removesuffix("s")}
    return span.kind == ORGANISATION and not ways.isdisjoint(gazetteer.in_all_texts())


def says_region_only(text: str, span: Span) -> bool:
    """Say whether a word of a body's name is a region's, which its level lets stand or not."""
    found = text[span.start : span.end]
    return span.kind == ORGANISATION and bool(WORD.fullmatch(found) and regions_named(found))


def elsewhere(known: Mapping[str, frozenset[Name]], shown: Collection[str]) -> Elsewhere:
    """Sort all protected names, by holder, by how the texts of others are searched for them.

    Across the border each telling word counts. On the home side (the holder's key ends with
    "/a") the whole name alone; and no body's that some project shows (``shown``). The place of a
    doing counts in its own project alone.
    """
    by_word: set[Name] = set()
    at_home: set[Name] = set()
    is_known = {text.casefold() for text in shown}
    for holder, names in known.items():
        told = {name for name in names if name.kind != PLACE and _tells(name)}
        if holder.endswith("/a"):
            at_home |= {n for n in told if n.kind == PERSON or n.text.casefold() not in is_known}
        else:
            by_word |= told
    return Elsewhere(frozenset(by_word), frozenset(by_word | at_home))


def _tells(name: Name) -> bool:
    """Say whether it is more than one common word: a body may be called «Школа»."""
    words = [match[0].casefold() for match in WORD.finditer(name.text)]
    return len(words) > 1 or not set(words) <= gazetteer.generic()
