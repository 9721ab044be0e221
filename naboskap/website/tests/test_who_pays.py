"""Who gives and who owns is told from the books, so that page and money cannot differ."""

import json
import re

import pytest
from django.template import Context, Template
from django.utils import translation

from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.ledger.actions import load_pots
from naboskap.ledger.models import Giver, Pot
from naboskap.ledger.tests.factories import GiverFactory, PotFactory
from naboskap.programmes.actions import load_programmes

pytestmark = pytest.mark.django_db


def told(language="nb"):
    """Return what is said of each: a list of (names, what they do)."""
    with translation.override(language):
        drawn = Template("{% load money %}{% payers as all %}{% include 'website/_payers.html' %}")
        html = drawn.render(Context())
    return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)


def giver(name, **pot):
    one = GiverFactory(name={"nb": name})
    if pot:
        PotFactory(giver=one, **pot)
    return one


def test_each_giver_is_told_with_what_their_money_is_for():
    ministry = giver("Departementet", purpose=Pot.Purpose.CORE)
    PotFactory(giver=ministry)
    giver("Barnedepartementet", only_children_and_youth=True)
    assert told() == [
        (
            "Departementet",
            (
                "Grunnstøtte til drift av sekretariatet. Den går aldri til prosjekter. "
                "Penger til prosjekter i alle programmene våre."
            ),
        ),
        (
            "Barnedepartementet",
            "Penger til prosjekter for barn og ungdom. De kan ikke brukes til noe annet.",
        ),
    ]


def test_owners_of_whom_the_same_is_said_stand_together():
    for name in ("Nord", "Midt", "Sør"):
        GiverFactory(name={"nb": name}, is_owner=True)
    GiverFactory(name={"nb": "Verken gir eller eier"})
    assert told() == [("Nord, Midt og Sør", "Eiere av sekretariatet.")]
    Giver.objects.filter(name={"nb": "Sør"}).update(is_owner=False)
    Giver.objects.filter(name={"nb": "Midt"}).delete()
    assert told() == [("Nord", "En av eierne av sekretariatet.")]


def test_only_the_newest_year_is_told():
    one = giver("Giveren", year=2024, only_children_and_youth=True)
    PotFactory(giver=one, year=2025)
    assert told() == [("Giveren", "Penger til prosjekter i alle programmene våre.")]


def test_no_sum_is_told():
    one = giver("Giveren")
    PotFactory(giver=one, given=7_654_300)
    assert told() == [("Giveren", "Penger til prosjekter i alle programmene våre.")]


def test_the_starter_says_it_in_three_languages(settings):
    starter = settings.ROOT / "starter"
    files = sorted((starter / "guidelines").glob("*.json"))
    load_guidelines([json.loads(path.read_text("utf-8")) for path in files], by=SYSTEM)
    load_programmes(json.loads((starter / "programmes.json").read_text("utf-8")), by=SYSTEM)
    load_pots(json.loads((starter / "money.json").read_text("utf-8")), 2026)
    assert ("Kulturdepartementet (KUD)", "Penger til BarentsKult og BarentsKult reisestøtte.") in (
        told()
    )
    assert told()[-1][1].startswith("Eiere av sekretariatet.")
    assert [len(told(code)) for code in ("nb", "en", "ru")] == [4, 4, 4]
    assert re.search("[а-я]", " ".join(map(" ".join, told("ru"))))


def test_the_page_follows_the_books_at_once(client, few_pages):
    one = giver("Giveren", year=2026)
    assert "Giveren" in client.get("/").content.decode()
    Giver.objects.filter(pk=one.pk).update(name={"nb": "Et nytt navn"})
    shown = client.get("/").content.decode()
    assert "Et nytt navn" in shown
    assert "Giveren" not in shown
