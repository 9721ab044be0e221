"""A promised paper that has not come: the office gives another day, or does without it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.applications.models import Attachment, Snapshot
from naboskap.applications.tests.factories import promised
from naboskap.assessments.actions import give_leave
from naboskap.assessments.models import Case, PaperLeave
from naboskap.assessments.queries import leaves_of
from naboskap.assessments.tests.conftest import CAST
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.guidelines.models import Version
from naboskap.notifications.models import Message
from naboskap.records.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(case, cast):
    Case.objects.filter(pk=case.pk).update(status="assessing")
    case.refresh_from_db()
    return case


@pytest.fixture
def paper(case):
    version = Version.objects.create(rulebook=case.programme.rulebook, slug="papirer")
    Snapshot.objects.create(
        application=case.application,
        number=1,
        content={},
        sha256="ab" * 32,
        facts={},
        findings=[],
        guideline_version_id=version.pk,
        submitted_by_id=0,
        submitted_at=clock.now(),
    )
    return promised(case.application)


def leave(case, paper, by, *, days=None, reason="Styret møtes i mai"):
    due_on = None if days is None else clock.today() + timedelta(days=days)
    return give_leave(case, pk=paper.pk, due_on=due_on, reason=reason, by=by)


def test_another_day_is_given_told_and_journaled(case, paper, cast):
    given = leave(case, paper, cast.officer, days=60)

    paper.refresh_from_db()
    assert (paper.due_on, given.due_on, given.reason) == (
        clock.today() + timedelta(days=60),
        paper.due_on,
        "Styret møtes i mai",
    )
    told = Message.objects.filter(kind="applications.paper_new_day")
    assert {one.address for one in told} == {cast.applicant.email, cast.partner.email}
    assert not any("mai" in one.body for one in told.filter(address=cast.applicant.email))
    entry = JournalEntry.objects.get(case_file=case.case_file)
    assert (entry.kind, entry.title) == ("internal", "Ny dag for et vedlegg: Vedtekter")
    [*_others, last] = trail_of(case.application)
    assert (last.action, last.actor_id) == ("applications.postpone_attachment", cast.officer.pk)
    assert leaves_of(case) == {paper.pk: [given]}


def test_a_paper_is_done_without(case, paper, cast):
    given = leave(case, paper, cast.head)

    paper.refresh_from_db()
    assert (given.due_on, paper.waived_by_id) == (None, cast.head.pk)
    assert Message.objects.filter(kind="applications.paper_waived").count() == 2
    assert JournalEntry.objects.get().title == "Vi klarer oss uten et vedlegg: Vedtekter"


def test_a_second_click_is_the_same_leave(case, paper, cast):
    assert leave(case, paper, cast.officer, days=60) == leave(case, paper, cast.officer, days=60)
    assert leave(case, paper, cast.officer) == leave(case, paper, cast.officer)
    assert (PaperLeave.objects.count(), JournalEntry.objects.count()) == (2, 2)


def test_leave_has_its_reason(case, paper, cast):
    with pytest.raises(RuleNotMet) as refused:
        leave(case, paper, cast.officer, reason="  ")
    assert refused.value.rule == "APP-93"
    assert not PaperLeave.objects.exists()
    paper.refresh_from_db()
    assert paper.waived_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperLeave.objects.create(
            case=case, paper=paper, reason="", given_by_id=1, given_at=clock.now()
        )


def test_what_nobody_has_taken_up_is_left_to_the_pair(case, paper, cast):
    Case.objects.update(status="received")
    with pytest.raises(RuleNotMet) as refused:
        leave(case, paper, cast.officer)
    assert refused.value.rule == "APP-91"
    assert not PaperLeave.objects.exists()


def test_who_has_no_part_in_the_case_gives_no_leave(case, paper, cast):
    able = {"officer", "second_reader", "impartial_officer", "head", "deputy"}
    for name in set(CAST) - able:
        with pytest.raises(PermissionDenied):
            leave(case, paper, getattr(cast, name))
    assert not PaperLeave.objects.exists()
    assert Attachment.objects.get().waived_at is None
