"""Where the money stands: sums over lines, never a stored balance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from naboskap.ledger.earmarks import PotFacts
from naboskap.ledger.models import Account, Entry, Giver, Line, Pot


@dataclass(frozen=True, slots=True)
class Sums:
    """A pot, or several, in øre. ``left`` = given − granted + returned; never below nought."""

    given: int = 0
    granted: int = 0  # Everything ever set aside for a grant.
    paid: int = 0
    returned: int = 0  # Declined, lapsed, left over or paid back: in the pot again.
    left: int = 0
    reserved: int = 0  # Of what was granted: not answered yet.
    committed: int = 0  # Of what was granted: accepted and not yet paid.

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            given=self.given + other.given,
            granted=self.granted + other.granted,
            paid=self.paid + other.paid,
            returned=self.returned + other.returned,
            left=self.left + other.left,
            reserved=self.reserved + other.reserved,
            committed=self.committed + other.committed,
        )


@dataclass(frozen=True, slots=True)
class PotSums:
    """A pot with where its money stands."""

    pot: Pot
    sums: Sums


@dataclass(frozen=True, slots=True)
class GiverPage:
    """Everything one giver or owner has given, pot by pot, newest year first."""

    giver: Giver
    pots: tuple[PotSums, ...]

    @property
    def total(self) -> Sums:
        return sum((each.sums for each in self.pots), Sums())

    @property
    def is_example(self) -> bool:
        return any(each.pot.is_example for each in self.pots)


def facts_of(pot: Pot) -> PotFacts:
    """Return a pot's earmarks as plain facts."""
    return PotFacts(
        name=pot.name,
        is_core=pot.purpose == Pot.Purpose.CORE,
        only_programmes=tuple(pot.only_programmes),
        only_children_and_youth=pot.only_children_and_youth,
    )


def _on(account: Account, **more: object) -> Coalesce:
    return Coalesce(Sum("lines__amount", filter=Q(lines__account=account, **more)), 0)


def with_sums(pots: QuerySet[Pot]) -> tuple[PotSums, ...]:
    """Return pots with their sums, in one statement."""
    rows = pots.select_related("giver").annotate(
        sum_given=_on(Account.GIVEN),
        sum_available=_on(Account.AVAILABLE),
        sum_reserved=_on(Account.RESERVED),
        sum_committed=_on(Account.COMMITTED),
        sum_paid=_on(Account.PAID),
        sum_granted=Coalesce(
            Sum(
                "lines__amount",
                filter=Q(lines__account=Account.AVAILABLE, lines__amount__lt=0)
                & ~Q(lines__grant_key=""),
            ),
            0,
        ),
        sum_returned=Coalesce(
            Sum(
                "lines__amount",
                filter=Q(lines__account=Account.AVAILABLE, lines__amount__gt=0)
                & ~Q(lines__grant_key=""),
            ),
            0,
        ),
    )
    return tuple(
        PotSums(
            pot,
            Sums(
                given=-row["sum_given"],
                granted=-row["sum_granted"],
                paid=row["sum_paid"],
                returned=row["sum_returned"],
                left=row["sum_available"],
                reserved=row["sum_reserved"],
                committed=row["sum_committed"],
            ),
        )
        for pot in rows
        if (row := vars(pot))
    )


def pots_with_sums(year: int | None = None) -> tuple[PotSums, ...]:
    """Return the pots (of a year) with where their money stands: the head's block."""
    pots = Pot.objects.all()
    return with_sums(pots if year is None else pots.filter(year=year))


def giver_page(giver: Giver) -> GiverPage:
    """Return one giver's or owner's page."""
    return GiverPage(giver, with_sums(giver.pots.order_by("-year", "order", "pk")))


def givers_with_sums() -> tuple[GiverPage, ...]:
    """Return a page for every giver and owner, in two statements."""
    by_giver: dict[int, list[PotSums]] = defaultdict(list)
    for each in pots_with_sums():
        by_giver[each.pot.giver_id].append(each)
    return tuple(
        GiverPage(giver, tuple(by_giver[giver.pk])) for giver in Giver.objects.order_by("pk")
    )


def givers_and_purposes() -> list[tuple[Giver, tuple[PotFacts, ...]]]:
    """Return every giver and owner with what their newest year's money is for: two statements.

    No sums: what a giver gives is told by purpose, and a starter's sums are examples.
    """
    by_giver: dict[int, list[Pot]] = defaultdict(list)
    for pot in Pot.objects.all():
        by_giver[pot.giver_id].append(pot)
    found = []
    for giver in Giver.objects.order_by("pk"):
        pots = by_giver[giver.pk]
        newest = max((pot.year for pot in pots), default=0)
        facts = tuple(facts_of(pot) for pot in pots if pot.year == newest)
        found.append((giver, facts))
    return found


def left(pot: Pot) -> int:
    """Return what is left in a pot, in øre."""
    return standing(Account.AVAILABLE, pots=[pot]).get(pot.pk, 0)


def standing(account: Account, *, pots: Iterable[Pot]) -> dict[int, int]:
    """Return what stands on an account of each pot (by its id)."""
    rows = Line.objects.filter(account=account, pot__in=list(pots)).values_list("pot_id")
    return dict(rows.annotate(Sum("amount")))


def of_grant(grant_key: str, account: Account) -> dict[int, int]:
    """Return what stands on an account for one grant, by the pot's id. Empties are left out."""
    rows = Line.objects.filter(grant_key=grant_key, account=account).values_list("pot_id")
    return {
        pot: amount for pot, amount in rows.annotate(Sum("amount")).order_by("pot_id") if amount
    }


def of_grants(grant_keys: Iterable[str]) -> dict[tuple[str, str], int]:
    """Return what stands for several grants, by key and account, in one statement."""
    rows = Line.objects.filter(grant_key__in=list(grant_keys)).values_list("grant_key", "account")
    return {(key, account): amount for key, account, amount in rows.annotate(Sum("amount"))}


def paid_to(grant_key: str) -> int:
    """Return what one grant has been paid, in øre."""
    return sum(of_grant(grant_key, Account.PAID).values())


@dataclass(frozen=True, slots=True)
class Given:
    """What one letter brought to a pot, in øre; below nought where it went back."""

    pot: Pot
    letter: str
    dated_on: date
    amount: int


def gifts_of(giver: Giver) -> list[Given]:
    """Return what a giver's letters brought, newest letter first: one statement."""
    lines = (
        Line.objects.filter(pot__giver=giver, account=Account.GIVEN, entry__gift__isnull=False)
        .select_related("entry__gift", "pot")
        .order_by("-entry__gift__dated_on", "-pk")
    )
    return [
        Given(line.pot, line.entry.gift.letter, line.entry.gift.dated_on, -line.amount)
        for line in lines
    ]


def lines_of_giver(giver: Giver) -> QuerySet[Line]:
    """Return every line on a giver's pots, oldest first."""
    return Line.objects.filter(pot__giver=giver).select_related("entry", "pot").order_by("pk")


def is_booked(reference: str) -> bool:
    """Say whether something was booked under this reference."""
    return Entry.objects.filter(reference=reference).exists()
