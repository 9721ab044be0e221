import copy
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.judge import judge
from naboskap.guidelines.models import Clause, Rulebook, Version
from naboskap.guidelines.queries import (
    hour_rates,
    paragraphs,
    published,
    rules_of,
    version_in_force,
)
from naboskap.guidelines.tests.factories import good_facts, starter_row, starter_rows

pytestmark = pytest.mark.django_db


def changed(number="4.1", **values):
    row = copy.deepcopy(starter_row("ordinary"))
    clause = next(clause for clause in row["clauses"] if clause["number"] == number)
    clause.update(values)
    return row


def refused(row):
    with pytest.raises(RuleNotMet) as refusal:
        load_guidelines([row], by=SYSTEM)
    assert not Clause.objects.exists()
    return refusal.value.rule


def test_the_starter_is_taken_in_once():
    new = load_guidelines(starter_rows(), by=SYSTEM)
    assert len(new) == 5
    assert [entry.action for entry in trail_of(*new)] == ["guidelines.load_guidelines"] * 5
    before = Clause.objects.count()
    assert load_guidelines(starter_rows(), by=SYSTEM) == []
    assert Clause.objects.count() == before


def test_nobody_else_takes_guidelines_in(cast):
    with pytest.raises(PermissionDenied):
        load_guidelines(starter_rows(), by=cast.case_officer)
    assert not Version.objects.exists()


def test_a_kind_and_its_values_must_be_known():
    assert refused(changed(kind="unheard_of")) == "GUI-1"
    assert refused(changed(parameters={"percent": "much"})) == "GUI-1"


def test_the_texts_name_the_same_values():
    words = starter_row("ordinary")["clauses"][0]["heading"]
    assert refused(changed(words={**words, "nb": "Opptil {unknown}."})) == "GUI-2"
    assert refused(changed(words={"nb": "Opptil {percent}.", "en": "Something."})) == "GUI-2"


def test_a_figure_stands_in_the_values_only():
    assert refused(changed(words={"nb": "Opptil 70 prosent.", "en": "Up to 70."})) == "GUI-3"


def test_a_rule_that_judges_says_how_hard():
    assert refused(changed(severity="")) == "GUI-4"
    assert refused(changed(number="7.1", severity="warns")) == "GUI-4"


def test_one_version_from_a_day():
    load_guidelines([starter_row("ordinary")], by=SYSTEM)
    with pytest.raises(RuleNotMet) as refusal:
        load_guidelines([starter_row("ordinary") | {"slug": "another"}], by=SYSTEM)
    assert refusal.value.rule == "GUI-5"
    rulebook = Rulebook.objects.get()
    with pytest.raises(IntegrityError, match="in_force_from"), transaction.atomic():
        Version.objects.create(
            rulebook=rulebook, slug="third", in_force_from=date(2021, 1, 1), name={}
        )


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"number": "1"}, "number"),
        ({"kind": "lead_time", "severity": "perhaps"}, "clause_severity_is_known"),
        ({"kind": "", "severity": "stops"}, "clause_text_only_judges_nothing"),
    ],
)
def test_what_the_tables_refuse(values, constraint):
    (version,) = load_guidelines([starter_row("ordinary")], by=SYSTEM)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Clause.objects.create(version=version, **{"number": "9.9", "position": 99, **values})


def test_the_version_in_force_is_the_latest_that_has_begun():
    load_guidelines([starter_row("ordinary")], by=SYSTEM)
    rulebook = Rulebook.objects.get()
    Version.objects.create(rulebook=rulebook, slug="2022", in_force_from=date(2022, 4, 1))
    Version.objects.create(rulebook=rulebook, slug="unpublished", in_force_from=None)
    assert version_in_force(rulebook, date(2020, 12, 31)) is None
    assert version_in_force("ordinary", date(2022, 3, 31)).slug == "ordinary-2021"
    assert version_in_force("ordinary", date(2022, 4, 1)).slug == "2022"
    with time_machine.travel(date(2030, 1, 1)):
        assert version_in_force("ordinary").slug == "2022"
    assert {version.slug for version in published()} == {"ordinary-2021", "2022"}


def test_a_version_is_read_once_and_again_when_it_has_changed(django_assert_num_queries):
    (version,) = load_guidelines([starter_row("ordinary")], by=SYSTEM)
    with django_assert_num_queries(1):
        rules = rules_of(version)
    with django_assert_num_queries(0):
        assert rules_of(version) is rules
    clause = version.clauses.get(number="4.1")
    clause.parameters = {**clause.parameters, "percent": 60}
    clause.save()
    version.stamp = uuid4()
    version.save()
    assert [finding.clause for finding in judge(rules_of(version), good_facts())] == ["4.1"]


def test_the_page_and_the_judge_read_the_same_figure():
    (version,) = load_guidelines([starter_row("ordinary")], by=SYSTEM)
    clause = version.clauses.get(number="4.1")
    clause.parameters = {**clause.parameters, "percent": 61}
    clause.save()
    text = next(one.text for one in paragraphs(version) if one.number == "4.1")
    assert "61\u00a0" in text
    asked = good_facts(amount_applied_for=183_000_00)
    assert "4.1" not in {finding.clause for finding in judge(rules_of(version), asked)}
    asked = good_facts(amount_applied_for=183_000_01)
    assert "4.1" in {finding.clause for finding in judge(rules_of(version), asked)}


def test_the_rates_of_own_work():
    ordinary, journalist = load_guidelines(
        [starter_row("ordinary"), starter_row("journalist")], by=SYSTEM
    )
    assert hour_rates(ordinary) == {"a": 200_00, "b": 100_00}
    assert hour_rates(journalist) == {"a": None, "b": None}
