"""The story of one's project on My page: read, said yes or no to, asked to be changed."""

import pytest

from naboskap.projects.actions import write_story
from naboskap.projects.models import Story, StoryAnswer
from naboskap.projects.tests.stories import NB, RU, agreed, asked, drafted, finished, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return finished()


def enter(client, person):
    client.force_login(person)
    return client


def test_each_lead_reads_it_in_their_own_language_and_says_yes(client, world):
    cast, story = world.cast, asked(world)
    here = f"/min-side/historie/{story.key}/"
    assert NB["title"] in enter(client, cast.applicant).get("/min-side/").text
    text = client.get(here).text
    assert text.index(NB["title"]) < text.index(RU["title"])
    assert "Ja, vis den" in text
    client.post(f"{here}svar/", {"act": "yes", "digest": story.digest})
    text = client.get(here).text
    assert "Den andre siden har ikke svart ennå." in text
    assert 'value="yes"' not in text
    enter(client, cast.partner)
    text = client.get(f"/ru{here}").text
    assert text.index(RU["title"]) < text.index(NB["title"])
    assert "Да, покажите" in text
    client.post(f"/ru{here}svar/", {"act": "yes", "digest": story.digest})
    assert Story.objects.get().status == "agreed"
    assert "Обе стороны согласились" in client.get(f"/ru{here}").text


def test_a_change_is_asked_for_in_words(client, world):
    story = asked(world)
    here = f"/min-side/historie/{story.key}/"
    enter(client, world.cast.applicant)
    sent = {"act": "change", "digest": story.digest}
    assert 'id="id_words-error"' in client.post(f"{here}svar/", {**sent, "words": ""}).text
    assert client.post(f"{here}svar/", {**sent, "words": "Ta bort juni."}).url == here
    assert "Ta bort juni." in client.get(here).text
    assert StoryAnswer.objects.get().language == "nb"
    words = told(title={**told().title, "nb": "Nytt"})
    write_story(Story.objects.get(), words, read_revision=1, by=world.cast.officer)
    text = client.get(here).text
    assert "Vi endrer teksten." in text
    assert "Nytt" not in text.partition("<main")[2]
    client.post(f"{here}svar/", {"act": "yes", "digest": story.digest})
    assert Story.objects.get().status == "draft"


def test_a_yes_is_taken_back_at_once_and_given_again(client, world):
    story = agreed(world)
    here = f"/min-side/historie/{story.key}/"
    enter(client, world.cast.partner)
    assert client.post(f"{here}svar/", {"act": "no"}).url == here
    assert Story.objects.get().closed_by == "b"
    text = client.get(here).text
    assert "Dere sa nei." in text
    assert 'value="no"' not in text
    client.post(f"{here}svar/", {"act": "yes", "digest": story.digest})
    assert Story.objects.get().status == "agreed"
    client.post(f"{here}svar/", {"act": "what"})
    assert Story.objects.get().status == "agreed"


def test_nobody_else_reads_it(client, world):
    cast, story = world.cast, drafted(world)
    here = f"/min-side/historie/{story.key}/"
    assert enter(client, cast.applicant).get(here).status_code == 404
    Story.objects.update(asked_about=["x"], status="asked")
    for person in (cast.stranger, cast.left_the_pair):
        enter(client, person)
        assert client.get(here).status_code == 404
        assert client.post(f"{here}svar/", {"act": "no"}).status_code == 404
    assert Story.objects.get().status == "asked"


@pytest.mark.parametrize("number", [1, 3])
def test_my_page_asks_the_same_however_many_stories_there_are(
    number, client, settings, tmp_path, django_assert_num_queries
):
    from naboskap.portal.stories.waiting import stories_of  # noqa: PLC0415

    settings.DATA_DIR = tmp_path
    worlds = [finished() for _each in range(number)]
    lead = worlds[0].cast.applicant
    for world in worlds:
        story = asked(world)
        seat = story.grant.decision.case.application.seats.get(side="a")
        seat.people.filter(is_lead=True).update(user=lead)
    with django_assert_num_queries(3):
        assert len(stories_of(lead)) == number
