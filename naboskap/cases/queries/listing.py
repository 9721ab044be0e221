"""The list of cases, in one reading: what a page of it needs, and nothing that grows with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from naboskap.accounts.models import User
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case
from naboskap.assessments.queries import disqualified_in, officers
from naboskap.assessments.statuses import OPEN
from naboskap.cases.queries.seen import visible_with
from naboskap.core import clock
from naboskap.core.prepared import Prepared
from naboskap.decisions.models import Decision
from naboskap.decisions.statuses import DecisionStatus
from naboskap.grants.models import Grant
from naboskap.programmes.models import Programme
from naboskap.search.queries import matched, wanted

PAGE = 50
ORDERS = {
    "due": ("due_on", "pk"),
    "newest": ("-received_at", "-pk"),
    "largest": ("-amount_applied_for", "pk"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. All of it stands in the page's address."""

    words: str = ""
    status: str = "open"  # "open", "all", "held" (on hold), or a status
    programme: str = ""  # its slug
    officer: str = ""  # "me", "none", or a person's number
    theme: str = ""
    turn: str = ""
    late: bool = False
    order: str = "due"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list."""

    pk: int
    number: str
    title: str
    parties: tuple[dict[str, Any], ...]
    programme: dict[str, str]
    status: str
    is_unconfirmed: bool
    turn: str
    due_on: date | None
    is_late: bool
    amount_applied_for: int
    officer: str
    officer_id: int | None
    outcome: str  # Of the decision: award, reduced, refusal; empty before it.
    grant: str  # The grant's status, once there is one.
    is_disqualified: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, and how many and how much there is in all of it."""

    rows: tuple[Row, ...]
    count: int
    amount: int
    number: int
    pages: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer."""

    programmes: tuple[tuple[str, dict[str, str]], ...] = field(default=())
    officers: tuple[tuple[int, str], ...] = field(default=())


def matching(user: User, filters: Filters) -> QuerySet[Case]:
    """Return the cases that ``user`` sees and the filters leave, in no order."""
    match = wanted(filters.words) if filters.words else ""
    return _matching(user.roles, filters, _officer(user, filters), clock.today(), match)


def _officer(user: User, filters: Filters) -> int:
    """Return whose cases are asked for; nought where it is anybody's or nobody's."""
    if filters.officer in {"", "none"}:
        return 0
    return user.pk if filters.officer == "me" else int(filters.officer)


def _matching(
    roles: frozenset[str], filters: Filters, officer: int, day: date, match: str
) -> QuerySet[Case]:
    exactly: dict[str, Any] = {
        "programme__slug": filters.programme,
        "theme": filters.theme,
        "turn": filters.turn,
        "status": "" if filters.status in {"open", "all", "held"} else filters.status,
        "officer": officer,
    }
    cases = visible_with(roles).filter(**{name: value for name, value in exactly.items() if value})
    if filters.status == "open":
        cases = cases.filter(due_on__isnull=False)
    if filters.status == "held":
        cases = cases.filter(held_at__isnull=False)
    if filters.officer == "none":
        cases = cases.filter(officer__isnull=True)
    if filters.late:
        cases = cases.filter(due_on__lt=day, held_at__isnull=True)
    if filters.words:
        cases = cases.filter(pk__in=matched("office", match, subject_type=Case._meta.label_lower))
    return cases


def for_office(user: User, filters: Filters) -> Page:
    """Return a page of the list, with count and sum of the whole: two statements."""
    count, amount = _whole(user, filters)
    pages = max(1, -(-count // PAGE))
    number = min(max(1, filters.page), pages)
    today = clock.today()
    return Page(
        rows=tuple(_row(values, today) for values in _page(user, replace(filters, page=number))),
        count=count,
        amount=amount,
        number=number,
        pages=pages,
    )


def _whole(user: User, filters: Filters) -> tuple[int, int]:
    """Return how many they are and what they come to (øre)."""
    shape, values = _shape(user, replace(filters, page=1, order=""))
    found: tuple[int, int] | None = _WHOLE.first(user.roles, shape, **values)
    return found or (0, 0)


def _page(user: User, filters: Filters) -> Iterable[dict[str, Any]]:
    shape, values = _shape(user, filters)
    return _ROWS.ask(user.roles, shape, PAGE, user=user.pk, **values)


def _shape(user: User, filters: Filters) -> tuple[Filters, dict[str, Any]]:
    """Part the filters into a query's shape and the values that stand in it."""
    values: dict[str, Any] = {}
    if filters.late:
        values["day"] = clock.today()
    if filters.words:
        values["match"], filters = wanted(filters.words), replace(filters, words="some")
    if officer := _officer(user, filters):
        # Whose they are is a value; that they are somebody's is the query's shape.
        values["officer"], filters = officer, replace(filters, officer="one")
    return filters, values


def _sums(
    roles: frozenset[str],
    filters: Filters,
    *,
    officer: int = 0,
    day: date = date.min,
    match: str = "",
) -> QuerySet[Case, Any]:
    whole = _matching(roles, filters, officer, day, match).order_by().annotate(all=Value(1))
    return whole.values("all").values_list(Count("pk"), Coalesce(Sum("amount_applied_for"), 0))


_WHOLE = Prepared(_sums)


def _rows(
    roles: frozenset[str],
    filters: Filters,
    size: int,
    *,
    user: int,
    officer: int = 0,
    day: date = date.min,
    match: str = "",
) -> QuerySet[Case, dict[str, Any]]:
    order = _order(filters)
    cases = _matching(roles, filters, officer, day, match).order_by(*order)
    keys = cases.values("pk")[(filters.page - 1) * size : filters.page * size]
    barred = Exists(disqualified_in(user).filter(pk=OuterRef("pk")))
    return _told(Case.objects.filter(pk__in=keys), barred).order_by(*order)


_ROWS = Prepared(_rows)


def _order(filters: Filters) -> tuple[str, ...]:
    """What is open stands by its day; what is decided has none, and the newest stands first."""
    wanted = filters.order if filters.order in ORDERS else "due"
    if wanted == "due" and filters.status not in {"open", *OPEN} and not filters.late:
        wanted = "newest"
    return ORDERS[wanted]


def what_came_of_it() -> dict[str, Subquery]:
    """Return what a case is annotated with of its decision and its grant, by name."""
    made = Decision.objects.filter(case=OuterRef("pk"), status=DecisionStatus.MADE)
    grant = Grant.objects.filter(decision__case=OuterRef("pk"))
    return {
        "outcome": Subquery(made.values("outcome")[:1]),
        "grant_status": Subquery(grant.values("status")[:1]),
    }


_TOLD = (
    "pk",
    "year",
    "sequence",
    "title",
    "parties",
    "programme_name",
    "status",
    "confirmation",
    "turn",
    "due_on",
    "amount_applied_for",
    "officer_name",
    "officer_id",
    "outcome",
    "grant_status",
    "barred",
    "held_at",
)


def _told(cases: QuerySet[Case], barred: Exists | Value) -> QuerySet[Case, Any]:
    """Add what a row tells beside the case itself."""
    told: QuerySet[Case, Any] = cases.annotate(
        **what_came_of_it(),
        year=F("case_file__year"),
        sequence=F("case_file__sequence"),
        programme_name=F("programme__name"),
        officer_name=F("officer__name"),
        confirmation=F("application__status"),
        barred=barred,
    ).values(*_TOLD)
    return told


def _row(values: dict[str, Any], today: date) -> Row:
    is_open, is_held = values["status"] in OPEN, values["held_at"] is not None
    return Row(
        pk=values["pk"],
        number=f"{values['year'] % 100:02d}/{values['sequence']:04d}",
        title=values["title"],
        parties=tuple(values["parties"]),
        programme=values["programme_name"],
        status=values["status"],
        is_unconfirmed=is_open and values["confirmation"] == ApplicationStatus.SUBMITTED,
        turn=values["turn"],
        due_on=values["due_on"],
        is_late=is_open
        and not is_held
        and values["due_on"] is not None
        and values["due_on"] < today,
        amount_applied_for=values["amount_applied_for"],
        officer=values["officer_name"] or "",
        officer_id=values["officer_id"],
        outcome=values["outcome"] or "",
        grant=values["grant_status"] or "",
        is_disqualified=values["barred"],
        is_held=is_held,
    )


def choices() -> Choices:
    """Return what the filters offer: two statements."""
    return Choices(
        programmes=tuple(_PROGRAMMES.ask()), officers=tuple(_OFFICERS.ask(day=clock.today()))
    )


_PROGRAMMES = Prepared(
    lambda: Programme.objects.order_by("order", "pk").values_list("slug", "name")
)
_OFFICERS = Prepared(lambda *, day: officers(day).values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Exported:
    """One case in the file: what the list shows, and what is reckoned with beside it."""

    row: Row
    theme: str
    received_on: date
    promised_by: date | None
    awarded: int | None  # Øre; None before a decision.


def csv_rows(user: User, filters: Filters) -> Iterator[Exported]:
    """Yield the whole list, row by row, as the database gives it: never all at once."""
    made = Decision.objects.filter(case=OuterRef("pk"), status=DecisionStatus.MADE)
    cases = (
        # Whether the case is shut to whoever fetches it is not in the file.
        _told(matching(user, filters), Value(value=False))
        .annotate(awarded=Subquery(made.values("amount_awarded")[:1]))
        .values(*_TOLD, "theme", "received_at", "promised_by", "awarded")
        .order_by(*_order(filters))
    )
    today = clock.today()
    for values in cases.iterator(chunk_size=200):
        yield Exported(
            _row(values, today),
            values["theme"],
            values["received_at"].astimezone(clock.OSLO).date(),
            values["promised_by"],
            values["awarded"],
        )
