"""Whose turn it is with a draft: of both sides only where both have something to do."""

from datetime import timedelta

import pytest
import time_machine

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import save_participants, set_organisation
from naboskap.applications.actions.drafts import turns_now
from naboskap.applications.models import Application, Seat
from naboskap.applications.queries import (
    seated_in,
    turn_at_a_glance,
    visible_to,
    with_people_counted,
)
from naboskap.applications.tasks import run_due
from naboskap.applications.tests.factories import NOW, draft, fill, join, organisation
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db


def turns(application):
    return turns_now(Application.objects.get(pk=application.pk), None)


def test_what_is_missing_in_common_is_the_turn_of_whoever_began(application, lead):
    assert turns(application) == {"a": ("missing",), "b": ()}

    partner = join(application, UserFactory(language="ru"), by=lead)
    both = turns(application)
    assert both["a"][0] == "missing"
    assert "missing" not in both["b"]
    assert set(both["b"]) == {"who", "people"}

    set_organisation(Seat.objects.get(side="b"), organisation(partner), by=partner)
    save_participants(
        application, {("a", "15-30"): 5, ("b", "15-30"): 5}, read_revision=0, by=partner
    )
    assert turns(application) == {"a": ("missing",), "b": ()}


def test_nobody_is_asked_to_send_but_one(application, lead):
    fill(application, by=lead)
    assert turns(application) == {"a": ("ask",), "b": ()}
    join(application, UserFactory(language="ru"), by=lead)
    assert turns(application) == {"a": ("send",), "b": ()}


def test_where_whoever_began_has_left_it_is_the_turn_of_who_is_there(application, lead):
    join(application, UserFactory(language="ru"), by=lead)
    Seat.objects.get(side="a").people.update(left_at=NOW)
    assert "missing" in turns(application)["b"]
    assert turns(application)["a"] == ()


def test_a_list_of_drafts_says_no_more_than_the_draft_itself(application, lead):
    partner = UserFactory(language="ru")

    def agree():
        draft = with_people_counted(visible_to(lead)).get()
        seated = seated_in([draft.pk])[draft.pk]
        for user, own, other in ((lead, "a", "b"), (partner, "b", "a")):
            whose, _codes = turn_at_a_glance(draft, seated, user)
            there = turns(application)
            if whose == "yours":
                assert there[own]
            elif whose:
                assert there[other]
                assert not there[own]

    agree()
    join(application, partner, by=lead)
    agree()
    set_organisation(Seat.objects.get(side="b"), organisation(partner), by=partner)
    agree()
    fill(application, by=lead)
    agree()
    Seat.objects.filter(side="b").update(organisation=None, described_as="")
    agree()
    Seat.objects.filter(side="a").update(organisation=None)
    agree()
    Seat.objects.get(side="a").people.update(left_at=NOW)
    seated = seated_in([application.pk])[application.pk]
    draft = with_people_counted(visible_to(partner)).get()
    assert turn_at_a_glance(draft, seated, partner)[0] == "yours"


def test_the_mail_before_the_round_closes_tells_each_side_what_it_has_to_do(lead):
    one = draft(lead)
    partner = join(one, UserFactory(language="ru"), by=lead)
    fill(one, by=lead)
    one.refresh_from_db()
    closes = one.programme.rounds.get().closes_at
    with time_machine.travel(closes - timedelta(days=2), tick=False):
        run_due()

    mails = Message.objects.filter(kind="applications.draft_closing")
    ours, theirs = (mails.get(address=who.email).body for who in (lead, partner))
    assert "Din tur: lese gjennom en gang til, og sende." in ours
    assert "Den andre sidens tur" not in ours
    assert "Очередь другой стороны: прочитать ещё раз и отправить." in theirs
    assert "Ваша очередь" not in theirs
    assert "Вам ничего делать не нужно" in theirs
