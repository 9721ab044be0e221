"""The site's figures are the project bank's: after whatever changes the bank."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.permissions import SYSTEM
from naboskap.projects import actions
from naboskap.projects.models import Card
from naboskap.projects.tests.factories import CardFactory, catalogue

pytestmark = pytest.mark.django_db


def number(text):
    """Read a figure as it is written; nothing where it is not told."""
    return int(re.sub(r"\D", "", text) or 0)


def on_the_front(client):
    """Return the figures of the front page: in all, and of the newest year where it is told."""
    html = client.get("/").content.decode()
    lists = re.findall(r'<dl class="nk-figures">(.*?)</dl>', html, re.DOTALL)
    return [
        [number(strip_tags(one)) for one in re.findall(r"<dd>(.*?)</dd>", told)] for told in lists
    ]


def in_the_bank(client, year=""):
    """Count the same over the list, and over every project of the open data."""
    rows = json.loads(client.get(reverse("opendata:projects")).getvalue())["projects"]
    chosen = [row for row in rows if not year or row["year"] == int(year)]
    listed = client.get(f"/prosjekter/?ar={year}").content.decode()
    assert number(re.search(r"([\d\xa0 ]+) prosjekt", strip_tags(listed))[1]) == len(chosen)
    sums = [sum(row["participants"][side] or 0 for row in chosen) for side in "ab"]
    return [len(chosen), *sums, sum(row["amount_nok"] or 0 for row in chosen)]


def agree(client):
    total, *newest = on_the_front(client)
    assert total == in_the_bank(client)
    return total, newest


@pytest.fixture
def bank(few_pages):
    actions.import_catalogue(catalogue()[:12], by=SYSTEM)


def test_they_agree_after_whatever_changes_the_bank(client, bank):
    before, _newest = agree(client)
    new = CardFactory(year=2020, amount_awarded=1_234_500_00, participants_a=7, participants_b=9)
    after, newest = agree(client)
    assert after[0] == before[0] + 1
    assert newest == [in_the_bank(client, "2020")]
    Card.objects.filter(pk=new.pk).update(participants_b=11)
    assert agree(client)[0][2] == after[2] + 2
    actions.hide_card(new, reason="Prøve", by=UserFactory(roles=[Role.EDITOR]))
    assert agree(client)[0] == before
