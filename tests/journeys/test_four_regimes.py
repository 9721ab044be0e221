"""One draft under the four guidelines that ship: each is published in turn, and its day comes.

In a house of its own, since these days and guidelines would change what others meet.
"""

import os
import re
from datetime import date, timedelta

import pytest

from tests.journeys import steps
from tests.journeys.conftest import sign_in
from tests.journeys.house import House
from tests.journeys.project import Project, begin_together

OFFICE = "/saksbehandling/retningslinjer"
# What each says of the draft below, in words (domain.md 10.1 to 10.3).
MEETS = (
    "En aktivitet kan ikke holdes slik nå",
    "Мероприятие сейчас нельзя провести так",
)
INDEPENDENT = (
    "En slik partner kan ikke være med nå",
    "Такой партнёр сейчас не может участвовать",
)
AT_HOME = (
    "Budsjettet har kostnader på en side vi ikke kan dekke",
    "В бюджете есть расходы стороны, которые мы не оплачиваем",
)
NEAR = (
    "Partneren må høre til et annet sted",
    "Партнёр должен быть из другого места",
)
BOTH = ("«Øve og vise forestillingen, 1. gang»", "«Øve og vise forestillingen, 1. gang»")
ALL = {MEETS, INDEPENDENT, AT_HOME, NEAR, BOTH}
REGIMES = {
    "ordinary-2020-digital": {MEETS, BOTH},  # Both meetings are journeys.
    "ordinary-2022": {MEETS, INDEPENDENT},  # Only the one in Russia.
    "ordinary-2024": {MEETS, INDEPENDENT, AT_HOME, NEAR},
}


@pytest.fixture(scope="module")
def own_house():
    house = House(database=os.environ.get("DATABASE_URL", ""))
    house.start()
    yield house
    house.stop()


@pytest.fixture
def pair(own_house, browser):
    contexts = []

    def visitor(*, js=True, width=1280, language="nb-NO"):
        context = browser.new_context(
            base_url=own_house.url,
            locale=language,
            java_script_enabled=js,
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    def person(role, **window):
        page = visitor(**window)
        sign_in(page, f"{role.replace('_', '-')}@example.org", own_house.passwords[role])
        return page

    yield Project(own_house, person, visitor)
    for context in contexts:
        context.close()


def said(page, address, language):
    """Return which of the paragraphs the check page names."""
    page.goto(address)
    told = re.split("Dette sender du|Вот что вы отправляете", steps.words(page))[0]
    return {one for one in ALL if one[language] in told}


def test_the_same_draft_under_all_four(pair, own_house):
    applicant = pair.window("applicant")
    steps.add_organisation(
        applicant,
        "Demolaget",
        steps.OWN_NUMBERS["culture"],
        kind="culture",
        county="Finnmark",
    )
    _applicant, partner = begin_together(pair, "barentsmidler", size="full")
    steps.describe_partner(applicant, pair.key, control="local_authority")
    steps.fill_full_form(
        applicant, pair.key, title="To museer", cost="80 000", own="10 000", amount="70 000"
    )
    check = f"/min-side/soknader/{pair.key}/send/"
    assert said(applicant, check, 0) == set()
    assert applicant.locator("main form[method=post] button.ds-button").count()

    editor, head = pair.window("editor"), pair.window("head")
    for after, name in enumerate(REGIMES, start=1):
        editor.goto(f"{OFFICE}/{name}/")
        steps.fill(editor.locator("input[name=from_date]"), steps.day(after))
        steps.send_form(editor, action="/dag/")
        head.goto(f"{OFFICE}/{name}/")
        steps.send_form(head, action="/publiser/")
    # It is told in time what the first of them will change.
    assert said(applicant, check, 0) == {MEETS, BOTH}
    assert applicant.locator("main form[method=post] button.ds-button").count()

    for after, (name, found) in enumerate(REGIMES.items(), start=1):
        own_house.move_to((date.today() + timedelta(days=after)).isoformat())
        coming = list(REGIMES.values())[after] if after < len(REGIMES) else set()
        assert said(applicant, check, 0) == found | coming, name
        assert said(partner, f"/ru{check}", 1) == found | coming, name
        assert not applicant.locator("main form[action=''] button.ds-button").count()
        assert "Du kan sende når listen over er tom" in steps.words(applicant)
