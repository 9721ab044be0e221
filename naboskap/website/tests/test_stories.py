"""What came of projects, for everybody: the list, one story, found, and gone at once."""

import json
import re

import pytest

from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import hide
from naboskap.projects.actions import say_no
from naboskap.projects.tests.stories import NB, RU, finished, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return finished()


def test_a_story_is_read_beside_its_project(client, world):
    assert "Her står ingen historie ennå." in client.get("/historier/").text
    published(world)
    here = f"/historier/{world.card.slug}/"
    assert f'href="{here}"' in client.get("/historier/").text
    assert f'href="{here}"' in client.get(f"/prosjekter/{world.card.slug}/").text
    assert 'href="/historier/"' in client.get("/prosjekter/").text
    text = client.get(here).text
    for said in (*NB.values(), "En partner i nord", "15 deltakere", "10 deltakere"):
        assert said in text
    assert f'href="/prosjekter/{world.card.slug}/"' in text
    told = json.loads(re.findall(r'ld\+json">(.+?)</script>', text)[0])
    assert (told["@type"], told["headline"]) == ("Article", NB["title"])
    assert len(told["datePublished"]) == 4
    russian = client.get(f"/ru{here}").text
    assert RU["done"] in russian
    assert NB["done"] not in russian
    english = client.get(f"/en{here}").text
    assert 'lang="nb"' in english
    assert '<meta name="robots" content="noindex">' in english
    assert f"/en{here}" not in client.get("/sitemap.xml").text


def test_it_is_found_and_stands_in_the_feed(client, world):
    published(world)
    here = f"/historier/{world.card.slug}/"
    assert f'href="{here}"' in client.get("/sok/", {"sok": "kor", "hva": "historier"}).text
    assert f'href="/ru{here}"' in client.get("/ru/sok/", {"sok": "хора"}).text
    assert here in client.get("/sitemap.xml").text
    feed = client.get("/data/historier.atom").text
    assert here in feed
    assert NB["title"] in feed
    assert RU["title"] in client.get("/ru/data/historier.atom").text


@pytest.mark.parametrize("end", ["no", "hide"])
def test_it_is_gone_everywhere_at_once(client, world, end):
    story = published(world)
    here = f"/historier/{world.card.slug}/"
    assert client.get(here).status_code == 200
    if end == "no":
        say_no(story, language="ru", by=world.cast.partner)
    else:
        hide(world.card.subject_key, reason="Bedt om", by=SYSTEM)
    assert client.get(here).status_code == 404
    for page in ("/historier/", "/sok/?sok=kor", "/sitemap.xml", "/data/historier.atom"):
        text = client.get(page).text
        assert here not in text
        assert NB["title"] not in text
    assert here not in client.get(f"/prosjekter/{world.card.slug}/").text


def test_no_name_of_the_pair_is_in_any_page(client, world):
    published(world)
    names = [world.cast.applicant.name, world.cast.partner.name, world.cast.officer.name]
    for page in ("/historier/", f"/historier/{world.card.slug}/", "/data/historier.atom"):
        text = client.get(page).text
        assert not any(name in text for name in names if name)
