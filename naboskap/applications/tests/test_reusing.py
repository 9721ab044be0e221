"""From an earlier application: what still holds comes along, and the earlier one stays."""

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    save_answer,
    save_attachment,
    start_from_earlier,
    submit_application,
)
from naboskap.applications.actions.reusing import PARTS
from naboskap.applications.content import content_of
from naboskap.applications.models import Application
from naboskap.applications.queries import draft_of, earlier_of
from naboskap.applications.tests.factories import programme
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.questionnaires.models import AnswerVersion

pytestmark = pytest.mark.django_db


def begin(source, *, by, parts=PARTS, size="full", of=None, key="new"):
    return start_from_earlier(
        source, programme=of or source.programme, size=size, key=key, parts=parts, by=by
    )


def test_what_still_holds_comes_along_and_sums_and_dates_do_not(ready, lead):
    save_attachment(ready, key="p", kind="cv", state="none", note="Nei", by=lead)
    before = content_of(draft_of(ready))

    new = draft_of(begin(ready, by=lead))

    told = content_of(new)
    same = ("title", "theme", "for_children_and_youth", "participants", "answers")
    assert {name: told[name] for name in same} == {name: before[name] for name in same}
    assert told["sides"]["a"] == before["sides"]["a"]
    assert told["sides"]["b"]["name"] == "Partnerskolen"
    assert [one["task_b"] if "task_b" in one else one["b"] for one in told["activities"]] == [
        one["b"] for one in before["activities"]
    ]
    assert {one["from_date"] for one in told["activities"]} == {None}
    assert (new.start_date, new.end_date, new.amount_applied_for) == (None, None, None)
    assert (new.costs, new.financing, new.papers) == ((), (), ())
    assert new.sides["b"].people == ()
    assert content_of(draft_of(ready)) == before


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_chosen_for_itself(part, ready, lead):
    new = draft_of(begin(ready, by=lead, parts=[part]))
    assert bool(new.title) == (part == "basics")
    assert bool(new.sides["b"].name) == (part == "partner")
    assert bool(new.answers) == (part == "texts")
    assert bool(new.activities) == (part == "activities")
    assert bool(new.participants) == (part == "participants")


def test_a_text_says_where_it_comes_from_until_it_is_changed(ready, lead):
    application = begin(ready, by=lead)
    draft = draft_of(application)
    assert draft.carried == set(draft.answers)

    save_answer(application, "summary", "En ny elv.", language="nb", read_number=1, by=lead)

    draft = draft_of(Application.objects.get(pk=application.pk))
    assert draft.carried == set(draft.answers) - {"summary"}
    assert application.begun_from == ready
    assert draft_of(ready).carried == frozenset()


def test_a_second_click_makes_one_draft(ready, lead):
    first, second = (begin(ready, by=lead) for _click in range(2))
    assert first == second
    assert AnswerVersion.objects.filter(answer__sheet=first.sheet_id).count() == len(
        draft_of(first).answers
    )
    assert len(draft_of(second).activities) == len(draft_of(ready).activities)
    [line] = [one for one in trail_of(first) if one.action == "applications.begin_from"]
    assert line.data == {"source": ready.pk, "parts": list(PARTS)}


def test_something_comes_along(ready, lead):
    for parts in ([], ["sums"]):
        with pytest.raises(RuleNotMet) as refused:
            begin(ready, by=lead, parts=parts)
        assert refused.value.rule == "APP-79"
    assert Application.objects.count() == 1


def test_what_was_sent_is_begun_from_too_by_either_side(ready, lead, partner):
    submit_application(ready, by=lead)

    new = draft_of(begin(ready, by=partner))

    assert [person.user_id for person in new.sides["b"].people] == [partner.pk]
    assert new.sides["a"].people == ()
    assert new.sides["a"].described_as == draft_of(ready).sides["a"].organisation_name
    assert new.sides["a"].organisation_id is None  # The other side says who it is itself.


def test_into_another_programme_and_a_smaller_form(ready, lead):
    small = draft_of(begin(ready, by=lead, of=programme("barentskult"), size="short"))
    assert (small.programme, small.size) == ("barentskult", "short")
    assert set(small.answers) < set(draft_of(ready).answers)
    assert len(small.activities) <= 3


def test_nobody_begins_from_what_is_not_theirs(ready, cast):
    for person in (cast.stranger, cast.colleague, cast.adviser, UserFactory()):
        with pytest.raises(PermissionDenied):
            begin(ready, by=person)
        assert ready not in earlier_of(person)
    assert set(earlier_of(cast.lead)) == {ready}
    assert Application.objects.filter(begun_from__isnull=False).count() == 0
