"""Two texts that grew from one, put together: what each of them changed is taken.

Sentence by sentence, and within a sentence word by word. Where both changed the same, the two
stand after each other, for a person to make one of. No word that anybody wrote goes away.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from naboskap.core.difference import PART

# Beyond so many parts on a side they are not compared: it would take longer than anybody waits.
MOST = 1_500
# A sentence with its end, or what stands between two of them.
_SENTENCE = re.compile(r"\s+|\S(?:[^.!?…\n]|[.!?…](?!\s|$))*[.!?…]*(?<!\s)|\S+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Parts of the three texts that belong together; ``base`` is what both grew from."""

    base: list[str]
    mine: list[str]
    theirs: list[str]
    is_shared: bool = False  # All three hold it.

    @property
    def settled(self) -> list[str] | None:
        """What stands where at most one of them changed anything; None where both did."""
        if self.theirs in (self.mine, self.base):
            return self.mine
        return self.theirs if self.mine == self.base else None


def merged(base: str, mine: str, theirs: str) -> str:
    """Return the two texts put together. ``base`` is what both grew from; empty: not known.

    An unchanged side gives the other side's text.
    """
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    found = ""
    stretches = list(_stretches(*(_sentences(text) for text in (base, mine, theirs))))
    is_whole = sum(not one.is_shared for one in stretches) == len(stretches) == 1
    for one in stretches:
        settled = one.settled
        if settled is not None:
            found = _glued(found, "".join(settled))
        else:
            found = _glued(found, _both(one, is_whole=is_whole))
    return found


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)


def _stretches(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[_Stretch]:
    """Cut three texts where all of them hold the same; join what only a space keeps apart."""
    found: list[_Stretch] = []
    for one in _cut(base, mine, theirs):
        last = found[-1] if found else None
        space = last is not None and last.is_shared and not "".join(last.base).strip()
        if space and last and len(found) > 1 and one.settled is None:
            before = found[-2]
            if before.settled is None:
                found[-2:] = [_joined(before, last, one)]
                continue
        found.append(one)
    yield from found


def _joined(*several: _Stretch) -> _Stretch:
    return _Stretch(
        [part for one in several for part in one.base],
        [part for one in several for part in one.mine],
        [part for one in several for part in one.theirs],
    )


def _cut(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[_Stretch]:
    if max(len(base), len(mine), len(theirs)) > MOST:
        yield _Stretch(base, mine, theirs)
        return
    ours, others = _places(base, mine), _places(base, theirs)
    a = b = c = 0
    shared: list[str] = []
    for place, part in enumerate(base):
        if place not in ours or place not in others:
            continue
        if base[a:place] or mine[b : ours[place]] or theirs[c : others[place]]:
            if shared:
                yield _Stretch(shared, shared, shared, is_shared=True)
                shared = []
            yield _Stretch(base[a:place], mine[b : ours[place]], theirs[c : others[place]])
        shared = [*shared, part]
        a, b, c = place + 1, ours[place] + 1, others[place] + 1
    if shared:
        yield _Stretch(shared, shared, shared, is_shared=True)
    if base[a:] or mine[b:] or theirs[c:]:
        yield _Stretch(base[a:], mine[b:], theirs[c:])


def _places(base: list[str], text: list[str]) -> dict[int, int]:
    """Return where the parts of ``base`` that stayed stand in ``text``, both in order."""
    return {
        block.a + n: block.b + n
        for block in SequenceMatcher(None, base, text, autojunk=False).get_matching_blocks()
        for n in range(block.size)
    }


def _both(one: _Stretch, *, is_whole: bool) -> str:
    """Put together what both changed: word by word where no word is both's, else one by one."""
    mine, theirs = "".join(one.mine), "".join(one.theirs)
    words = list(_cut(*(PART.findall("".join(each)) for each in (one.base, one.mine, one.theirs))))
    if one.base and all(each.settled is not None for each in words):
        return _pieces(each.settled or [] for each in words)
    if not theirs.strip() or not mine.strip():
        return mine if mine.strip() else theirs
    if is_whole or "\n" in mine.strip() or "\n" in theirs.strip():
        return f"{theirs.rstrip()}\n\n{mine.lstrip()}"
    apart = "" if theirs[-1].isspace() or mine[0].isspace() else " "
    return f"{theirs}{apart}{mine}"


def _pieces(several: Iterable[list[str]]) -> str:
    found = ""
    for parts in several:
        found = _glued(found, "".join(parts))
    return found


def _glued(before: str, after: str) -> str:
    """Write one after the other; two words that never touched do not become one."""
    touch = bool(before and after) and re.match(r"\w\w", before[-1] + after[0])
    return f"{before} {after}" if touch else before + after
