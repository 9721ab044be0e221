"""Back, and loading again, never meet the browser's own page about a form that was sent."""

import pytest

from tests.journeys import steps
from tests.journeys.project import begin_together

PASSWORD = "tyttebaer-og-multer-i-september"
WORDS = "Kan skolen vår være partner?"
# Each page: what is typed and refused, and what of it is corrected.
OPEN = {
    "/ru/spor/": ({"text": WORDS, "address": "ring"}, {"address": "back@example.org"}),
    "/ide/": ({"text": WORDS, "contact": "ring"}, {"contact": "+47 900 00 001"}),
    "/meld-feil/": ({"text": WORDS, "contact": "ring"}, {"contact": "+47 900 00 001"}),
    "/registrer/": (
        {"name": "Ny (eksempel)", "email": "back-new@example.org", "password1": "123"},
        {"password1": PASSWORD},
    ),
    "/logg-inn/": ({"login": "applicant@example.org", "password": "feil"}, {}),
}


@pytest.fixture
def expect():
    from playwright.sync_api import expect as that  # noqa: PLC0415 -- only where a browser is

    return that


def type_in(page, values):
    for name, value in values.items():
        page.locator(f"main form[method=post] [name={name}]").fill(value)


def send(page):
    steps.press(page.locator("main form[method=post] button.ds-button").first)


def is_wrong(page):
    return page.locator("main .nk-errors").count() == 1


def is_the_form(page, path):
    """Tell whether the page is the form's own, fetched and not an answer to what was sent."""
    return page.evaluate("location.pathname") == path and not is_wrong(page)


@pytest.mark.parametrize("path", OPEN)
def test_back_after_a_corrected_error_comes_to_the_form(visitor, site, path):
    typed, corrected = OPEN[path]
    page = visitor()
    page.goto(path)
    type_in(page, typed)
    page.wait_for_timeout(steps.QUICKEST_PERSON)
    send(page)
    assert is_wrong(page)
    if path == "/logg-inn/":
        corrected = {"password": site.passwords["applicant"]}
    type_in(page, corrected)
    send(page)
    assert page.evaluate("location.pathname") != path

    page.go_back()

    if path in {"/registrer/", "/logg-inn/"}:  # Whoever is in is led on from there.
        assert not is_wrong(page)
    else:
        assert is_the_form(page, path)


def test_loading_the_answer_again_sends_nothing_and_loses_nothing(visitor):
    page = visitor()
    page.goto("/spor/")
    type_in(page, {"text": WORDS, "address": "ring"})
    send(page)
    assert is_wrong(page)

    page.reload()

    assert is_the_form(page, "/spor/")
    assert page.locator("main textarea").input_value() == WORDS
    assert page.locator("main [name=address]").input_value() == "ring"


def test_the_draft_is_gone_back_to_and_keeps_what_was_refused(project):
    one = project()
    applicant, _partner = begin_together(one, "barentsmidler", size="full")
    path = f"/min-side/soknader/{one.key}/om/"
    applicant.goto(path)
    type_in(applicant, {"title": "Elva vår", "start_date": "32. mars"})
    send(applicant)
    assert is_wrong(applicant)
    applicant.goto(f"/min-side/soknader/{one.key}/")

    applicant.go_back()

    assert is_the_form(applicant, path)
    assert applicant.locator("main [name=start_date]").input_value() == "32. mars"


def test_the_short_form_has_what_was_refused_after_back_and_does_not_say_that_it_is_saved(
    project, expect
):
    one = project()
    applicant, _partner = begin_together(one, "barentsmidler", size="short")
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    typed = {
        "activity0-what": "Vi møtes ved elva",  # Saved: so it is another form when met again.
        "activity0-from_date": "når isen har gått",
        "basics-start_date": "10.6.2027",
        "basics-end_date": "1.6.2027",  # Each can be read; a rule refuses the two.
        "people-a_15-30": "ti",
    }
    for name, value in typed.items():
        applicant.locator(f"[name='{name}']").fill(value)
    told = applicant.locator("[data-saved]")
    applicant.locator("[name='people-a_15-30']").blur()
    for words in ("Aktivitet 1: Når?", "Siste dag", "15 til 30 år", "før den første"):
        expect(told).to_contain_text(words)
    applicant.goto("/min-side/")
    expect(applicant.locator("[data-nk-unsaved]")).to_be_visible()

    applicant.go_back()

    for name, value in typed.items():
        assert applicant.locator(f"[name='{name}']").input_value() == value


def test_what_can_only_be_sent_to_is_the_page_it_was_sent_from(person):
    page = person("case_officer")
    start = "/saksbehandling/nyhetsbrev/"
    page.goto(start)
    steps.press(page.locator("main form[action$='/mottaker/'] button"))
    assert is_wrong(page)
    assert page.evaluate("location.pathname") == start
    page.goto("/saksbehandling/")

    page.go_back()

    assert is_the_form(page, start)
