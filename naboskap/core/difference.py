"""What differs between two texts, word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond so many words on a side that have nothing to do with each other, one is told as taken
# out and the other as put in: a comparison would take longer than anybody waits.
MOST = 4_000
# A number is one part with all its groups: "20 000" is nothing that half of can be changed.
NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
PART = re.compile(rf"{NUMBER.pattern}|\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: ``same`` in both, ``out`` of the first, or ``into`` the second."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Return the pieces that lead from one text to the other.

    ``same`` and ``out`` together are ``before``, ``same`` and ``into`` together are ``after``.
    """
    first, second = PART.findall(before), PART.findall(after)
    start = _alike(first, second)
    end = _alike(first[start:][::-1], second[start:][::-1])
    pieces = [Piece("same", "".join(first[:start]))]
    ours, theirs = first[start : len(first) - end], second[start : len(second) - end]
    if max(len(ours), len(theirs)) > MOST:
        pieces += [Piece("out", "".join(ours)), Piece("into", "".join(theirs))]
    else:
        for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag == "equal":
                pieces.append(Piece("same", "".join(ours[a:b])))
                continue
            pieces += [Piece("out", "".join(ours[a:b])), Piece("into", "".join(theirs[c:d]))]
    pieces.append(Piece("same", "".join(first[len(first) - end :])))
    return _joined(piece for piece in pieces if piece.text)


def apart(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, to stand side by side: what the other lacks is marked."""
    pieces = difference(before, after)
    return (
        [piece for piece in pieces if piece.kind != "into"],
        [piece for piece in pieces if piece.kind != "out"],
    )


def _alike(first: list[str], second: list[str]) -> int:
    """Return how many parts two lists begin with in common."""
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return min(len(first), len(second))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one kind; a change within a phrase is one change, not one a word."""
    found: list[Piece] = []
    out = into = ""

    def flush() -> None:
        nonlocal out, into
        found.extend(Piece(kind, text) for kind, text in (("out", out), ("into", into)) if text)
        out = into = ""

    for piece in pieces:
        if piece.kind == "out":
            out += piece.text
        elif piece.kind == "into":
            into += piece.text
        elif (out or into) and piece.text.isspace() and "\n" not in piece.text:
            out, into = out + piece.text, into + piece.text
        else:
            flush()
            found.append(piece)
    flush()
    return found


def words_in(pieces: Iterable[Piece], kind: str) -> int:
    """Return how many words there are in the pieces of one kind."""
    told = (NUMBER.sub("0", piece.text) for piece in pieces if piece.kind == kind)
    return sum(len(text.split()) for text in told)
