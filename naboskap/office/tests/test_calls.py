"""A side confirms in a call: who may write it down, what is asked, and who sees it."""

import pytest

from naboskap.applications.models import Application, Confirmation, Snapshot
from naboskap.assessments.tests.conftest import CAST
from naboskap.office.tests.test_cases import at, number, page_of

pytestmark = pytest.mark.django_db

ADVISERS = {"officer", "second_reader", "impartial_officer"}


@pytest.fixture
def waiting(house):
    """The partner has not confirmed what was sent."""
    Application.objects.update(status="submitted")
    return house


def told(**other):
    return {
        "side": "b",
        "said_by": "rektor",
        "day": "4.10.2021",
        "clock": "12.00",
        "language": "ru",
        "read_aloud": ["title", "sum", "fingerprint"],
        "sha256": Snapshot.objects.get().sha256,
        **other,
    }


def of_partner():
    return Confirmation.objects.filter(seat__side="b")


def test_who_writes_down_a_call(waiting):
    there = at("case-confirm", number(waiting.case))
    answers = {person: waiting.as_(person).get(there).status_code for person in CAST}
    assert {person for person, status in answers.items() if status == 200} == ADVISERS
    assert {person for person, status in answers.items() if status == 403} == {
        "head",
        "deputy",
        "auditor",
    }
    for person in set(CAST) - ADVISERS:
        assert waiting.as_(person).post(there, told()).status_code in {403, 404}
    assert not of_partner().exists()


def test_the_page_says_what_to_read_aloud(waiting):
    text = page_of(waiting.as_("officer"), waiting.case, "case-confirm").text
    digest = Snapshot.objects.get().sha256

    assert "Elva mellom oss" in text
    assert "60\u00a0000\u00a0kr" in text
    assert f"{digest[:4]} {digest[4:8]} {digest[8:12]}" in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"said_by": " "}, "id_said_by-error"),
        ({"day": "31.9.2021"}, "id_day-error"),
        ({"day": "1.10.2021"}, "id_clock-error"),
        ({"clock": "26.00"}, "id_clock-error"),
        ({"read_aloud": ["title"]}, "id_read_aloud-error"),
        ({"read_aloud": []}, "id_read_aloud-error"),
        ({"sha256": "0" * 64}, "Teksten er endret"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(waiting, wrong, sentence):
    answer = waiting.as_("officer").post(
        at("case-confirm", number(waiting.case)), told(**wrong) | {"language": "en"}
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert '<option value="en" selected>' in answer.text
    assert not of_partner().exists()


def test_a_call_confirms_and_everybody_concerned_sees_it(waiting):
    client = waiting.as_("officer")
    there = at("case-confirm", number(waiting.case))
    assert there in page_of(client, waiting.case).text

    assert client.post(there, told()).status_code == 302
    again = client.post(there, told())

    confirmation = of_partner().get()
    assert (confirmation.way, confirmation.said_by) == ("call", "rektor")
    waiting.case.application.refresh_from_db()
    assert waiting.case.application.status == "confirmed"
    assert again.status_code == 422
    text = page_of(client, waiting.case).text
    assert "i en samtale med rektor" in text
    assert "bekreftet i en samtale" in text.split("nk-timeline")[1]
    assert there not in text
    assert "Ingenting skal bekreftes" in client.get(there).text


def test_the_pair_sees_that_a_call_was_written_down(waiting, browser):
    waiting.as_("officer").post(at("case-confirm", number(waiting.case)), told())
    lead = waiting.case.application.seats.get(side="a").people.order_by("pk").first().user

    text = browser(lead).get(f"/min-side/soknader/{waiting.case.application.key}/sendt/").text

    assert "en samtale med rektor" in text
    assert "russisk" in text
