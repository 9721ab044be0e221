import pytest
from django.core.exceptions import PermissionDenied

from naboskap.applications.actions import (
    check_translation,
    restore_answer,
    restore_translation,
    save_answer,
    save_translation,
    withdraw_application,
)
from naboskap.applications.queries import writers_of
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.questionnaires.actions import AnswerChanged
from naboskap.questionnaires.models import AnswerVersion, TranslationVersion

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


def translated(application, text, by, *, read_number, of_number=1, mark="translated"):
    return save_translation(
        application,
        "summary",
        text,
        language="ru",
        mark=mark,
        of_number=of_number,
        read_number=read_number,
        by=by,
    )


def test_an_earlier_translation_stands_again_as_a_new_version(application, lead, partner):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    translated(application, "Река", partner, read_number=0)
    check_translation(application, "summary", "ru", of_number=1, read_number=1, by=lead)
    save_answer(application, "summary", "Elva og fisken", read_number=1, by=lead)
    translated(application, "Река и рыба", partner, read_number=2, of_number=2, mark="written")

    row = restore_translation(application, "summary", "ru", 2, read_number=3, by=partner)

    # It renders the original that it did, and its check is not said again of it.
    assert (row.text, row.mark, row.of_number, row.number) == ("Река", "translated", 1, 4)
    assert (row.checked_by_id, row.checked_at) == (None, None)
    assert TranslationVersion.objects.count() == 4
    [*_others, last] = trail_of(application)
    assert (last.action, last.data) == (
        "applications.restore_translation",
        {"key": "summary", "language": "ru", "number": 2},
    )
    with pytest.raises(AnswerChanged):
        restore_translation(application, "summary", "ru", 3, read_number=3, by=lead)
    again = restore_translation(application, "summary", "ru", 3, read_number=4, by=lead)
    assert (again.text, again.mark, again.of_number) == ("Река и рыба", "written", 2)


@pytest.mark.parametrize(("language", "number"), [("ru", 2), ("ru", 0), ("en", 1)])
def test_only_a_translation_that_there_is_stands_again(
    application, lead, partner, language, number
):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    translated(application, "Река", partner, read_number=0)
    with pytest.raises(RuleNotMet) as refusal:
        restore_translation(application, "summary", language, number, read_number=1, by=lead)
    assert refusal.value.rule == "APP-26"
    assert TranslationVersion.objects.count() == 1


def test_whoever_may_write_restores_a_translation(application, lead, cast):
    save_answer(application, "summary", "Elva", read_number=0, by=lead)
    translated(application, "Река", cast.partner, read_number=0)
    translated(application, "Речка", cast.partner, read_number=1)
    # Whoever only reads is told who can let them write; to the others it is denied.
    for person in (cast.reader, cast.adviser, cast.stranger, cast.case_officer):
        with pytest.raises((PermissionDenied, RuleNotMet)):
            restore_translation(application, "summary", "ru", 1, read_number=2, by=person)
    assert TranslationVersion.objects.count() == 2
