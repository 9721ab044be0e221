"""Whether a text says again what somebody else wrote: in a row, or a name of theirs. Pure."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from naboskap.disclosure import gazetteer
from naboskap.disclosure.folding import fold

RUN = 8  # So many words in a row are somebody's own; fewer are how anybody would say it.
_WORD = re.compile(r"\w+")
_BEGINS = re.compile(r"(?:^|[.!?:…\n«“\"(–-])\s*$")


def quoted_in(text: str, written: Iterable[str]) -> str:
    """Return the first words of ``text`` that stand in a row in something that was written.

    Capitals and signs do not matter. Empty: nothing is quoted.
    """
    theirs: set[tuple[str, ...]] = set()
    for one in written:
        words = [word.casefold() for word in _WORD.findall(one)]
        theirs.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    found = list(_WORD.finditer(text))
    for at in range(len(found) - RUN + 1):
        run = found[at : at + RUN]
        if tuple(word[0].casefold() for word in run) in theirs:
            return text[run[0].start() : run[-1].end()]
    return ""


def names_shared(text: str, written: Iterable[str]) -> tuple[str, ...]:
    """Return the words of ``text`` that may be a name which somebody else wrote too.

    They have a capital in both, in whatever script, and in one of them not only because a
    sentence begins. Countries and whole regions are told of anyway, and are none.
    """
    weak: set[str] = set()
    strong: set[str] = set()
    for one in written:
        for word, begins in _capitals(one):
            weak |= fold(word)
            if not begins and not word.isupper():
                strong |= fold(word)
    told = {
        word: None
        for word, begins in _capitals(text)
        if fold(word) & (strong if begins else weak)
        and word.casefold() not in gazetteer.generic()
        and not fold(word) & _regions()
    }
    return tuple(told)


def _capitals(text: str) -> Iterator[tuple[str, bool]]:
    """Give each word with a capital, and whether it begins a sentence."""
    for found in _WORD.finditer(text):
        if len(found[0]) > 1 and found[0][0].isupper():
            yield found[0], bool(_BEGINS.search(text[: found.start()]))


@lru_cache(maxsize=1)
def _regions() -> frozenset[str]:
    names = [
        name for one in gazetteer.words()["regions"].values() for name in one["name"].values()
    ]
    names += [name for one in gazetteer.places() if one.says_region for name in one.spellings]
    return frozenset(key for name in names for word in _WORD.findall(name) for key in fold(word))
