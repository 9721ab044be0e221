import copy

import pytest
from django.db import IntegrityError, connection, transaction

from naboskap.accounts.tests.factories import UserFactory
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.questionnaires.actions import load_forms, new_sheet
from naboskap.questionnaires.models import (
    Answer,
    AnswerVersion,
    FormVersion,
    Question,
    QuestionIdentity,
)
from naboskap.questionnaires.queries import everything_in, questions_of, version_in_use
from naboskap.questionnaires.tests.factories import starter_forms, starter_rows

pytestmark = pytest.mark.django_db


def test_loading_twice_publishes_once():
    starter_forms()
    starter_forms()

    assert set(FormVersion.objects.values_list("form__slug", "number")) == {
        ("application-short", 1),
        ("application-full", 1),
        ("application-journalist", 1),
        ("application-travel", 1),
        ("application-culture", 1),
        ("report-short", 1),
        ("report-full", 1),
    }


def test_a_changed_form_is_a_new_version_and_the_old_one_stands():
    rows = starter_rows()
    load_forms(rows)
    short = FormVersion.objects.get(form__slug="application-short").form
    old_sheet = new_sheet(short)
    changed = copy.deepcopy(rows)
    changed[0]["questions"][4]["words"]["nb"] = "Hva vil dere gjøre?"

    load_forms(changed)

    assert version_in_use(short).number == 2
    assert questions_of(old_sheet.version)[0].words["nb"] == rows[0]["questions"][4]["words"]["nb"]
    assert questions_of(version_in_use(short))[0].words["nb"] == "Hva vil dere gjøre?"


@pytest.mark.parametrize(
    ("part", "rule"), [("words", "QUE-1"), ("why", "QUE-1"), ("purpose", "QUE-4")]
)
def test_a_question_without_its_purpose_is_not_published(part, rule):
    rows = starter_rows()
    rows[0]["questions"][0][part]["ru"] = ""

    with pytest.raises(RuleNotMet) as refusal:
        load_forms(rows)

    assert refusal.value.rule == rule
    assert not FormVersion.objects.exists()


@pytest.mark.parametrize("change", [{"kind": "yes_no"}, {"role": "story"}])
def test_a_question_keeps_its_kind(change):
    rows = starter_rows()
    load_forms(rows)
    rows[0]["questions"][0].update(change)

    with pytest.raises(RuleNotMet) as refusal:
        load_forms(rows)

    assert refusal.value.rule == "QUE-2"
    assert FormVersion.objects.count() == len(rows)


def test_the_starter_leaves_alone_what_staff_have_published():
    rows = starter_rows("application-short")
    load_forms(rows)
    first = FormVersion.objects.get()
    person = UserFactory()
    theirs = FormVersion.objects.create(
        form=first.form, number=2, published_at=clock.now(), published_by=person
    )
    rows[0]["questions"][0]["words"]["nb"] = "Noe nytt"

    assert load_forms(rows) == [theirs]

    assert FormVersion.objects.count() == 2


def test_what_is_published_is_never_changed():
    version = version_in_use(starter_forms()["application-short"])
    question = version.questions.first()
    changes = [
        lambda: Question.objects.filter(pk=question.pk).update(is_required=False),
        lambda: Question.objects.filter(pk=question.pk).update(stands=False),
        lambda: FormVersion.objects.filter(pk=version.pk).update(published_at=None),
        lambda: FormVersion.objects.filter(pk=version.pk).update(digest="another"),
    ]
    if connection.vendor == "postgresql":
        changes.append(lambda: Question.objects.filter(pk=question.pk).delete())

    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    question.refresh_from_db()
    assert question.is_required


def test_what_is_built_in_stands_among_the_rest_and_is_not_answered_on_the_sheet():
    version = version_in_use(starter_forms()["application-full"])

    built_in = [one.role for one in everything_in(version) if one.is_built_in]
    written = [one.key for one in questions_of(version)]

    assert built_in == [
        "title",
        "theme",
        "dates",
        "pair",
        "activities",
        "places",
        "participants",
        "budget",
        "financing",
        "amount",
    ]
    assert not set(built_in) & set(written)


def test_questions_are_read_once_a_process(django_assert_num_queries):
    version = version_in_use(starter_forms()["application-full"])
    questions_of(version)

    with django_assert_num_queries(0):
        keys = [question.key for question in questions_of(version)]

    assert keys[0] == "summary"


def test_every_text_is_there_in_three_languages():
    for row in starter_rows():
        for question in row["questions"]:
            for part in ("words", "help", "why", "good", "weak", "purpose"):
                assert set(question[part]) == {"nb", "en", "ru"}, (question["key"], part)


def test_what_the_tables_refuse():
    forms = starter_forms()
    version = version_in_use(forms["application-short"])
    question = version.questions.first()
    sheet = new_sheet(forms["application-short"])
    facts = {"text": "", "saved_by_id": 1, "saved_at": version.published_at}
    answer = Answer.objects.create(sheet=sheet, identity=question.identity, **facts)
    AnswerVersion.objects.create(answer=answer, number=1, **facts)
    twice = {
        "form_version_is_unique": lambda: FormVersion.objects.create(form=version.form, number=1),
        "question_role_is_unique": lambda: QuestionIdentity.objects.create(
            key="other", kind="long_text", role="summary"
        ),
        "question_once_a_version": lambda: Question.objects.create(
            version=version, identity=question.identity, section="together", position=9
        ),
        "answer_once_a_sheet": lambda: Answer.objects.create(
            sheet=sheet, identity=question.identity, **facts
        ),
        "answer_version_is_unique": lambda: AnswerVersion.objects.create(
            answer=answer, number=1, **facts
        ),
    }
    for act in twice.values():
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
