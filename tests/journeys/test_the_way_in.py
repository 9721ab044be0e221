"""From the front page to a draft: six questions, an answer, an account."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.journeys import steps
from tests.journeys.house import links_in

PASSWORD = "tyttebaer-og-multer-i-september"
CLUB = {
    "hvem": "sports_club",
    "sted": "NO-56",
    "partner": "RU-MUR",
    "slag": "sports_club",
    "tema": "sport",
    "alder": "0-14",
    "sammen": "both",
    "mote": "turn",
    "sum": "50 000",
    "kostnad": "80 000",
    "start": steps.day(120),
}


def answer(page, **answers):
    """Answer the questions one by one, as they are asked, until there is an answer."""
    asked = 0
    while page.locator("main form[method=get]").count():
        for field in page.locator("main form [name]:not([type=hidden])").evaluate_all(
            "all => [...new Set(all.map(one => one.name))]"
        ):
            value = answers[field]
            select = page.locator(f"main select[name={field}]")
            choice = page.locator(f"main input[name={field}][value='{value}']:not([type=text])")
            if select.count():
                steps.choose(select, value=value)
            elif choice.count():
                steps.check(choice)
            else:
                steps.fill(page.locator(f"main input[name={field}]"), value)
        steps.click(page.locator("main form[method=get] button"))
        page.wait_for_load_state()
        asked += 1
    return asked


def to_the_questions(page, language):
    page.goto(f"{language}/")
    steps.click(page.locator(f"main a[href='{language}/kan-vi-fa-stotte/']").first)
    page.wait_for_load_state()


def begin_the_draft(page) -> str:
    """Begin it on the start page, to which the answers have come along; return its key."""
    assert page.locator("main section ul li").count() >= 3
    steps.send_form(page)
    return re.search(r"/min-side/soknader/([^/]+)/", page.url).group(1)


def stands_in_the_draft(page, language, key):
    page.goto(f"{language}/min-side/soknader/{key}/kort/")
    for name, value in (
        ("basics-theme", "sport"),
        ("basics-start_date", steps.day(120)),
        ("work-amount", "50 000"),
    ):
        shown = page.locator(f"[name='{name}']").input_value().replace("\u00a0", " ")
        assert [part.lstrip("0") for part in shown.split(".")] == [
            part.lstrip("0") for part in value.split(".")
        ]
    partner = page.locator("select[name=partner-place] option:checked").inner_text()
    assert partner in {"Murmansk oblast", "Мурманская область"}


def test_a_club_finds_out_signs_in_and_goes_on(visitor, site, club, shot):
    page = visitor()
    to_the_questions(page, "")
    shot(page, "way-in-1-question")
    # Pressed too soon: it is asked again, with why.
    steps.click(page.locator("main form[method=get] button"))
    page.wait_for_load_state()
    assert page.locator("main .nk-errors").count() == 1
    assert answer(page, **CLUB) == 6
    assert page.locator("main h1").inner_text().startswith("Ja")
    shot(page, "way-in-2-yes")

    # One answer is changed, and the others stand.
    steps.click(page.locator("main a[href*='endre=2']"))
    page.wait_for_load_state()
    assert answer(page, **CLUB | {"partner": "none"}) == 1
    assert page.locator("main h1").inner_text().startswith("Ikke ennå")
    assert "2.4" in steps.words(page)
    shot(page, "way-in-3-not-yet")
    page.go_back()
    page.go_back()

    # Whoever gets the address sees the same answer.
    other = visitor(js=False, width=320)
    other.goto(page.url)
    assert other.locator("main h1").inner_text() == page.locator("main h1").inner_text()

    steps.click(page.locator("main a[href*='svar=']"))
    page.wait_for_url(re.compile("/logg-inn/"))
    page.locator("main input[name=login]").fill("applicant@example.org")
    page.locator("main input[name=password]").fill(site.passwords["applicant"])
    steps.send_form(page)
    page.wait_for_url(re.compile("/soknader/ny/barentsmidler/"))
    shot(page, "way-in-4-start")
    steps.check(page.locator("input[name=organisation]").first)
    stands_in_the_draft(page, "", begin_the_draft(page))


def through_the_school(page, language, key):
    """From the front page to the first lesson, and by what it leads to back to one's draft."""
    page.goto(f"{language}/")
    steps.click(page.locator(f"main a[href='{language}/sokeskolen/finn-en-partner/']").first)
    page.wait_for_load_state()
    steps.click(page.locator("main a[href*='/naa/']").first)
    page.wait_for_load_state()
    assert f"{language}/min-side/soknader/{key}/" in page.url


@pytest.mark.parametrize("language", ["", "/en", "/ru"])
def test_a_newcomer_registers_and_the_answers_come_along(visitor, site, language):
    address = f"ny-vei{language[1:]}@example.org"
    page = visitor(js=language != "/ru", width=320)
    page.by_keyboard = (
        language == "/en"
    )  # The one with the keyboard alone, the other without scripts.
    to_the_questions(page, language)
    assert answer(page, **CLUB) == 6
    steps.click(page.locator("main a[href*='svar=']"))
    page.wait_for_url(re.compile("/logg-inn/"))
    assert "svar" in parse_qs(urlsplit(page.url).query)["next"][0]
    steps.click(page.locator("main a[href*='/registrer/']"))
    page.wait_for_load_state()
    for name, value in (("name", "Ny (eksempel)"), ("email", address), ("password1", PASSWORD)):
        steps.fill(page.locator(f"main input[name={name}]"), value)
    steps.send_form(page)
    [link] = [one for one in links_in(site.next_mail(address)) if "/bekreft-epost/" in one]
    page.goto(steps.path_of(link))
    steps.send_form(page)
    if "/logg-inn/" in page.url:
        steps.fill(page.locator("main input[name=login]"), address)
        steps.fill(page.locator("main input[name=password]"), PASSWORD)
        steps.send_form(page)
    page.wait_for_url(re.compile("/soknader/ny/barentsmidler/"))
    key = begin_the_draft(page)
    stands_in_the_draft(page, language, key)
    through_the_school(page, language, key)


def test_the_deadlines_can_be_put_in_a_calendar(visitor, shot):
    page = visitor()
    page.goto("/ordninger/barentsmidler/")
    steps.click(page.locator("main a[href='/frister/']"))
    page.wait_for_load_state()
    shot(page, "way-in-5-deadlines")
    words = steps.words(page)
    assert "i Oslo" in words
    assert "i Murmansk" in words
    with page.expect_download() as told:
        page.locator("main a[href$='.ics']").first.click()
    assert told.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")
