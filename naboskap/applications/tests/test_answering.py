import pytest
from django.core.exceptions import PermissionDenied

from naboskap.applications.actions import restore_answer, save_answer, withdraw_application
from naboskap.applications.queries import writers_of
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.questionnaires.actions import AnswerChanged
from naboskap.questionnaires.models import AnswerVersion

pytestmark = pytest.mark.django_db


def restored(application):
    return [one for one in trail_of(application) if one.action == "applications.restore_answer"]


def test_an_earlier_text_stands_again_as_a_new_version(application, lead, partner):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    save_answer(application, "summary", "Река", read_number=1, by=partner)

    answer = restore_answer(application, "summary", 1, read_number=2, by=partner)

    assert (answer.text, answer.language, answer.number) == ("Elva", "nb", 3)
    [entry] = restored(application)
    assert (entry.actor_id, entry.data) == (partner.pk, {"key": "summary", "number": 1})
    with pytest.raises(AnswerChanged):
        restore_answer(application, "summary", 2, read_number=2, by=lead)
    assert AnswerVersion.objects.count() == 3


@pytest.mark.parametrize(("key", "number"), [("summary", 2), ("summary", 0), ("result", 1)])
def test_only_a_version_that_there_is_stands_again(application, lead, key, number):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)

    with pytest.raises(RuleNotMet) as refusal:
        restore_answer(application, key, number, read_number=1, by=lead)

    assert refusal.value.rule == "APP-26"
    assert AnswerVersion.objects.count() == 1
    assert restored(application) == []


def test_whoever_may_write_restores_and_only_in_a_draft(application, lead, cast):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    for person in (cast.adviser, cast.stranger, cast.case_officer):
        with pytest.raises(PermissionDenied):
            restore_answer(application, "summary", 1, read_number=1, by=person)
    withdraw_application(application, by=lead)
    with pytest.raises(RuleNotMet) as refusal:
        restore_answer(application, "summary", 1, read_number=1, by=lead)
    assert refusal.value.rule == "APP-5"


def test_whoever_wrote_is_named_also_when_they_have_left(application, lead, cast):
    application.seats.get(side="b").people.update(left_at=application.created_at, is_lead=False)

    found = writers_of(application)

    assert found[lead.pk] == (str(lead), "a")
    assert found[cast.partner.pk] == (str(cast.partner), "b")
    assert found[cast.adviser.pk] == (str(cast.adviser), "")
    assert cast.stranger.pk not in found
