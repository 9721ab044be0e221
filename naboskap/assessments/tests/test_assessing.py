from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.assessments.actions import (
    advise,
    answer_question,
    ask_pair,
    begin,
    close_case,
    give_up_waiting,
    note_partner_contact,
    note_second_reading,
    save_criterion_note,
)
from naboskap.assessments.models import (
    CouncilAdvice,
    CriterionNote,
    CriterionNoteVersion,
    QuestionToPair,
)
from naboskap.assessments.queries import (
    answering,
    criteria_without_reason,
    known_before,
    partner_is_known,
)
from naboskap.assessments.tests.factories import CaseFactory, noted
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import Refusal, RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.programmes.models import Criterion
from naboskap.questionnaires.models import Question, QuestionIdentity

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessing(case, cast):
    case.status = "assessing"
    case.save()
    return case


@pytest.fixture
def criterion(case):
    return Criterion.objects.filter(programme=case.programme).first()


def in_a_week():
    return clock.today() + timedelta(days=7)


def ask(case, cast, **facts):
    given = {"text": "Kan dere ta imot 22 gjester?", "answer_by": in_a_week(), "by": cast.officer}
    return ask_pair(case, **given | facts)


def form_question(case, key):
    identity = QuestionIdentity.objects.create(key=key, kind="long_text")
    return Question.objects.create(
        version=case.application.sheet.version, identity=identity, section="plan", position=1
    )


def test_the_officer_takes_the_case_up(cast, case):
    begin(case, by=cast.officer)

    case.refresh_from_db()
    assert (case.status, case.turn) == ("assessing", "office")
    assert [e.action for e in trail_of(case)] == ["assessments.begin"]


def test_where_the_council_advises_it_is_the_councils_turn(cast, case):
    case.programme.council_advises = True
    case.programme.save()

    begin(case, by=cast.officer)

    case.refresh_from_db()
    assert case.turn == "council"


def test_nobody_else_takes_the_case_up(cast, case):
    for person in (cast.other_officer, cast.impartial_officer, cast.head, cast.applicant):
        with pytest.raises(PermissionDenied):
            begin(case, by=person)
    case.refresh_from_db()
    assert case.status == "received"


def test_every_saved_assessment_is_kept(cast, assessing, criterion):
    save_criterion_note(
        assessing, criterion, mark="weak", reason="Én part.", read_number=0, by=cast.officer
    )
    save_criterion_note(
        assessing, criterion, mark="good", reason="To parter.", read_number=1, by=cast.officer
    )

    assert [(v.number, v.mark, v.reason) for v in CriterionNoteVersion.objects.all()] == [
        (1, "weak", "Én part."),
        (2, "good", "To parter."),
    ]
    assert len(criteria_without_reason(assessing)) == 1
    assert trail_of(assessing).count() == 2


def test_a_note_saved_by_somebody_else_is_not_written_over(cast, assessing, criterion):
    save_criterion_note(
        assessing, criterion, mark="weak", reason="Én part.", read_number=0, by=cast.officer
    )

    with pytest.raises(Refusal):
        save_criterion_note(
            assessing, criterion, mark="good", reason="To.", read_number=0, by=cast.officer
        )

    assert CriterionNote.objects.get().reason == "Én part."


def test_what_a_note_needs(cast, case, assessing, criterion):
    elsewhere = Criterion.objects.exclude(programme=case.programme).first()
    elsewhere = elsewhere or CaseFactory().programme.criteria.first()
    for rule, given in (
        ("ASS-9", {"criterion": elsewhere, "mark": "good", "reason": "To."}),
        ("ASS-10", {"criterion": criterion, "mark": "good", "reason": " "}),
    ):
        with pytest.raises(RuleNotMet) as refusal:
            save_criterion_note(assessing, read_number=0, by=cast.officer, **given)
        assert refusal.value.rule == rule
    assert not CriterionNote.objects.exists()


def test_a_case_not_taken_up_is_not_assessed(cast, case, criterion):
    with pytest.raises(RuleNotMet) as refusal:
        save_criterion_note(
            case, criterion, mark="good", reason="To.", read_number=0, by=cast.officer
        )

    assert refusal.value.rule == "ASS-4"
    assert not CriterionNote.objects.exists()


def test_one_thing_is_asked_of_the_partner_in_their_language(cast, assessing):
    form_question(assessing, "tasks")

    question = ask(assessing, cast, side="b", unlocked=["tasks"])

    assessing.refresh_from_db()
    assert (assessing.status, assessing.turn) == ("asked", "b")
    assert assessing.due_on == in_a_week()
    assert question.answer_by == clock.end_of(in_a_week())
    assert [(m.address, m.language) for m in Message.objects.all()] == [(cast.partner.email, "ru")]
    assert set(answering(cast.partner)) == {question}
    assert not answering(cast.applicant).exists()


def test_what_a_question_needs(cast, assessing):
    for rule, given in (
        ("ASS-16", {"text": " "}),
        ("ASS-17", {"answer_by": clock.today()}),
        ("ASS-18", {"unlocked": ["nothing-there"]}),
    ):
        with pytest.raises(RuleNotMet) as refusal:
            ask(assessing, cast, **given)
        assert refusal.value.rule == rule
    assessing.refresh_from_db()
    assert assessing.status == "assessing"
    assert not QuestionToPair.objects.exists()
    assert not Message.objects.exists()


def test_the_answer_brings_the_case_back(cast, assessing):
    question = ask(assessing, cast, side="b")
    Message.objects.all().delete()

    answer_question(question, text="Да, сможем.", language="ru", by=cast.partner)

    assessing.refresh_from_db()
    question.refresh_from_db()
    assert (assessing.status, assessing.turn) == ("assessing", "office")
    assert assessing.due_on == assessing.promised_by
    assert (question.answer, question.answered_by_id) == ("Да, сможем.", cast.partner.pk)
    assert Message.objects.get().address == cast.officer.email


def test_an_answer_told_in_a_call_is_written_down_by_the_officer(cast, assessing):
    question = ask(assessing, cast, side="b")

    answer_question(question, text="Ja, sagt på telefon.", language="nb", by=cast.officer)

    question.refresh_from_db()
    assert question.answered_by_id == cast.officer.pk


def test_what_an_answer_needs(cast, assessing):
    question = ask(assessing, cast)
    for rule, given in (
        ("ASS-19", {"text": " "}),
        ("ASS-20", {"text": "Ja.", "answers": {"tasks": "Ny tekst"}}),
    ):
        with pytest.raises(RuleNotMet) as refusal:
            answer_question(question, language="nb", by=cast.applicant, **given)
        assert refusal.value.rule == rule
    question.refresh_from_db()
    assert question.answered_at is None


def test_a_question_is_answered_once_and_by_the_side_that_was_asked(cast, assessing):
    question = ask(assessing, cast, side="a")
    for person in (cast.partner, cast.left_the_pair, cast.stranger, cast.other_officer):
        with pytest.raises(PermissionDenied):
            answer_question(question, text="Ja.", language="nb", by=person)

    answer_question(question, text="Ja.", language="nb", by=cast.applicant)

    with pytest.raises(Refusal):
        answer_question(question, text="Nei.", language="nb", by=cast.applicant)
    question.refresh_from_db()
    assert question.answer == "Ja."


def test_the_office_goes_on_without_an_answer(cast, assessing):
    question = ask(assessing, cast)

    give_up_waiting(assessing, by=cast.officer)

    assessing.refresh_from_db()
    question.refresh_from_db()
    assert assessing.status == "assessing"
    assert question.ended_at is not None
    ask(assessing, cast)  # Another may be asked now.


def test_a_new_partner_is_contacted_and_known_from_then_on(cast, assessing):
    partner = assessing.application.seats.get(side="b").organisation
    assert not partner_is_known(assessing)
    assert not known_before(partner.pk)

    with pytest.raises(RuleNotMet) as refusal:
        note_partner_contact(assessing, how=" ", by=cast.officer)
    assert refusal.value.rule == "ASS-11"
    note_partner_contact(assessing, how="Ringte rektor.", by=cast.officer)

    assessing.refresh_from_db()
    assert partner_is_known(assessing)
    assert known_before(partner.pk)


def test_the_second_reader_says_what_they_think(cast, assessing):
    with pytest.raises(RuleNotMet) as refusal:
        note_second_reading(assessing, text="", by=cast.second_reader)
    assert refusal.value.rule == "ASS-12"

    note_second_reading(assessing, text="Jeg er enig.", by=cast.second_reader)

    assessing.refresh_from_db()
    assert assessing.second_read_at is not None


def test_the_council_recommends_once(cast, assessing):
    assessing.programme.council_advises = True
    assessing.programme.save()
    with pytest.raises(RuleNotMet) as refusal:
        advise(assessing, supports=True, reason="", by=cast.council_member)
    assert refusal.value.rule == "ASS-14"

    advise(assessing, supports=True, reason="Nytt sammen.", by=cast.council_member)

    with pytest.raises(RuleNotMet) as refusal:
        advise(assessing, supports=False, reason="Nei.", by=cast.council_member)
    assert refusal.value.rule == "ASS-15"
    assert CouncilAdvice.objects.get().supports


def test_the_council_is_not_asked_elsewhere(cast, assessing):
    with pytest.raises(RuleNotMet) as refusal:
        advise(assessing, supports=True, reason="Nytt sammen.", by=cast.council_member)

    assert refusal.value.rule == "ASS-13"
    assert not CouncilAdvice.objects.exists()


def test_a_closed_case_waits_for_nothing(cast, assessing):
    question = ask(assessing, cast)

    close_case(assessing, reason="lapsed", by=SYSTEM)

    assessing.refresh_from_db()
    question.refresh_from_db()
    assert (assessing.status, assessing.turn, assessing.due_on) == ("closed", "", None)
    assert question.ended_at is not None
    with pytest.raises(TransitionRefused):
        close_case(assessing, reason="lapsed", by=SYSTEM)


def test_only_criteria_with_mark_and_reason_count(cast, case):
    noted(case, cast.officer)
    assert criteria_without_reason(case) == []

    CriterionNote.objects.filter(case=case).update(reason="")

    assert len(criteria_without_reason(case)) == 2
