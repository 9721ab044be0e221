"""What is public and few (pages, paragraphs, questions), laid out to be found by words. Pure.

The words are cut to stems as the table's are, so that both are searched alike. A word that is
not known finds what holds it within a longer word («skole» in «søknadsskolen»), else what holds
the nearest word to it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from naboskap.search.nearness import Spelling
from naboskap.search.stems import SHORTEST_BEGINNING, asked_for, readings, stem, words_of

IN_TITLE = 8  # What a word in the title counts for, where one in the text counts for one.


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may be found: which kind (a code), and how it is shown."""

    kind: str
    title: str
    href: str
    text: str = ""  # Shown beneath the title.
    note: str = ""  # Where it belongs.
    language: str = "nb"
    words: str = ""  # All that it may be found by besides title and text.


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave, best first, and which words were read as another."""

    items: tuple[Item, ...] = ()
    read_as: Mapping[str, str] = field(default_factory=dict)


class Catalogue:
    """Items by the words and stems that they hold."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self._holding: dict[str, dict[int, int]] = defaultdict(dict)
        whole: set[str] = set()
        for number, item in enumerate(self.items):
            for text, weight in ((item.title, IN_TITLE), (f"{item.text} {item.words}", 1)):
                for word in words_of(text):
                    whole.add(word)
                    for form in {word, stem(word, item.language)}:
                        kept = self._holding[form]
                        kept[number] = max(kept.get(number, 0), weight)
        self._words = sorted(self._holding)
        self._spelling = Spelling(whole)

    def find(self, words: str) -> Found:
        """Return what holds every word. No word: nothing."""
        asked = asked_for(words)
        if not asked:
            return Found()
        scores: dict[int, int] | None = None
        read_as: dict[str, str] = {}
        for forms in asked:
            hits = self._begun_by(forms) or self._within(forms[0])
            if not hits and (nearest := self._nearest(forms)):
                read_as[forms[0]] = nearest
                hits = self._begun_by(readings(nearest))
            scores = (
                hits
                if scores is None
                else {one: scores[one] + hits[one] for one in scores.keys() & hits.keys()}
            )
        best = sorted((scores or {}).items(), key=lambda row: (-row[1], row[0]))
        return Found(tuple(self.items[number] for number, _score in best), read_as)

    def _nearest(self, forms: Iterable[str]) -> str:
        """The nearest word to what was typed, or to what is left of it without its ending."""
        return next(filter(None, map(self._spelling.nearest, forms)), "")

    def _begun_by(self, forms: Iterable[str]) -> dict[int, int]:
        """Return what holds one of the forms, or from four signs a word that begins with it."""
        hits: dict[int, int] = {}
        for form in forms:
            self._add(hits, form, 2)
            if len(form) >= SHORTEST_BEGINNING:
                at = bisect_left(self._words, form)
                while at < len(self._words) and self._words[at].startswith(form):
                    self._add(hits, self._words[at], 1)
                    at += 1
        return hits

    def _within(self, word: str) -> dict[int, int]:
        hits: dict[int, int] = {}
        if len(word) >= SHORTEST_BEGINNING:
            for known in self._words:
                if word in known:
                    self._add(hits, known, 1)
        return hits

    def _add(self, hits: dict[int, int], word: str, times: int) -> None:
        for number, weight in self._holding.get(word, {}).items():
            hits[number] = max(hits.get(number, 0), weight * times)
