"""Which guidelines are in force, and what they say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from naboskap.accounts.models import User
from naboskap.accounts.queries import readers_of
from naboskap.core import clock
from naboskap.core.permissions import may
from naboskap.core.prepared import Prepared
from naboskap.core.words import left_behind as untouched
from naboskap.guidelines.findings import order
from naboskap.guidelines.fitness import unset_names
from naboskap.guidelines.judge import PlainClause, Rules, compiled
from naboskap.guidelines.models import Clause, Rulebook, SentBack, Version
from naboskap.guidelines.parameters import ApplicantRegistered, NotCovered, OwnWorkRate
from naboskap.guidelines.rules import KEEPERS
from naboskap.guidelines.wording.paragraphs import paragraph
from naboskap.organisations.models import Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A clause as a visitor reads it, in the active language."""

    number: str
    heading: str
    text: str
    kind: str
    severity: str
    source: str

    @property
    def chapter(self) -> str:
        return self.number.split(".")[0]


def published() -> QuerySet[Version]:
    """Return the versions that are or have been in force, or will be from a date."""
    return Version.objects.filter(in_force_from__isnull=False).select_related("rulebook")


def version_in_force(rulebook: Rulebook | str, day: date | None = None) -> Version | None:
    """Return the version of ``rulebook`` (or of its slug) in force on ``day``, today by default.

    A version has no end: the latest that has begun holds.
    """
    when = day or clock.today()
    found: Version | None = (
        _BY_RULEBOOK.first(rulebook=rulebook.pk, day=when)
        if isinstance(rulebook, Rulebook)
        else _BY_SLUG.first(rulebook=rulebook, day=when)
    )
    return found


def versions_in_force(asked: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Version]:
    """Return the version of each rulebook (by its key) in force on a day, in one query."""
    pairs = list(asked)
    found: dict[tuple[int, date], Version] = {}
    rows = published().filter(rulebook__in={rulebook for rulebook, _day in pairs})
    for version in rows.order_by("in_force_from"):
        begins = version.in_force_from
        for rulebook, day in pairs:
            if version.rulebook_id == rulebook and begins is not None and begins <= day:
                found[rulebook, day] = version
    return found


def _begun(day: date) -> QuerySet[Version]:
    return published().filter(in_force_from__lte=day).order_by("-in_force_from")


_BY_RULEBOOK = Prepared(lambda *, rulebook, day: _begun(day).filter(rulebook=rulebook)[:1])
_BY_SLUG = Prepared(lambda *, rulebook, day: _begun(day).filter(rulebook__slug=rulebook)[:1])


def before(version: Version) -> Version | None:
    """Return the published version that ``version`` takes over from, if there is one."""
    if version.in_force_from is None:
        return None
    earlier = published().filter(
        rulebook=version.rulebook_id, in_force_from__lt=version.in_force_from
    )
    return earlier.order_by("-in_force_from").first()


def compared_with(version: Version) -> Version | None:
    """Return the version that ``version`` takes over from: in force on the day before its own.

    The day is the one it is published or proposed from. Before there is one it is compared with
    what is in force today.
    """
    day = version.in_force_from or version.proposed_from
    return version_in_force(version.rulebook, day - timedelta(days=1) if day else None)


def published_after_today(version: Version) -> list[Version]:
    """Return what is published to take over from a day to come in the same rulebook, in order."""
    rows = published().filter(rulebook=version.rulebook_id, in_force_from__gt=clock.today())
    return list(rows.order_by("in_force_from"))


def now_and_next(rulebook: Rulebook) -> tuple[Version | None, Version | None]:
    """Return the version in force today, and the one that is published to take over next."""
    today = clock.today()
    now = then = None
    for version in _PUBLISHED.ask(rulebook=rulebook.pk):
        if version.in_force_from <= today:
            now = version
        elif then is None:
            then = version
    return now, then


_PUBLISHED = Prepared(
    lambda *, rulebook: published().filter(rulebook=rulebook).order_by("in_force_from")
)


def to_hold_from(version: Version) -> date | None:
    """Return the day to come from which a version holds or is proposed to, if there is one."""
    day = version.in_force_from or version.proposed_from
    return day if day is not None and day > clock.today() else None


def to_come() -> list[Version]:
    """Return the versions that are published or proposed to hold from a day to come, in order."""
    today = clock.today()
    rows = Version.objects.filter(
        Q(in_force_from__gt=today) | Q(in_force_from__isnull=True, proposed_from__gt=today)
    )
    days = Coalesce("in_force_from", "proposed_from")
    return list(rows.select_related("rulebook").order_by(days, "pk"))


def rules_of(version: Version) -> Rules:
    """Return the version's clauses, read and checked: once in each process and stamp."""
    return _rules(version.pk, version.stamp)


def asks_for_number(version: Version) -> PlainClause | None:
    """Return the paragraph by which an organisation that applies has a number, if there is one."""
    for one in rules_of(version).asked:
        parameters = one.parameters
        if isinstance(parameters, ApplicantRegistered) and parameters.required:
            return one.clause
    return None


def kinds_of_cost(version: Version) -> tuple[frozenset[str], frozenset[str]]:
    """Return the kinds of cost that paragraphs say how much is paid of, and those not paid."""
    paid: set[str] = set()
    unpaid: set[str] = set()
    for one in rules_of(version).asked:
        if isinstance(one.parameters, NotCovered):
            unpaid.update(one.parameters.categories or ())
            continue
        for name in ("categories", "of_categories"):
            paid.update(getattr(one.parameters, name, None) or ())
    return frozenset(paid - unpaid), frozenset(unpaid)


@lru_cache(maxsize=64)
def _rules(version_id: int, _stamp: UUID) -> Rules:
    return compiled(
        PlainClause(
            number=clause.number,
            kind=clause.kind,
            severity=clause.severity,
            parameters=clause.parameters,
            heading=clause.heading,
            words=clause.words,
            basis=clause.basis,
            source=clause.source,
        )
        for clause in Version(pk=version_id).clauses.all()
    )


def place_names(day: date | None = None) -> Mapping[str, Mapping[str, str]]:
    """Return words for the places and countries that are valid on ``day``, by code."""
    when = day or clock.today()
    return {
        place.code: place.name
        for place in Place.objects.order_by("pk")
        if (place.valid_from is None or place.valid_from <= when)
        and (place.valid_to is None or place.valid_to >= when)
    }


def hour_rates(version: Version) -> dict[str, int | None]:
    """Return what an hour of own work counts for on each side, in øre."""
    rates = rules_of(version).parameters_of("own_work_rate")
    if not isinstance(rates, OwnWorkRate):
        return {"a": None, "b": None}
    return {"a": rates.side_a, "b": rates.side_b}


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph that two versions do not have alike: None where one has it not at all."""

    number: str
    before: Paragraph | None
    after: Paragraph | None


def differences(before: Version, after: Version) -> tuple[Difference, ...]:
    """Return what ``after`` says otherwise than ``before``, paragraph by paragraph, in order."""
    old, new = ({one.number: one for one in paragraphs(version)} for version in (before, after))
    numbers = sorted(old.keys() | new.keys(), key=order)
    return tuple(
        Difference(number, old.get(number), new.get(number))
        for number in numbers
        if _as_read(old.get(number)) != _as_read(new.get(number))
    )


def _as_read(one: Paragraph | None) -> tuple[str, str, str] | None:
    return (one.heading, one.text, one.severity) if one else None


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A text of a paragraph reworded in some languages, while others say what they said before."""

    clause: Clause
    part: str  # ``heading`` or ``words``.
    reworded: tuple[str, ...]
    stands: tuple[str, ...]


def left_behind(before: Version, after: Version) -> tuple[LeftBehind, ...]:
    """Return the texts of ``after`` whose translations may no longer say the same."""
    old = {clause.number: clause for clause in before.clauses.all()}
    found = []
    for clause in after.clauses.all():
        if clause.number not in old:
            continue
        for part in ("heading", "words"):
            reworded, stands = untouched(getattr(old[clause.number], part), getattr(clause, part))
            if stands:
                found.append(LeftBehind(clause, part, reworded, stands))
    return tuple(found)


def newly_unset(version: Version, day: date | None) -> list[tuple[str, str]]:
    """Return the values that texts use and nobody has set: the paragraph's number and the name.

    What is not set either in the version in force the day before ``day`` (today without one) is
    left out: there the page says that nobody has set it.
    """
    earlier = version_in_force(version.rulebook, day - timedelta(days=1) if day else None)
    known = {
        (clause.number, name)
        for clause in (rules_of(earlier).clauses if earlier else ())
        for name in unset_names(clause)
    }
    found = [
        (clause.number, name)
        for clause in rules_of(version).clauses
        for name in unset_names(clause)
    ]
    return [one for one in found if one not in known]


def of_rulebooks() -> dict[Rulebook, list[Version]]:
    """Return every version, published or not, by its rulebook; the newest first.

    Each comes with what was sent back of it, the last first.
    """
    found: dict[Rulebook, list[Version]] = {}
    back = Prefetch("sent_back", SentBack.objects.select_related("sent_by", "proposed_by"))
    rows = Version.objects.select_related("rulebook", "proposed_by", "published_by")
    rows = rows.prefetch_related(back)
    for version in rows.order_by("rulebook", F("in_force_from").desc(nulls_first=True), "-slug"):
        found.setdefault(version.rulebook, []).append(version)
    return found


def publishers(version: Version, *, if_proposed_by: User | None = None) -> QuerySet[User]:
    """Return who may publish what is proposed: all who keep guidelines, but the one who proposed
    it and those who have written in it (GUI-9, GUI-27).

    ``if_proposed_by``: who could, if that person proposed it.
    """
    proposer = if_proposed_by.pk if if_proposed_by else version.proposed_by_id
    return readers_of(*KEEPERS, proposed_by=proposer, writers=version.writers.values("pk"))


def may_publish(user: User, version: Version) -> bool:
    """Say whether ``version`` waits for ``user`` to publish it."""
    return waiting_for(user).filter(pk=version.pk).exists()


def waiting_for(user: User) -> QuerySet[Version]:
    """Return the versions that wait for ``user`` to publish them, the first day first."""
    if not may(user, "guidelines.publish_version"):
        return Version.objects.none()
    waiting = Version.objects.filter(proposed_from__isnull=False, in_force_from__isnull=True)
    return (
        waiting.exclude(proposed_by=user)
        .exclude(writers=user.pk)
        .select_related("rulebook", "proposed_by")
        .order_by("proposed_from", "pk")
    )


def paragraphs(version: Version) -> tuple[Paragraph, ...]:
    """Return the version as it is read, in the active language."""
    places = place_names()
    found = []
    for clause in rules_of(version).clauses:
        heading, text = paragraph(clause, places=places)
        found.append(
            Paragraph(
                number=clause.number,
                heading=heading,
                text=text,
                kind=clause.kind,
                severity=clause.severity,
                source=clause.source,
            )
        )
    return tuple(found)
