"""What the public may see of the project bank. Every text here has passed the gate."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, gettext

from naboskap.core.secretariat import secretariat
from naboskap.disclosure import gate
from naboskap.disclosure.gate import Name, Public, Shown
from naboskap.disclosure.masking import PERSON, found_in, regions_named
from naboskap.disclosure.queries import EVERYONE, public_stamp
from naboskap.projects.models import Card
from naboskap.projects.queries.held import Eyes, eyes_on, holders_of, laid_out, shelf
from naboskap.projects.shelf import PER_PAGE, TOGETHER, Entry, Figures, Filters, Shelf
from naboskap.projects.statuses import Theme
from naboskap.search.nearness import Spelling
from naboskap.search.queries import found, words_kept
from naboskap.search.stems import LONGEST_QUERY, readings, words_of

SUBJECT = "projects.card"  # How the search knows a card.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class PublicActivity:
    """Something the pair did, and what each side did in it."""

    what: Public
    language: str
    is_online: bool
    task_a: Public | None
    task_b: Public | None
    people_a: int | None
    people_b: int | None
    date: Public | None
    place: Public | None


@dataclass(frozen=True, slots=True)
class PublicText:
    """A part of the story: which part (a code), in which language, and the text."""

    part: str
    language: str
    text: Public


@dataclass(frozen=True, slots=True)
class PublicCard:
    """A project as anybody may see it. Empty or None: not known, or not said."""

    slug: Public
    title: Public
    language: str
    a: Shown
    b: Shown
    level: str
    is_own: bool
    year: int | None
    theme: str
    theme_label: Public | None
    programme: Public | None
    amount_awarded: int | None
    participants_a: int | None
    participants_b: int | None
    origin: Public | None
    applicant_number: Public | None = None
    shown_since: Public | None = None
    awarded: Public | None = None
    start: Public | None = None
    end: Public | None = None
    activities: tuple[PublicActivity, ...] = ()
    texts: tuple[PublicText, ...] = ()

    @property
    def participants(self) -> int | None:
        """How many took part on both sides, where both are known."""
        if self.participants_a is None or self.participants_b is None:
            return None
        return self.participants_a + self.participants_b


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the bank, with what each further choice would give."""

    cards: tuple[PublicCard, ...]
    total: int
    number: int
    pages: int
    facets: Mapping[str, Counter[str]]
    filters: Filters
    # Words that no project holds, and the near ones that were looked for in their place.
    read_as: Mapping[str, str] = field(default_factory=dict)


def _among(on: Shelf, words: str) -> set[int] | None:
    """Return the projects in which every word is found. None: no word was given.

    A word that names a region finds the projects whose region is shown; the index itself holds
    no place of the protected side. Where the index still holds a name that is open no longer,
    the project is not found by words until it is indexed anew.
    """
    asked = words_of(words)
    if not asked:
        return None
    regions = [named for word in asked if (named := regions_named(word))]
    rest = " ".join(word for word in asked if not regions_named(word))
    chosen = {
        entry.pk
        for entry in on.entries
        if entry.is_found_by_words
        if all(named & set(entry.regions) for named in regions)
    }
    if rest:
        chosen &= set(found("public", rest, subject_type=SUBJECT))
    return chosen


def _nearest(words: str) -> dict[str, str]:
    """Return the words that no project holds, each with the nearest one that some project does."""
    known = _spelling(public_stamp())
    every = list(dict.fromkeys(words_of(words)))
    asked = [word for word in every if not regions_named(word)][:LONGEST_QUERY]
    return {
        word: near
        for word in asked
        if word not in known
        if (near := next(filter(None, map(known.nearest, readings(word))), ""))
    }


@lru_cache(maxsize=1)
def _spelling(stamp: int) -> Spelling:
    """Lay out the words of all projects that are found by words: made anew with the shelf.

    The index may be older than a name that is protected since: such a word is not proposed.
    """
    on = laid_out(stamp)
    fresh = {entry.pk for entry in on.entries if entry.is_found_by_words}
    kept = words_kept("public", SUBJECT)
    names = _never_said(on)

    def is_said(word: str) -> bool:
        return not found_in(word.title(), names, frozenset(), places_too=False)

    return Spelling((word for pk, words in kept if pk in fresh for word in words), is_said)


def _never_said(on: Shelf) -> frozenset[Name]:
    """Return the names that some public project hides, or no text may hold."""
    names = set(on.known.get(EVERYONE, ())) | on.others.by_word
    for entry in on.entries:
        for holder in holders_of(entry):
            is_open = entry.a_is_named and holder in {entry.a.key, f"cards/{entry.pk}/a"}
            kept = on.known.get(holder, ())
            names |= {name for name in kept if name.kind == PERSON or not is_open}
    return frozenset(names)


def public_cards(filters: Filters, page: int = 1, *, per_page: int = PER_PAGE) -> Listing:
    """Return a page of the projects that pass ``filters``, newest first; six queries at most.

    Where no project holds a word, the nearest word that one holds is looked for in its place.
    """
    on = shelf()
    among = _among(on, filters.words)
    read_as = {}
    if among is not None and not among and (read_as := _nearest(filters.words)):
        among = _among(on, " ".join(read_as.get(word, word) for word in words_of(filters.words)))
    chosen = on.pick(filters, among)
    pages = max(1, -(-len(chosen) // per_page))
    number = min(max(1, page), pages)
    part = chosen[(number - 1) * per_page : number * per_page]
    return Listing(
        cards=tuple(_cards(on, part)),
        total=len(chosen),
        number=number,
        pages=pages,
        facets=on.facets(filters, among),
        filters=filters,
        read_as=read_as if among else {},
    )


def public_card(slug: str) -> PublicCard | None:
    """Return one project with its story, or None where there is none to see."""
    on = shelf()
    entry = on.by_slug.get(slug)
    return next(iter(_cards(on, [entry], with_story=True)), None) if entry else None


def every_public_card(
    on: Shelf | None = None, *, with_story: bool = False
) -> Iterator[PublicCard]:
    """Go through all public projects, newest first, a few hundred rows at a time."""
    on = on or shelf()
    for start in range(0, len(on.entries), CHUNK):
        yield from _cards(on, on.entries[start : start + CHUNK], with_story=with_story)


def figures(year: int | None = None) -> Figures:
    """Sum up the public projects, all from one reading."""
    return shelf().figures(year)


def figures_in_all_and_newest() -> tuple[Figures, Figures | None]:
    """Sum up all public projects, and those of the newest year that has any: from one reading."""
    on = shelf()
    total = on.figures()
    return total, on.figures(total.last_year) if total.last_year else None


def map_counts(counts: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """Return the counts that may stand on the map, and how many stand together without a place.

    On the protected side, a region with fewer than five projects is not told apart.
    """
    across = secretariat().across
    country = f"{across.country}-"
    told, together = {}, 0
    for region, number in counts.items():
        if across.is_protected and region.startswith(country) and number < TOGETHER:
            together += number
        else:
            told[region] = number
    return told, together


def _cards(
    on: Shelf, entries: Sequence[Entry], *, with_story: bool = False
) -> Iterator[PublicCard]:
    language = get_language() or "nb"
    cards = Card.objects.filter(published_at__isnull=False, pk__in=[e.pk for e in entries])
    if not with_story:
        cards = cards.defer("story", "as_read")
    by_pk = cards.in_bulk()
    for entry in entries:
        if entry.pk in by_pk:
            yield _shown(by_pk[entry.pk], entry, on, language, with_story=with_story)


def _shown(card: Card, entry: Entry, on: Shelf, language: str, *, with_story: bool) -> PublicCard:
    a, b = (gate.show_party(party, on.crowds, language) for party in (entry.a, entry.b))
    eyes = eyes_on(entry, on, a, b, entry.level)
    return PublicCard(
        slug=gate.own_words(card.slug, language),
        title=eyes.masked(card.title, card.language),
        language=card.language,
        a=a,
        b=b,
        level=entry.level,
        is_own=entry.is_own,
        year=card.year,
        theme=entry.theme,
        theme_label=(
            gate.own_words(gettext(str(Theme(entry.theme).label)), language)
            if entry.theme
            else None
        ),
        programme=gate.own_words(card.programme, language) if card.programme else None,
        amount_awarded=card.amount_awarded,
        participants_a=card.participants_a,
        participants_b=card.participants_b,
        origin=gate.own_words(card.origin, language) if card.origin else None,
        applicant_number=(
            gate.own_words(card.applicant_number, language)
            if a.is_named and card.applicant_number
            else None
        ),
        shown_since=gate.day(card.published_at and card.published_at.date(), entry.level),
        awarded=gate.day(card.award_date, entry.level),
        start=gate.day(card.start_date, entry.level),
        end=gate.day(card.end_date, entry.level),
        activities=tuple(_activities(card, eyes)) if with_story else (),
        texts=tuple(_texts(card, eyes)) if with_story else (),
    )


def _activities(card: Card, eyes: Eyes) -> Iterator[PublicActivity]:
    is_open = eyes.level == gate.OPEN
    for row in card.story.get("activities", ()):
        code = row.get("language", card.language)
        yield PublicActivity(
            what=eyes.masked(row.get("what", ""), code),
            language=code,
            is_online=row.get("mode") == "online",
            task_a=eyes.masked(row["task_a"], code) if row.get("task_a") else None,
            task_b=eyes.masked(row["task_b"], code) if row.get("task_b") else None,
            people_a=row.get("people_a"),
            people_b=row.get("people_b"),
            date=gate.day(_day(row.get("from_date")), eyes.level) if is_open else None,
            place=eyes.masked(row["place_text"], code)
            if is_open and row.get("place_text")
            else None,
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _texts(card: Card, eyes: Eyes) -> Iterator[PublicText]:
    for row in card.story.get("texts", ()):
        if row.get("text", "").strip():
            code = row.get("language", card.language)
            yield PublicText(row["part"], code, eyes.masked(row["text"], code))


def stale(entries: Collection[Entry]) -> list[int]:
    """Return the projects whose index says another thing of the applicant than the gate does."""
    return [entry.pk for entry in entries if entry.indexed_open != entry.a_is_named]
