"""What a giver's letter brings: money for a pot, and sometimes money back."""

from collections.abc import Collection, Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.money import whole_kroner
from naboskap.core.permissions import Actor, may
from naboskap.core.secretariat import secretariat
from naboskap.ledger.actions.booking import (
    Booking,
    ReferenceReusedError,
    _hold,
    book,
)
from naboskap.ledger.models import Account, Entry, Gift, Giver, Pot
from naboskap.ledger.queries import left

YEARS_BACK, YEARS_AHEAD = 1, 5


def record_gift(
    pot: Pot, amount: int, *, key: str, letter: str, dated_on: date, by: Actor
) -> Entry:
    """Book what a giver's letter gives to a pot (øre).

    ``key`` is made when the form is opened: a second click books nothing more. Rules MON-6 (the
    letter), MON-7 (once), MON-8 (something), MON-12 (its day).
    """
    return _booked(pot, amount, key=key, letter=letter, dated_on=dated_on, by=by, comes=True)


def record_return(
    pot: Pot, amount: int, *, key: str, letter: str, dated_on: date, by: Actor
) -> Entry:
    """Book what goes back to the giver, or what was booked too high.

    The rules of a gift, and MON-9: no more goes back than is left in the pot.
    """
    return _booked(pot, amount, key=key, letter=letter, dated_on=dated_on, by=by, comes=False)


@transaction.atomic
def _booked(
    pot: Pot, amount: int, *, key: str, letter: str, dated_on: date, by: Actor, comes: bool
) -> Entry:
    if not may(by, "ledger.record_gift"):
        raise PermissionDenied
    require("MON-6", letter.strip(), _("Write which letter it is: its number, or where it lies."))
    require(
        "MON-12",
        dated_on <= clock.today(),
        _("The letter has a date that has not come yet. Check the day."),
    )
    require("MON-8", amount > 0, _("Write a sum larger than 0."))
    reference = f"gift/{key}"
    pot = _hold([pot.pk])[pot.pk]
    is_new = not Entry.objects.filter(reference=reference).exists()
    require(
        "MON-9",
        comes or not is_new or amount <= left(pot),
        _("There is NOK %(left)s left in the pot, and no more can go back.")
        % {"left": whole_kroner(left(pot))},
    )
    signed = amount if comes else -amount
    lines = [Booking(pot, Account.AVAILABLE, signed), Booking(pot, Account.GIVEN, -signed)]
    asked = ["gift", pot.pk, signed, letter.strip(), dated_on.isoformat()]
    try:
        entry = book(reference, lines, asked=asked)
    except ReferenceReusedError:
        entry = None
    require(
        "MON-7",
        entry,
        _("This form has been booked already, with other words or another sum. Open a new one."),
    )
    assert entry is not None
    if is_new:
        Gift.objects.create(
            entry=entry, letter=letter.strip(), dated_on=dated_on, recorded_by_id=by.pk
        )
        record("ledger.record_gift", pot, by=by, amount=signed, reference=reference)
    return entry


@transaction.atomic
def add_giver(name: Mapping[str, str], *, is_owner: bool, by: Actor) -> Giver:
    """Add somebody who gives or owns. Rule MON-10: a name in the house's first language."""
    if not may(by, "ledger.record_gift"):
        raise PermissionDenied
    name = _name(name)
    same = next((each for each in Giver.objects.all() if each.name == name), None)
    if same is not None:
        return same
    giver = Giver.objects.create(name=name, is_owner=is_owner, slug=_free(Giver, name))
    record("ledger.add_giver", giver, by=by)
    return giver


@transaction.atomic
def open_pot(
    giver: Giver,
    *,
    name: Mapping[str, str],
    year: int,
    purpose: str,
    only_programmes: Collection[str] = (),
    only_children_and_youth: bool = False,
    by: Actor,
) -> Pot:
    """Open a pot for what a giver gives to one thing in one year; it stands empty.

    The same pot asked for twice is opened once. Rules MON-10 (its name), MON-11 (its year).
    """
    if not may(by, "ledger.record_gift"):
        raise PermissionDenied
    name = _name(name)
    today = clock.today().year
    require(
        "MON-11",
        today - YEARS_BACK <= year <= today + YEARS_AHEAD,
        _("Check the year: a pot is for last year, this year or the next five."),
    )
    facts = {
        "purpose": purpose,
        "only_programmes": sorted(only_programmes),
        "only_children_and_youth": only_children_and_youth,
    }
    Giver.objects.select_for_update().get(pk=giver.pk)
    same = next((each for each in giver.pots.filter(year=year) if each.name == name), None)
    require(
        "MON-10",
        same is None or {key: getattr(same, key) for key in facts} == facts,
        _("There is a pot with this name for this year already, for something else."),
    )
    if same is not None:
        return same
    last = giver.pots.order_by("order").last()
    pot = Pot.objects.create(
        giver=giver,
        name=name,
        year=year,
        slug=_free(Pot, name, str(year)),
        order=last.order if last else 10 * Giver.objects.count(),
        **facts,
    )
    record("ledger.open_pot", pot, by=by, year=year, **facts)
    return pot


def _name(name: Mapping[str, str]) -> dict[str, str]:
    told = {code: text.strip() for code, text in name.items() if text.strip()}
    require("MON-10", secretariat().languages[0] in told, _("Write a name."))
    return told


def _free(model: type[Giver] | type[Pot], name: Mapping[str, str], *more: str) -> str:
    """Return a short name for addresses that nothing else has."""
    begins = "-".join([slugify(next(iter(name.values())))[:30] or "x", *more])
    taken = set(model.objects.filter(slug__startswith=begins).values_list("slug", flat=True))
    wanted = (begins if number == 1 else f"{begins}-{number}" for number in range(1, 10_000))
    return next(slug for slug in wanted if slug not in taken | RESERVED)


RESERVED = {"ny"}  # What stands in addresses of its own.
