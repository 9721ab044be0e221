"""Take names and places out of a text, in whatever script and case they stand there.

A matcher is made of names; it finds spans. What stands in their place is words of the reader's
language. Over-masking is accepted, under-masking is not: a long name also takes the compound
that begins with it.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, permutations
from threading import Lock
from typing import NamedTuple

from naboskap.disclosure import gazetteer
from naboskap.disclosure.folding import bgn, fold, fold_name, iso9, norwegian

PLACE, ORGANISATION, PERSON, CONTACT = "place", "organisation", "person", "contact"
_LETTER = r"[^\W\d_]"
_HIDDEN = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_HIDDEN}]|['’ʼ`´”ʹʺ](?={_LETTER}))*['’ʹʺ”]?")
ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|\+\d[\d\s()\-]{6,}\d|(?<!\d)8\d{10}(?!\d)")
SITE = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\b[\w\-]+\.(?:ru|su|рф)\b(?:/\S*)?")
NUMBERED = re.compile(
    r"(?i)(?<!\w)(?:\w*skole\w*|school|gymnas\w*|lyce\w*|barnehage\w*|школ\w*|гимнази\w*|лице\w*)"
    r"[\s\-]*(?:№|nr\.?|no\.?|n)?\s*\d{1,3}(?!\w)"
)
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
FEW = 200  # Names of one project, or of a page of them; more are those of the whole house.
LARGE = 4  # Sets of those that are kept: each takes megabytes.


class Name(NamedTuple):
    """A name that must not be read outside, and what it is the name of."""

    text: str
    kind: str


class Span(NamedTuple):
    start: int
    end: int
    kind: str
    region: str = ""  # Set where the word says no more than this region.


@dataclass(frozen=True, slots=True)
class Entry:
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


@dataclass(slots=True)
class Matcher:
    """Names made ready to be looked for."""

    stems: dict[str, list[Entry]] = field(default_factory=dict)
    raw: dict[str, Entry] = field(default_factory=dict)
    # By the stem of the first word: of thousands of names a word of a text meets a few.
    phrases: dict[str, list[tuple[tuple[frozenset[str], ...], Entry]]] = field(
        default_factory=dict
    )

    def add_word(self, word: str, entry: Entry) -> None:
        """Look for one word, by its keys' stems; a very short one as it is written."""
        for key in fold_name(word):
            if len(key) < 3:
                for form in {word, norwegian(word), bgn(word), iso9(word)}:
                    self.raw[form.casefold()] = entry
                continue
            stem = key if entry.way == WHOLE else key.rstrip("aeiou")
            stem = stem if len(stem) >= 3 else key[: max(2, len(stem))]
            way, capital = entry.way, entry.needs_capital or len(key) <= 3 or len(stem) <= 2
            if way == BEGINS and len(stem) < (6 if entry.kind == PERSON else 5):
                way = CASED
            found = Entry(entry.kind, way, entry.region, needs_capital=capital)
            self._keep(stem, found)
            for other, is_short in _with_moving_vowel(key) if way != WHOLE else ():
                is_written_large = capital or is_short
                self._keep(other, Entry(entry.kind, CASED, entry.region, is_written_large))

    def _keep(self, stem: str, entry: Entry) -> None:
        known = self.stems.setdefault(stem, [])
        if entry not in known:
            known.append(entry)

    def copy(self) -> "Matcher":
        """Return one that looks for the same, and may come to look for more."""
        stems = {stem: list(entries) for stem, entries in self.stems.items()}
        phrases = {stem: list(found) for stem, found in self.phrases.items()}
        return Matcher(stems, dict(self.raw), phrases)

    def add_phrase(self, words: list[str], entry: Entry) -> None:
        """Look for words that stand together, and for all of them written as one."""
        keys = tuple(fold_name(word) for word in words)
        for stem in {_stem(key) for key in keys[0]}:
            self.phrases.setdefault(stem, []).append((keys, entry))
        joined = "".join(words)
        if len(joined) >= 5:
            self.add_word(joined, Entry(entry.kind, BEGINS, entry.region))

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
        words = [(m.start(), m.end(), m[0], fold(m[0])) for m in WORD.finditer(text)]
        for number, (start, end, word, keys) in enumerate(words):
            for entry in self._entries(word, keys):
                yield Span(start, end, entry.kind, entry.region)
            heads = {key[:cut] for key in keys for cut in range(min(2, len(key)), len(key) + 1)}
            for wanted, entry in (pair for head in heads for pair in self.phrases.get(head, ())):
                run = words[number : number + len(wanted)]
                if len(run) == len(wanted) and all(
                    any(_near(key, sought) for key in there for sought in sought_keys)
                    for (_s, _e, _w, there), sought_keys in zip(run, wanted, strict=True)
                ):
                    yield Span(start, run[-1][1], entry.kind, entry.region)

    def _entries(self, word: str, keys: frozenset[str]) -> Iterator[Entry]:
        if (found := self.raw.get(word.casefold())) and found.may_stand(word):
            yield found
        for key in keys:
            for cut in range(2, len(key) + 1):
                for entry in self.stems.get(key[:cut], ()):
                    if entry.takes(key[cut:], word):
                        yield entry


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
    stem = sought.rstrip("aeiou")
    return stem if len(stem) >= 2 else sought


def _made_ready(
    add: Callable[[Matcher, frozenset[Name]], None], kept: int
) -> Callable[[frozenset[Name]], Matcher]:
    """Return how names are made ready once: ``kept`` small sets of them, and ``LARGE`` large ones.

    A large set is that of the whole house, which differs by a name or two from the one before:
    what was made for that one is taken over.
    """

    @lru_cache(maxsize=kept)
    def few(names: frozenset[Name]) -> Matcher:
        made = Matcher()
        add(made, names)
        return made

    large: OrderedDict[frozenset[Name], Matcher] = OrderedDict()
    one_at_a_time = Lock()

    def ready(names: frozenset[Name]) -> Matcher:
        if len(names) <= FEW:
            return few(names)
        with one_at_a_time:
            made = large.get(names)
            if made is None:
                before = max((one for one in large if one <= names), key=len, default=frozenset())
                made = large[before].copy() if before else Matcher()
                add(made, names - before)
                large[names] = made
            large.move_to_end(names)
            if len(large) > LARGE:
                large.popitem(last=False)
        return made

    return ready


def _add_words(made: Matcher, names: frozenset[Name]) -> None:
    for name in names:
        words = [match[0] for match in WORD.finditer(name.text)]
        if not words:
            continue
        entry = Entry(name.kind, BEGINS)
        telling = [word for word in words if word.casefold() not in gazetteer.generic()]
        short = [] if name.kind == PERSON or len(words) == 1 else _short_names(telling)
        if name.kind != PERSON:
            telling = [word for word in telling if len(word) >= 4 or len(words) == 1]
        for word in telling:
            if len(word) >= 2:
                made.add_word(word, entry)
        for word in short:
            made.add_word(word, Entry(name.kind, CASED, needs_capital=True))
        if len(words) > 1:
            made.add_phrase(words, entry)
        elif not telling:
            made.add_word(words[0], Entry(name.kind, WHOLE))


def matcher(names: frozenset[Name]) -> Matcher:
    """Make names ready: each word of a person's, a body's whole name and its telling words."""
    return _BY_WORD(names)


_BY_WORD = _made_ready(_add_words, kept=2048)
_PATRONYMIC = re.compile(r"(?i)(?:вич|вна|чна|vi(?:ch|tsj|č)|vna|(?:ch|tsj|č)na)$")


def whole(names: frozenset[Name]) -> Matcher:
    """Make names ready to be looked for whole, and by no word of theirs alone.

    Of a person the given name and the surname in either order, with a patronymic or without; of
    a body what it is called beside its kind. One of a single word: by it, with a capital.
    """
    return _WHOLE_NAMES(names)


def _add_whole(made: Matcher, names: frozenset[Name]) -> None:
    for name in names:
        words = [match[0] for match in WORD.finditer(name.text)]
        entry = Entry(name.kind, CASED, needs_capital=True)
        if len(words) == 1 and name.kind != PERSON and len(words[0]) >= 4:
            made.add_word(words[0], entry)
        if len(words) < 2:
            continue
        made.add_phrase(words, entry)
        parts = _pairs_of(words) if name.kind == PERSON else _telling_runs(words)
        for part in parts:
            made.add_phrase(list(part), entry)


_WHOLE_NAMES = _made_ready(_add_whole, kept=64)


def _telling_runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield by which words together a body is called: «Детский центр «Синяя птица»» by two."""
    generic = gazetteer.generic()
    for tells, run in groupby(words, key=lambda word: word.casefold() not in generic):
        if tells and len(together := tuple(run)) > 1:
            yield together


def _pairs_of(words: list[str]) -> set[tuple[str, str]]:
    """Return by which two words of a whole name a person is known: surname and given name."""
    if any(_PATRONYMIC.search(word) for word in words[1:]) and len(words) == 3:
        return set(permutations(words, 2))
    return {(words[0], words[-1]), (words[-1], words[0])}


def _short_names(telling: list[str]) -> list[str]:
    """Return the words of two or three letters by which a body is called: «АРК», «Мир».

    Those in capitals; or, where nothing longer tells, those that begin with one.
    """
    short = [word for word in telling if 2 <= len(word) <= 3]
    if len(short) == len(telling):
        return [word for word in short if word[:1].isupper()]
    return [word for word in short if word.isupper()]


@lru_cache(maxsize=1)
def places() -> Matcher:
    """Make the committed places of the protected side ready."""
    made = Matcher()
    for place in gazetteer.places():
        region = place.region if place.says_region else ""
        entry = Entry(
            PLACE, WHOLE if place.is_exact else BEGINS, region, needs_capital=place.needs_capital
        )
        for spelling in place.spellings:
            words = [match[0] for match in WORD.finditer(spelling)]
            if len(words) > 1:
                made.add_phrase(words, entry)
            else:
                made.add_word(spelling, entry)
    return made


def regions_named(word: str) -> frozenset[str]:
    """Return the regions that a single word names: «Мурманск» names RU-MUR."""
    return frozenset(span.region for span in places().spans(word.title()) if span.region)


def found_in(
    text: str,
    names: Iterable[Name],
    regions_shown: frozenset[str],
    *,
    places_too: bool,
    besides: Iterable[Span] = (),
) -> list[Span]:
    """Return what must leave the text, in order, without overlap; ``besides``: and these."""
    spans = [*besides, *(Span(*match.span(), CONTACT) for match in ADDRESS.finditer(text))]
    spans += matcher(frozenset(names)).spans(text)
    if places_too:
        spans += [Span(*match.span(), CONTACT) for match in SITE.finditer(text)]
        spans += [Span(*match.span(), ORGANISATION) for match in NUMBERED.finditer(text)]
        spans += [s for s in places().spans(text) if s.region not in regions_shown]
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = last._replace(end=max(last.end, span.end))
        else:
            merged.append(span)
    return merged


_BEGINS = re.compile(r"(?:^|[.!?:\n«“\"(–-])\s*$")


def may_be_ordinary(text: str, span: Span) -> bool:
    """Say whether what was found may be a word that only folds as a name does.

    It is one word, in small letters, or it begins a sentence.
    """
    said = text[span.start : span.end]
    begins = bool(_BEGINS.search(text[: span.start])) and said == said.capitalize()
    return said.isalpha() and (said == said.lower() or begins)


def without(text: str, spans: Iterable[Span], language: str) -> str:
    """Return ``text`` with neutral words where the spans were."""
    neutral = gazetteer.words()["neutral"]
    out, at = [], 0
    for span in spans:
        words = neutral[span.kind]
        out += [text[at : span.start], words.get(language, words["en"])]
        at = span.end
    return "".join([*out, text[at:]])
