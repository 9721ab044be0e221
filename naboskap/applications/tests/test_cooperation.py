"""Who does what together, as the plan says it; never a score."""

import pytest

from naboskap.applications.content import content_of
from naboskap.applications.cooperation import Visits, cooperation_of
from naboskap.applications.queries import draft_of

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
