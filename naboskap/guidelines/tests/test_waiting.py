"""A day that is proposed waits for somebody: who is told, and who finds it."""

from datetime import timedelta

import pytest

from naboskap.accounts.models import User
from naboskap.accounts.tests.waiting import agree_on, told
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import (
    drop_proposal,
    load_guidelines,
    propose_version,
    publish_version,
)
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import publishers, waiting_for
from naboskap.guidelines.tests.factories import every_row
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(cast):
    load_guidelines(every_row(), by=SYSTEM)
    User.objects.filter(pk=cast.deputy.pk).update(language="ru")
    version = Version.objects.get(slug="ordinary-2022")
    return propose_version(version, clock.today() + timedelta(days=3), by=cast.editor)


def test_who_may_publish_is_told_in_their_language(proposed, cast):
    sent = {one.address: one for one in Message.objects.filter(kind="guidelines.proposed")}

    assert set(sent) == {cast.head.email, cast.deputy.email}
    assert sent[cast.head.email].title == "Retningslinjer venter på at du publiserer dem"
    assert sent[cast.deputy.email].title == "Правила ждут, чтобы вы их опубликовали"
    for one in sent.values():
        assert "/saksbehandling/retningslinjer/ordinary-2022/" in one.body


def test_the_list_and_the_lock_agree_on_who_it_waits_for(proposed, cast):
    assert agree_on(
        proposed,
        cast,
        waiting_for=waiting_for,
        publishers=publishers,
        permission="guidelines.publish_version",
    )


def test_who_proposed_is_told_that_it_is_published(proposed, cast):
    publish_version(proposed, by=cast.head)

    assert told("guidelines.published", cast.editor).count() == 1
    assert not waiting_for(cast.deputy).exists()


def test_who_sends_back_says_why(proposed, cast):
    with pytest.raises(RuleNotMet) as refusal:
        drop_proposal(proposed, because=" ", by=cast.head)
    assert refusal.value.rule == "GUI-22"
    assert waiting_for(cast.head).get() == proposed

    drop_proposal(proposed, because="Punkt 4.1 mangler grunnlag.", by=cast.head)

    assert "Punkt 4.1 mangler grunnlag." in told("guidelines.sent_back", cast.editor).get().body
    assert not waiting_for(cast.head).exists()


def test_every_reason_stays_with_the_version(proposed, cast):
    day = proposed.proposed_from
    drop_proposal(proposed, because=" Punkt 4.1 mangler grunnlag. ", by=cast.head)
    propose_version(proposed, day, by=cast.editor)
    drop_proposal(proposed, because="Og 4.2.", by=cast.deputy)
    propose_version(proposed, day, by=cast.editor)
    drop_proposal(proposed, by=cast.editor)  # One's own says nothing.

    kept = [(one.reason, one.sent_by, one.proposed_by) for one in proposed.sent_back.all()]

    assert kept == [
        ("Og 4.2.", cast.deputy, cast.editor),
        ("Punkt 4.1 mangler grunnlag.", cast.head, cast.editor),
    ]
    assert {one.proposed_from for one in proposed.sent_back.all()} == {day}


def test_who_takes_their_own_back_says_nothing_and_is_told_nothing(proposed, cast):
    drop_proposal(proposed, by=cast.editor)
    drop_proposal(proposed, by=cast.editor)

    assert not told("guidelines.sent_back", cast.editor).exists()


def test_another_day_is_told_to_who_proposed_the_first(proposed, cast):
    propose_version(proposed, clock.today() + timedelta(days=9), by=cast.head)

    assert told("guidelines.replaced", cast.editor).count() == 1
    assert told("guidelines.proposed", cast.editor).count() == 1
    assert waiting_for(cast.editor).get() == proposed
