"""Whether a file may leave the house: it was read, and nobody who is protected is named in it.

Fails closed. When other names are protected, or are looked for in another way, every file is
withheld until the worker has looked at it anew (``library.sweeping``): no visitor waits for that,
and no transaction. What a machine cannot read, or may be an ordinary word, a second reader
answers for.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from naboskap.core.errors import applies
from naboskap.disclosure import folding, gazetteer, masking
from naboskap.disclosure.gate import Name
from naboskap.disclosure.masking import CONTACT, NUMBERED, Span
from naboskap.disclosure.queries import Seen, every_name
from naboskap.network import leaks
from naboskap.network.leaks import (
    ACROSS,
    Forbidden,
    forbidden,
    is_numbered_name,
    is_ordinary,
    leaks_in,
    may_name,
    names_in_way,
    ways_in,
)
from naboskap.website.models.files import FileWords, LibraryFile

PIECE, OVERLAP = 1_500, 200  # Signs; no name is longer than what two pieces share.


@dataclass(frozen=True, slots=True)
class Sought:
    """The names that are looked for, and a digest of them."""

    held: Forbidden
    digest: str


def sought() -> Sought:
    """Return what no text for everybody may hold. One statement."""
    known = every_name()
    return Sought(forbidden(known, ()), _digest(frozenset(known.items())))


def digest_today() -> str:
    """Return under which digest a file must have been looked at to leave. One statement."""
    return _digest(frozenset(every_name().items()))


@lru_cache(maxsize=4)
def _digest(known: frozenset[tuple[str, frozenset[Name]]]) -> str:
    rows = sorted((holder, *name) for holder, names in known for name in names)
    return hashlib.sha256(f"{_way_of_looking()}{rows!r}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _way_of_looking() -> str:
    """Return a digest of how names are looked for: when that is mended, no old look stands."""
    sources = [Path(str(one.__file__)) for one in (folding, gazetteer, leaks, masking)]
    words = sorted(gazetteer.HERE.glob("*.json"))
    every = b"".join(one.read_bytes() for one in [*sources, *words, Path(__file__)])
    return hashlib.sha256(every).hexdigest()


def seen_in_words(texts: Iterable[str], names: Forbidden) -> Seen:
    """Return what the texts hold: names, and what somebody must look at.

    An address on this side is no secret in a report, unless it is made of a protected name; one
    across the border says who is meant, and a school that is called by its number may be
    anybody's, unless it is protected itself. A person decides on those.
    """
    told: dict[str, dict[str, None]] = {"names": {}, "ordinary": {}}
    for text in (piece for whole in texts for piece in pieces(whole)):
        for span in leaks_in(text, names):
            said = text[span.start : span.end]
            if kind := _told_as(text, span, names):
                told[kind][said] = None
        for way in ways_in(text):
            if may_name(way, names):
                told["ordinary"][way] = None
    for said in told["names"]:
        told["ordinary"].pop(said, None)
    return Seen(*(tuple(told[kind]) for kind in ("names", "ordinary")))


def _told_as(text: str, span: Span, names: Forbidden) -> str:
    """Return what is done with what was found: nobody may say it, or somebody looks at it."""
    said = text[span.start : span.end]
    if span.kind == CONTACT:
        if names_in_way(said, names):
            return "names"
        return "ordinary" if _is_across(said) else ""
    if is_numbered_name(said, names):
        return "names"
    return "ordinary" if NUMBERED.fullmatch(said) or is_ordinary(text, span) else "names"


def pieces(text: str) -> Iterator[str]:
    """Cut a long text where a word ends, each piece beginning a few words before the last ended.

    The gate looks at what stands before each word; in a whole book that would take minutes.
    """
    at = 0
    while at < len(text):
        end = at + PIECE
        if end < len(text):
            cut = max(text.rfind(" ", at + OVERLAP, end), text.rfind("\n", at + OVERLAP, end))
            end = cut if cut > 0 else end
        yield text[at:end]
        if end >= len(text):
            return
        back = text.find(" ", end - OVERLAP, end)
        at = back if back > at else end - OVERLAP


def _is_across(address: str) -> bool:
    digits = "".join(filter(str.isdigit, address))
    is_phone = "@" not in address and len(digits) == 11 and digits[0] in "78"
    return is_phone or bool(ACROSS.search(address))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a file stands to leaving the house."""

    file: LibraryFile
    names: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # What nobody has vouched for yet.
    is_read: bool = False  # And looked at, with the names of today.
    is_unread: bool = False  # The machine could not read all of it, and no second reader has.
    was_clear: bool = False  # As it was looked at last; that may be before the names of today.

    @property
    def needs_reader(self) -> bool:
        """Whether a second reader must have read it with their own eyes."""
        return self.is_read and (self.is_unread or bool(self.asked))

    @property
    def may_leave(self) -> bool:
        """Whether visitors may have it. Rules WEB-62 to WEB-64."""
        return not (
            applies("WEB-62", not self.is_read)
            or applies("WEB-63", self.names)
            or applies("WEB-64", self.needs_reader)
        )


def standing_of(files: Iterable[LibraryFile]) -> dict[int, Standing]:
    """Return how each of the files stands, by its number. Two statements for all; none writes."""
    asked = {one.pk: one for one in files}
    if not asked:
        return {}
    today = digest_today()
    rows = FileWords.objects.filter(file__in=asked).defer("text", "beside")
    words = {row.file_id: row for row in rows}
    return {pk: _standing(one, words.get(pk), today) for pk, one in asked.items()}


def _standing(file: LibraryFile, words: FileWords | None, today: str) -> Standing:
    if file.read_at is None or words is None:
        return Standing(file)
    known = {word.casefold() for word in file.ordinary}
    asked = tuple(word for word in words.asked if word.casefold() not in known)
    is_unread = not file.is_whole and file.vouched_at is None
    was_clear = not (words.names or asked or is_unread)
    if applies("WEB-96", words.looked_with != today):
        return Standing(file, was_clear=was_clear and bool(words.looked_with))
    return Standing(
        file,
        tuple(words.names),
        asked,
        is_read=True,
        is_unread=is_unread,
        was_clear=was_clear,
    )
