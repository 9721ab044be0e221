"""Who does what together, as the plan says it; never a score."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.applications.actions import save_activity
from naboskap.applications.content import changed_parts, content_of
from naboskap.applications.cooperation import (
    OTHER,
    Crowd,
    Visits,
    WeakSpot,
    cooperation_of,
    crowds,
    weak_spots,
)
from naboskap.applications.models import Activity
from naboskap.applications.queries import draft_of
from naboskap.core.errors import RuleNotMet

COUNTRIES = {"a": "NO", "b": "RU"}


def row(place="", *, mode="in_person", days=("2022-03-14", "2022-03-16"), a=None, b=None):
    return {
        "what": "Prøver",
        "language": "nb",
        "mode": mode,
        "place": place,
        "from_date": days[0],
        "to_date": days[1],
        "a": {"people": a, "task": "Tar prøver" if a else ""},
        "b": {"people": b, "task": " "},
    }


def seen(*rows):
    return cooperation_of({"activities": list(rows)}, COUNTRIES)


def test_person_days_are_people_times_days():
    found = seen(row(a=22, b=4), row(a=2, b=0, days=("2022-03-14", None)))

    assert (found.person_days_of("a"), found.person_days_of("b")) == (22 * 3 + 2, 4 * 3)
    assert found.is_whole


def test_what_nobody_wrote_is_not_nought():
    for unknown in (row(a=22, b=None), row(a=22, b=4, days=(None, None))):
        found = seen(unknown)
        assert found.activities[0].halves["b"].person_days is None
        assert not found.is_whole


def test_nobody_there_is_nought_whatever_the_days():
    assert seen(row(a=0, b=0, days=(None, None))).is_whole


def test_a_blank_task_is_none():
    activity = seen(row(a=22, b=22)).activities[0]
    assert [activity.halves[side].has_task for side in "ab"] == [True, False]
    assert activity.halves["b"].takes_part
    assert not activity.is_joint


def test_a_visit_is_people_in_person_in_the_others_country():
    found = seen(
        row("RU-MUR", a=22, b=24),
        row("RU-MUR", a=3, b=24),
        row("NO-54", a=22, b=4),
        row("NO-54", a=22, b=0),
        row("RU-MUR", mode="online", a=9, b=9),
        row("FI-10", a=5, b=5),
        row("", a=7, b=7),
    )

    assert found.visits == {"a": Visits(2, 25), "b": Visits(1, 4)}
    assert found.elsewhere == 1


def test_two_sides_in_one_country_do_not_visit_abroad():
    found = cooperation_of({"activities": [row("NO-54", a=2, b=2)]}, {"a": "NO", "b": "NO"})
    assert found.visits == {"a": Visits(), "b": Visits()}


@pytest.mark.django_db
def test_a_draft_that_is_filled_in_shows_both_at_work(ready):
    found = cooperation_of(content_of(draft_of(ready)), COUNTRIES)

    assert (found.joint, len(found.activities)) == (1, 1)
    assert (found.person_days_of("a"), found.person_days_of("b")) == (66, 66)
    assert found.visits["b"] == Visits(1, 22)


# ── Where a plan is weak ─────────────────────────────────────────────────────
def does(a="", b="", *, place="", led="", people=None, mode="in_person"):
    told = row(place, mode=mode)
    told["a"], told["b"] = {"people": people, "task": a}, {"people": people, "task": b}
    return {**told, "led_by": led}


def kinds(*rows, budget=()):
    plan = cooperation_of({"activities": list(rows), "budget": list(budget)}, COUNTRIES)
    return [(spot.kind, spot.side) for spot in weak_spots(plan)]


def test_an_equal_plan_has_no_weak_spot():
    costs = [{"side": side, "amount": 1} for side in "ab"]
    rows = [
        does("Leder", "Maler", place="RU-MUR", people=4, led="a"),
        does("Maler", "Leder", place="NO-54", people=4, led="b"),
    ]
    assert kinds(*rows, budget=costs) == []
    assert kinds() == []


def test_a_partner_who_is_active_in_one_of_six():
    plan = seen(does("Øver", "Spiller"), *[does("Øver") for _ in range(5)])
    assert weak_spots(plan) == (WeakSpot("passive", "b", 1, 6, nearest=2),)
    assert kinds(does("Øver"), does("Øver")) == [("apart", ""), ("passive", "b")]


def test_a_visit_one_way_shown_and_gone():
    away = does("Viser", "Ser på", place="RU-MUR", people=4)
    assert kinds(away) == [("one_way", "a")]
    assert kinds(away, does("Ser på", "Viser", place="NO-54", people=4)) == []
    assert kinds(does("Møtes", "Møtes", mode="online", place="RU-MUR", people=4)) == []


def test_one_leads_all_and_one_pays_all():
    rows = [does("a", "b", led="b"), does("a", "b", led="b")]
    assert kinds(*rows) == [("one_leads", "b")]
    assert kinds(*rows, does("a", "b")) == []  # What nobody said is not weak.
    assert kinds(does("a", "b"), budget=[{"side": "a", "amount": 5}]) == [("one_pays", "a")]


TASKS = st.sampled_from(["", "Gjør noe"])
ROWS = st.builds(
    does,
    TASKS,
    TASKS,
    place=st.sampled_from(["", "RU-MUR", "NO-54", "FI-10"]),
    led=st.sampled_from(["", "a", "b", "both"]),
    people=st.one_of(st.none(), st.integers(0, 40)),
)
PLANS = st.lists(ROWS, max_size=7)


def mirrored(one):
    other = {"a": one["b"], "b": one["a"], "led_by": OTHER.get(one["led_by"], one["led_by"])}
    places = {"RU-MUR": "NO-54", "NO-54": "RU-MUR"}
    return {**one, **other, "place": places.get(one["place"], one["place"])}


@given(PLANS)
def test_the_sides_are_equal_before_it(rows):
    here = {(kind, side) for kind, side in kinds(*rows)}
    there = {(kind, OTHER.get(side, "")) for kind, side in kinds(*map(mirrored, rows))}
    assert here == there


@given(PLANS, st.randoms())
def test_the_order_of_activities_says_nothing(rows, chance):
    other = list(rows)
    chance.shuffle(other)
    assert set(kinds(*rows)) == set(kinds(*other))


@given(PLANS)
def test_the_nearest_thing_does_help(rows):
    for spot in weak_spots(seen(*rows)):
        if spot.kind not in {"apart", "passive"}:
            continue
        better = [dict(one) for one in rows]
        if not spot.nearest:
            better.append(does("Gjør noe", "Gjør noe"))
        for side in [spot.side] if spot.side else "ab":
            at = better[spot.nearest - 1]
            at[side] = {**at[side], "task": "Gjør noe"}
        before, after = seen(*rows), seen(*better)
        if spot.kind == "apart":
            assert after.joint == 1
        else:
            assert after.active_in(spot.side) == before.active_in(spot.side) + 1


@given(PLANS)
def test_a_joint_activity_more_makes_nobody_passive(rows):
    joint = does("Gjør noe", "Gjør noe")
    for kind in ("apart", "passive"):
        assert {one for one in kinds(*rows, joint) if one[0] == kind} <= set(kinds(*rows))


@given(PLANS, st.dictionaries(st.sampled_from("ab"), st.integers(0, 40)))
def test_more_in_one_activity_than_in_all_is_asked_about(rows, told):
    for crowd in crowds(seen(*rows), told):
        assert crowd.people > crowd.told > 0
        assert rows[crowd.number - 1][crowd.side]["people"] == crowd.people


def test_a_guess_that_is_large_enough_is_not_asked_about():
    plan = seen(does(people=22), does(people=4))
    assert crowds(plan, {"a": 12, "b": 22}) == (Crowd("a", 1, 22, 12),)
    assert crowds(plan, {"a": 0}) == ()


def test_person_days_together_are_of_both_where_both_are():
    found = seen(row(a=22, b=4), row(a=2, b=0), row(a=3, b=None))
    assert found.person_days_together == 22 * 3 + 4 * 3


@pytest.mark.django_db
def test_a_side_leads_an_activity_or_both_do(ready, lead):
    before = content_of(draft_of(ready))
    assert "led_by" not in before["activities"][0]
    activity = Activity.objects.get()
    facts = {"what": activity.what, "pk": activity.pk, "read_revision": 1, "by": lead}
    with pytest.raises(RuleNotMet) as refusal:
        save_activity(ready, **facts, led_by="c")
    assert refusal.value.rule == "APP-53"
    activity.refresh_from_db()
    assert (activity.led_by, activity.revision) == ("", 1)

    save_activity(ready, **facts, led_by="both")
    draft = draft_of(ready)
    assert content_of(draft)["activities"][0]["led_by"] == "both"
    assert cooperation_of(content_of(draft), COUNTRIES).led_by("both") == 1
    other = replace(draft, activities=(replace(draft.activities[0], led_by="b"),))
    assert changed_parts(content_of(draft), content_of(other)) == ["activities"]
