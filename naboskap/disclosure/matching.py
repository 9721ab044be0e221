"""Names made ready to be looked for in texts, few or those of a whole house. Pure.

A matcher of thousands is made once. A name that comes or goes costs that name only: what it
changes is counted beside what stands.
"""

import gc
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import NamedTuple, TypeVar

from naboskap.disclosure.folding import (
    bgn,
    fold,
    fold_name,
    is_of_both_scripts,
    iso9,
    norwegian,
)

PLACE, ORGANISATION, PERSON, CONTACT = "place", "organisation", "person", "contact"
_LETTER = r"[^\W\d_]"
_HIDDEN = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_HIDDEN}]|['’ʼ`´”ʹʺ](?={_LETTER}))*['’ʹʺ”]?")
# A word that a hyphen or the end of a line cuts in two, or whose letters stand apart.
_CUT = r"[\-\u2010\u2011\u00ac]\s*"
PULLED_APART = re.compile(
    rf"(?<!\w){_LETTER}{{2,}}(?:{_CUT}{_LETTER}{{2,}})+(?!\w)"
    rf"|(?<!\w){_LETTER}(?:[ \u00a0\u2009\u202f.\-]{_LETTER}){{3,}}(?!\w)"
)
# What may follow a stem and leave it the same name: Russian cases, a Norwegian or English s.
ENDINGS = {
    "", "a", "i", "u", "e", "o", "oe", "om", "em", "im", "am", "ah", "eh", "ih", "ami", "imi",
    "ov", "ev", "ogo", "omu", "ego", "emu", "ova", "ovo", "evo", "s", "es", "as", "is", "en",
    "ens", "ene", "er", "ers", "et",
}  # fmt: skip
WHOLE, CASED, BEGINS = "whole", "cased", "begins"
VOWELS = "aeiou"
# Letters that the first letter of a next word may change or take away: «к» and «х» are one sound.
_YIELDING = "kpsdtgrc"
FEW = 200  # Names of one project, or of a page of them; more are those of the whole house.
LARGE = 4  # Sets of those that are kept: each takes megabytes.
K = TypeVar("K")
BESIDE = 1000  # Names that came and went, before they are counted in.


class Name(NamedTuple):
    """A name that must not be read outside, and what it is the name of."""

    text: str
    kind: str


class Span(NamedTuple):
    start: int
    end: int
    kind: str
    region: str = ""  # Set where the word says no more than this region.


class Entry(NamedTuple):
    kind: str
    way: str
    region: str = ""
    needs_capital: bool = False

    def may_stand(self, word: str) -> bool:
        """Say whether a word is written as this name must be."""
        return not self.needs_capital or word[:1].isupper()

    def takes(self, rest: str, word: str) -> bool:
        """Say whether a word with ``rest`` after our stem is this name."""
        if not self.may_stand(word):
            return False
        if self.way == WHOLE:
            return rest in {"", "s"}
        return self.way == BEGINS or rest in ENDINGS


class Term(NamedTuple):
    """A word, or words that stand together, by which names are known: of one or of many."""

    words: tuple[str, ...]
    entry: Entry


# Under which key something is looked up, and what is then held against the text.
_Words = dict[str, dict[Entry, int]]
_Phrases = dict[str, dict[Term, int]]


@dataclass(slots=True)
class Matcher:
    """Names made ready to be looked for; or what came and went since ``base`` was made."""

    base: "Matcher | None" = None
    terms: dict[Term, int] = field(default_factory=dict)
    stems: _Words = field(default_factory=dict)
    raw: _Words = field(default_factory=dict)
    # By the stem of the first word: of thousands of names a word of a text meets a few.
    phrases: _Phrases = field(default_factory=dict)
    glued: _Phrases = field(default_factory=dict)  # The same, where all is written as one word.
    beside: int = 0  # How many names came and went since ``base``.

    def count(self, terms: Iterable[Term], by: int = 1) -> None:
        """Look for what one more name is known by; with ``by`` -1, for one name less."""
        self.beside += self.base is not None
        for term in terms:
            before = self.terms.get(term, 0) + (self.base.terms.get(term, 0) if self.base else 0)
            self.terms[term] = self.terms.get(term, 0) + by
            if before == 0 or before + by == 0:
                self._keep(term, by)

    def but(self, gone: Iterable[Iterable[Term]], come: Iterable[Iterable[Term]]) -> "Matcher":
        """Return one with some names less and some more; this one stays as it is."""
        made = self._beside()
        for terms in come:
            made.count(terms)
        for terms in gone:
            made.count(terms, -1)
        return made if made.beside < BESIDE else made._whole()

    def _beside(self) -> "Matcher":
        if not self.base:
            return Matcher(self)
        return Matcher(
            self.base,
            dict(self.terms),
            _copy(self.stems),
            _copy(self.raw),
            _copy(self.phrases),
            _copy(self.glued),
            self.beside,
        )

    def _whole(self) -> "Matcher":
        """Return one that stands alone: what came and went is counted in."""
        made = Matcher()
        for one in filter(None, (self.base, self)):
            for term, number in one.terms.items():
                made.terms[term] = made.terms.get(term, 0) + number
        made.terms = {term: number for term, number in made.terms.items() if number}
        for term in made.terms:
            made._keep(term, 1)
        return made

    def _keep(self, term: Term, by: int) -> None:
        first, *others = term.words
        if not others:
            self._keep_word(first, term.entry, by)
            return
        stems, heads = _beginnings(first)
        for stem in stems:
            _add(self.phrases, stem, term, by)
        if heads and not is_of_both_scripts("".join(term.words)):
            for head in heads:
                _add(self.glued, head, term, by)
        elif joined := _as_one(term):
            self._keep_word(*joined, by)

    def _keep_word(self, word: str, entry: Entry, by: int) -> None:
        """Look for one word, by its keys' stems; a very short one as it is written."""
        for key in fold_name(word):
            if len(key) < 3:
                for form in {word, norwegian(word), bgn(word), iso9(word)}:
                    _add(self.raw, form.casefold(), entry, by)
                continue
            stem = key if entry.way == WHOLE else key.rstrip(VOWELS)
            stem = stem if len(stem) >= 3 else key[: max(2, len(stem))]
            way, capital = entry.way, entry.needs_capital or len(key) <= 3 or len(stem) <= 2
            if way == BEGINS and len(stem) < (6 if entry.kind == PERSON else 5):
                way = CASED
            _add(self.stems, stem, Entry(entry.kind, way, entry.region, capital), by)
            for other, is_short in _with_moving_vowel(key) if way != WHOLE else ():
                large = capital or is_short
                _add(self.stems, other, Entry(entry.kind, CASED, entry.region, large), by)

    def spans(self, text: str) -> Iterator[Span]:
        """Find every place in ``text`` where one of the names stands, pulled apart or not."""
        yield from self._together(text)
        for match in PULLED_APART.finditer(text):
            first, joined = WORD.match(match[0]), "".join(filter(str.isalpha, match[0]))
            if first and any(self._entries(first[0], fold(first[0]))):
                continue  # Two words: what is hidden of them has been found.
            for entry in self._entries(joined, fold(joined)):
                yield Span(*match.span(), entry.kind, entry.region)

    def _together(self, text: str) -> Iterator[Span]:
        base = self.base or _NOTHING
        words = [(m.start(), m.end(), m[0], fold(m[0])) for m in WORD.finditer(text)]
        for number, (start, end, word, keys) in enumerate(words):
            for entry in self._entries(word, keys):
                yield Span(start, end, entry.kind, entry.region)
            heads = {key[:cut] for key in keys for cut in range(min(2, len(key)), len(key) + 1)}
            for head in heads:
                for wanted, entry in _at(self.phrases, base.phrases, head):
                    run = words[number : number + len(wanted)]
                    if len(run) == len(wanted) and all(
                        any(_near(key, sought) for key in there for sought in fold_name(said))
                        for (_s, _e, _w, there), said in zip(run, wanted, strict=True)
                    ):
                        yield Span(start, run[-1][1], entry.kind, entry.region)

    def _entries(self, word: str, keys: frozenset[str]) -> Iterator[Entry]:
        base = self.base or _NOTHING
        for entry in _at(self.raw, base.raw, word.casefold()):
            if entry.may_stand(word):
                yield entry
        for key in keys:
            for cut in range(2, len(key) + 1):
                for entry in _at(self.stems, base.stems, key[:cut]):
                    if entry.takes(key[cut:], word):
                        yield entry
                for term in _at(self.glued, base.glued, key[:cut]):
                    if _may_hold(key, term.words[1:]):
                        yield from _joined(term)._entries(word, keys)


_NOTHING = Matcher()


def _add(table: dict[str, dict[K, int]], key: str, what: K, by: int) -> None:
    under = table.setdefault(key, {})
    under[what] = under.get(what, 0) + by


def _copy(table: dict[str, dict[K, int]]) -> dict[str, dict[K, int]]:
    return {key: dict(under) for key, under in table.items()}


def _at(
    own: Mapping[str, dict[K, int]], base: Mapping[str, dict[K, int]], key: str
) -> Iterable[K]:
    """Return what is looked for under a key, of what stands and what came or went since."""
    here, there = own.get(key), base.get(key, {})
    if here is None:
        return there
    return [what for what in {**there, **here} if there.get(what, 0) + here.get(what, 0) > 0]


def _with_moving_vowel(key: str) -> Iterator[tuple[str, bool]]:
    """Return the stems of a name whose vowel comes and goes, and whether they are short.

    Павел, Павла; Орёл, Орла; Лев, Льва; Чайка, Чаек.
    """
    if re.search(r"[^aeiou][eo][^aeiou]$", key):
        yield key[:-2] + key[-1], len(key) < 5
    if found := re.fullmatch(r"(.*[^ik])k[ao]", key):
        for vowel in "eo":
            stem = f"{found[1]}{'' if found[1].endswith(vowel) else vowel}k"
            yield stem, len(stem) < 5


def _near(key: str, sought: str) -> bool:
    """Say whether a word of the text is a word of the phrase, in whatever case."""
    stem = _stem(sought)
    return key == sought or (key.startswith(stem) and key[len(stem) :] in ENDINGS)


def _stem(sought: str) -> str:
    stem = sought.rstrip(VOWELS)
    return stem if len(stem) >= 2 else sought


def _as_one(term: Term) -> tuple[str, Entry] | None:
    """Return the words of a term written as one, which is long enough to be told."""
    joined = "".join(term.words)
    return (
        (joined, Entry(term.entry.kind, BEGINS, term.entry.region)) if len(joined) >= 5 else None
    )


@lru_cache(maxsize=8192)
def _joined(term: Term) -> Matcher:
    """Make the words of a term ready as one word: seldom asked for, and dear for thousands."""
    made = Matcher()
    if joined := _as_one(term):
        made._keep_word(*joined, 1)
    return made


@lru_cache(maxsize=32768)
def _beginnings(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the stems of a first word, and with what a word begins that goes on with others.

    What the next word's first letter may change is left out. None of the latter where too little
    of the word is left.
    """
    keys = fold_name(word)
    heads = {key.rstrip(VOWELS).rstrip(_YIELDING).rstrip(VOWELS)[:5] for key in keys}
    return tuple(set(map(_stem, keys))), tuple(heads) if min(map(len, heads)) >= 2 else ()


def _may_hold(key: str, words: tuple[str, ...]) -> bool:
    """Say whether a word may go on with ``words``: what no neighbour changes of each is there."""
    *between, last = words
    return all(any(core in key for core in _cores(word)) for word in between) and any(
        core in key for core in _cores(last, is_last=True)
    )


@lru_cache(maxsize=32768)
def _cores(word: str, *, is_last: bool = False) -> tuple[str, ...]:
    """Return what stays of a word's keys, whatever stands beside it or follows as an ending."""
    cut = 2 if is_last else 1
    return tuple(
        {
            min(key.rstrip(VOWELS)[1:], key[1:-cut].rstrip(_YIELDING), key=len).lstrip("hi")
            for key in fold_name(word)
        }
    )


def made_ready(
    terms_of: Callable[[Name], Iterable[Term]], kept: int
) -> Callable[[frozenset[Name]], Matcher]:
    """Return how names are made ready once: ``kept`` small sets of them, and ``LARGE`` large ones.

    A large set is that of the whole house, which differs by a name or two from the one before:
    only what came and went since is made ready.
    """

    def anew(names: frozenset[Name]) -> Matcher:
        made = Matcher()
        for name in names:
            made.count(terms_of(name))
        return made

    def many(names: frozenset[Name]) -> Matcher:
        """Make a large set; what is made stays, so that nothing is looked through for leavings."""
        is_collecting = gc.isenabled()
        gc.disable()
        try:
            return anew(names)
        finally:
            if is_collecting:
                gc.enable()

    few = lru_cache(maxsize=kept)(anew)
    large: OrderedDict[frozenset[Name], Matcher] = OrderedDict()
    one_at_a_time = Lock()

    def ready(names: frozenset[Name]) -> Matcher:
        if len(names) <= FEW:
            return few(names)
        with one_at_a_time:
            # What is asked for stands under the very set that asks: else each asking compares all.
            made = large.pop(names, None)
            if made is None:
                near = min(large, key=lambda one: len(one ^ names), default=frozenset())
                if 2 * len(near ^ names) > len(names):
                    made = many(names)
                else:
                    gone, come = (map(terms_of, one) for one in (near - names, names - near))
                    made = large[near].but(gone, come)
            large[names] = made
            if len(large) > LARGE:
                large.popitem(last=False)
        return made

    return ready
