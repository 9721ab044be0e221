from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.applications.actions import note_writing
from naboskap.applications.draft import Writing
from naboskap.applications.models import Presence
from naboskap.applications.queries import GONE_AFTER, writing_now
from naboskap.applications.tests.factories import NOW, draft
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet

pytestmark = pytest.mark.django_db


def test_the_other_side_sees_who_writes_where_until_a_minute_has_gone(application, lead, partner):
    before = len(trail_of(application))
    note_writing(application, "summary", by=lead)
    note_writing(application, "money", by=lead)

    assert writing_now(application, but_not=partner) == [Writing(str(lead), "a", "money")]
    assert writing_now(application, but_not=lead) == []
    assert writing_now(draft(), but_not=lead) == []
    with time_machine.travel(NOW + timedelta(seconds=GONE_AFTER + 5), tick=False):
        assert writing_now(application, but_not=partner) == []
    assert len(trail_of(application)) == before


def test_it_does_not_grow(application, cast):
    for _again in range(3):
        for person in (cast.lead, cast.partner, cast.writing_adviser):
            note_writing(application, "summary", by=person)
    assert Presence.objects.count() == 3
    assert Writing(str(cast.writing_adviser), "", "summary") in writing_now(
        application, but_not=cast.lead
    )

    with time_machine.travel(NOW + timedelta(hours=1), tick=True):
        note_writing(application, "result", by=cast.lead)

    assert Presence.objects.get().section == "result"


def test_saying_so_costs_two_statements(application, lead, django_assert_num_queries):
    note_writing(application, "summary", by=lead)
    # Its savepoint twice, how one stands to the draft, who is gone, and the row.
    with django_assert_num_queries(5):
        note_writing(application, "summary", by=lead)


@pytest.mark.parametrize("section", ["", "no-such-part", "x" * 100])
def test_only_a_part_of_the_draft_is_written_in(application, lead, section):
    with pytest.raises(RuleNotMet) as refusal:
        note_writing(application, section, by=lead)

    assert refusal.value.rule == "APP-27"
    assert not Presence.objects.exists()


def test_only_who_may_write_is_said_to_write(application, cast):
    for person in (cast.adviser, cast.reader, cast.stranger, cast.case_officer):
        with pytest.raises(PermissionDenied):
            note_writing(application, "summary", by=person)
    assert not Presence.objects.exists()
