"""The nearest known word to one that was typed wrong. Pure: no table, no language."""

from collections import defaultdict
from collections.abc import Callable, Iterable

SHORTEST = 4  # Signs. A shorter word is near to everything.
LONG = 8  # From here on, two slips are forgiven.


def slips_allowed(word: str) -> int:
    """Return how many slips of the finger a word of this length may hold."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else 2


def slips(one: str, other: str, most: int) -> int:
    """Return by how many slips two words differ: a sign more, less, changed, or two swapped.

    Counted no further than ``most`` + 1.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        earlier, before, row = before, row, [i] + [0] * len(other)
        for j, wanted in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != wanted))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], earlier[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]


def _grams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


class Spelling:
    """Known words, laid out by the pairs of signs that they hold."""

    def __init__(self, words: Iterable[str], is_said: Callable[[str], bool] | None = None) -> None:
        """``is_said`` tells of a known word whether it may be proposed; None: all may."""
        # Lists, as no word comes twice: sets of so many take three times the room.
        self._by_gram: dict[str, list[str]] = defaultdict(list)
        self._known: set[str] = set()
        for word in words:
            if word in self._known:
                continue
            self._known.add(word)
            if len(word) < SHORTEST - 1 or word.isdigit():
                continue
            if is_said is None or is_said(word):
                for gram in _grams(word):
                    self._by_gram[gram].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def nearest(self, word: str) -> str:
        """Return the known word with fewest slips from ``word``; empty where none is near.

        Of several as near, the one that begins alike, then the first by the alphabet.
        """
        most = slips_allowed(word)
        if not most or word.isdigit():
            return ""
        shared: dict[str, int] = defaultdict(int)
        grams = _grams(word)
        for gram in grams:
            for known in self._by_gram.get(gram, ()):
                shared[known] += 1
        # One slip touches at most three pairs of signs.
        least = max(1, len(grams) - 3 * most)
        near = [
            (count, known[:2] != word[:2], known)
            for known, number in shared.items()
            if number >= least and (count := slips(word, known, most)) <= most
        ]
        return min(near)[2] if near else ""
