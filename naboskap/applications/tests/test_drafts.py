"""A draft that nobody sends is reminded, and laid aside after a last mail; no word is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import lay_aside, save_amount
from naboskap.applications.content import content_of
from naboskap.applications.models import Application, DraftReminder, Help
from naboskap.applications.queries import draft_of, kept_until, visible_to
from naboskap.applications.tasks import run_due
from naboskap.applications.tests.factories import NOW, draft
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.programmes.models import Extension

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CLOSES = datetime(2021, 11, 1, 22, 59, tzinfo=UTC)


def mails(kind):
    return Message.objects.filter(kind=f"applications.{kind}").count()


def at(moment):
    with time_machine.travel(moment, tick=False):
        run_due()
        run_due()


def test_a_draft_is_reminded_once_before_its_round_closes(ready, lead):
    draft(lead, of=ready.programme)  # Nobody has written anything in it.
    for days, told in ((-4, 0), (-3, 2), (-1, 2), (1, 2)):
        at(CLOSES + days * DAY)
        assert mails("draft_closing") == told
    mail = Message.objects.filter(kind="applications.draft_closing", address=lead.email).get()
    assert "23:59" in mail.body
    assert "01:59" in mail.body


def test_silence_is_told_once_and_anew_when_somebody_has_written(ready, lead):
    ready.programme.rounds.update(closes_at=None, takes_until=None)
    for days, told in ((59, 0), (61, 2), (90, 2)):
        at(NOW + days * DAY)
        assert mails("draft_silent") == told
    with time_machine.travel(NOW + 100 * DAY, tick=False):
        save_amount(ready, 50_000_00, read_revision=1, by=lead)
    at(NOW + 150 * DAY)
    assert mails("draft_silent") == 2
    at(NOW + 161 * DAY)
    assert mails("draft_silent") == 4


def test_a_draft_is_laid_aside_after_its_time_and_a_last_mail(ready, lead, partner):
    adviser = UserFactory(roles=[Role.CASE_OFFICER])
    Help.objects.create(application=ready, user=adviser, let_in_at=NOW)
    ready.refresh_from_db()
    assert kept_until(ready) == date(2023, 10, 4)
    before = content_of(draft_of(ready))
    at(datetime(2023, 9, 1, tzinfo=UTC))
    assert mails("draft_last") == 0
    at(datetime(2023, 9, 6, tzinfo=UTC))
    assert mails("draft_last") == 2
    at(datetime(2023, 10, 4, 12, tzinfo=UTC))
    assert Application.objects.get(pk=ready.pk).status == "draft"
    at(datetime(2023, 10, 7, tzinfo=UTC))
    after = Application.objects.get(pk=ready.pk)
    assert after.status == "laid_aside"
    assert content_of(draft_of(after)) == before
    assert visible_to(lead).filter(pk=ready.pk).exists()
    assert visible_to(partner).filter(pk=ready.pk).exists()
    assert not visible_to(adviser).filter(pk=ready.pk).exists()
    with pytest.raises(RuleNotMet):
        save_amount(after, 1, read_revision=1, by=lead)


def test_a_draft_is_kept_until_its_last_mail_is_a_month_old(ready, lead):
    with time_machine.travel(datetime(2023, 12, 1, tzinfo=UTC), tick=False):
        for _time in range(2):  # The worker was away: the mail comes first all the same.
            with pytest.raises(RuleNotMet) as refusal:
                lay_aside(ready, by=SYSTEM)
            assert refusal.value.rule == "APP-66"
            run_due()
        with pytest.raises(PermissionDenied):
            lay_aside(ready, by=lead)
    assert Application.objects.get(pk=ready.pk).status == "draft"
    assert DraftReminder.objects.filter(kind="last").count() == 1
    at(datetime(2024, 1, 1, tzinfo=UTC))
    assert Application.objects.get(pk=ready.pk).status == "laid_aside"


def test_every_draft_of_an_extended_round_is_told_once(ready, lead):
    current = ready.programme.rounds.get()
    Extension.objects.create(
        round=current,
        down_from=NOW,
        down_to=NOW,
        closed_at=CLOSES,
        closes_at=CLOSES + timedelta(hours=1),
        made_at=NOW,
    )
    at(NOW + DAY)
    assert mails("extended") == 2
    assert "00:59" in Message.objects.filter(kind="applications.extended").first().body
