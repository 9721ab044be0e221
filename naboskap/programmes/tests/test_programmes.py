from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.programmes.actions import (
    fill_examples,
    load_programmes,
    open_example_rounds,
    set_parameters,
)
from naboskap.programmes.models import Criterion, Programme
from naboskap.programmes.queries import contradictions, guidelines_of, shown_programmes
from naboskap.programmes.tests.factories import (
    ProgrammeFactory,
    load_starter,
    programme_rows,
)

pytestmark = pytest.mark.django_db
LANGUAGES = {"nb", "en", "ru"}


def test_the_five_programmes_of_2021_ship():
    programmes = load_starter()
    assert list(shown_programmes()) == [
        programmes[slug]
        for slug in (
            "barentsmidler",
            "barentskult",
            "barentskult-reisestotte",
            "reisestotte-journalister",
            "ungdomsprogrammet",
        )
    ]
    assert load_programmes(programme_rows(), by=SYSTEM) == []
    for programme in programmes.values():
        assert guidelines_of(programme).slug.endswith("-2021")
        assert contradictions(programme) == []
        assert (programme.accept_within_days, programme.report_within_days) == (None, None)
        assert len(trail_of(programme)) == 1


def test_the_figures_of_2021():
    """Threshold 400 000, answer in 4-6 weeks [S3]; 75 % advance [S43]; auditor over 100 000."""
    ordinary = load_starter()["barentsmidler"]
    assert ordinary.board_threshold == 400_000_00
    assert ordinary.board_threshold_included
    assert (ordinary.answer_from_weeks, ordinary.answer_to_weeks) == (4, 6)
    assert (ordinary.advance_share_percent, ordinary.auditor_above) == (75, 100_000_00)
    assert ordinary.short_form_up_to == 100_000_00
    assert Programme.objects.get(slug="barentskult").council_advises
    assert not Programme.objects.get(slug="reisestotte-journalister").needs_partner


def test_every_text_of_the_starter_is_there_in_three_languages():
    for row in programme_rows():
        texts = [row["name"], row["summary"], row["about"]]
        texts += [criterion[part] for criterion in row["criteria"] for part in ("name", "words")]
        for words in texts:
            assert {language for language, text in words.items() if text} >= LANGUAGES


def test_nobody_else_takes_programmes_in(cast):
    for act in (load_programmes, fill_examples):
        with pytest.raises(PermissionDenied):
            act(programme_rows(), by=cast.head)
    with pytest.raises(PermissionDenied):
        open_example_rounds(programme_rows(), by=cast.case_officer)
    assert not Programme.objects.exists()


def test_staff_set_what_is_not_set(cast):
    ordinary = load_starter()["barentsmidler"]
    changed = set_parameters(ordinary, report_within_days=60, by=cast.administrator)
    assert changed.report_within_days == 60
    entry = trail_of(ordinary).last()
    assert entry.data == {
        "before": {"report_within_days": None},
        "after": {"report_within_days": 60},
    }
    set_parameters(ordinary, report_within_days=60, by=cast.administrator)
    assert trail_of(ordinary).last() == entry


def test_a_value_is_not_set_against_the_guidelines(cast):
    ordinary = load_starter()["barentsmidler"]
    for values in ({"board_threshold": 300_000_00}, {"advance_share_percent": 80}):
        with pytest.raises(RuleNotMet) as refusal:
            set_parameters(ordinary, **values, by=cast.head)
        assert refusal.value.rule == "PRO-1"
    ordinary.refresh_from_db()
    assert ordinary.board_threshold == 400_000_00


def test_the_first_instalment_is_the_advance():
    ordinary = load_starter()["barentsmidler"]
    version = guidelines_of(ordinary)
    version.clauses.filter(kind="advance_share").update(
        kind="instalment_shares", parameters={"shares": [60, 40]}
    )
    version.stamp = uuid4()
    version.save(update_fields=["stamp"])
    assert contradictions(ordinary) == ["advance_share_percent"]


def test_only_what_is_for_staff_to_set(cast):
    ordinary = load_starter()["barentsmidler"]
    with pytest.raises(RuleNotMet) as refusal:
        set_parameters(ordinary, slug="another", by=cast.head)
    assert refusal.value.rule == "PRO-2"


def test_a_case_officer_sets_nothing(cast):
    ordinary = load_starter()["barentsmidler"]
    with pytest.raises(PermissionDenied):
        set_parameters(ordinary, report_within_days=60, by=cast.case_officer)
    ordinary.refresh_from_db()
    assert ordinary.report_within_days is None


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"advance_share_percent": 101}, "programme_advance_is_a_share"),
        ({"answer_from_weeks": 7, "answer_to_weeks": 6}, "programme_answer_weeks_in_order"),
    ],
)
def test_what_the_table_refuses(values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ProgrammeFactory(**values)


def test_a_criterion_stands_once_in_a_programme():
    programme = ProgrammeFactory()
    Criterion.objects.create(programme=programme, slug="budget", position=1)
    with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
        Criterion.objects.create(programme=programme, slug="budget", position=2)
