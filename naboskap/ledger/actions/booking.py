"""Book money. The only way in; there is no way to change."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.money import whole_kroner
from naboskap.ledger import earmarks
from naboskap.ledger.earmarks import Use
from naboskap.ledger.models import Account, Entry, Giver, Line, Pot
from naboskap.ledger.queries import facts_of, of_grant, standing


class ReferenceReusedError(Exception):
    """A reference was booked before, for something else: a fault of ours, never shown."""


@dataclass(frozen=True, slots=True)
class Booking:
    """One line to book: a sum in øre on one account of one pot."""

    pot: Pot
    account: Account
    amount: int
    grant_key: str = ""


def _digest(asked: Any) -> str:
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _hold(pots: Iterable[int]) -> dict[int, Pot]:
    """Lock pots, always in the same order, so that no two acts wait for each other."""
    rows = Pot.objects.select_for_update().filter(pk__in=sorted(set(pots))).order_by("pk")
    return {pot.pk: pot for pot in rows}


def _booked(reference: str, digest: str) -> Entry | None:
    """Return what this reference booked before; a retry is harmless, another sum is a fault."""
    entry = Entry.objects.filter(reference=reference).first()
    if entry is not None and entry.digest != digest:
        raise ReferenceReusedError(f"{reference} was booked for something else")
    return entry


@transaction.atomic
def book(reference: str, lines: Iterable[Booking], *, asked: Any = None, text: str = "") -> Entry:
    """Book one entry, balanced in every pot it touches.

    ``reference`` makes a retry harmless. ``asked`` is what the caller was asked for (else the
    lines themselves): the same reference with something else asked is a fault.
    """
    lines = list(lines)
    spelled = [[line.pot.pk, str(line.account), line.amount, line.grant_key] for line in lines]
    digest = _digest(spelled if asked is None else asked)
    _hold(line.pot.pk for line in lines)
    if entry := _booked(reference, digest):
        return entry
    sums: dict[int, int] = {}
    for line in lines:
        sums[line.pot.pk] = sums.get(line.pot.pk, 0) + line.amount
    if not lines or any(sums.values()) or any(line.amount == 0 for line in lines):
        raise ValueError(f"{reference}: an entry must balance in every pot")
    entry = Entry.objects.create(
        reference=reference, digest=digest, booked_at=clock.now(), text=text
    )
    # What goes up first: the database sees to it that no account falls below nought.
    for line in sorted(lines, key=lambda line: -line.amount):
        Line.objects.create(
            entry=entry,
            pot=line.pot,
            account=line.account,
            amount=line.amount,
            grant_key=line.grant_key,
        )
    return entry


def _moved(
    sums: Mapping[int, int], pots: Mapping[int, Pot], source: Account, target: Account, key: str
) -> list[Booking]:
    return [
        booking
        for pot, amount in sums.items()
        for booking in (
            Booking(pots[pot], source, -amount, key),
            Booking(pots[pot], target, amount, key),
        )
    ]


def share(amount: int, over: Mapping[int, int]) -> dict[int, int]:
    """Share a sum over pots by what stands there, to the øre; nothing is rounded away.

    The øre that are left over go to the largest remainders, the first pot first.
    """
    whole = sum(over.values())
    if not 0 <= amount <= whole:
        raise ValueError("more than there is to share")
    if amount == 0:
        return {}
    parts = {pot: divmod(amount * stands, whole) for pot, stands in over.items()}
    rest = amount - sum(part for part, _remainder in parts.values())
    first = sorted(parts, key=lambda pot: (-parts[pot][1], pot))[:rest]
    shared = {pot: part + (pot in first) for pot, (part, _remainder) in parts.items()}
    return {pot: part for pot, part in shared.items() if part}


@transaction.atomic
def give(pot: Pot, amount: int, *, reference: str, text: str = "") -> Entry:
    """Put a giver's money into a pot."""
    if amount <= 0:
        raise ValueError("a gift is something")
    lines = [Booking(pot, Account.AVAILABLE, amount), Booking(pot, Account.GIVEN, -amount)]
    return book(reference, lines, text=text)


@transaction.atomic
def reserve(grant_key: str, sums: Mapping[Pot, int], *, reference: str, use: Use) -> Entry:
    """Set money aside for a grant, from one pot or several; all of it or none.

    Rules MON-1 to MON-4, each refused with the pot's name. The pots are held until the
    transaction ends, so that two decisions at once cannot both have the last krone.
    """
    asked = ["reserve", grant_key, sorted([pot.pk, amount] for pot, amount in sums.items())]
    held = _hold(pot.pk for pot in sums)
    if entry := _booked(reference, _digest(asked)):
        return entry
    if not sums or any(amount <= 0 for amount in sums.values()):
        raise ValueError(f"{reference}: a reservation is something from each pot")
    stands = standing(Account.AVAILABLE, pots=held.values())
    for pot, amount in sums.items():
        facts = facts_of(held[pot.pk])
        require("MON-2", earmarks.pays_grants(facts), earmarks.core_sentence(facts))
        require(
            "MON-3", earmarks.pays_for_these_people(facts, use), earmarks.people_sentence(facts)
        )
        require(
            "MON-4",
            earmarks.pays_for_this_programme(facts, use),
            earmarks.programme_sentence(facts),
        )
        there = stands.get(pot.pk, 0)
        require(
            "MON-1",
            amount <= there,
            _(
                "%(pot)s has NOK %(left)s left, and NOK %(asked)s is needed. "
                "Take less from it, or choose another source."
            )
            % {"pot": facts.words, "left": whole_kroner(there), "asked": whole_kroner(amount)},
        )
    by_pot = {pot.pk: amount for pot, amount in sums.items()}
    lines = _moved(by_pot, held, Account.AVAILABLE, Account.RESERVED, grant_key)
    return book(reference, lines, asked=asked)


def _hold_grant(grant_key: str) -> dict[int, Pot]:
    """Lock the pots that a grant's money stands in."""
    touched = Line.objects.filter(grant_key=grant_key).values_list("pot_id", flat=True)
    return _hold(touched.distinct())


@transaction.atomic
def commit(grant_key: str, *, reference: str) -> Entry:
    """Turn what is reserved for a grant into a commitment."""
    pots = _hold_grant(grant_key)
    asked = ["commit", grant_key]
    if entry := _booked(reference, _digest(asked)):
        return entry
    sums = of_grant(grant_key, Account.RESERVED)
    lines = _moved(sums, pots, Account.RESERVED, Account.COMMITTED, grant_key)
    return book(reference, lines, asked=asked)


@transaction.atomic
def release(grant_key: str, *, reference: str) -> Entry | None:
    """Give what is reserved or committed for a grant, and not paid, back to its pots.

    Returns None when there was nothing left to give back.
    """
    pots = _hold_grant(grant_key)
    asked = ["release", grant_key]
    if entry := _booked(reference, _digest(asked)):
        return entry
    lines = [
        line
        for account in (Account.RESERVED, Account.COMMITTED)
        for line in _moved(
            of_grant(grant_key, account), pots, account, Account.AVAILABLE, grant_key
        )
    ]
    return book(reference, lines, asked=asked) if lines else None


def _shared_out(
    grant_key: str, amount: int, *, reference: str, source: Account, target: Account
) -> Entry:
    pots = _hold_grant(grant_key)
    asked = [str(source), str(target), grant_key, amount]
    if entry := _booked(reference, _digest(asked)):
        return entry
    stands = of_grant(grant_key, source)
    there = sum(stands.values())
    require(
        "MON-5",
        0 < amount <= there,
        _("This grant has NOK %(left)s to take from, and NOK %(asked)s was asked for.")
        % {"left": whole_kroner(there), "asked": whole_kroner(amount)},
    )
    lines = _moved(share(amount, stands), pots, source, target, grant_key)
    return book(reference, lines, asked=asked)


@transaction.atomic
def pay(grant_key: str, amount: int, *, reference: str) -> Entry:
    """Pay out of what is committed to a grant, from its pots by their shares. Rule MON-5."""
    return _shared_out(
        grant_key, amount, reference=reference, source=Account.COMMITTED, target=Account.PAID
    )


@transaction.atomic
def take_back(grant_key: str, amount: int, *, reference: str) -> Entry:
    """Put what a grant has paid back into the pots that it came from. Rule MON-5."""
    return _shared_out(
        grant_key, amount, reference=reference, source=Account.PAID, target=Account.AVAILABLE
    )


@transaction.atomic
def load_pots(rows: Mapping[str, Any], year: int, *, with_examples: bool = True) -> int:
    """Load givers and pots of a year from the starter; return how many pots there were.

    A second time is harmless. Sums in the starter are examples: the pot is marked so, and
    without them it stands empty until the giver's own letter is booked.
    """
    for row in rows["givers"]:
        giver, _new = Giver.objects.update_or_create(
            slug=row["slug"],
            defaults={"name": row["name"], "is_owner": row.get("is_owner", False)},
        )
        for order, facts in enumerate(row["pots"]):
            pot, _new = Pot.objects.update_or_create(
                slug=f"{facts['slug']}-{year}",
                defaults={
                    "giver": giver,
                    "name": facts["name"],
                    "year": year,
                    "purpose": facts.get("purpose", Pot.Purpose.PROJECTS),
                    "only_programmes": facts.get("only_programmes", []),
                    "only_children_and_youth": facts.get("only_children_and_youth", False),
                    "is_example": with_examples,
                    "order": row.get("order", 0) * 10 + order,
                },
            )
            kroner = facts.get("example_kroner", 0) if with_examples else 0
            if kroner:
                give(pot, kroner * 100, reference=f"starter/{pot.slug}", text="example")
    return sum(len(row["pots"]) for row in rows["givers"])
