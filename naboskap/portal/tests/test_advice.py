"""What the guidelines say of a draft, as its pages draw it."""

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest

from naboskap.applications.actions import save_activity, save_cost
from naboskap.applications.models import Activity
from naboskap.applications.tests.factories import fill
from naboskap.guidelines import changes as c
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.wording import WordedChange
from naboskap.portal.applications.advice import Advice, advice_of, said_once
from naboskap.portal.tests.places import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
ASK, MOVE = c.AskFor(100_00), c.MoveEnd(date(2027, 6, 1))


def advice(clause, *mends):
    words = tuple(type(one).__name__ for one in mends)
    heading = f"Overskrift {clause}"
    return Advice("money", "stop", clause, heading, "Funnet.", "Kravet.", words, mends=mends)


def test_a_change_is_offered_once_and_names_each_paragraph(ours, application, lead):
    fill(application, by=lead)
    Activity.objects.update(task_b="")
    text = ours.get(at("send", application)).text
    assert text.count("Gi partneren en oppgave") == 1
    [box] = [each for each in text.split("<section") if "Gi partneren en oppgave" in each]
    for words in ("Punkt 3.1", "Punkt 3.2: Del arbeidet jevnere", "retter også på dette"):
        assert words in box
    # What else it helps with is told on the page of its own part too.
    assert "Gi partneren en oppgave" in ours.get(at("money", application)).text


def test_what_is_judged_as_of_no_special_kind_is_taken_out_as_that(ours, application, lead):
    told = {"side": "a", "text": "Diverse", "amount": 100_00, "by": lead}
    save_cost(application, category="", **told)
    save_cost(application, category="travel", **told)
    wanted = json.dumps(c.as_data(c.RemoveCosts("other")))

    ours.post(at("change", application), {"change": wanted, "back": "money"})

    assert [one.category for one in application.budget_lines.all()] == ["travel"]


def test_offers_for_activities_of_the_same_name_tell_them_apart(ours, application, lead):
    fill(application, by=lead)
    Activity.objects.all().delete()
    for day in (date(2022, 3, 3), date(2022, 5, 5), None):
        save_activity(application, what="Vi møtes", task_a="Lager mat", from_date=day, by=lead)
    save_activity(application, what="Cup", task_a="Dømmer", by=lead)

    text = ours.get(at("activities", application)).text.replace("\u00a0", " ")

    offers = set(re.findall(r"en oppgave i («[^»]*»)", text))
    assert offers <= {
        "«Vi møtes (aktivitet 1, 3. mars 2022)»",
        "«Vi møtes (aktivitet 2, 5. mai 2022)»",
        "«Vi møtes (aktivitet 3)»",
        "«Cup»",
    }
    assert offers
    choices = ours.get(at("money", application)).context["cost"].fields["activity"].choices
    assert len({words for _key, words in choices}) == 5


def test_a_long_activity_shows_that_its_name_goes_on(ours, application, lead):
    save_activity(application, what="Vi øver sammen i hallen " * 4, task_a="Øver", by=lead)

    choices = ours.get(at("money", application)).context["cost"].fields["activity"].choices

    assert choices[-1][1].endswith("…")
    assert len(choices[-1][1]) == 60


@pytest.mark.parametrize(
    ("other", "boxes"),
    [
        (advice("4.2", ASK), 1),
        (advice("4.2"), 2),  # Nothing helps: nothing is offered twice.
        (advice("4.2", ASK, MOVE), 2),
    ],
)
def test_only_the_very_same_changes_are_put_together(other, boxes):
    first = advice("4.1", ASK)
    drawn = said_once([first, other, advice("4.3")])
    assert len(drawn) == boxes + 1
    assert drawn[0].also == ((other,) if boxes == 1 else ())
    assert [one.clause for one in drawn if not one.changes][-1] == "4.3"


def test_changes_that_are_told_alike_and_are_of_others_are_not_put_together():
    """Two activities have the same name: a task in the one does not help with the other."""
    drawn = said_once(
        advice_of(
            Finding("3.1", "stops", "both_active", {}, {}, ("activities",), (change,)),
            SimpleNamespace(heading="", found="", needed="", changes=[WordedChange(change, "Gi")]),
            {},
        )
        for change in (c.GiveTask(2, ("b",)), c.GiveTask(1, ("b",)), c.GiveTask(2, ("b",)))
    )
    assert [len(one.also) for one in drawn] == [1, 0]
