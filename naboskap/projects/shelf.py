"""The shelf: what may be asked of all public projects at once. Pure; made anew when they change.

An entry holds a project's facts for choosing and counting, and what the gate lets be said of
its parties. What the gate hides can be neither chosen by nor counted.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from naboskap.core.errors import applies
from naboskap.disclosure.elsewhere import NOBODY, Elsewhere
from naboskap.disclosure.gate import Crowds, Name, Party, crowds, level_together, show_party

PER_PAGE = 20
TOGETHER = 5  # Fewer projects than this on the protected side of the map are counted as one.


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A public project, for choosing and counting."""

    pk: int
    slug: str
    year: int | None
    theme: str
    amount: int | None
    people_a: int | None
    people_b: int | None
    is_own: bool
    a: Party
    b: Party
    indexed_open: bool
    # What the gate lets be said, filled in by ``lay_out``.
    level: str = "hidden"
    a_is_named: bool = False
    kind: str = ""
    regions: tuple[str, ...] = ()

    @property
    def is_found_by_words(self) -> bool:
        """Whether the index holds no name that is open no longer."""
        return self.a_is_named or not self.indexed_open


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor asked for. Empty: anything."""

    words: str = ""
    theme: str = ""
    year: int | None = None
    region: str = ""
    kind: str = ""

    @property
    def are_empty(self) -> bool:
        return self == Filters()


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over the public projects; each says how many projects it counts."""

    projects: int
    amount: int
    with_amount: int
    people_a: int
    with_people_a: int
    people_b: int
    with_people_b: int
    first_year: int | None
    last_year: int | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every public project, newest first."""

    entries: tuple[Entry, ...]
    crowds: Crowds
    by_slug: dict[str, Entry] = field(default_factory=dict)
    # All protected names by their holder, and those that no text of another's may hold.
    known: Mapping[str, frozenset[Name]] = field(default_factory=dict)
    others: Elsewhere = NOBODY

    def pick(self, filters: Filters, among: Collection[int] | None = None) -> list[Entry]:
        """Return the entries that pass; ``among`` are those that the words found."""
        return [
            entry
            for entry in self.entries
            if (among is None or entry.pk in among) and _passes(entry, filters)
        ]

    def facets(
        self, filters: Filters, among: Collection[int] | None = None
    ) -> dict[str, Counter[str]]:
        """Count what each choice would give, the other choices kept."""
        looser = {
            "theme": replace(filters, theme=""),
            "year": replace(filters, year=None),
            "region": replace(filters, region=""),
            "kind": replace(filters, kind=""),
        }
        return {
            name: Counter(
                value for entry in self.pick(loose, among) for value in _VALUES[name](entry)
            )
            for name, loose in looser.items()
        }

    def figures(self, year: int | None = None) -> Figures:
        """Sum up; a project that lacks a value is left out of that sum (PUB-3)."""
        chosen = [entry for entry in self.entries if year is None or entry.year == year]
        amounts = _known(entry.amount for entry in chosen)
        people_a = _known(entry.people_a for entry in chosen)
        people_b = _known(entry.people_b for entry in chosen)
        years = [entry.year for entry in chosen if entry.year]
        return Figures(
            len(chosen),
            *(sum(amounts), len(amounts)),
            *(sum(people_a), len(people_a)),
            *(sum(people_b), len(people_b)),
            *(min(years, default=None), max(years, default=None)),
            year,
        )


def _known(values: Iterable[int | None]) -> list[int]:
    return [value or 0 for value in values if not applies("PUB-3", value is None)]


_VALUES: dict[str, Callable[[Entry], Iterable[str]]] = {
    "theme": lambda entry: [entry.theme] if entry.theme else [],
    "year": lambda entry: [str(entry.year)] if entry.year else [],
    "region": lambda entry: entry.regions,
    "kind": lambda entry: [entry.kind] if entry.kind else [],
}


def _passes(entry: Entry, filters: Filters) -> bool:
    return (
        (not filters.theme or entry.theme == filters.theme)
        and (filters.year is None or entry.year == filters.year)
        and (not filters.region or filters.region in entry.regions)
        and (not filters.kind or entry.kind == filters.kind)
    )


def lay_out(entries: Iterable[Entry]) -> Shelf:
    """Ask the gate about every project, the crowds counted over all of them, and put in order."""
    known = list(entries)
    crowd = crowds(party for entry in known for party in (entry.a, entry.b))
    made: list[Entry] = []
    for entry in known:
        a, b = show_party(entry.a, crowd, "nb"), show_party(entry.b, crowd, "nb")
        made.append(
            replace(
                entry,
                level=level_together([a, b]),
                a_is_named=a.is_named,
                kind=str(b.kind or ""),
                regions=tuple(map(str, (*a.regions, *b.regions))),
            )
        )
    made.sort(key=lambda entry: (-(entry.year or 0), -entry.pk))
    return Shelf(tuple(made), crowd, {entry.slug: entry for entry in made})
