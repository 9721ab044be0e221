import pytest
from django.db.models import F

from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.errors import RuleNotMet
from naboskap.core.statements import change
from naboskap.questionnaires.actions import AnswerChanged, new_sheet, save_answer
from naboskap.questionnaires.models import Answer, AnswerVersion
from naboskap.questionnaires.queries import answers_of, text_in_role, versions_of
from naboskap.questionnaires.tests.factories import starter_forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return new_sheet(starter_forms()["application-full"])


@pytest.fixture
def ours():
    return UserFactory()


@pytest.fixture
def theirs():
    return UserFactory(language="ru")


def test_every_saved_text_is_kept(sheet, ours, theirs):
    save_answer(sheet, "summary", "Elva", language="nb", read_number=0, by=ours)
    save_answer(sheet, "summary", "Река", language="ru", read_number=1, by=theirs)

    answer = answers_of(sheet)["summary"]
    assert (answer.text, answer.language, answer.number, answer.saved_by_id) == (
        "Река",
        "ru",
        2,
        theirs.pk,
    )
    assert [(row.number, row.text, row.saved_by_id) for row in versions_of(sheet, "summary")] == [
        (2, "Река", theirs.pk),
        (1, "Elva", ours.pk),
    ]
    assert text_in_role(sheet, "summary") == "Река"
    assert text_in_role(sheet, "result") == ""


@pytest.mark.parametrize("read_number", [0, 1, 3, -1, 10**30])
def test_a_text_that_another_saved_since_is_not_written_over(sheet, ours, theirs, read_number):
    save_answer(sheet, "summary", "En", language="nb", read_number=0, by=ours)
    save_answer(sheet, "summary", "To", language="nb", read_number=1, by=theirs)

    with pytest.raises(AnswerChanged) as clash:
        save_answer(sheet, "summary", "Tre", language="nb", read_number=read_number, by=ours)

    met = clash.value
    assert (met.theirs, met.yours, met.number, met.saved_by_id) == (
        "To",
        "Tre",
        2,
        theirs.pk,
    )
    assert met.saved_at == answers_of(sheet)["summary"].saved_at
    assert AnswerVersion.objects.count() == 2


def test_the_writer_may_then_choose(sheet, ours, theirs):
    save_answer(sheet, "summary", "En", language="nb", read_number=0, by=theirs)
    with pytest.raises(AnswerChanged) as clash:
        save_answer(sheet, "summary", "To", language="nb", read_number=0, by=ours)

    save_answer(
        sheet, "summary", "En og to", language="nb", read_number=clash.value.number, by=ours
    )

    assert answers_of(sheet)["summary"].text == "En og to"


def test_the_same_save_again_changes_nothing(sheet, ours):
    for _again in range(3):
        answer = save_answer(sheet, "summary", "Elva", language="nb", read_number=0, by=ours)

    assert answer.number == 1
    assert AnswerVersion.objects.count() == 1


def test_a_text_is_never_cut(sheet, ours):
    save_answer(sheet, "summary", "å" * 50_000, language="nb", read_number=0, by=ours)

    assert len(answers_of(sheet)["summary"].text) == 50_000


@pytest.mark.parametrize("key", ["story", "no-such-question"])
def test_only_a_question_of_the_form_is_answered(sheet, ours, key):
    with pytest.raises(RuleNotMet) as refusal:
        save_answer(sheet, key, "Elva", language="nb", read_number=0, by=ours)

    assert refusal.value.rule == "QUE-3"
    assert not Answer.objects.exists()


def test_saving_costs_the_same_with_one_answer_and_with_many(
    sheet, ours, django_assert_max_num_queries
):
    for key in ("summary", "result", "after"):
        save_answer(sheet, key, "En", language="nb", read_number=0, by=ours)
        with django_assert_max_num_queries(5):  # 3 of them statements, 2 of them savepoints
            save_answer(sheet, key, "To", language="nb", read_number=1, by=ours)


def test_a_language_is_chosen_or_stays(sheet, ours, theirs):
    answer = save_answer(sheet, "summary", "Elva", read_number=0, by=ours)
    assert answer.language == "nb"
    assert save_answer(sheet, "summary", "Elva vår", read_number=1, by=theirs).language == "nb"
    chosen = save_answer(sheet, "summary", "Elva vår", language="nn", read_number=2, by=ours)
    assert (chosen.language, chosen.number) == ("nn", 3)
    assert save_answer(sheet, "summary", "Река", read_number=3, by=ours).language == "ru"

    with pytest.raises(RuleNotMet) as refusal:
        save_answer(sheet, "summary", "Joki", language="fi", read_number=4, by=ours)
    assert refusal.value.rule == "QUE-20"
    assert answers_of(sheet)["summary"].text == "Река"


def test_a_save_that_came_twice_is_no_clash_where_the_other_has_gone_on(sheet, ours, theirs):
    save_answer(sheet, "summary", "En", read_number=0, by=ours)
    save_answer(sheet, "summary", "En og to", read_number=1, by=ours)
    save_answer(sheet, "summary", "En, to og tre", read_number=2, by=theirs)

    again = save_answer(sheet, "summary", "En og to", read_number=1, by=ours)

    assert (again.text, again.number) == ("En, to og tre", 3)
    assert AnswerVersion.objects.count() == 3
    with pytest.raises(AnswerChanged):  # Another's words are met, however old they are.
        save_answer(sheet, "summary", "En og to", read_number=1, by=theirs)


def test_what_no_database_keeps_is_no_reason_to_lose_a_text(sheet, ours):
    assert save_answer(sheet, "summary", "El\x00va", read_number=0, by=ours).text == "Elva"


def test_what_the_database_would_reckon_is_no_value_of_a_kept_statement(sheet, ours):
    answer = save_answer(sheet, "summary", "En", language="nb", read_number=0, by=ours)
    with pytest.raises(TypeError):
        change(Answer, {"number": F("number") + 1}, pk=answer.pk, was=1)
    assert change(Answer, {"text": "100 %s"}, pk=answer.pk, was=1)
    assert not change(Answer, {"text": "To"}, pk=answer.pk, was=2)
    assert Answer.objects.get(pk=answer.pk).text == "100 %s"
