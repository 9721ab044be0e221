"""What can be done with organisations, those who speak for them, and their accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.core.secretariat import secretariat
from naboskap.notifications.actions import Notice, Reader, tell
from naboskap.organisations import notices, queries
from naboskap.organisations.models import (
    BankAccount,
    Membership,
    Obligation,
    Organisation,
    Place,
)
from naboskap.organisations.numbers import clean_account, clean_number
from naboskap.organisations.ports import Answer, Deleted, Found, NotFound, Unreachable

NOT_ASKED = Unreachable("not asked")
Standing = Membership.Standing
Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class Told:
    """What a person tells about an organisation; a register's answer goes before it."""

    country: str
    name: str
    kind: str
    number: str = ""
    place_code: str = ""
    municipality: str = ""
    legal_form: str = ""
    control: str = Organisation.Control.UNKNOWN


@transaction.atomic
def register_organisation(told: Told, *, by: Actor, answer: Answer = NOT_ASKED) -> Organisation:
    """Register an organisation; the person who does it speaks for it, and is its first.

    ``answer`` is what the register said, asked before the transaction began. Found: name,
    form, place and control come from there, and the person's choice of kind stands.

    ORG-1: the number's check digits hold. ORG-2: it is not registered here already. ORG-3: of
    a protected side no number is kept. ORG-4: on the home side there is a number. ORG-5: the
    register has not deleted it. ORG-6: the register knows it. Asking twice makes one.
    """
    if not may(by, "organisations.register_organisation"):
        raise PermissionDenied
    person = locked(by) if isinstance(by, User) else None
    number = _right_number(told, answer)
    mine = _already_theirs(told, number, by=by)
    if mine is not None:
        return mine
    facts = _facts(told, number, answer)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(**facts)
    except IntegrityError:
        _require_new(is_new=False)
        raise
    if person is not None:
        Membership.objects.create(
            organisation=organisation,
            user=person,
            standing=Standing.ACTIVE,
            settled_at=clock.now(),
        )
    source = "register" if isinstance(answer, Found) else "typed"
    record("organisations.register_organisation", organisation, by=by, source=source)
    return organisation


def _right_number(told: Told, answer: Answer) -> str:
    side = queries.side_of(told.country)
    number = clean_number(told.country, told.number) if told.number.strip() else ""
    require(
        "ORG-1",
        number is not None,
        _("This is not an organisation number. Check the digits: one of them is wrong."),
    )
    require(
        "ORG-3",
        not (number and side is not None and side.is_protected),
        _("We do not keep register numbers of organisations on this side."),
    )
    at_home = side is not None and side.key == "a"
    require(
        "ORG-4",
        number or not at_home or told.kind == Kind.PRIVATE_PERSON,
        _("Write the organisation number. It has nine digits."),
    )
    require(
        "ORG-5",
        not isinstance(answer, Deleted),
        _("The register has deleted this organisation. Check the number."),
    )
    require(
        "ORG-6",
        not isinstance(answer, NotFound),
        _("The register does not know this number. Check the digits."),
    )
    return number or ""


def _already_theirs(told: Told, number: str, *, by: Actor) -> Organisation | None:
    """Return the organisation a second click would make again. ORG-2: others' is refused."""
    if not isinstance(by, User):
        return None
    if number:
        known = queries.registered(told.country, number)
        _require_new(is_new=known is None or queries.speaks_for(by, known.pk))
        return known
    name = told.name.strip().casefold()
    for one in queries.spoken_for_by(by):
        if one.country == told.country and one.name.casefold() == name:
            return one
    return None


def _require_new(*, is_new: bool) -> None:
    require(
        "ORG-2",
        is_new,
        _("This organisation is here already. Ask to join it, and a member answers you."),
    )


def _facts(told: Told, number: str, answer: Answer) -> dict[str, Any]:
    if isinstance(answer, Found):
        return {
            "country": told.country,
            "number": number,
            "name": answer.name,
            "kind": told.kind or answer.kind,
            "control": answer.control,
            "legal_form": answer.legal_form,
            "municipality": answer.municipality,
            "place": queries.place_by_code(answer.place_code),
            "from_register_at": clock.now(),
        }
    return {
        "country": told.country,
        "number": number,
        "name": told.name.strip(),
        "kind": told.kind,
        "control": told.control,
        "legal_form": told.legal_form,
        "municipality": told.municipality.strip(),
        "place": queries.place_by_code(told.place_code),
    }


@transaction.atomic
def correct_organisation(
    organisation: Organisation,
    *,
    kind: str,
    place_code: str | None = None,
    municipality: str | None = None,
    by: Actor,
) -> Organisation:
    """Put right what was chosen or typed in wrongly. What was sent before stays as it was sent.

    ORG-12: what the register told is not typed over. ORG-13: who applies in their own name stays
    a person, and nobody else becomes one. The name is not corrected here: protection follows it.
    """
    organisation = locked(organisation)
    if not may(by, "organisations.correct_organisation", organisation):
        raise PermissionDenied
    typed = {"municipality": municipality, "place": place_code}
    given = {name: value for name, value in typed.items() if value is not None}
    require(
        "ORG-12",
        not given or organisation.from_register_at is None,
        _("The place comes from the register. Change it there."),
    )
    require(
        "ORG-13",
        (kind == Kind.PRIVATE_PERSON) == (organisation.kind == Kind.PRIVATE_PERSON),
        _("A person and an organisation are not the same. Register anew instead."),
    )
    facts: dict[str, Any] = {"kind": kind}
    if municipality is not None:
        facts["municipality"] = municipality.strip()
    if place_code is not None:
        facts["place"] = queries.place_by_code(place_code)
    before = {name: str(getattr(organisation, name) or "") for name in facts}
    for name, value in facts.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(facts))
    after = {name: str(value or "") for name, value in facts.items()}
    changed = {name: [before[name], after[name]] for name in facts if before[name] != after[name]}
    if changed:
        record("organisations.correct_organisation", organisation, by=by, changed=changed)
    return organisation


@transaction.atomic
def register_private_person(*, place_code: str = "", by: User) -> Organisation:
    """Let a person apply in their own name, once. The programme says whether it takes that."""
    person = locked(by)
    for one in queries.spoken_for_by(person):
        if one.kind == Kind.PRIVATE_PERSON:
            return one
    home = secretariat().home
    told = Told(home.country, str(person), Kind.PRIVATE_PERSON, place_code=place_code)
    return register_organisation(told, by=person)


@transaction.atomic
def ask_to_join(organisation: Organisation, *, by: User) -> Membership:
    """Ask to speak for an organisation. Its members and the asker are told.

    ORG-7: whoever speaks for it already does not ask. Asking twice is asking once.
    """
    organisation = locked(organisation)
    if not may(by, "organisations.ask_to_join", organisation):
        raise PermissionDenied
    membership = Membership.objects.filter(organisation=organisation, user_id=by.pk).first()
    require(
        "ORG-7",
        membership is None or membership.standing != Standing.ACTIVE,
        _("You speak for this organisation already."),
    )
    if membership is not None and membership.standing == Standing.ASKED:
        return membership
    if membership is None:
        membership = Membership(organisation=organisation, user_id=by.pk)
    membership.standing, membership.settled_at, membership.settled_by_id = (
        Standing.ASKED,
        None,
        None,
    )
    membership.save()
    record("organisations.ask_to_join", membership, by=by)
    _tell(queries.people_who_speak_for(organisation), notices.JOINING_ASKED, about=membership)
    _tell([membership.user], notices.JOINING_NOTED, about=membership)
    return membership


@transaction.atomic
def settle_membership(membership: Membership, *, accept: bool, by: Actor) -> Membership:
    """Let somebody in, or not. Both the asker and the members are told.

    Speaking for an organisation shows nobody's application: each is shared by its own seats.
    ORG-8: only a request that still waits is answered.
    """
    membership = locked(membership)
    if not may(by, "organisations.settle_membership", membership):
        raise PermissionDenied
    require(
        "ORG-8",
        membership.standing == Standing.ASKED,
        _("Somebody has answered this request already."),
    )
    others = list(queries.people_who_speak_for(membership.organisation))
    membership.standing = Standing.ACTIVE if accept else Standing.DECLINED
    membership.settled_by_id = by.pk
    membership.settled_at = clock.now()
    membership.save(update_fields=["standing", "settled_by_id", "settled_at"])
    record("organisations.settle_membership", membership, by=by, accept=accept)
    asker = notices.JOINING_ACCEPTED if accept else notices.JOINING_DECLINED
    _tell([membership.user], asker, about=membership)
    member = notices.MEMBER_JOINED if accept else notices.MEMBER_DECLINED
    _tell(others, member, about=membership)
    return membership


@transaction.atomic
def propose_account(organisation: Organisation, number: str, *, by: Actor) -> BankAccount:
    """Give the account to pay to. The first holds at once; a change waits for a second person.

    All who speak for the organisation are told. ORG-9: the number is one of an account.
    ORG-10: it is another than the one in force. An earlier proposal that still waits falls.
    """
    organisation = locked(organisation)
    if not may(by, "organisations.propose_account", organisation):
        raise PermissionDenied
    clean = clean_account(number)
    require(
        "ORG-9",
        clean is not None,
        _("This is not an account number. Write eleven digits, or an IBAN."),
    )
    assert clean is not None
    in_force = queries.account_in_force(organisation)
    require(
        "ORG-10",
        in_force is None or in_force.number != clean,
        _("This account is in use already."),
    )
    waiting = queries.account_proposed(organisation)
    if waiting is not None and waiting.number == clean:
        return waiting
    now = clock.now()
    if waiting is not None:
        _end(waiting, by=by)
    account = BankAccount.objects.create(
        organisation=organisation,
        number=clean,
        proposed_by_id=by.pk,
        proposed_at=now,
        confirmed_at=None if in_force else now,
    )
    record("organisations.propose_account", account, by=by, holds=in_force is None)
    notice = notices.ACCOUNT_PROPOSED if in_force else notices.ACCOUNT_IN_FORCE
    _tell(queries.people_who_speak_for(organisation), notice, about=account)
    return account


@transaction.atomic
def confirm_account(account: BankAccount, *, by: Actor) -> BankAccount:
    """Let a changed account hold, as the second person. All who speak for it are told.

    ORG-11: only a change that still waits is confirmed.
    """
    organisation = locked(account.organisation)
    account = locked(account)
    if not may(by, "organisations.confirm_account", account):
        raise PermissionDenied
    _require_waiting(account)
    before = queries.account_in_force(organisation)
    if before is not None:
        _end(before, by=by)
    account.confirmed_by_id, account.confirmed_at = by.pk, clock.now()
    account.save(update_fields=["confirmed_by_id", "confirmed_at"])
    record("organisations.confirm_account", account, by=by)
    _tell(queries.people_who_speak_for(organisation), notices.ACCOUNT_IN_FORCE, about=account)
    return account


@transaction.atomic
def drop_account(account: BankAccount, *, by: Actor) -> BankAccount:
    """Take a changed account back before it holds. ORG-11: only one that still waits."""
    account = locked(account)
    if not may(by, "organisations.drop_account", account):
        raise PermissionDenied
    _require_waiting(account)
    return _end(account, by=by)


def _require_waiting(account: BankAccount) -> None:
    require(
        "ORG-11",
        account.confirmed_at is None and account.ended_at is None,
        _("This change of account waits no longer."),
    )


def _end(account: BankAccount, *, by: Actor) -> BankAccount:
    account.ended_at = clock.now()
    account.save(update_fields=["ended_at"])
    record("organisations.end_account", account, by=by)
    return account


@transaction.atomic
def open_obligation(
    organisation: Organisation,
    *,
    kind: str,
    key: str,
    since: date,
    due_on: date | None,
    by: Actor = SYSTEM,
) -> Obligation:
    """Note that the organisation owes something from now on. Noting it twice is noting it once.

    Called by the room that knows the debt, in its own act, which has asked who may.
    """
    obligation, is_new = Obligation.objects.get_or_create(
        key=key,
        defaults={
            "organisation": organisation,
            "kind": kind,
            "since": since,
            "due_on": due_on,
        },
    )
    if is_new:
        record("organisations.open_obligation", obligation, by=by, key=key)
    elif obligation.due_on != due_on:
        obligation.due_on = due_on
        obligation.save(update_fields=["due_on"])
        record("organisations.open_obligation", obligation, by=by, key=key)
    return obligation


@transaction.atomic
def settle_obligation(key: str, *, by: Actor = SYSTEM) -> None:
    """Note that what was owed has come, or is owed no more."""
    for obligation in Obligation.objects.select_for_update().filter(
        key=key, settled_on__isnull=True
    ):
        obligation.settled_on = clock.today()
        obligation.save(update_fields=["settled_on"])
        record("organisations.settle_obligation", obligation, by=by, key=key)


@transaction.atomic
def load_places(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> int:
    """Load places by code and validity; loading again changes names and ends, and adds none."""
    if not may(by, "organisations.load_places"):
        raise PermissionDenied
    count = 0
    for row in rows:
        Place.objects.update_or_create(
            code=row["code"],
            valid_from=_day(row.get("valid_from")),
            defaults={
                "country": row["code"][:2],
                "name": row["name"],
                "valid_to": _day(row.get("valid_to")),
                "side": row.get("side", ""),
            },
        )
        count += 1
    return count


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tell(people: Iterable[User], notice: Notice, *, about: Membership | BankAccount) -> None:
    for person in people:
        prefix = "" if person.language == settings.LANGUAGE_CODE else f"/{person.language}"
        link = f"{settings.SITE_URL}{prefix}/min-side/organisasjon/"
        tell(
            notice,
            to=Reader(person.email, person.language),
            facts={"link": link},
            about=about,
        )
