import pytest
from django.db import IntegrityError, transaction

from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.errors import RuleNotMet
from naboskap.questionnaires.actions import (
    AnswerChanged,
    check_translation,
    new_sheet,
    save_answer,
    save_translation,
)
from naboskap.questionnaires.models import Translation, TranslationVersion
from naboskap.questionnaires.tests.factories import starter_forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return UserFactory()


@pytest.fixture
def theirs():
    return UserFactory(language="ru")


@pytest.fixture
def sheet(ours):
    made = new_sheet(starter_forms("application-full")["application-full"])
    save_answer(made, "summary", "Elva", read_number=0, by=ours)
    return made


def translated(sheet, text, *, by, read=0, of=1, mark="translated", language="ru"):
    return save_translation(
        sheet,
        "summary",
        text,
        language=language,
        mark=mark,
        of_number=of,
        read_number=read,
        by=by,
    )


def checked(sheet, *, by, read=1, of=1, language="ru"):
    return check_translation(sheet, "summary", language, of_number=of, read_number=read, by=by)


def test_a_text_stands_in_another_language_beside_the_original(sheet, theirs):
    row = translated(sheet, "Река", by=theirs)
    row = translated(sheet, "Наша река", by=theirs, read=1)

    assert (row.answer.text, row.answer.number) == ("Elva", 1)
    assert (row.text, row.mark, row.of_number, row.number) == ("Наша река", "translated", 1, 2)
    assert list(TranslationVersion.objects.values_list("number", "text", "saved_by_id")) == [
        (1, "Река", theirs.pk),
        (2, "Наша река", theirs.pk),
    ]
    assert translated(sheet, "Наша река", by=theirs, read=1).number == 2


def test_a_translation_that_another_saved_since_is_met(sheet, ours, theirs):
    translated(sheet, "Река", by=theirs)

    with pytest.raises(AnswerChanged) as met:
        translated(sheet, "Речка", by=ours)

    assert (met.value.theirs, met.value.yours, met.value.number) == ("Река", "Речка", 1)
    assert Translation.objects.get().text == "Река"


def test_whoever_reads_both_says_that_they_say_the_same(sheet, ours, theirs):
    translated(sheet, "Река", by=theirs)

    row = checked(sheet, by=ours)

    assert (row.mark, row.checked_by_id, row.saved_by_id, row.number) == (
        "checked",
        ours.pk,
        theirs.pk,
        2,
    )
    assert checked(sheet, by=theirs, read=2).checked_by_id == ours.pk
    assert TranslationVersion.objects.get(number=2).saved_by_id == ours.pk
    assert translated(sheet, "Река", by=theirs, read=2).mark == "checked"
    # Another text has been checked by nobody.
    row = translated(sheet, "Речка", by=theirs, read=2)
    assert (row.mark, row.checked_by_id, row.checked_at) == ("translated", None, None)


@pytest.mark.parametrize(("read", "of"), [(0, 1), (2, 1), (1, 0), (1, 2)])
def test_only_the_very_texts_that_were_read_are_checked(sheet, ours, theirs, read, of):
    translated(sheet, "Река", by=theirs)

    with pytest.raises(RuleNotMet) as refusal:
        checked(sheet, by=ours, read=read, of=of)

    assert refusal.value.rule == "QUE-25"
    assert Translation.objects.get().mark == "translated"


def test_a_translation_says_which_text_it_renders(sheet, ours, theirs):
    translated(sheet, "Река", by=theirs)
    save_answer(sheet, "summary", "Elva og fisken", read_number=1, by=ours)

    row = translated(sheet, "Наша река", by=theirs, read=1)
    assert (row.of_number, row.answer.number) == (1, 2)
    assert checked(sheet, by=ours, read=2, of=2).of_number == 2
    assert translated(sheet, "Река и рыба", by=theirs, read=3, of=9).of_number == 2


def test_there_is_a_text_to_translate(sheet, theirs):
    with pytest.raises(RuleNotMet) as refusal:
        save_translation(
            sheet,
            "result",
            "Карта",
            language="ru",
            mark="written",
            of_number=0,
            read_number=0,
            by=theirs,
        )

    assert refusal.value.rule == "QUE-22"
    assert not Translation.objects.exists()


@pytest.mark.parametrize("language", ["nb", "fi", ""])
def test_a_translation_is_in_another_language(sheet, theirs, language):
    with pytest.raises(RuleNotMet) as refusal:
        translated(sheet, "Elva", by=theirs, language=language)

    assert refusal.value.rule == "QUE-23"
    assert not Translation.objects.exists()


@pytest.mark.parametrize("mark", ["checked", ""])
def test_nobody_says_checked_by_writing(sheet, theirs, mark):
    with pytest.raises(RuleNotMet) as refusal:
        translated(sheet, "Река", by=theirs, mark=mark)

    assert refusal.value.rule == "QUE-24"
    assert not Translation.objects.exists()


def test_what_the_tables_refuse(sheet, theirs):
    row = translated(sheet, "Река", by=theirs)
    facts = {"of_number": 1, "saved_by_id": 1, "saved_at": row.saved_at, "mark": "written"}
    refused = {
        "translation_once_a_language": lambda: Translation.objects.create(
            answer=row.answer, language="ru", **facts
        ),
        "translation_checked_says_by_whom": lambda: Translation.objects.update(mark="checked"),
        "translation_version_is_unique": lambda: TranslationVersion.objects.create(
            translation=row, number=1, **facts
        ),
    }
    for act in refused.values():
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
