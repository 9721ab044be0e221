"""An adviser whom the pair lets in: sees, comments, and is let out again."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role, User
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Adviser
from naboskap.applications.actions import (
    comment_on,
    end_help,
    let_in_adviser,
    save_answer,
    settle_comment,
    submit_application,
)
from naboskap.applications.models import Comment, Help
from naboskap.applications.queries import comments_on, visible_to
from naboskap.applications.tests.factories import NOW, adviser_of_ours, join
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db


def refused(rule, act, *args, **kwargs):
    with pytest.raises(RuleNotMet) as refusal:
        act(*args, **kwargs)
    assert refusal.value.rule == rule


@pytest.fixture
def adviser(application, lead):
    person = adviser_of_ours()
    let_in_adviser(application, person, by=lead)
    return person


def said(application, adviser, text="Si mer om hva partneren gjør.", part="activities", **more):
    return comment_on(application, part=part, text=text, language="nb", by=adviser, **more)


def mails(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_an_adviser_who_is_let_in_sees_and_writes_nothing(application, lead, adviser):
    assert application in visible_to(adviser)
    assert mails("applications.let_in") == [adviser.email]
    with pytest.raises(PermissionDenied):
        save_answer(application, "summary", "Elva", language="nb", read_number=0, by=adviser)

    let_in_adviser(application, adviser, by=lead)
    assert mails("applications.let_in") == [adviser.email]
    assert Help.objects.get().wrote_at is None


@pytest.mark.parametrize("who", ["no adviser", "not shown", "left us"])
def test_only_an_adviser_of_the_directory_is_let_in(application, lead, who):
    person = UserFactory(roles=[Role.CASE_OFFICER])
    if who != "no adviser":
        Adviser.objects.create(user=person, phone="78", email="a@example.org", is_shown=False)
    if who == "left us":
        Adviser.objects.update(is_shown=True)
        person.role_grants.update(from_date="2021-01-01", to_date="2021-10-03")
        person = User.objects.get(pk=person.pk)
    refused("APP-41", let_in_adviser, application, person, by=lead)
    assert not Help.objects.exists()


def test_what_is_sent_is_read_in_its_case_and_not_here(ready, lead):
    submit_application(ready, by=lead)
    refused("APP-5", let_in_adviser, ready, adviser_of_ours(), by=lead)


def test_the_pair_closes_the_draft_for_an_adviser_at_once(application, lead, partner, adviser):
    comment = said(application, adviser)
    end_help(Help.objects.get(), by=partner)

    assert application not in visible_to(adviser)
    assert mails("applications.help_ended") == [adviser.email]
    with pytest.raises(PermissionDenied):
        said(application, adviser)
    assert list(comments_on(application)) == [comment]

    let_in_adviser(application, adviser, by=lead)
    assert application in visible_to(adviser)
    end_help(Help.objects.get(), by=adviser)
    assert mails("applications.help_ended") == [adviser.email]


def test_a_reader_and_a_stranger_close_and_settle_nothing(application, lead, adviser):
    reader = join(application, UserFactory(), side="a", by=lead, may_write=False)
    comment = said(application, adviser)
    for person in (reader, UserFactory(), adviser):
        with pytest.raises(PermissionDenied):
            settle_comment(comment, is_done=True, by=person)
    for person in (reader, UserFactory()):
        with pytest.raises(PermissionDenied):
            end_help(Help.objects.get(), by=person)
        with pytest.raises(PermissionDenied):
            let_in_adviser(application, adviser_of_ours(), by=person)
    comment.refresh_from_db()
    assert comment.done_at is None
    assert Help.objects.get().ended_at is None


def test_the_pair_is_told_of_comments_once_an_hour(application, lead, partner, adviser):
    said(application, adviser)
    said(application, adviser, part="texts", question="summary")
    assert mails("applications.commented") == sorted([lead.email, partner.email])

    with time_machine.travel(NOW + timedelta(minutes=61)):
        said(application, adviser)
    assert len(mails("applications.commented")) == 4
    message = Message.objects.filter(address=partner.email).latest("pk")
    assert message.language == "ru"
    assert "Si mer" not in message.title + message.body


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "  "},
        {"text": "x" * 4_001},
        {"part": "everything"},
        {"part": "texts", "question": "nothing-there"},
        {"part": "money", "question": "summary"},
    ],
)
def test_what_a_comment_needs(application, adviser, facts):
    refused("APP-42", said, application, adviser, **facts)
    assert not Comment.objects.exists()


def test_a_comment_is_never_in_what_is_sent(ready, lead):
    person = adviser_of_ours()
    let_in_adviser(ready, person, by=lead)
    said(ready, person, text="Multebær er et merke.")
    said(ready, person, text="Multebær her også.", part="texts", question="summary")

    snapshot = submit_application(ready, by=lead)

    assert "Multebær" not in str(snapshot.content) + str(snapshot.facts)
    refused("APP-5", said, ready, person)


def test_a_comment_is_ticked_off_and_opened_again(application, lead, partner, adviser):
    first, second = said(application, adviser), said(application, adviser, text="Og sum?")

    settle_comment(first, is_done=True, by=partner)
    assert list(comments_on(application)) == [second, first]
    first.refresh_from_db()
    assert first.done_by_id == partner.pk

    settle_comment(first, is_done=False, by=lead)
    first.refresh_from_db()
    assert (first.done_at, first.done_by_id) == (None, None)
