"""Whether a text says again, word for word, what somebody else wrote. Pure."""

import re
from collections.abc import Iterable

RUN = 8  # So many words in a row are somebody's own; fewer are how anybody would say it.
_WORD = re.compile(r"\w+")


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
