import io
import json

import pytest
from django.core.management import CommandError, call_command

from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.judge import judge
from naboskap.guidelines.plainfacts import FactsError, read_facts
from naboskap.guidelines.tests.factories import every_row, good_facts, starter_rules
from naboskap.programmes.tests.factories import load_starter

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter():
    return load_starter()


def ask(monkeypatch, told, *arguments):
    """Pipe facts into the command; return what it printed and the number it ended with."""
    text = told if isinstance(told, str) else json.dumps(told)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    printed = io.StringIO()
    try:
        call_command("judge", *arguments, stdout=printed)
        ended = 0
    except SystemExit as end:
        ended = end.code
    return json.loads(printed.getvalue()), ended


def facts(**changes):
    return json.loads(good_facts(**changes).model_dump_json()) | {"programme": "barentsmidler"}


ON = ("--programme", "barentsmidler", "--on", "2021-10-04")


def test_a_good_project_can_be_sent(starter, monkeypatch):
    told, ended = ask(monkeypatch, facts(), *ON)
    assert (told["can_be_sent"], told["guidelines"], ended) == (True, "ordinary-2021", 0)
    assert [each["severity"] for each in told["findings"]] == []


def test_what_stops_it_is_told_with_the_nearest_change(starter, monkeypatch):
    told, ended = ask(monkeypatch, facts(amount_applied_for=290_000_00), *ON, "--language", "nb")
    assert (told["can_be_sent"], ended) == (False, 1)
    plain = judge(starter_rules(), good_facts(amount_applied_for=290_000_00))
    assert [each["clause"] for each in told["findings"]] == [each.clause for each in plain]
    [share] = [each for each in told["findings"] if each["kind"] == "share_ceiling"]
    assert share["words"]["changes"]
    assert "kr" in share["words"]["changes"][0]


def test_the_day_decides_which_guidelines_and_the_line_completes_the_facts(starter, monkeypatch):
    told = facts()
    del told["programme"], told["submitted_on"]
    answer, _ended = ask(monkeypatch, told, *ON)
    assert (answer["on"], answer["programme"]) == ("2021-10-04", "barentsmidler")
    with pytest.raises(CommandError, match="no guidelines in force"):
        ask(monkeypatch, told, "--programme", "barentsmidler", "--on", "1999-01-01")


def test_a_version_that_lies_ready_is_asked_by_its_name(starter, monkeypatch):
    load_guidelines(every_row(), by=SYSTEM)
    told, ended = ask(monkeypatch, facts(), *ON, "--guidelines", "ordinary-2020-digital")
    assert (told["guidelines"], ended) == ("ordinary-2020-digital", 1)
    assert [each["kind"] for each in told["findings"]] == ["activity_mode"]
    with pytest.raises(CommandError, match="ordinary-2021, ordinary-2022, ordinary-2024"):
        ask(monkeypatch, facts(), *ON, "--guidelines", "barentskult-2021")


def test_without_a_programme_it_says_which_there_are(starter, monkeypatch):
    for arguments in ((), ("--programme", "no-such")):
        with pytest.raises(CommandError, match="barentsmidler"):
            ask(monkeypatch, facts(), *arguments)


@pytest.mark.parametrize(
    ("change", "path", "why"),
    [
        ({"amount": 5}, "amount", "no such fact"),
        ({"theme": "swimming"}, "theme", "one of"),
        ({"open_obligations": -1}, "open_obligations", "less than 0"),
        ({"amount_applied_for": "210000"}, "amount_applied_for", "whole number"),
        ({"start_date": "1.11.2021"}, "start_date", "date"),
        ({"for_children_and_youth": "yes"}, "for_children_and_youth", "true or false"),
        ({"language": 5}, "language", "text"),
        ({"costs": [{"side": "a", "category": "travel"}]}, "costs[0].amount", "must be there"),
        ({"applicant": {"country": "Norway"}}, "applicant.country", "2 characters"),
        ({"activities": 3}, "activities", "another shape"),
    ],
)
def test_wrong_facts_are_told_with_their_place(starter, monkeypatch, change, path, why):
    told, ended = ask(monkeypatch, facts() | change, *ON)
    assert ended == 2
    assert [each["at"] for each in told["wrong"]] == [path]
    assert why in told["wrong"][0]["why"]


def test_every_fault_is_told_at_once_and_in_the_reader_s_language(starter, monkeypatch):
    wrong = facts() | {"theme": "swimming", "amount": 5}
    told, _ended = ask(monkeypatch, wrong, *ON, "--language", "nb")
    assert {each["at"] for each in told["wrong"]} == {"theme", "amount"}
    assert not any("This must" in each["why"] for each in told["wrong"])


def test_what_is_no_json_is_said_to_be_none(starter, monkeypatch):
    told, ended = ask(monkeypatch, "{theme: ", *ON)
    assert ended == 2
    assert "not JSON" in told["wrong"][0]["why"]
    with pytest.raises(FactsError):
        read_facts("[]")


def test_the_schema_has_a_meaning_for_every_fact(monkeypatch):
    told, _ended = ask(monkeypatch, "", "--schema")
    assert set(told["required"]) == {"submitted_on"}
    for name, shape in told["properties"].items():
        assert shape.get("description") or "$ref" in json.dumps(shape), name
    assert "øre" in json.dumps(told["properties"]["amount_applied_for"], ensure_ascii=False)
