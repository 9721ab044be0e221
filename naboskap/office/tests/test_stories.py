"""Stories in the office: begun from a report, both sides asked, read by a second, taken back."""

import pytest

from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import hide, protect_names
from naboskap.disclosure.gate import Name
from naboskap.projects.models import Story
from naboskap.projects.tests.stories import NB, RU, agreed, asked, drafted, finished, published

pytestmark = pytest.mark.django_db
LIST = "/saksbehandling/historier/"


@pytest.fixture
def world(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return finished()


WORDS = {
    "revision": "1",
    **{f"{name}_nb": text for name, text in NB.items()},
    **{f"{name}_ru": text for name, text in RU.items()},
}


def test_a_story_is_begun_from_the_report_and_goes_to_both_sides(world, browser):
    officer, head = browser(world.cast.officer), browser(world.cast.head)
    report = f"/saksbehandling/rapporter/{world.report.pk}/"
    assert f"{report}historie/" in officer.get(report).text
    assert f"{report}historie/" in officer.get(LIST).text
    assert "Det gikk fint." in officer.get(f"{report}historie/").text
    officer.post(f"{report}historie/", WORDS)
    story = Story.objects.get()
    here = f"{LIST}{story.key}/"
    assert officer.get(f"{report}historie/").url == here
    assert here in officer.get(report).text
    assert NB["title"] in officer.get(here).text
    officer.post(f"{here}skriv/", {**WORDS, "title_nb": "To kor"})
    story.refresh_from_db()
    assert (story.revision, story.title["nb"]) == (2, "To kor")
    long = {**WORDS, "title_nb": "a" * 121, "revision": "2"}
    assert "id_title_nb-error" in officer.post(f"{here}skriv/", long).text
    officer.post(f"{here}spor/", {"revision": "2"})
    story.refresh_from_db()
    assert story.status == "asked"
    assert "Har ikke svart" in officer.get(here).text
    assert f"{here}publiser/" not in head.get(here).text


def test_a_second_person_publishes_and_it_is_taken_back(world, browser):
    story = agreed(world)
    officer, head = browser(world.cast.officer), browser(world.cast.head)
    here = f"{LIST}{story.key}/"
    assert f"{here}publiser/" not in officer.get(here).text
    assert here in head.get("/saksbehandling/").text
    officer.post(f"{here}publiser/", {"revision": "1"})
    assert Story.objects.get().status == "agreed"
    head.post(f"{here}publiser/", {"revision": "1"})
    assert Story.objects.get().status == "published"
    assert f"/historier/{world.card.slug}/" in head.get(here).text
    assert 'id="id_because-error"' in head.post(f"{here}ta-tilbake/", {"because": ""}).text
    head.post(f"{here}ta-tilbake/", {"because": "Feil tall."})
    assert Story.objects.get().status == "taken_back"
    assert "Feil tall." in head.get(here).text


def test_what_is_hidden_is_told_before_anybody_is_asked(world, browser):
    officer = browser(world.cast.officer)
    protect_names(f"cards/{world.card.pk}/b", [Name("Xenja", "person")], by=SYSTEM)
    protect_names(f"cards/{world.card.pk}/a", [Name("Vera", "person")], by=SYSTEM)
    story = drafted(world, done={"nb": "De lærte å være to, med Xenja.", "ru": RU["done"]})
    here = f"{LIST}{story.key}/"
    text = officer.get(here).text
    assert "Xenja" in text
    assert 'name="ordinary"' in text
    officer.post(f"{here}spor/", {"revision": "1", "ordinary": "on"})
    assert Story.objects.get().status == "draft"
    hide(world.card.subject_key, reason="Bedt om", by=SYSTEM)
    assert "Prosjektet vises ikke i banken." in officer.get(here).text


OPENS = {"officer", "second_reader", "impartial_officer", "head", "deputy"}
MEETS_NOTHING = {"other_officer", "disqualified_officer", "tied_officer"}


def test_who_opens_a_story(world, browser):
    story = asked(world)
    here = f"{LIST}{story.key}/"
    for name, person in vars(world.cast).items():
        client = browser(person)
        wanted = 200 if name in OPENS else 404 if name in MEETS_NOTHING else 403
        assert client.get(here).status_code == wanted, name
        assert client.get(LIST).status_code == (403 if wanted == 403 else 200), name
        for act in ("publiser/", "ta-tilbake/", "spor/"):
            client.post(f"{here}{act}", {"revision": "0", "because": ""})
    assert Story.objects.get().status == "asked"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many_there_are(
    number, settings, tmp_path, browser, django_assert_num_queries
):
    settings.DATA_DIR = tmp_path
    worlds = [finished() for _each in range(number)]
    for each in worlds:
        published(each)
    client = browser(worlds[0].cast.head)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
