from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    begin_change,
    change_unlocked,
    confirm_application,
    confirm_with_secret,
    find_invitation,
    invite_to_seat,
    lapse_application,
    leave_seat,
    record_confirmation,
    save_amount,
    save_answer,
    save_cost,
    send_change,
    submit_application,
    withdraw_application,
)
from naboskap.applications.content import digest_of
from naboskap.applications.models import Application, Confirmation, Snapshot
from naboskap.applications.queries import draft_of, latest_snapshot
from naboskap.applications.statuses import ApplicationStatus
from naboskap.applications.tasks import run_due
from naboskap.applications.tests.factories import (
    NOW,
    draft,
    fill,
    fill_alone,
    join,
    organisation,
    programme,
)
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.organisations.models import Obligation

pytestmark = pytest.mark.django_db


def kinds():
    return sorted(Message.objects.values_list("kind", "address"))


def not_sent(application, rule, by):
    with pytest.raises(RuleNotMet) as refusal:
        submit_application(application, by=by)
    assert refusal.value.rule == rule
    application.refresh_from_db()
    assert (application.status, application.submitted_at) == ("draft", None)
    assert not Snapshot.objects.exists()


def test_what_is_sent_is_frozen_with_its_digest(ready, lead, partner):
    Message.objects.all().delete()
    snapshot = submit_application(ready, by=lead)

    ready.refresh_from_db()
    assert (ready.status, ready.submitted_at) == ("submitted", snapshot.submitted_at)
    assert ready.round is not None
    assert ready.confirm_by == clock.end_of(date(2021, 10, 18))
    assert (snapshot.number, snapshot.sha256) == (1, digest_of(snapshot.content))
    assert snapshot.content["title"] == "Elva mellom oss"
    assert snapshot.content["sides"]["b"]["name"] == "Partnerskolen"
    assert snapshot.facts["amount_applied_for"] == 60_000_00
    assert [(c.seat.side, c.way, c.sha256) for c in snapshot.confirmations.all()] == [
        ("a", "account", snapshot.sha256)
    ]
    assert kinds() == [("applications.confirm_waits", partner.email)]


def test_either_lead_may_send(ready, partner):
    submit_application(ready, by=partner)

    assert Confirmation.objects.get().seat.side == "b"


def test_the_second_to_send_is_refused_and_one_is_sent(ready, lead, partner):
    submit_application(ready, by=lead)
    with pytest.raises(TransitionRefused):
        submit_application(ready, by=partner)
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2021, 8, 31, 23, 59, 59, tzinfo=UTC), False),
        # The last second counts, all of it.
        (datetime(2021, 11, 1, 22, 59, 0, 999_999, tzinfo=UTC), True),
        (datetime(2021, 11, 1, 22, 59, 1, tzinfo=UTC), False),
    ],
)
def test_it_is_sent_while_the_round_is_open(ready, lead, moment, is_open):
    with time_machine.travel(moment, tick=False):
        if is_open:
            submit_application(ready, by=lead)
        else:
            not_sent(ready, "APP-14", lead)


def test_it_is_not_sent_with_a_gap(ready, lead):
    save_answer(ready, "summary", " ", language="nb", read_number=1, by=lead)
    not_sent(ready, "APP-15", lead)


def test_a_text_over_its_limit_is_kept_but_not_sent(ready, lead):
    save_answer(ready, "summary", "å" * 50_000, language="nb", read_number=1, by=lead)
    assert len(draft_of(ready).answer("summary")) == 50_000
    not_sent(ready, "APP-15", lead)


def test_the_guidelines_stop_what_asks_for_too_much(ready, lead):
    save_amount(ready, 75_000_00, read_revision=1, by=lead)
    not_sent(ready, "APP-16", lead)


def test_a_report_that_is_owed_stops_it(ready, lead):
    seat = ready.seats.get(side="a")
    Obligation.objects.create(
        organisation=seat.organisation, kind="final_report", key="reports/1", since="2021-01-01"
    )
    not_sent(ready, "APP-16", lead)


def test_nothing_is_sent_without_guidelines(ready, lead):
    ready.programme.rulebook.versions.update(in_force_from=None)
    not_sent(ready, "APP-16", lead)


def test_the_short_form_is_for_small_sums(lead):
    application = fill(draft(lead, size="short"), by=lead, amount=60_000_00)
    programme(short_form_up_to=59_999_99)
    not_sent(application, "APP-4", lead)

    programme(short_form_up_to=60_000_00)
    submit_application(application, by=lead)


def test_where_no_partner_is_needed_it_is_confirmed_at_once(lead):
    of = programme("journalist", needs_partner=False, allows_private_person=True)
    application = draft(lead, of=of, own=organisation(lead, kind="private_person"))
    fill_alone(application, by=lead)
    join(application, UserFactory(), side="a", by=lead)

    submit_application(Application.objects.get(), by=lead)

    application = Application.objects.get()
    assert application.status == ApplicationStatus.CONFIRMED
    assert application.confirmed_at == application.submitted_at
    assert [entry.action for entry in trail_of(application)][-2:] == [
        "applications.submit",
        "applications.confirm",
    ]
    [mail] = Message.objects.filter(kind="applications.sent")
    assert "faller" not in mail.body  # Nobody is to confirm it, so nothing lapses.


def sent(ready, lead):
    submit_application(ready, by=lead)
    return Application.objects.get(pk=ready.pk), latest_snapshot(ready).sha256


def test_the_other_side_confirms_with_its_account(ready, lead, partner):
    application, digest = sent(ready, lead)
    Message.objects.all().delete()

    confirm_application(application, sha256=digest, language="ru", side="b", by=partner)

    application.refresh_from_db()
    assert (application.status, application.confirmed_at is not None) == ("confirmed", True)
    confirmation = Confirmation.objects.get(seat__side="b")
    assert (confirmation.way, confirmation.language, confirmation.sha256) == (
        "account",
        "ru",
        digest,
    )
    assert kinds() == [("applications.confirmed", lead.email)]


def test_nobody_confirms_for_the_other_side(ready, lead):
    application, digest = sent(ready, lead)
    with pytest.raises(PermissionDenied):
        confirm_application(application, sha256=digest, language="nb", side="b", by=lead)


def refused(rule, act, application):
    before = Confirmation.objects.count()
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert Confirmation.objects.count() == before
    assert Application.objects.get(pk=application.pk).status == application.status


def test_only_the_exact_text_is_confirmed(ready, lead, partner):
    application, _digest = sent(ready, lead)
    refused(
        "APP-18",
        lambda: confirm_application(
            application, sha256="0" * 64, language="ru", side="b", by=partner
        ),
        application,
    )


def test_a_side_confirms_once(ready, lead):
    application, digest = sent(ready, lead)
    refused(
        "APP-19",
        lambda: confirm_application(application, sha256=digest, language="nb", side="a", by=lead),
        application,
    )


def test_it_is_confirmed_in_time(ready, lead, partner):
    application, digest = sent(ready, lead)
    with time_machine.travel(application.confirm_by):
        refused(
            "APP-20",
            lambda: confirm_application(
                application, sha256=digest, language="ru", side="b", by=partner
            ),
            application,
        )
    with time_machine.travel(application.confirm_by - timedelta(seconds=1), tick=False):
        confirm_application(application, sha256=digest, language="ru", side="b", by=partner)


@pytest.mark.parametrize(("way", "expected"), [("mail", "link"), ("code", "code")])
def test_a_link_or_a_code_confirms_without_an_account(ready, lead, way, expected):
    application, digest = sent(ready, lead)
    _invitation, secret = invite_to_seat(
        application,
        "b",
        way=way,
        language="ru",
        address="b@example.org",
        purpose="confirm",
        by=lead,
    )
    assert find_invitation(secret, who="x").used_at is None  # Opening confirms nothing.

    confirm_with_secret(secret, sha256=digest, language="ru", who="x")

    confirmation = Confirmation.objects.get(seat__side="b")
    assert (confirmation.way, confirmation.confirmed_by_id) == (expected, None)
    assert Application.objects.get().status == "confirmed"
    refused(
        "APP-8",
        lambda: confirm_with_secret(secret, sha256=digest, language="ru", who="x"),
        Application.objects.get(),
    )


def test_an_invitation_to_write_confirms_nothing(ready, lead):
    _invitation, secret = invite_to_seat(ready, "a", way="code", language="ru", by=lead)
    application, digest = sent(ready, lead)
    refused(
        "APP-8",
        lambda: confirm_with_secret(secret, sha256=digest, language="ru", who="x"),
        application,
    )


def test_a_partner_without_an_account_is_asked_where_they_were_invited(application, lead):
    invite_to_seat(application, "b", way="mail", language="ru", address="b@example.org", by=lead)
    fill(application, by=lead)
    Message.objects.all().delete()

    submit_application(application, by=lead)

    message = Message.objects.get(kind="applications.asked_to_confirm")
    assert (message.address, message.language) == ("b@example.org", "ru")
    assert "/ru/min-side/bekreft/" in message.body


def test_an_adviser_writes_down_a_call(ready, lead):
    application, digest = sent(ready, lead)
    adviser = UserFactory(roles=[Role.CASE_OFFICER])
    facts = called(digest, adviser)
    refused("APP-21", lambda: record_confirmation(application, said_by=" ", **facts), application)
    with pytest.raises(PermissionDenied):
        record_confirmation(application, said_by="rektor", **{**facts, "by": lead})

    record_confirmation(application, said_by="rektor", **facts)

    confirmation = Confirmation.objects.get(seat__side="b")
    assert (confirmation.way, confirmation.said_by, confirmation.recorded_by_id) == (
        "call",
        "rektor",
        adviser.pk,
    )
    assert confirmation.spoken_at == NOW
    application.refresh_from_db()
    assert application.status == ApplicationStatus.CONFIRMED
    assert trail_of(application).filter(action="applications.stand_behind").last().data == {
        "side": "b",
        "way": "call",
        "language": "ru",
        "sha256": digest,
    }


def called(digest, adviser):
    return {
        "side": "b",
        "sha256": digest,
        "language": "ru",
        "spoken_at": NOW,
        "read_aloud": ["title", "sum", "fingerprint"],
        "by": adviser,
    }


def test_a_call_is_after_the_text_was_sent(ready, lead):
    application, digest = sent(ready, lead)
    facts = called(digest, UserFactory(roles=[Role.CASE_OFFICER])) | {"said_by": "rektor"}
    for wrong in (timedelta(minutes=-1), timedelta(minutes=1)):
        told = facts | {"spoken_at": NOW + wrong}
        refused("APP-23", partial(record_confirmation, application, **told), application)


def test_the_text_is_told_apart_in_a_call(ready, lead):
    application, digest = sent(ready, lead)
    facts = called(digest, UserFactory(roles=[Role.CASE_OFFICER])) | {"said_by": "rektor"}
    for some in ([], ["title", "sum"], ["fingerprint"]):
        told = facts | {"read_aloud": some}
        refused("APP-24", partial(record_confirmation, application, **told), application)


def test_what_nobody_confirms_lapses_after_two_reminders(ready, lead, partner):
    application, _digest = sent(ready, lead)
    Message.objects.all().delete()
    told = []
    for days in (1, 7, 8, 12, 13, 15, 16):
        with time_machine.travel(NOW + timedelta(days=days)):
            run_due()
            told.append((days, Message.objects.count()))
    assert told == [(1, 0), (7, 0), (8, 2), (12, 2), (13, 4), (15, 6), (16, 6)]
    assert set(kinds()) == {
        ("applications.confirm_reminder", lead.email),
        ("applications.confirm_reminder", partner.email),
        ("applications.lapsed", lead.email),
        ("applications.lapsed", partner.email),
    }
    application.refresh_from_db()
    assert application.status == ApplicationStatus.LAPSED


def test_every_mail_about_what_waits_says_when_it_lapses_by_both_clocks(ready, lead, partner):
    join(ready, UserFactory(), side="a", by=lead)
    submit_application(ready, by=lead)
    with time_machine.travel(NOW + timedelta(days=8)):
        run_due()
    begin_change(ready, is_taken_up=False, by=lead)
    save_answer(ready, "summary", "Annet", language="nb", read_number=1, by=lead)
    send_change(ready, by=lead)

    waits = {"sent", "confirm_waits", "confirm_reminder", "sent_again", "confirm_again"}
    told = Message.objects.filter(kind__in=[f"applications.{kind}" for kind in waits])
    assert {each.kind.removeprefix("applications.") for each in told} == waits
    for each in told:
        day, place, there = (
            ("19 октября 2021", "Мурманск", "Осло")
            if each.language == "ru"
            else ("19. oktober 2021", "Murmansk", "Oslo")
        )
        assert f"23:59, {there}" in each.body, each.kind
        assert f"{day}" in each.body.replace(" г.", ""), each.kind
        assert f"00:59, {place}" in each.body, each.kind


def test_nothing_lapses_before_its_time(ready, lead):
    application, _digest = sent(ready, lead)
    refused("APP-22", lambda: lapse_application(application, by=SYSTEM), application)


@pytest.mark.parametrize("moment", ["draft", "submitted"])
def test_either_lead_withdraws(ready, lead, partner, moment):
    if moment == "submitted":
        submit_application(ready, by=lead)
    Message.objects.all().delete()

    withdraw_application(ready, by=partner)

    assert Application.objects.get().status == "withdrawn"
    told = [("applications.withdrawn", lead.email)] if moment == "submitted" else []
    assert kinds() == told
    assert trail_of(ready).last().data == {"before": moment, "after": "withdrawn"}


def test_one_thing_asked_for_is_changed_and_nothing_else(ready, lead, partner):
    application, digest = sent(ready, lead)
    unlocked = {"answer:summary"}
    save_answer(
        application, "summary", "Bekken", language="nb", read_number=1, by=lead, unlocked=unlocked
    )
    with pytest.raises(RuleNotMet) as refusal:
        save_answer(
            application, "result", "Ny", language="nb", read_number=1, by=lead, unlocked=unlocked
        )
    assert refusal.value.rule == "APP-5"
    Message.objects.all().delete()

    snapshot = change_unlocked(application, by=lead, unlocked=unlocked)

    assert (snapshot.number, snapshot.content["answers"]["summary"]["text"]) == (2, "Bekken")
    assert Snapshot.objects.get(number=1).sha256 == digest
    assert [c.seat.side for c in snapshot.confirmations.all()] == ["a"]
    assert kinds() == [("applications.changed", partner.email)]
    assert change_unlocked(application, by=lead, unlocked=unlocked) == snapshot


def test_only_the_other_side_is_asked_to_confirm_what_was_asked_about(ready, lead, partner):
    along = join(ready, UserFactory(), side="a", by=lead)
    application, _digest = sent(ready, lead)
    unlocked = {"answer:summary"}
    facts = {"language": "nb", "read_number": 1, "by": lead, "unlocked": unlocked}
    save_answer(application, "summary", "Bekken", **facts)
    Message.objects.all().delete()

    change_unlocked(application, by=lead, unlocked=unlocked)

    mails = {one.address: one.body for one in Message.objects.all()}
    assert mails.keys() == {along.email, partner.email}
    assert "Du trenger ikke gjøre noe" in mails[along.email]
    assert "подтвердите" in mails[partner.email]


def test_what_was_not_asked_for_stays(ready, lead):
    application, _digest = sent(ready, lead)
    save_cost(application, side="a", category="travel", amount=1, by=lead, unlocked={"money"})
    with pytest.raises(RuleNotMet) as refusal:
        change_unlocked(application, by=lead, unlocked={"answer:summary"})
    assert refusal.value.rule == "APP-17"
    assert Snapshot.objects.count() == 1


def test_a_draft_has_nothing_sent_to_change(ready, lead):
    with pytest.raises(RuleNotMet) as refusal:
        change_unlocked(ready, by=lead, unlocked={"answer:summary"})
    assert refusal.value.rule == "APP-17"


def test_who_left_a_seat_sends_nothing(ready, partner):
    leave_seat(ready, by=partner)
    with pytest.raises(PermissionDenied):
        submit_application(ready, by=partner)
