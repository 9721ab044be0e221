"""The open data: what it holds, and what never gets into it."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from django.urls import reverse
from django.utils import translation

from naboskap.core.permissions import SYSTEM
from naboskap.core.secretariat import secretariat
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.tests import canaries
from naboskap.opendata.projects import shapes
from naboskap.projects import actions
from naboskap.projects.models import Card
from naboskap.projects.queries import PublicCard, every_public_card
from naboskap.projects.tests.factories import CardFactory, catalogue

pytestmark = pytest.mark.django_db
FILES = ["projects", "csv", "feed", "grants"]
ORACLES = Path(__file__).resolve().parents[2] / "shared" / "oracles" / "360giving"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue().decode()


def url(name, *args, language="nb"):
    with translation.override(language):
        return reverse(f"opendata:{name}", args=args)


@pytest.fixture
def planted():
    """One project with a canary in every field that a protected party has."""
    card = CardFactory(
        title="Med Жужелица i Кедрозёрске",
        parties="applications/1",
        partner_name="Дом культуры «Чибисёнок»",
        applicant_kind="private_person",
        applicant_name="Xenja Tsjibisjova",
        start_date="2021-06-04",
        award_date="2021-05-03",
        story={
            "activities": [
                {"what": form, "task_a": form, "task_b": form, "place_text": form}
                for form in canaries.ALL_FORMS
            ],
            "texts": [{"part": "story", "text": form} for form in canaries.ALL_FORMS],
        },
    )
    disclosure.protect_names("applications/1/b", canaries.names(), by=SYSTEM)
    return card


def test_all_projects_as_json(client):
    actions.import_catalogue(catalogue(), by=SYSTEM)
    data = json.loads(read(client, url("projects")))
    assert data["count"] == len(data["projects"]) == 170
    assert data["licence"] == shapes.LICENCE
    games = next(p for p in data["projects"] if p["title"] == "Barents Winter Games 2020")
    assert (games["amount_nok"], games["participants"], games["year"]) == (
        1_700_000,
        {"a": 371, "b": 371},
        2020,
    )
    assert games["partner"]["text"] == "Et idrettslag i Murmansk oblast"
    unknown = next(p for p in data["projects"] if p["title"] == "Mission Adventures")
    assert (unknown["participants"], unknown["theme"]) == ({"a": None, "b": None}, None)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", FILES)
def test_a_file_costs_the_same_for_one_and_three(
    client, name, number, django_assert_max_num_queries
):
    CardFactory.create_batch(number)
    with django_assert_max_num_queries(6):
        read(client, url(name))


def test_the_table(client):
    CardFactory(title="=HYPERLINK(1)", amount_awarded=12_345_67, participants_b=None)
    rows = list(csv.DictReader(io.StringIO(read(client, url("csv")).removeprefix("\ufeff"))))
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert (rows[0]["amount_nok"], rows[0]["participants_b"]) == ("12345.67", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    assert shapes.guarded(f"{start}1") == f"'{start}1"
    assert (shapes.guarded(None), shapes.guarded(0)) == ("", "0")


def test_the_feed(client):
    CardFactory(title="Dans & sang")
    root = ET.fromstring(read(client, url("feed")))
    name = "{http://www.w3.org/2005/Atom}"
    (entry,) = root.findall(f"{name}entry")
    assert entry.find(f"{name}title").text == "Dans & sang"
    assert entry.find(f"{name}updated").text.endswith("-01-01T00:00:00Z"), "no day is told"


def test_one_project(client):
    card = CardFactory(story={"texts": [{"part": "story", "text": "Vi danset."}]})
    data = json.loads(read(client, url("project", card.slug)))
    assert data["texts"] == [{"part": "story", "language": "nb", "text": "Vi danset."}]
    assert json.loads(read(client, url("project", card.slug, language="ru")))["partner"][
        "text"
    ] == ("Партнёр с севера")


@pytest.mark.parametrize("path", ["/data/prosjekter/x-y.json", "/data/noe", "/en/data/a/b.csv"])
def test_what_is_not_there_is_said_as_data(client, path):
    response = client.get(path)
    assert (response.status_code, response.json()) == (404, {"error": "not found"})


def test_nothing_new_is_nothing_sent_until_something_is(client):
    CardFactory()
    tag = client.get(url("projects")).headers["ETag"]
    assert client.get(url("projects"), headers={"If-None-Match": tag}).status_code == 304
    disclosure.touch_public()
    assert client.get(url("projects"), headers={"If-None-Match": tag}).status_code == 200


def test_no_planted_name_is_in_any_file(client, planted):
    places = [url(name, language=code) for name in FILES for code in ("nb", "en", "ru")]
    for address in [*places, url("project", planted.slug), url("nothing", "x/y") + "?q=1"]:
        response = client.get(address)
        text = response.getvalue().decode()
        assert canaries.leaks(text + str(response.headers)) == [], address
        assert "2021-0" not in text, address


def test_a_hidden_project_leaves_every_file_at_once(client):
    card = CardFactory(title="Skal bort")
    assert "Skal bort" in read(client, url("projects"))
    disclosure.hide(card.subject_key, reason="x", by=SYSTEM)
    for name in FILES:
        assert card.slug not in read(client, url(name))
    assert client.get(url("project", card.slug)).status_code == 404


@pytest.fixture
def open_grant(planted):
    """An own grant of two sides that both asked to be open. Made as rows, not as acts."""
    Card.objects.filter(pk=planted.pk).update(
        applicant_kind="sports_club", applicant_name="Skilaget Elva", applicant_number="974760673"
    )
    disclosure.set_wish("applications/1/b", "open", language="ru", by=SYSTEM)
    disclosure.confirm_wish("applications/1/b", "open", by=type("Other", (), {"pk": 5})())
    (card,) = every_public_card(with_story=True)
    facts = {name: getattr(card, name) for name in PublicCard.__dataclass_fields__}
    return PublicCard(**facts | {"is_own": True})


def test_a_grant_in_the_shape_of_360giving(open_grant, client):

    made = shapes.grant(open_grant, secretariat())
    assert made["recipientOrganization"] == [{"id": "NO-BRC-974760673", "name": "Skilaget Elva"}]
    assert (made["awardDate"], made["amountAwarded"]) == ("2021-05-03", 50_000)


@pytest.mark.oracle
def test_a_grant_holds_to_the_schema_of_360giving(open_grant):
    made = shapes.grant(open_grant, secretariat())
    if not ORACLES.exists():
        pytest.skip(f"the schemas of 360Giving are not at {ORACLES.name}")
    schema = json.loads((ORACLES / "360-giving-schema.json").read_text(encoding="utf-8"))
    formats = jsonschema.FormatChecker(formats=())
    formats.checks("date-time")(lambda value: "T" in value)
    checker = jsonschema.Draft202012Validator(schema, format_checker=formats)
    assert [error.message for error in checker.iter_errors(json.loads(json.dumps(made)))] == []


def test_a_grant_that_may_not_tell_what_360giving_asks_for_is_left_out(planted, client):
    assert json.loads(read(client, url("grants")))["grants"] == []
