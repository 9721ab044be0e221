"""The bank as it stands now, and what the texts of each project may not hold.

Names are hidden in every text: those of the project's own people and bodies (DIS-6), and those
of everybody else (DIS-10).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from naboskap.core.errors import applies
from naboskap.core.secretariat import secretariat
from naboskap.disclosure import gate
from naboskap.disclosure.elsewhere import elsewhere, says_region_only
from naboskap.disclosure.gate import Name, Party, Public, Shown
from naboskap.disclosure.masking import ORGANISATION, PERSON, PLACE, Span, found_in, matcher
from naboskap.disclosure.queries import (
    EVERYONE,
    NEVER_ASKED,
    Seen,
    Standing,
    every_level,
    every_name,
    public_stamp,
    seen_in,
)
from naboskap.projects.models import Card
from naboskap.projects.shelf import Entry, Shelf, lay_out
from naboskap.projects.statuses import Theme

_FACTS = (
    "pk", "slug", "year", "theme", "amount_awarded", "participants_a", "participants_b",
    "source", "parties", "applicant_kind", "applicant_region", "applicant_place",
    "applicant_name", "partner_kind", "partner_regions", "partner_identity", "partner_name",
    "indexed_open",
)  # fmt: skip


def shelf() -> Shelf:
    """Return the shelf as it stands. One query when nothing has changed since it was made."""
    return laid_out(public_stamp())


def laid_out(stamp: int) -> Shelf:
    """Return the shelf under a stamp. Under none nothing tells a change, and it is not kept."""
    return _kept(stamp) if stamp else _kept.__wrapped__(stamp)


@lru_cache(maxsize=1)
def _kept(_stamp: int) -> Shelf:
    levels, known = every_level(), every_name()
    rows = Card.objects.filter(published_at__isnull=False).values(*_FACTS)
    entries = [
        _entry(row, levels)
        for row in rows.iterator()
        if not levels.get(f"cards/{row['pk']}", NEVER_ASKED).is_hidden
    ]
    may_tell = _whoever_tells(known, entries)
    on = lay_out(
        _without_the_partner(entry, known) if may_tell(entry.a.name) else entry
        for entry in entries
    )
    shown = [entry.a.name for entry in on.entries if entry.a_is_named]
    return replace(on, known=known, others=elsewhere(known, shown))


def _entry(row: Mapping[str, Any], levels: Mapping[str, Standing]) -> Entry:
    sides = secretariat().sides
    key = row["parties"] or f"cards/{row['pk']}"
    a, b = (levels.get(f"{key}/{side}", NEVER_ASKED) for side in "ab")
    return Entry(
        pk=row["pk"],
        slug=row["slug"],
        year=row["year"],
        theme=row["theme"] if row["theme"] in Theme else "",
        amount=row["amount_awarded"],
        people_a=row["participants_a"],
        people_b=row["participants_b"],
        is_own=row["source"] == Card.Source.OWN,
        indexed_open=row["indexed_open"],
        a=Party(
            key=f"{key}/a",
            side="a",
            side_is_protected=sides["a"].is_protected,
            kind=row["applicant_kind"],
            regions=(row["applicant_region"],) if row["applicant_region"] else (),
            place=row["applicant_place"],
            name=row["applicant_name"],
            wish=a.wish,
            wish_is_confirmed=a.wish_is_confirmed,
            is_hidden=a.is_hidden,
        ),
        b=Party(
            key=f"{key}/b",
            side="b",
            side_is_protected=sides["b"].is_protected,
            kind=row["partner_kind"],
            regions=tuple(row["partner_regions"]),
            name=row["partner_name"],
            identity=row["partner_identity"],
            wish=b.wish,
            wish_is_confirmed=b.wish_is_confirmed,
            is_hidden=b.is_hidden,
        ),
    )


def _whoever_tells(
    known: Mapping[str, frozenset[Name]], entries: Iterable[Entry]
) -> Callable[[str], bool]:
    """Return what says whether a name may hold that of somebody across the border, of anyone.

    Of ten thousand applicants few do: for those it is asked whether it is their own partner's.
    """
    across = {name for holder, names in known.items() if holder.endswith("/b") for name in names}
    across |= {Name(entry.b.name, ORGANISATION) for entry in entries if entry.b.name.strip()}
    by_any = matcher(frozenset(name for name in across if name.kind != PLACE))
    return cache(lambda name: any(True for _span in by_any.spans(name)))


def _without_the_partner(entry: Entry, known: Mapping[str, frozenset[Name]]) -> Entry:
    """Take the applicant's name away where it holds a hidden name of the partner's side (DIS-11).

    It is then shown by kind and region, like one that has no name.
    """
    if not entry.a.name:
        return entry
    is_open = gate.level_of(entry.b) == gate.OPEN
    names = _of_side(entry.b, entry.pk, known, is_named=is_open)
    if entry.b.name.strip() and not is_open:
        names |= {Name(entry.b.name, ORGANISATION)}
    names = frozenset(name for name in names if name.kind != PLACE)
    held = names and any(
        not says_region_only(entry.a.name, span) for span in matcher(names).spans(entry.a.name)
    )
    return replace(entry, a=replace(entry.a, name="")) if applies("DIS-11", held) else entry


def holders_of(entry: Entry) -> tuple[str, ...]:
    """Return under which keys the names of a project's parties are kept.

    The parties' own, where the rooms below keep them up to date, and the card's, for what only
    the finished project tells (the places of its activities).
    """
    own = (f"cards/{entry.pk}/{side}" for side in "ab")
    return tuple(dict.fromkeys([entry.a.key, entry.b.key, *own]))


def _of_side(
    party: Party, pk: int, known: Mapping[str, frozenset[Name]], *, is_named: bool
) -> frozenset[Name]:
    """Return the names of a side that stay hidden: a person's always, a body's unless named."""
    kept = known.get(party.key, frozenset()) | known.get(f"cards/{pk}/{party.side}", frozenset())
    return frozenset(name for name in kept if name.kind == PERSON or not is_named)


@dataclass(frozen=True, slots=True)
class Eyes:
    """How the gate reads the texts of one project: what stays hidden there, and what may stand."""

    names: frozenset[Name]  # Of the project's own people and bodies.
    shown: frozenset[Name]  # The bodies that its page shows by name.
    on: Shelf
    level: str
    regions: frozenset[str] = frozenset()

    def besides(self, text: str) -> list[Span]:
        """Return where a text names somebody who is no part of the project (DIS-10)."""
        found = list(self.on.others.spans(text, self.shown))
        return found if applies("DIS-10", found) else []

    def masked(self, text: str, language: str) -> Public:
        """Return a text as anybody may read it. What stands for a name is in its language."""
        return gate.mask(
            text,
            self.names,
            language=language,
            level=self.level,
            regions_shown=self.regions,
            besides=self.besides(text),
        )

    def kinds_in(self, text: str) -> frozenset[str]:
        """Return what kinds of names leave a text: of a place, a body, a person, or a contact."""
        spans = found_in(
            text,
            self.names,
            self.regions,
            places_too=self.level != gate.OPEN,
            besides=self.besides(text),
        )
        return frozenset(span.kind for span in spans)

    def seen_in(self, texts: Iterable[str]) -> Seen:
        """Return what stands in the texts that would be hidden."""
        return seen_in(
            texts,
            self.names,
            regions_shown=self.regions,
            places_too=self.level != gate.OPEN,
            others=self.on.others,
            shown=self.shown,
        )


def eyes_on(entry: Entry, on: Shelf, a: Shown, b: Shown, level: str) -> Eyes:
    """Return how a project's texts are read while its parties are shown as ``a`` and ``b``."""
    names, open_names = set(on.known.get(EVERYONE, ())), set()
    for party, side in ((entry.a, a), (entry.b, b)):
        names |= _of_side(party, entry.pk, on.known, is_named=side.is_named)
        if party.name and side.is_named:
            open_names.add(Name(party.name, ORGANISATION))
        elif party.name:
            is_person = party.kind == "private_person"
            names.add(Name(party.name, PERSON if is_person else ORGANISATION))
    regions = frozenset(map(str, b.regions)) if level == gate.REGION else frozenset()
    return Eyes(frozenset(names), frozenset(open_names), on, level, regions)
