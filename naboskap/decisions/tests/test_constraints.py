"""What the database refuses, whatever the code does."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from naboskap.decisions.models import Complaint, Decision, Vote
from naboskap.decisions.tests.factories import (
    DecisionFactory,
    MeetingFactory,
    complaint,
    present,
)

pytestmark = pytest.mark.django_db


def refused(name, break_it):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        break_it()


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("decision_status_is_known", {"status": "lost"}),
        ("decision_level_is_known", {"level": "king"}),
        ("who_proposes_cannot_decide", {"made_by_id": 7, "proposed_by_id": 7}),
        ("made_by_somebody_at_a_time", {"status": "made"}),
        ("refusal_awards_nothing", {"amount_awarded": 1}),
        ("award_awards_something", {"outcome": "award"}),
    ],
)
def test_a_decision(name, facts, proposed):
    refused(name, lambda: Decision.objects.update(**facts))


def test_one_decision_a_case(proposed):
    refused("one_decision_a_case|case_id", lambda: DecisionFactory(case=proposed.case))


def test_a_meeting(cast, proposed):
    meeting = MeetingFactory()
    refused("one_open_meeting_a_day|held_on", MeetingFactory)
    present(meeting, cast.board_member)
    refused("present_once|meeting_id", lambda: present(meeting, cast.board_member))

    def vote():
        Vote.objects.create(
            decision=proposed, user=cast.board_member, is_for=True, given_at=timezone.now()
        )

    vote()
    refused("voted_once|decision_id", vote)


def test_a_complaint(cast, proposed):
    complaint(proposed, cast.applicant)
    refused("one_open_complaint_a_side|decision_id", lambda: complaint(proposed, cast.applicant))
    refused("complaint_status_is_known", lambda: Complaint.objects.update(status="lost"))
    refused("complaint_side_is_known", lambda: Complaint.objects.update(side="c"))
    refused("settled_says_who_was_right", lambda: Complaint.objects.update(status="settled"))
