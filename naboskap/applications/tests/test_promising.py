"""What was promised: remembered, given another day, done without, and known to be owed."""

from datetime import timedelta

import pytest
import time_machine

from naboskap.applications import tasks
from naboskap.applications.actions import (
    hand_in_attachment,
    postpone_attachment,
    remind_of_papers,
    submit_application,
    waive_attachment,
    withdraw_application,
)
from naboskap.applications.models import Application, Attachment, Snapshot
from naboskap.applications.papers import WAIVED
from naboskap.applications.queries import papers_of, required_and_awaited
from naboskap.applications.tests.factories import NOW, promised
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.records.actions import take_in
from naboskap.records.tests import samples

pytestmark = pytest.mark.django_db
DAY = NOW.date() + timedelta(days=30)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def sent(ready, lead):
    submit_application(ready, by=lead)
    ready.refresh_from_db()
    return ready


@pytest.fixture
def paper(sent):
    return promised(sent)


def postpone(application, paper, *, due_on=DAY, is_taken_up=True):
    return postpone_attachment(
        application, pk=paper.pk, due_on=due_on, is_taken_up=is_taken_up, by=SYSTEM
    )


def waive(application, paper, *, is_taken_up=True):
    return waive_attachment(application, pk=paper.pk, is_taken_up=is_taken_up, by=SYSTEM)


def refused(rule, act):
    before = list(Attachment.objects.values())
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert list(Attachment.objects.values()) == before


def told(kind):
    return Message.objects.filter(kind=f"applications.{kind}").count()


def everything():
    return Application.objects.all()


def test_only_an_awaited_paper_is_given_leave(sent, paper, lead):
    for act in (postpone, waive):
        refused("APP-91", lambda act=act: act(sent, paper, is_taken_up=False))
    waive(sent, paper)
    for act in (postpone, waive):
        refused("APP-91", lambda act=act: act(sent, paper))
    Attachment.objects.update(waived_at=None, waived_by_id=None, state="none")
    refused("APP-91", lambda: waive(sent, paper))
    Attachment.objects.update(state="later")
    refused("APP-91", lambda: waive(sent, Attachment(pk=0)))
    withdraw_application(sent, by=lead)
    refused("APP-91", lambda: postpone(sent, paper))


@pytest.mark.parametrize("days", [-1, 367])
def test_another_day_is_from_today_and_within_a_year(days, sent, paper):
    refused("APP-92", lambda: postpone(sent, paper, due_on=NOW.date() + timedelta(days=days)))


@pytest.mark.parametrize("days", [0, 366])
def test_another_day_may_be_today_or_a_year_from_now(days, sent, paper):
    due_on = NOW.date() + timedelta(days=days)
    assert postpone(sent, paper, due_on=due_on).due_on == due_on
    [*_others, last] = trail_of(sent)
    assert (last.action, last.data["due_on"]) == (
        "applications.postpone_attachment",
        due_on.isoformat(),
    )


def test_the_pair_is_reminded_before_the_day_and_on_it(sent, paper, lead, partner):
    for days, soon, come in ((26, 0, 0), (27, 2, 0), (28, 0, 0), (30, 0, 2), (31, 0, 0)):
        Message.objects.all().delete()
        with time_machine.travel(NOW + timedelta(days=days)):
            remind_of_papers(everything())
        assert (told("paper_due"), told("paper_day")) == (soon, come), days


def test_after_a_standstill_only_the_day_itself_is_told(sent, paper, lead, partner):
    with time_machine.travel(NOW + timedelta(days=40)):
        assert [remind_of_papers(everything()) for _round in range(2)] == [1, 0]
    assert (told("paper_due"), told("paper_day")) == (0, 2)


def test_nobody_is_reminded_of_what_is_no_longer_waited_for(sent, paper):
    Attachment.objects.update(due_on=clock.today())
    assert remind_of_papers(Application.objects.none()) == 0
    tasks.run_due()  # It is sent: the floor that knows its case reminds.
    assert (told("paper_due"), told("paper_day")) == (0, 0)
    waive(sent, paper)
    assert remind_of_papers(everything()) == 0


def test_another_day_is_reminded_of_anew(sent, paper):
    Attachment.objects.update(reminded_at=NOW, day_told_at=NOW)
    postpone(sent, paper, due_on=clock.today())
    assert remind_of_papers(everything()) == 1


def test_what_we_do_without_may_come_all_the_same(sent, paper, partner):
    waive(sent, paper)
    [shown] = papers_of(sent)
    assert (shown.is_awaited, shown.may_come, shown.comes_by) == (False, True, None)
    assert shown.state_words == WAIVED
    taken = take_in("vedtekter.pdf", samples.PDF)
    row = hand_in_attachment(sent, taken, pk=paper.pk, file_name="v.pdf", by=partner)
    assert (row.state, row.waived_at) == ("here", None)


def owed(*applications):
    found = required_and_awaited(one.pk for one in applications)
    return {pk: [paper.kind for paper in papers] for pk, papers in found.items()}


def test_what_the_guidelines_require_and_was_promised_is_owed(sent, paper, lead):
    assert owed(sent) == {sent.pk: ["statutes"]}
    Attachment.objects.update(state="from_other", due_on=None)
    assert owed(sent) == {sent.pk: ["statutes"]}
    waive(sent, paper)
    assert owed(sent) == {}


def test_what_is_owed_is_told_by_what_counts_and_not_by_a_change_that_lapsed(sent, paper):
    lapsed = Snapshot.objects.get()
    lapsed.pk, lapsed.number, lapsed.lapsed_at = None, 2, NOW
    lapsed.guideline_version_id = 0
    lapsed.save()
    assert owed(sent) == {sent.pk: ["statutes"]}


@pytest.mark.parametrize("severity", ["warns", "advises", ""])
def test_what_is_only_advised_is_not_owed(severity, sent):
    promised(sent, severity=severity)
    assert owed(sent) == {}


def test_what_nobody_asks_for_is_not_owed(sent, paper):
    Attachment.objects.update(kind="cv")
    assert owed(sent) == {}


@pytest.mark.parametrize("number", [0, 1, 3])
def test_what_is_owed_costs_the_same_however_many(
    number, sent, paper, django_assert_max_num_queries
):
    kinds = ["cv", "quote", "programme"][:number]
    for place, kind in enumerate(kinds):
        Attachment.objects.create(
            key=kind,
            application=sent,
            kind=kind,
            position=place + 2,
            state="from_other",
            changed_by_id=1,
            changed_at=NOW,
        )
    owed(sent)  # The guidelines are read once in a process.
    with django_assert_max_num_queries(3):
        assert owed(sent) == {sent.pk: ["statutes"]}
