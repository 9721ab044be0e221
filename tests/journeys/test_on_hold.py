"""The world changes: what a paragraph forbids from today on is looked through and put on hold,
the pair reads why in its own language, and it goes on again."""

import os
import re
from datetime import date, timedelta

import pytest

from tests.journeys import conftest, steps
from tests.journeys.eye import Eye
from tests.journeys.house import House
from tests.journeys.project import begin_together, until

READY = "ordinary-2022"
GUIDELINES = f"/saksbehandling/retningslinjer/{READY}/"
WHY = "Regjeringen har bedt oss om å vente med russiske myndigheter."
ACROSS = "Правительство попросило нас подождать с российскими органами власти."


@pytest.fixture(scope="module")
def own_house():
    """A house of its own: other guidelines take over in it, and its day moves on."""
    house = House(database=os.environ.get("DATABASE_URL", ""))
    house.start()
    yield house
    house.stop()


@pytest.fixture
def site(own_house):
    return own_house


@pytest.fixture
def eye(site, browser):
    return Eye(site.url, browser)


@pytest.fixture
def club(site, visitor):
    page = visitor()
    conftest.sign_in(page, "applicant@example.org", site.passwords["applicant"])
    steps.add_organisation(
        page, "Demolaget", steps.OWN_NUMBERS["club"], kind="sports_club", county="Finnmark"
    )


def sent_with_an_authority(project, title):
    """Send an application whose partner is an authority: allowed, until the rules change."""
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title=title, amount="40 000")
    steps.choose(applicant.locator("[name='partner-control']"), value="local_authority")
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)
    return one, partner


def the_rules_change(one):
    """One proposes the guidelines of 2022 from tomorrow, another publishes, and it is tomorrow."""
    editor, head = one.window("editor"), one.window("head")
    editor.goto(GUIDELINES)
    steps.fill(editor.locator("input[name=from_date]"), steps.day(1))
    steps.send_form(editor, action="/dag/")
    head.goto(GUIDELINES)
    steps.send_form(head, action="/publiser/")
    one.site.move_to((date.today() + timedelta(days=1)).isoformat())


def look_over_and_hold(one, head, look_over):
    """One is to wait and the other goes on; the letters are read before anything is done."""
    row = head.locator("tr", has_text="Skole og fjøs")
    row.locator("input[type=radio][value=hold]").check()
    row = head.locator("tr", has_text="Bibliotek over grensa")
    row.locator("input[type=radio][value=go_on]").check()
    steps.fill(row.locator("input[type=text]"), "De har egen avtale med departementet.")
    steps.fill(head.locator("textarea[name=reason]"), WHY)
    steps.fill(head.locator("textarea[name=reason_across]"), ACROSS)
    one.picture(head, "hold-list")
    head.get_by_role("button", name=look_over).click()
    letter = steps.words(head)
    assert "Søknaden din er på vent" in letter
    assert "Ваша заявка приостановлена" in letter
    assert ACROSS in letter
    assert "1 sak blir satt på vent" in letter
    assert "2 brev blir sendt" in letter
    one.picture(head, "hold-look-over")
    head.get_by_role("button", name="Sett 1 sak på vent og send brevene").click()
    head.wait_for_url(re.compile("/omgang/"))


def test_what_is_forbidden_from_today_waits_and_goes_on(project):
    one, partner = sent_with_an_authority(project, "Skole og fjøs")
    other, _partner = sent_with_an_authority(project, "Bibliotek over grensa")
    the_rules_change(one)

    officer, head = one.window("case_officer"), one.window("head")
    for page in (officer, head):
        page.goto(GUIDELINES)
        page.get_by_role("link", name="Hva forbyr de nå?").click()
        page.get_by_role("link", name=re.compile(r"^2\.7 ")).click()
        told = steps.words(page)
        assert "Skole og fjøs" in told
        assert "Bibliotek over grensa" in told
        assert "lokal myndighet" in told
    look_over = "Se over før det blir gjort"
    assert not officer.get_by_role("button", name=look_over).count()

    look_over_and_hold(one, head, look_over)
    batch = head.url
    until(head, lambda: "1 sak er ferdig." in steps.words(head))
    assert "De har egen avtale" in steps.words(head)
    one.picture(head, "hold-batch")

    partner.goto(f"/ru/min-side/soknader/{one.key}/sendt/")
    told = steps.words(partner)
    assert "Ваша заявка приостановлена" in told
    assert ACROSS in told
    assert "2.7" in told
    assert "Отозвать заявку" in told
    one.picture(partner, "hold-partner")
    until(partner, lambda: "Дело приостановлено (PDF)" in steps.words(partner))
    partner.goto(f"/ru/min-side/soknader/{other.key}/sendt/")
    assert "приостановлена" not in steps.words(partner)

    head.goto("/saksbehandling/saker/?status=held")
    assert "Skole og fjøs" in steps.words(head)
    assert "Bibliotek over grensa" not in steps.words(head)
    head.goto(batch)
    steps.fill(head.locator("textarea[name=reason]"), "Dere har fått lov.")
    head.locator("input[name=as_it_is]").check()
    head.get_by_role("button", name="Ta alle opp igjen").click()
    until(head, lambda: "1 sak er ferdig." in steps.words(head))

    partner.goto(f"/ru/min-side/soknader/{one.key}/sendt/")
    until(partner, lambda: "Работа по делу продолжается (PDF)" in steps.words(partner))
    assert "Ваша заявка приостановлена" not in steps.words(partner)
