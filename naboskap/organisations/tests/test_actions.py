from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.organisations import actions, queries
from naboskap.organisations.actions import Told
from naboskap.organisations.models import (
    BankAccount,
    Obligation,
    Organisation,
    Place,
)
from naboskap.organisations.ports import Deleted, Found, NotFound, Unreachable
from naboskap.organisations.tests.factories import (
    BankAccountFactory,
    MembershipFactory,
    OrganisationFactory,
)

NUMBER = "974760673"
CLUB = Told("NO", "Demolaget", "sports_club", number="974 760 673", place_code="NO-56")
SCHOOL = Told("RU", "Школа (пример)", "school", place_code="RU-MUR")
FOUND = Found(
    number=NUMBER,
    name="DEMOLAGET (EKSEMPEL)",
    legal_form="FLI",
    kind="voluntary",
    control="independent",
    municipality="Sør-Varanger",
    place_code="NO-56",
)
OTHER_ACCOUNT = "12345678903"


def refused(rule, call):
    with pytest.raises(RuleNotMet) as refusal:
        call()
    assert refusal.value.rule == rule


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


# ── Registering ──────────────────────────────────────────────────────────────
def test_what_the_register_says_goes_before_what_was_typed(cast, places):
    one = actions.register_organisation(CLUB, by=cast.stranger, answer=FOUND)
    assert (one.name, one.kind, one.number) == ("DEMOLAGET (EKSEMPEL)", "sports_club", NUMBER)
    assert (one.legal_form, one.control, one.municipality) == (
        "FLI",
        "independent",
        "Sør-Varanger",
    )
    assert one.place.code == "NO-56"
    assert one.from_register_at is not None
    assert queries.speaks_for(cast.stranger, one.pk)
    assert trail_of(one).get().data == {"source": "register"}


def test_where_the_register_is_silent_one_types_it_in(cast, places):
    one = actions.register_organisation(CLUB, by=cast.stranger, answer=Unreachable("HTTP 500"))
    assert (one.name, one.place.code, one.from_register_at) == ("Demolaget", "NO-56", None)
    assert trail_of(one).get().data == {"source": "typed"}


def test_two_clicks_make_one(cast, places):
    first = actions.register_organisation(CLUB, by=cast.stranger, answer=FOUND)
    assert actions.register_organisation(CLUB, by=cast.stranger, answer=FOUND) == first
    across = actions.register_organisation(SCHOOL, by=cast.stranger)
    assert actions.register_organisation(SCHOOL, by=cast.stranger) == across
    assert queries.spoken_for_by(cast.stranger).count() == 2


def test_a_partner_gives_no_number(cast, places):
    one = actions.register_organisation(SCHOOL, by=cast.stranger)
    assert (one.number, one.place.code, one.country) == ("", "RU-MUR", "RU")
    same_name = actions.register_organisation(SCHOOL, by=cast.second)
    assert same_name != one


def test_org_1_the_check_digits_hold(cast):
    wrong = Told("NO", "Demolaget", "sports_club", number="974760674")
    refused("ORG-1", lambda: actions.register_organisation(wrong, by=cast.stranger))
    assert not queries.spoken_for_by(cast.stranger).exists()


def test_org_2_an_organisation_is_here_once(cast, places):
    actions.register_organisation(CLUB, by=cast.member, answer=FOUND)
    refused("ORG-2", lambda: actions.register_organisation(CLUB, by=cast.stranger))
    assert Organisation.objects.filter(number=NUMBER).count() == 1
    assert not queries.speaks_for(cast.stranger, Organisation.objects.get(number=NUMBER).pk)


def test_org_2_holds_where_the_other_was_quicker(cast, places):
    OrganisationFactory(number=NUMBER)
    refused("ORG-2", lambda: actions.register_organisation(CLUB, by=SYSTEM))


def test_org_3_no_number_is_kept_on_a_protected_side(cast):
    numbered = Told("RU", "Школа (пример)", "school", number="7707083893")
    refused("ORG-3", lambda: actions.register_organisation(numbered, by=cast.stranger))
    assert not Organisation.objects.filter(country="RU").exists()


def test_org_4_at_home_there_is_a_number(cast):
    bare = Told("NO", "Demolaget", "sports_club")
    refused("ORG-4", lambda: actions.register_organisation(bare, by=cast.stranger))


@pytest.mark.parametrize("answer", [Deleted(None), Deleted(date(2019, 5, 2))])
def test_org_5_a_deleted_organisation_is_not_registered(cast, answer):
    refused("ORG-5", lambda: actions.register_organisation(CLUB, by=cast.stranger, answer=answer))


def test_org_6_the_register_knows_the_number(cast):
    refused(
        "ORG-6", lambda: actions.register_organisation(CLUB, by=cast.stranger, answer=NotFound())
    )


def test_nobody_registers_without_signing_in(db):
    with pytest.raises(PermissionDenied):
        actions.register_organisation(CLUB, by=AnonymousUser())


def test_a_private_person_applies_in_their_own_name_once(cast, places):
    one = actions.register_private_person(place_code="NO-56", by=cast.stranger)
    assert (one.kind, one.name, one.number) == ("private_person", str(cast.stranger), "")
    assert actions.register_private_person(by=cast.stranger) == one


# ── Joining ──────────────────────────────────────────────────────────────────
def test_joining_is_asked_for_and_both_sides_are_told(cast):
    request = actions.ask_to_join(cast.organisation, by=cast.stranger)
    assert request.standing == "asked"
    assert told("organisations.joining_asked") == sorted([cast.member.email, cast.second.email])
    assert told("organisations.joining_noted") == [cast.stranger.email]
    assert not queries.speaks_for(cast.stranger, cast.organisation.pk)
    russian = Message.objects.get(address=cast.second.email)
    assert russian.language == "ru"
    assert "/ru/min-side/organisasjon/" in russian.body


def test_no_message_names_anybody(cast):
    actions.ask_to_join(cast.organisation, by=cast.stranger)
    actions.settle_membership(cast.request, accept=True, by=cast.member)
    for message in Message.objects.all():
        text = message.title + message.body
        for name in (cast.organisation.name, str(cast.stranger), str(cast.asker)):
            assert name not in text


def test_asking_twice_is_asking_once(cast):
    first = actions.ask_to_join(cast.organisation, by=cast.stranger)
    assert actions.ask_to_join(cast.organisation, by=cast.stranger) == first
    assert Message.objects.count() == 3


@pytest.mark.parametrize("by", ["member", "case_officer", "head"])
def test_a_member_or_the_office_lets_somebody_in(cast, by):
    settled = actions.settle_membership(cast.request, accept=True, by=getattr(cast, by))
    assert queries.speaks_for(cast.asker, cast.organisation.pk)
    assert settled.settled_by_id == getattr(cast, by).pk
    assert told("organisations.joining_accepted") == [cast.asker.email]
    assert told("organisations.member_joined") == sorted([cast.member.email, cast.second.email])
    assert [entry.action for entry in trail_of(settled)] == ["organisations.settle_membership"]


def test_somebody_who_was_not_let_in_may_ask_again(cast):
    actions.settle_membership(cast.request, accept=False, by=cast.member)
    assert not queries.speaks_for(cast.asker, cast.organisation.pk)
    assert told("organisations.joining_declined") == [cast.asker.email]
    assert len(told("organisations.member_declined")) == 2
    again = actions.ask_to_join(cast.organisation, by=cast.asker)
    assert (again.pk, again.standing, again.settled_by_id) == (cast.request.pk, "asked", None)


@pytest.mark.parametrize("by", ["asker", "stranger", "former", "administrator"])
def test_nobody_else_lets_somebody_in(cast, by):
    with pytest.raises(PermissionDenied):
        actions.settle_membership(cast.request, accept=True, by=getattr(cast, by))
    assert not queries.speaks_for(cast.asker, cast.organisation.pk)
    assert not Message.objects.exists()


def test_org_7_whoever_speaks_for_it_does_not_ask(cast):
    refused("ORG-7", lambda: actions.ask_to_join(cast.organisation, by=cast.member))


def test_org_8_a_request_is_answered_once(cast):
    actions.settle_membership(cast.request, accept=False, by=cast.member)
    refused("ORG-8", lambda: actions.settle_membership(cast.request, accept=True, by=cast.second))
    assert not queries.speaks_for(cast.asker, cast.organisation.pk)


def test_nobody_asks_without_signing_in(cast):
    with pytest.raises(PermissionDenied):
        actions.ask_to_join(cast.organisation, by=AnonymousUser())


# ── The account ──────────────────────────────────────────────────────────────
@pytest.fixture
def account(cast):
    return actions.propose_account(cast.organisation, "8601 11 17947", by=cast.member)


@pytest.fixture
def change(cast, account):
    Message.objects.all().delete()
    return actions.propose_account(cast.organisation, OTHER_ACCOUNT, by=cast.member)


def test_the_first_account_holds_at_once(cast, account):
    assert queries.account_in_force(cast.organisation) == account
    assert account.number == "86011117947"
    assert len(told("organisations.account_in_force")) == 2


def test_a_change_waits_for_a_second_person(cast, account, change):
    assert queries.account_in_force(cast.organisation) == account
    assert queries.account_proposed(cast.organisation) == change
    assert told("organisations.account_proposed") == sorted([cast.member.email, cast.second.email])
    with pytest.raises(PermissionDenied):
        actions.confirm_account(change, by=cast.member)
    assert queries.account_in_force(cast.organisation) == account
    actions.confirm_account(change, by=cast.second)
    assert queries.account_in_force(cast.organisation) == change
    account.refresh_from_db()
    assert account.ended_at is not None


def test_the_finance_officer_is_a_second_person_too(cast, change):
    confirmed = actions.confirm_account(change, by=cast.finance_preparer)
    assert confirmed.confirmed_by_id == cast.finance_preparer.pk


def test_a_newer_proposal_takes_the_place_of_the_older(cast, change):
    assert actions.propose_account(cast.organisation, OTHER_ACCOUNT, by=cast.second) == change
    newer = actions.propose_account(cast.organisation, "NO9386011117947", by=cast.second)
    assert queries.account_proposed(cast.organisation) == newer
    refused("ORG-11", lambda: actions.confirm_account(change, by=cast.second))


def test_a_change_may_be_taken_back(cast, account, change):
    with pytest.raises(PermissionDenied):
        actions.drop_account(change, by=cast.stranger)
    actions.drop_account(change, by=cast.member)
    assert queries.account_proposed(cast.organisation) is None
    assert queries.account_in_force(cast.organisation) == account


def test_org_9_the_number_is_one_of_an_account(cast):
    refused(
        "ORG-9",
        lambda: actions.propose_account(cast.organisation, "8601 11 17948", by=cast.member),
    )
    assert not BankAccount.objects.exists()


def test_org_10_the_change_is_a_change(cast, account):
    refused(
        "ORG-10",
        lambda: actions.propose_account(cast.organisation, "86011117947", by=cast.second),
    )


def test_org_11_a_change_is_confirmed_once(cast, change):
    actions.confirm_account(change, by=cast.second)
    refused("ORG-11", lambda: actions.confirm_account(change, by=cast.finance_preparer))
    refused("ORG-11", lambda: actions.drop_account(change, by=cast.second))


def test_nobody_else_gives_an_account(cast):
    for by in (cast.stranger, cast.asker, cast.former, cast.finance_preparer):
        with pytest.raises(PermissionDenied):
            actions.propose_account(cast.organisation, "86011117947", by=by)
    assert not BankAccount.objects.exists()


# ── What is owed ─────────────────────────────────────────────────────────────
def test_what_is_owed_is_noted_once_and_settled(cast):
    today = clock.today()
    facts = {"kind": "final_report", "key": "reports/1", "since": today, "due_on": today}
    one = actions.open_obligation(cast.organisation, **facts)
    assert actions.open_obligation(cast.organisation, **facts) == one
    assert list(queries.open_obligations(cast.organisation.pk)) == [one]
    assert not queries.overdue_obligations(cast.organisation.pk).exists()
    yesterday = today - timedelta(days=1)
    actions.open_obligation(cast.organisation, **{**facts, "due_on": yesterday})
    assert list(queries.overdue_obligations(cast.organisation.pk)) == [one]
    actions.settle_obligation("reports/1")
    actions.settle_obligation("reports/1")
    assert not queries.open_obligations(cast.organisation.pk).exists()
    assert [entry.action for entry in trail_of(one)] == [
        "organisations.open_obligation",
        "organisations.open_obligation",
        "organisations.settle_obligation",
    ]


# ── Places ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2019, 12, 31), {"NO-18", "NO-19", "NO-20"}),
        (date(2020, 1, 1), {"NO-18", "NO-54"}),
        (date(2023, 12, 31), {"NO-18", "NO-54"}),
        (date(2024, 1, 1), {"NO-18", "NO-55", "NO-56"}),
    ],
)
def test_places_come_and_go(places, day, codes):
    assert {place.code for place in queries.places_on(day, "a")} == codes


def test_places_have_words_in_three_languages(places):
    assert len(queries.places_on(date(2024, 1, 1))) == 16
    assert all(set(place.name) == {"nb", "en", "ru"} for place in Place.objects.all())
    assert actions.load_places(places, by=SYSTEM) == Place.objects.count()


def test_a_place_of_another_day_is_found_all_the_same(places):
    assert queries.place_by_code("NO-54", date(2026, 1, 1)).code == "NO-54"
    assert queries.place_by_code("NO-99") is None


def test_only_the_system_loads_places(cast):
    with pytest.raises(PermissionDenied):
        actions.load_places([], by=cast.administrator)


# ── What the tables hold ─────────────────────────────────────────────────────
def broken(constraint, make):
    with pytest.raises(IntegrityError) as clash, transaction.atomic():
        make()
    assert constraint in str(clash.value)


def test_a_number_is_one_organisation(db):
    OrganisationFactory(number=NUMBER)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(number=NUMBER)
    OrganisationFactory(number="")
    OrganisationFactory(number="")


def test_a_private_person_has_no_number(db):
    broken(
        "private_person_has_no_number",
        lambda: OrganisationFactory(number=NUMBER, kind="private_person"),
    )


def test_a_person_is_a_member_once(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(organisation=cast.organisation, user=cast.member)


def test_an_account_is_confirmed_by_another(cast):
    broken(
        "bank_account_confirmed_by_another",
        lambda: BankAccountFactory(proposed_by_id=5, confirmed_by_id=5),
    )


def test_one_account_holds_at_a_time(cast):
    BankAccountFactory(organisation=cast.organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccountFactory(organisation=cast.organisation)
    BankAccountFactory(organisation=cast.organisation, ended_at=clock.now())


def test_a_place_is_there_once_at_a_time(db):
    facts = {"code": "NO-18", "country": "NO", "name": {}}
    for first_day in (None, date(2020, 1, 1)):
        Place.objects.create(**facts, valid_from=first_day)
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.create(**facts, valid_from=first_day)


def test_a_debt_has_a_key_of_its_own(cast):
    facts = {"organisation": cast.organisation, "kind": "x", "since": date(2021, 1, 1)}
    Obligation.objects.create(key="reports/1", **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.create(key="reports/1", **facts)


# ── Putting right ────────────────────────────────────────────────────────────
def test_what_was_typed_in_wrongly_is_put_right_with_its_trail(cast, places):
    typed = actions.register_organisation(CLUB, by=cast.stranger, answer=Unreachable("not asked"))

    actions.correct_organisation(
        typed, kind="voluntary", place_code="NO-55", municipality=" Tromsø ", by=cast.stranger
    )

    typed.refresh_from_db()
    assert (typed.kind, typed.place.code, typed.municipality) == ("voluntary", "NO-55", "Tromsø")
    [entry] = [
        one for one in trail_of(typed) if one.action == "organisations.correct_organisation"
    ]
    assert entry.data["changed"]["kind"] == ["sports_club", "voluntary"]


def test_org_12_what_the_register_told_is_not_typed_over(cast, places):
    found = actions.register_organisation(CLUB, by=cast.stranger, answer=FOUND)

    actions.correct_organisation(found, kind="voluntary", by=cast.stranger)
    refused(
        "ORG-12",
        lambda: actions.correct_organisation(
            found, kind="voluntary", municipality="Alta", by=cast.stranger
        ),
    )

    found.refresh_from_db()
    assert (found.kind, found.municipality) == ("voluntary", "Sør-Varanger")


def test_org_13_a_person_and_an_organisation_are_not_the_same(cast, places):
    person = actions.register_private_person(by=cast.stranger)
    for one, kind, by in (
        (person, "school", cast.stranger),
        (cast.organisation, "private_person", cast.member),
    ):
        refused("ORG-13", lambda: actions.correct_organisation(one, kind=kind, by=by))  # noqa: B023
