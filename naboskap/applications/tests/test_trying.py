"""Guidelines tried on what has been sent: counted whole, by the worker, and nothing changed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications import tasks
from naboskap.applications.actions import (
    carry_on_trials,
    submit_application,
    throw_away,
    try_on_past,
)
from naboskap.applications.actions import trying as worker
from naboskap.applications.models import Snapshot, Trial
from naboskap.applications.tests.factories import fill
from naboskap.applications.trying import FREED, STOPPED, WARNED, add, outcome
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import begin_version, load_guidelines
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.models import Version
from naboskap.guidelines.tests.factories import every_row, good_facts, one_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=[Role.CASE_OFFICER])


@pytest.fixture
def version(application):
    load_guidelines(every_row(), by=SYSTEM)
    Version.objects.filter(slug="ordinary-2022").update(rulebook=application.programme.rulebook)
    return Version.objects.get(slug="ordinary-2022")


@pytest.fixture
def sent(application, lead):
    fill(application, by=lead)
    return submit_application(application, by=lead)


def copies(snapshot, number):
    """Have more sent like one: what is tried is the frozen facts."""
    application = snapshot.application
    for n in range(number):
        application.pk, application.key = None, f"copy-{n}"
        sheet = application.sheet
        sheet.pk = None
        sheet.save()
        application.sheet = sheet
        application.save()
        snapshot.pk, snapshot.application = None, application
        snapshot.save()


def test_what_would_have_been_stopped_is_counted(version, sent, officer):
    trial = try_on_past(version, 2, by=officer)
    assert (trial.total, trial.done, trial.ended_at) == (1, 0, None)
    assert tasks.run_due() == 1
    trial.refresh_from_db()
    assert (trial.done, bool(trial.ended_at)) == (1, True)
    amount = sent.facts["amount_applied_for"]
    assert trial.found[STOPPED] == [1, amount]
    assert trial.found["programmes"] == {sent.facts["programme"]: {STOPPED: [1, amount]}}
    assert trial.found["places"] == {sent.facts["applicant"]["place"]: {STOPPED: [1, amount]}}
    assert trial.found["clauses"] == {"2.7": 1}
    assert [row[:4] for row in trial.found["rows"]] == [
        [sent.application_id, STOPPED, ["2.7"], amount]
    ]
    assert tasks.run_due() == 0
    sent.refresh_from_db()
    assert [one["severity"] for one in sent.findings if one["severity"] == "stops"] == []


def test_it_goes_on_where_it_was_left(version, sent, officer, monkeypatch):
    copies(sent, 4)
    monkeypatch.setattr(worker, "AT_A_TIME", 2)
    trial = try_on_past(version, 2, by=officer)
    assert worker._judge_some(trial.pk) == 2
    trial.refresh_from_db()
    assert (trial.done, trial.total, trial.ended_at) == (2, 5, None)
    assert carry_on_trials() == 0  # Held by whoever judged last.
    Trial.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert carry_on_trials() == 3
    trial.refresh_from_db()
    assert (trial.done, trial.found[STOPPED][0]) == (5, 5)
    assert trial.ended_at


def test_only_the_last_text_since_the_day_and_under_the_rulebook(version, sent, officer):
    other = Version.objects.get(slug="barentskult-2022")
    assert try_on_past(other, 2, by=officer).total == 0
    Snapshot.objects.update(submitted_at=clock.now() - timedelta(days=800))
    assert try_on_past(version, 2, by=officer).total == 0
    assert try_on_past(version, 3, by=officer).total == 1
    sent.pk, sent.number = None, 2
    sent.save()
    assert try_on_past(version, 3, by=officer).total == 1


def test_a_change_that_lapsed_is_not_what_was_sent(version, sent, officer):
    first = sent.pk
    sent.pk, sent.number, sent.lapsed_at = None, 2, clock.now()
    sent.save()
    assert try_on_past(version, 1, by=officer).total == 1
    assert [one.pk for one in worker._sent(version, clock.today() - timedelta(days=9))] == [first]


@pytest.mark.parametrize("years", [0, 11, -1])
def test_from_one_to_ten_years(version, officer, years):
    with pytest.raises(RuleNotMet) as refusal:
        try_on_past(version, years, by=officer)
    assert refusal.value.rule == "APP-25"


def test_who_may_not(version, lead):
    with pytest.raises(PermissionDenied):
        try_on_past(version, 2, by=lead)


def test_the_table_refuses_to_pass_its_end(version, sent, officer):
    trial = try_on_past(version, 2, by=officer)
    with (
        pytest.raises(IntegrityError, match="trial_does_not_pass_its_end"),
        transaction.atomic(),
    ):
        Trial.objects.filter(pk=trial.pk).update(done=2)


def finding(kind, severity, *, missing=False):
    return Finding("1.1", severity, kind, {}, {}, (), (), missing)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ([], [("a", "stops")], STOPPED),
        ([("a", "stops")], [], FREED),
        ([("a", "stops")], [("b", "stops")], ""),
        ([], [("a", "warns")], WARNED),
        ([("a", "warns")], [("a", "warns")], ""),
        ([("a", "warns")], [], ""),
        ([], [("a", "advises")], ""),
        ([("a", "warns")], [("a", "stops"), ("b", "warns")], STOPPED),
    ],
)
def test_what_another_answer_means(before, after, what):
    old = [finding(*one).as_data() for one in before]
    assert outcome(old, [finding(*one) for one in after]) == what


def test_what_waits_for_a_value_changes_nothing():
    assert outcome([], [finding("a", "stops", missing=True)]) == ""


def test_all_are_counted_and_some_are_listed(monkeypatch):
    monkeypatch.setattr("naboskap.applications.trying.SHOWN", 2)
    found, rules = {}, one_rule("amount_limits", at_most=100)
    told = {"facts": good_facts().model_dump(mode="json"), "findings": []}
    for key in range(3):
        add(found, rules, key, told)
    assert found[STOPPED] == [3, 3 * 210_000_00]
    assert [row[0] for row in found["rows"]] == [0, 1]


def test_what_is_being_tried_is_not_thrown_away(version, sent):
    editor = UserFactory(roles=[Role.EDITOR])
    made = begin_version(version, slug="made", name={"nb": "Ny"}, by=editor)
    try_on_past(made, 1, by=editor)
    with pytest.raises(RuleNotMet) as refusal:
        throw_away(made, by=editor)
    assert refusal.value.rule == "GUI-19"
    assert Trial.objects.count() == 1
    carry_on_trials()
    with pytest.raises(PermissionDenied):
        throw_away(made, by=UserFactory(roles=[Role.CASE_OFFICER]))
    throw_away(made, by=editor)
    assert not Trial.objects.exists()
    assert not Version.objects.filter(slug="made").exists()


def test_the_trials_stay_where_the_version_does(version, sent):
    editor = UserFactory(roles=[Role.EDITOR])
    trial = try_on_past(version, 1, by=editor)
    carry_on_trials()
    with pytest.raises(RuleNotMet) as refusal:
        throw_away(version, by=editor)
    assert refusal.value.rule == "GUI-18"
    assert Trial.objects.filter(pk=trial.pk).exists()


def test_a_row_says_what_was_asked_for_and_what_could_have_been():
    facts = good_facts()
    rules = one_rule("share_ceiling", percent=10)
    found = {}
    add(found, rules, 1, {"facts": facts.model_dump(mode="json"), "findings": []})
    _key, what, _clauses, amount, (told,), could = found["rows"][0]
    assert (what, amount) == (STOPPED, facts.amount_applied_for)
    assert told["found"]["amount"] == amount
    assert told["changes"] == []  # Sums and codes; what would be changed holds people's own words.
    assert could == facts.total_cost // 10 // 100 * 100


def test_no_sum_is_named_where_a_smaller_one_would_not_have_helped():
    found = {}
    facts = good_facts()
    rules = one_rule("applicant_place", places=["SE-BD"])
    add(found, rules, 1, {"facts": facts.model_dump(mode="json"), "findings": []})
    assert found["rows"][0][5] is None
