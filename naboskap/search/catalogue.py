"""What is public and few (pages, paragraphs, questions), laid out to be found by words. Pure.

The words are cut to stems as the table's are, so that both are searched alike. A word that is
not known finds what holds it within a longer word («skole» in «søknadsskolen»), else what holds
the nearest word to it, else what holds the words that it is put together of. What holds every word
comes alone; where nothing does, what holds most of them.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from naboskap.search.nearness import Spelling
from naboskap.search.stems import SHORTEST_BEGINNING, asked_for, readings, stem, words_of

MOST_PARTLY = 20  # What holds only some of the words: the nearest, not all.
LONGEST_SENTENCE = 220  # Signs of an item's own text that are shown.
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
    called: str = ""  # What people call it: counts as much as the title, and is not shown.


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave, best first, and which words were read as another."""

    items: tuple[Item, ...] = ()
    read_as: Mapping[str, str] = field(default_factory=dict)
    is_partly: bool = False  # Nothing holds every word: these hold most of them.


class Catalogue:
    """Items by the words and stems that they hold."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self._holding: dict[str, dict[int, int]] = defaultdict(dict)
        whole: set[str] = set()
        for number, item in enumerate(self.items):
            for text, weight in (
                (f"{item.title} {item.called}", IN_TITLE),
                (f"{item.text} {item.words}", 1),
            ):
                for word in words_of(text):
                    whole.add(word)
                    for form in {word, stem(word, item.language)}:
                        kept = self._holding[form]
                        kept[number] = max(kept.get(number, 0), weight)
        self._words = sorted(self._holding)
        self._spelling = Spelling(whole)

    def find(self, words: str) -> Found:
        """Return what holds every word, else what holds most of them. No word: nothing."""
        asked = asked_for(words)
        if not asked:
            return Found()
        held: list[dict[int, int]] = []
        read_as: dict[str, str] = {}
        for forms in asked:
            hits = self._begun_by(forms) or self._within(forms[0])
            if not hits and (nearest := self._nearest(forms)):
                read_as[forms[0]] = nearest
                hits = self._begun_by(readings(nearest))
            if not hits and (parts := self._parts(forms[0])):
                read_as[forms[0]] = " ".join(parts)
                hits = self._begun_by(parts)
            held.append(hits)
        return self._best(held, read_as)

    def _best(self, held: list[dict[int, int]], read_as: dict[str, str]) -> Found:
        """Return what holds all of the words, else what holds half of them or more, most first.

        Where not every word is there, a rare word counts for more than one that many hold.
        """
        count = Counter(number for hits in held for number in hits)
        is_partly = max(count.values(), default=0) < len(held)
        least = max(1, len(held) // 2) if is_partly else len(held)
        scores: dict[int, float] = defaultdict(float)
        for hits in held:
            worth = 1 / len(hits) if is_partly and hits else 1
            for number, score in hits.items():
                if count[number] >= least:
                    scores[number] += score * worth
        best = sorted(scores.items(), key=lambda row: (-count[row[0]], -row[1], row[0]))
        kept = best[:MOST_PARTLY] if is_partly else best
        return Found(
            tuple(self.items[number] for number, _score in kept), read_as, is_partly and bool(kept)
        )

    def _parts(self, word: str) -> tuple[str, ...]:
        """The known words that a word is put together of, the last one mended where it slips.

        An -s- or -e- may bind them («dagstur», «barneleir»). A last word is mended only behind a
        whole word, and where it begins as the nearest does: «drakter» are no «dra økter». Behind
        a word of three letters, the first two must be the same.
        """
        for cut in range(SHORTEST_BEGINNING - 1, len(word) - SHORTEST_BEGINNING + 2):
            head, tail = word[:cut], word[cut:]
            for first in dict.fromkeys((head, head.removesuffix("s"), head.removesuffix("e"))):
                if len(first) < SHORTEST_BEGINNING - 1 or first not in self._spelling:
                    continue
                if tail in self._spelling:
                    return first, tail
                alike = 1 if len(first) >= SHORTEST_BEGINNING else 2
                nearest = "" if head == f"{first}e" else self._spelling.nearest(tail)
                if nearest[:alike] == tail[:alike]:
                    return first, nearest
        return ()

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


_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def matched_sentence(item: Item, words: str) -> str:
    """Return the sentence of an item that holds most of what was asked for.

    Its own text where that and the title hold as much, or where nothing does.
    """
    asked = asked_for(words)

    def holds(text: str) -> int:
        forms = {form for word in words_of(text) for form in (word, stem(word, item.language))}
        return sum(
            any(
                each == form or (len(form) >= SHORTEST_BEGINNING and each.startswith(form))
                for each in forms
                for form in meant
            )
            for meant in asked
        )

    shown = f"{item.title} {item.text[:LONGEST_SENTENCE]}"
    parts = map(str.strip, _END.split(f"{item.text}\n{item.words}"))
    best = max((one for one in parts if " " in one), key=holds, default="")
    return best if holds(best) > holds(shown) else item.text
