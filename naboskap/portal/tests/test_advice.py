"""What the guidelines say of a draft, as its pages draw it."""

import pytest

from naboskap.applications.models import Activity
from naboskap.applications.tests.factories import fill
from naboskap.portal.applications.advice import Advice, said_once
from naboskap.portal.tests.places import at
from naboskap.ui.parts import Change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
ASK = Change("Be om 100 kr.", label="Gjør dette", name="change", value="x")


def advice(clause, *changes):
    return Advice("money", "stop", clause, f"Overskrift {clause}", "Funnet.", "Kravet.", changes)


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


@pytest.mark.parametrize(
    ("other", "boxes"),
    [
        (advice("4.2", ASK), 1),
        (advice("4.2"), 2),  # Nothing helps: nothing is offered twice.
        (advice("4.2", ASK, "Eller noe annet."), 2),
    ],
)
def test_only_the_very_same_changes_are_put_together(other, boxes):
    first = advice("4.1", ASK)
    drawn = said_once([first, other, advice("4.3")])
    assert len(drawn) == boxes + 1
    assert drawn[0].also == ((other,) if boxes == 1 else ())
    assert [one.clause for one in drawn if not one.changes][-1] == "4.3"
