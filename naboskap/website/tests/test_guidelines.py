"""The guidelines as visitors find them: which hold today, which are to come, which held before."""

import re
from datetime import timedelta

import pytest

from naboskap.applications.tests.factories import programme
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.models import Version
from naboskap.guidelines.tests.factories import every_row
from naboskap.ui.wording import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def days():
    programme()
    load_guidelines(every_row(), by=SYSTEM)
    today = clock.today()
    held = {"ordinary-2020-digital": -400, "ordinary-2021": -30, "ordinary-2022": 1}
    for slug, days in held.items():
        Version.objects.filter(slug=slug).update(in_force_from=today + timedelta(days=days))
    return [day(today + timedelta(days=days)) for days in held.values()]


def said(text):
    return " ".join(re.sub(r"<[^>]*>", " ", text).replace("\xa0", " ").split())


def test_it_is_said_which_hold_today_and_which_are_to_come(client, days):
    before, now, then = (one.replace("\xa0", " ") for one in days)
    told = said(client.get("/retningslinjer/").text)
    assert f"Kommer: begynner å gjelde {then}" in told
    assert f"Gjelder i dag , fra {now}" in told
    assert f"Gjelder ikke lenger. Gjaldt fra {before}" in told
    others = said(client.get("/retningslinjer/ordinary-2022/").text)
    assert f"Gjelder i dag , fra {now}" in others
    assert f"Gjelder ikke lenger. Gjaldt fra {before}" in others
