"""What the database refuses, whatever the code does."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from naboskap.assessments.models import (
    Case,
    CriterionNote,
    CriterionNoteVersion,
    Impartiality,
    Interest,
)
from naboskap.assessments.tests.factories import interest, noted, said

pytestmark = pytest.mark.django_db


def refused(name, break_it):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        break_it()


def update(case, **facts):
    return lambda: Case.objects.filter(pk=case.pk).update(**facts)


def test_a_case(cast, case):
    refused("case_status_is_known", update(case, status="lost", due_on=None))
    refused("case_open_has_its_day", update(case, status="decided"))
    refused("case_open_has_its_day", update(case, due_on=None))
    refused("case_turn_is_known", update(case, turn="x"))
    refused("case_amount_is_not_negative", update(case, amount_applied_for=-1))
    refused("second_reader_is_another", update(case, second_reader=case.officer))


def test_an_interest(cast, case):
    organisation = case.application.seats.get(side="a").organisation
    tie = interest(cast.officer, organisation)
    refused(
        "one_interest_in_force|user_id.*organisation_id",
        lambda: interest(cast.officer, organisation),
    )
    refused(
        "interest_ended_by_another",
        lambda: Interest.objects.filter(pk=tie.pk).update(
            ended_at=timezone.now(), ended_by_id=cast.officer.pk
        ),
    )


def test_an_impartiality(cast, case):
    refused("impartiality_once_a_person|case_id.*user_id", lambda: said(case, cast.officer))
    refused(
        "interest_has_its_reason",
        lambda: Impartiality.objects.filter(user=cast.officer).update(is_impartial=False),
    )


def test_a_question(cast, case, question_of):
    question_of(case)
    refused("one_question_at_a_time|case_id", lambda: question_of(case))


def test_a_note(cast, case):
    note = noted(case, cast.officer)[0]
    refused("criterion_note_once|case_id.*criterion_id", lambda: noted(case, cast.officer))
    refused(
        "criterion_mark_is_known",
        lambda: CriterionNote.objects.filter(pk=note.pk).update(mark="fine"),
    )

    def version():
        return CriterionNoteVersion.objects.create(
            note=note, number=1, saved_by_id=1, saved_at=timezone.now()
        )

    version()
    refused("note_version_is_unique|note_id.*number", version)
