"""A version is written in the office: a copy, changed paragraph by paragraph, and told in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import (
    begin_version,
    delete_version,
    load_guidelines,
    move_clause,
    name_version,
    propose_version,
    publish_version,
    put_back,
    remove_clause,
    take_up_version,
    write_clause,
)
from naboskap.guidelines.fitness import faults_of, missing_texts
from naboskap.guidelines.judge import PlainClause, judge
from naboskap.guidelines.models import Clause, ThrownAway, Version
from naboskap.guidelines.queries import differences, may_publish, publishers, rules_of
from naboskap.guidelines.tests.factories import good_facts, starter_row

pytestmark = pytest.mark.django_db
NAME = {"nb": "Ny", "en": "New", "ru": "Новая"}
FACTS = ("number", "heading", "words", "kind", "parameters", "severity", "basis", "source")


@pytest.fixture
def source():
    return load_guidelines([starter_row("ordinary")], by=SYSTEM)[0]


@pytest.fixture
def made(source, cast):
    return begin_version(source, slug="ordinary-2023", name=NAME, by=cast.editor)


def clause(version, number="4.1"):
    return version.clauses.get(number=number)


def facts_of(row, **changes):
    return {fact: getattr(row, fact) for fact in FACTS} | changes


def write(version, cast, **changes):
    row = clause(version)
    return write_clause(
        version, facts_of(row, **changes), clause=row.pk, read_revision=row.revision, by=cast.head
    )


def refused(rule, act):
    before = list(Clause.objects.order_by("pk").values()), list(Version.objects.values())
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert before == (list(Clause.objects.order_by("pk").values()), list(Version.objects.values()))


def numbers(version):
    return list(version.clauses.values_list("number", flat=True))


def test_a_new_version_is_a_copy_and_changes_nothing(source, made, cast):
    assert numbers(made) == numbers(source)
    assert differences(source, made) == ()
    assert (made.in_force_from, made.made_by) == (None, cast.editor)
    assert [entry.action for entry in trail_of(made)] == ["guidelines.begin_version"]
    again = begin_version(made, slug="ordinary-2025", name={"nb": "Enda en"}, by=cast.deputy)
    assert numbers(again) == numbers(source)


@pytest.mark.parametrize("slug", ["", "Ordinary", "a b", "-a", "x" * 51, "ordinary-2021"])
def test_a_version_has_an_address_of_its_own(source, cast, slug):
    refused("GUI-13", lambda: begin_version(source, slug=slug, name={"nb": "N"}, by=cast.editor))


def test_a_version_has_a_name(source, made, cast):
    refused("GUI-13", lambda: begin_version(source, slug="x", name={"nb": " "}, by=cast.editor))
    refused("GUI-13", lambda: name_version(made, name={"en": "New"}, by=cast.editor))
    assert name_version(made, name={"nb": " Nytt ", "ru": ""}, by=cast.editor).name == {
        "nb": "Nytt"
    }
    assert trail_of(made).last().data == {"before": NAME, "after": {"nb": "Nytt"}}


def test_one_figure_is_changed_and_the_judge_reads_it(source, made, cast):
    row = clause(made)
    stamp = made.stamp
    write(made, cast, parameters=row.parameters | {"percent": 60})
    made.refresh_from_db()
    assert made.stamp != stamp
    assert [one.number for one in differences(source, made)] == ["4.1"]
    assert [one.clause for one in judge(rules_of(made), good_facts())] == ["4.1"]
    assert judge(rules_of(source), good_facts()) == ()
    entry = trail_of(made).last()
    assert entry.action == "guidelines.write_clause"
    assert entry.data["before"]["parameters"]["percent"] == 70
    assert entry.data["after"]["parameters"]["percent"] == 60
    assert set(entry.data["after"]) == {"parameters"}


def test_what_is_written_as_it_stood_is_no_change(made, cast):
    row = clause(made)
    assert write(made, cast).revision == row.revision
    assert trail_of(made).count() == 1


def test_what_is_published_is_not_changed(source, cast):
    row = clause(source)
    values = {"clause": row.pk, "by": cast.editor}
    for act in (
        lambda: write_clause(source, facts_of(row), read_revision=1, **values),
        lambda: remove_clause(source, row.pk, read_revision=1, by=cast.editor),
        lambda: move_clause(source, row.pk, is_up=True, read_revision=1, by=cast.editor),
        lambda: name_version(source, name={"nb": "N"}, by=cast.editor),
        lambda: delete_version(source, by=cast.editor),
    ):
        refused("GUI-10", act)


def test_what_is_proposed_is_not_changed_before_the_day_is_taken_back(made, cast):
    propose_version(made, clock.today() + timedelta(days=1), by=cast.editor)
    for act in (
        lambda: write(made, cast, basis="Styret"),
        lambda: delete_version(made, by=cast.editor),
    ):
        refused("GUI-11", act)


def test_two_who_change_a_paragraph_meet_each_other(made, cast):
    row = clause(made)
    write(made, cast, basis="Vedtak en")
    late = {"clause": row.pk, "read_revision": row.revision, "by": cast.editor}
    refused("GUI-12", lambda: write_clause(made, facts_of(row, basis="Vedtak to"), **late))
    refused("GUI-12", lambda: remove_clause(made, row.pk, read_revision=1, by=cast.editor))
    now = clause(made)
    assert (now.basis, now.revision, now.changed_by) == ("Vedtak en", 2, cast.head)
    remove_clause(made, row.pk, read_revision=2, by=cast.editor)
    refused("GUI-12", lambda: write_clause(made, facts_of(row), **late | {"read_revision": 2}))


@pytest.mark.parametrize("number", ["", "0", "4.", "4.1.1", "4a", "4.01", "1000", "4.2"])
def test_a_paragraph_has_a_number_of_its_own(made, cast, number):
    refused("GUI-14", lambda: write(made, cast, number=number))


def test_a_paragraph_has_a_heading(made, cast):
    heading = clause(made).heading | {"nb": " "}
    refused("GUI-15", lambda: write(made, cast, heading=heading))


def test_a_paragraph_stands_where_its_number_says(made, cast):
    write(made, cast, number="5.9")
    after = numbers(made)
    assert after.index("5.9") == after.index("6") - 1
    new = {"number": "4.1", "heading": {"nb": "Nytt"}, "words": {"nb": "Tekst."}}
    write_clause(made, new, by=cast.editor)
    assert numbers(made).index("4.1") == numbers(made).index("4") + 1
    assert trail_of(made).last().action == "guidelines.add_clause"


def test_a_version_is_proposed_when_every_language_has_it(made, cast):
    write_clause(
        made,
        {"number": "8", "heading": {"nb": "Nytt", "en": "New"}, "words": {}},
        by=cast.editor,
    )
    tomorrow = clock.today() + timedelta(days=1)
    refused("GUI-16", lambda: propose_version(made, tomorrow, by=cast.editor))
    row = clause(made, "8")
    remove_clause(made, row.pk, read_revision=row.revision, by=cast.editor)
    propose_version(made, tomorrow, by=cast.editor)
    publish_version(made, by=cast.head)


def test_a_version_is_proposed_when_it_has_a_name_in_every_language(made, cast):
    name_version(made, name={"nb": "Ny", "en": "New", "ru": " "}, by=cast.editor)
    tomorrow = clock.today() + timedelta(days=1)
    refused("GUI-29", lambda: propose_version(made, tomorrow, by=cast.editor))
    name_version(made, name=NAME, by=cast.editor)
    assert propose_version(made, tomorrow, by=cast.editor).proposed_from == tomorrow


def test_a_chapter_with_paragraphs_stays(made, cast):
    chapter = clause(made, "5")
    refused("GUI-17", lambda: remove_clause(made, chapter.pk, read_revision=1, by=cast.editor))
    for number in [one for one in numbers(made) if one.startswith("5.")]:
        row = clause(made, number)
        remove_clause(made, row.pk, read_revision=row.revision, by=cast.editor)
    assert trail_of(made).last().data["before"]["heading"]["nb"]
    remove_clause(made, chapter.pk, read_revision=1, by=cast.editor)
    assert not [one for one in numbers(made) if one.startswith("5")]


def test_what_is_taken_out_is_put_back_as_it_stood(made, cast):
    row = clause(made, "4.1")
    stood = {fact: getattr(row, fact) for fact in FACTS}
    place = numbers(made)
    remove_clause(made, row.pk, read_revision=1, by=cast.editor)
    [kept] = made.taken_out.all()
    write_clause(made, {**stood, "heading": {"nb": "En annen"}}, by=cast.head)
    refused("GUI-28", lambda: put_back(made, kept.pk, by=cast.deputy))
    other = clause(made, "4.1")
    remove_clause(made, other.pk, read_revision=other.revision, by=cast.head)

    put_back(made, kept.pk, by=cast.deputy)

    assert put_back(made, kept.pk, by=cast.deputy) is None  # A second click.
    assert {fact: getattr(clause(made, "4.1"), fact) for fact in FACTS} == stood
    assert numbers(made) == place
    assert made.taken_out.get().facts["heading"] == {"nb": "En annen"}
    assert set(made.writers.all()) == {cast.editor, cast.head, cast.deputy}
    assert trail_of(made).last().action == "guidelines.put_back_clause"


@pytest.mark.parametrize(
    "write",
    [
        lambda made, by: name_version(made, name=NAME, by=by),
        lambda made, by: remove_clause(made, clause(made).pk, read_revision=1, by=by),
        lambda made, by: move_clause(made, clause(made).pk, is_up=False, read_revision=1, by=by),
        lambda made, by: write_clause(
            made,
            {**{fact: getattr(clause(made), fact) for fact in FACTS}, "basis": "Vedtak 7"},
            clause=clause(made).pk,
            read_revision=1,
            by=by,
        ),
    ],
)
def test_nobody_who_wrote_publishes_whoever_proposes(made, cast, write):
    name_version(made, name=NAME, by=cast.editor)
    write(made, by=cast.deputy)
    made = propose_version(made, clock.today() + timedelta(days=5), by=cast.head)

    for writer in (cast.editor, cast.deputy):
        refused("GUI-27", lambda: publish_version(made, by=writer))  # noqa: B023
        assert not may_publish(writer, made)
    assert not publishers(made).exists()
    second = UserFactory(roles=[Role.EDITOR])
    assert list(publishers(made)) == [second]
    assert publish_version(made, by=second).published_by == second


def test_a_copy_of_what_nobody_has_published_takes_its_writers_along(made, cast):
    name_version(made, name=NAME, by=cast.deputy)
    copy = begin_version(made, slug="avskrift", name=NAME, by=cast.editor)
    assert set(copy.writers.all()) == {cast.editor, cast.deputy}
    copy = propose_version(copy, clock.today() + timedelta(days=5), by=cast.editor)
    refused("GUI-27", lambda: publish_version(copy, by=cast.deputy))
    second = UserFactory(roles=[Role.EDITOR])
    publish_version(copy, by=second)
    # What is published has been read by a second person: its copy is its maker's alone.
    again = begin_version(copy, slug="ny-avskrift", name=NAME, by=cast.head)
    assert set(again.writers.all()) == {cast.head}


def test_a_paragraph_changes_places_with_its_neighbour(made, cast):
    first, second = clause(made, "4.1"), clause(made, "4.2")
    move_clause(made, first.pk, is_up=False, read_revision=1, by=cast.editor)
    assert clause(made, "4.2").pk == first.pk
    assert clause(made, "4.1").pk == second.pk
    assert numbers(made) == numbers(Version.objects.get(slug="ordinary-2021"))
    assert trail_of(made).last().data == {"before": "4.1", "after": "4.2"}
    for number, is_up in (("4.1", True), ("4.9", False), ("4", False)):
        row = clause(made, number)
        refused(
            "GUI-20",
            lambda row=row, is_up=is_up: move_clause(
                made, row.pk, is_up=is_up, read_revision=row.revision, by=cast.editor
            ),
        )


def test_only_what_was_made_here_is_thrown_away(source, made, cast):
    ready = load_guidelines([starter_row("ordinary"), starter_row("2022-ordinary")], by=SYSTEM)
    refused("GUI-18", lambda: delete_version(ready[-1], by=cast.editor))
    pk = made.pk
    delete_version(made, by=cast.editor)
    assert not Version.objects.filter(pk=pk).exists()
    assert not Clause.objects.filter(version=pk).exists()
    made.pk = pk
    kept = trail_of(made).last().data
    assert kept["slug"] == "ordinary-2023"
    assert [row["number"] for row in kept["clauses"]] == numbers(source)


def test_what_was_thrown_away_is_put_back_as_it_stood(source, made, cast):
    remove_clause(made, clause(made, "4.9").pk, read_revision=1, by=cast.head)
    made.sent_back.create(
        proposed_from=clock.today(),
        proposed_by=cast.editor,
        sent_by=cast.deputy,
        sent_at=clock.now(),
        reason="Skriv mer.",
    )
    stood = numbers(made)
    kept = delete_version(made, by=cast.head)
    with pytest.raises(PermissionDenied):
        take_up_version(kept, by=cast.finance_preparer)
    other = begin_version(source, slug="ordinary-2023", name=NAME, by=cast.deputy)
    refused("GUI-42", lambda: take_up_version(kept, by=cast.deputy))
    delete_version(other, by=cast.deputy)

    back = take_up_version(kept, by=cast.deputy)
    assert (back.slug, back.name, back.made_by) == ("ordinary-2023", NAME, cast.editor)
    assert numbers(back) == stood
    assert back.taken_out.get().facts["number"] == "4.9"
    assert (back.taken_out.get().taken_by, back.sent_back.get().reason) == (
        cast.head,
        "Skriv mer.",
    )
    assert set(back.writers.all()) == {cast.editor, cast.head, cast.deputy}
    assert trail_of(back).last().action == "guidelines.take_up_version"
    assert [one.made_by for one in ThrownAway.objects.all()] == [cast.deputy]


def test_who_may_not_write(source, made, cast):
    row = clause(made)
    for act in (
        lambda: begin_version(source, slug="x", name={"nb": "N"}, by=cast.case_officer),
        lambda: write_clause(made, facts_of(row), by=cast.administrator),
        lambda: delete_version(made, by=cast.finance_preparer),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Version.objects.count() == 2


def plain(kind="share_ceiling", severity="stops", **facts):
    parameters = {"percent": 70} if kind == "share_ceiling" else {}
    values = {"parameters": parameters, "heading": {"nb": "H"}, "words": {}} | facts
    return PlainClause("4.1", kind, severity, **values)


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        (plain(), []),
        (plain("no_such"), [("GUI-1", "kind")]),
        (plain(parameters={"percent": "much"}), [("GUI-1", "parameters.percent")]),
        (plain(parameters={}), [("GUI-1", "parameters.percent")]),
        (plain(words={"nb": "{much}"}), [("GUI-2", "words.nb")]),
        (plain(words={"nb": "{percent}", "en": "Some."}), [("GUI-2", "words.en")]),
        (plain(words={"nb": "{percent}", "nn": ""}), []),
        (plain(words={"nb": "70"}), [("GUI-3", "words.nb")]),
        (plain(heading={"nb": "70"}), [("GUI-3", "heading.nb")]),
        (plain(severity=""), [("GUI-4", "severity")]),
        (plain("auditor_above", parameters={"amount": 1}), [("GUI-4", "severity")]),
        (plain("", severity="warns"), [("GUI-4", "severity")]),
        (plain("", severity="", heading={"nb": "2023"}), []),
        (
            plain(severity="", words={"nb": "70 {much}"}),
            [("GUI-2", "words.nb"), ("GUI-3", "words.nb"), ("GUI-4", "severity")],
        ),
    ],
)
def test_each_fault_is_told_with_its_place(clause, found):
    faults = faults_of(clause)
    assert [(one.rule, one.field) for one in faults] == found
    assert all(str(one.words).endswith(".") for one in faults)


def test_what_is_not_written_yet():
    languages = ("nb", "en", "ru")
    assert missing_texts({"nb": "H", "en": "H", "ru": "З"}, {}, languages) == ()
    assert missing_texts({"nb": "H", "en": "H"}, {}, languages) == ("ru",)
    every = dict.fromkeys(languages, "x")
    assert missing_texts(every, {"nb": "x", "ru": ""}, languages) == ("en", "ru")


def share_of(version, percent):
    return clause(version).parameters | {"percent": percent}


def test_what_does_not_go_together_is_seen_before_it_is_proposed_and_published(made, cast):
    write(made, cast, parameters=share_of(made, 55))  # 7.5 asks for 30 of own money.
    made.refresh_from_db()
    tomorrow, seen = clock.today() + timedelta(days=1), str(made.stamp)
    refused("GUI-53", lambda: propose_version(made, tomorrow, by=cast.editor))
    refused("GUI-53", lambda: propose_version(made, tomorrow, seen="on", by=cast.editor))
    propose_version(made, tomorrow, seen=seen, by=cast.editor)
    assert trail_of(made).last().data["seen"] == ["4.1, 7.5"]
    refused("GUI-53", lambda: publish_version(made, by=cast.deputy))
    publish_version(made, seen=seen, by=cast.deputy)
    assert trail_of(made).last().data["seen"] == ["4.1, 7.5"]


def test_what_was_seen_before_a_change_is_not_what_stands_now(made, cast):
    write(made, cast, parameters=share_of(made, 55))
    made.refresh_from_db()
    before = str(made.stamp)
    write(made, cast, parameters=share_of(made, 50))
    tomorrow = clock.today() + timedelta(days=1)
    refused("GUI-53", lambda: propose_version(made, tomorrow, seen=before, by=cast.editor))


def test_a_value_that_a_text_uses_is_not_emptied(made, cast):
    row = write(made, cast, parameters=share_of(made, None))
    assert row.parameters["percent"] is None  # As a draft it is saved all the same.
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(RuleNotMet) as refusal:
        propose_version(made, tomorrow, by=cast.editor)
    assert refusal.value.rule == "GUI-54"
    assert "4.1 {percent}" in str(refusal.value.reason)
    assert "7.3" not in str(refusal.value.reason)  # Nobody has set it in those in force either.
    write(made, cast, parameters=share_of(made, 70))
    made = propose_version(made, tomorrow, by=cast.editor)
    made.clauses.filter(number="4.1").update(parameters=share_of(made, None))
    Version.objects.filter(pk=made.pk).update(stamp=uuid4())
    refused("GUI-54", lambda: publish_version(made, by=cast.deputy))
