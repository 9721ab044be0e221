"""What is typed in a form that does not save itself survives every way of leaving the page."""

import pytest

from tests.journeys import steps
from tests.journeys.project import begin_together
from tests.journeys.test_nothing_is_lost import kept_here

TOLD = "main .nk-kept"


@pytest.fixture
def expect():
    from playwright.sync_api import expect as that  # noqa: PLC0415 -- only where a browser is

    return that


@pytest.fixture
def draft(project):
    """A draft in the full form, and the applicant's and partner's windows."""
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="full")
    one.at = f"/min-side/soknader/{one.key}/"
    return one, applicant, partner


def adds(page, act):
    return page.locator(f"main form:has(input[name=act][value={act}])")


def type_a_cost(page, one, text):
    page.goto(f"{one.at}budsjett/")
    adds(page, "cost").locator("[name$='-text']").fill(text)


def test_another_forms_button_takes_nothing_away(draft, expect, shot):
    one, applicant, _partner = draft
    type_a_cost(applicant, one, "Buss til elva")
    adds(applicant, "amount").locator("[name$='-amount']").fill("40 000")
    steps.press(adds(applicant, "amount").locator("button"))

    expect(applicant.locator(TOLD)).to_contain_text("ikke lagret")
    assert adds(applicant, "cost").locator("[name$='-text']").input_value() == "Buss til elva"
    assert "40" in adds(applicant, "amount").locator("[name$='-amount']").input_value()
    shot(applicant, "forms-are-kept")
    applicant.set_viewport_size({"width": 320, "height": 900})
    shot(applicant, "forms-are-kept-320")


def test_a_link_and_a_closed_window_take_nothing_away_and_the_draft_tells(
    draft, site, browser, expect, shot
):
    one, applicant, _partner = draft
    type_a_cost(applicant, one, "Buss til elva")
    applicant.goto(one.at)
    unsaved = applicant.locator("[data-nk-unsaved]")
    expect(unsaved).to_contain_text("Budsjett")
    shot(applicant, "forms-are-kept-told")
    left = applicant.context.storage_state()

    again = browser.new_context(base_url=site.url, storage_state=left, locale="nb-NO")
    page = again.new_page()
    page.goto(one.at)
    page.locator("[data-nk-unsaved] a").click()
    expect(page.locator(TOLD)).to_contain_text("ikke lagret")
    assert adds(page, "cost").locator("[name$='-text']").input_value() == "Buss til elva"

    page.locator(f"{TOLD} [data-drop]").click()
    assert adds(page, "cost").locator("[name$='-text']").input_value() == ""
    assert kept_here(page) == []
    again.close()


def test_what_was_taken_is_forgotten_and_what_was_wrong_is_not(draft, expect):
    one, applicant, _partner = draft
    form = adds(applicant, "cost")
    type_a_cost(applicant, one, "Buss til elva")
    steps.press(form.locator("button").last)  # No sum yet: shown again, with what is wrong.
    assert form.locator("[name$='-text']").input_value() == "Buss til elva"
    assert len(kept_here(applicant)) == 1

    type_nothing_and_come_back(applicant, one)
    assert form.locator("[name$='-text']").input_value() == "Buss til elva"
    expect(applicant.locator(TOLD)).to_be_visible()


def type_nothing_and_come_back(page, one):
    page.goto(one.at)
    page.goto(f"{one.at}budsjett/")


def test_what_was_saved_leaves_nothing_behind(draft):
    one, applicant, _partner = draft
    applicant.goto(f"{one.at}budsjett/")
    form = adds(applicant, "amount")
    form.locator("[name$='-amount']").fill("40 000")
    assert len(kept_here(applicant)) == 1
    steps.press(form.locator("button"))
    assert kept_here(applicant) == []
    assert applicant.locator(TOLD).count() == 0


def test_a_form_that_the_other_side_changed_is_not_overwritten(draft, expect, shot):
    one, applicant, partner = draft
    applicant.goto(f"{one.at}om/")
    title = "main [name=title]"
    applicant.locator(title).fill("Elva vår")
    partner.goto(f"/ru{one.at}om/")
    partner.locator(title).fill("Наша река")
    steps.send_form(partner)

    applicant.goto(f"{one.at}om/")

    assert applicant.locator(title).input_value() == "Наша река"
    expect(applicant.locator(TOLD)).to_contain_text("Elva vår")
    shot(applicant, "forms-are-kept-met")
    applicant.goto(f"{one.at}om/")
    expect(applicant.locator(TOLD)).to_contain_text("Elva vår")


def test_a_session_that_ended_is_not_taken_for_an_answer(draft, site):
    one, applicant, _partner = draft
    type_a_cost(applicant, one, "Buss til elva")
    applicant.context.clear_cookies()
    steps.press(adds(applicant, "cost").locator("button").last)

    applicant.goto(f"/logg-inn/?next={one.at}")
    applicant.locator("input[name=login]").fill("applicant@example.org")
    applicant.locator("input[name=password]").fill(site.passwords["applicant"])
    applicant.locator("main form button[type=submit]").first.click()
    applicant.wait_for_url(f"**{one.at}")

    assert len(kept_here(applicant)) == 1
    assert applicant.locator("[data-nk-unsaved]").is_visible()


def test_a_visitors_idea_waits_until_the_window_is_closed(visitor, expect):
    page = visitor()
    page.goto("/ide/")
    page.locator("main textarea").first.fill("En skitur langs elva")
    page.goto("/radgivere/")
    page.goto("/ide/")
    assert page.locator("main textarea").first.input_value() == "En skitur langs elva"
    expect(page.locator(TOLD)).to_be_visible()

    other = page.context.new_page()
    other.goto("/ide/")
    assert other.locator("main textarea").first.input_value() == ""
    steps.tell_an_idea(page, "", "+47 900 00 000")
    assert page.evaluate("sessionStorage.length") == 0


def test_what_one_window_saved_is_not_unsaved_in_another(draft):
    one, applicant, _partner = draft
    page = f"{one.at}om/"
    applicant.goto(page)
    applicant.locator("main [name=title]").fill("Elva vår")
    other = applicant.context.new_page()
    other.goto(page)
    assert other.locator("main [name=title]").input_value() == "Elva vår"

    steps.send_form(applicant)

    assert kept_here(applicant) == []


def test_what_cannot_be_put_back_can_be_read_and_removed(draft, expect, shot):
    one, applicant, _partner = draft
    type_a_cost(applicant, one, "Buss til elva")
    applicant.goto(one.at)
    unsaved = applicant.locator("[data-nk-unsaved]")
    unsaved.locator("summary").click()
    expect(unsaved).to_contain_text("Buss til elva")
    expect(applicant.locator("[data-nk-all-saved]")).to_be_hidden()
    shot(applicant, "forms-are-kept-listed")
    unsaved.locator("[data-drop]").click()
    expect(unsaved).to_be_hidden()
    expect(applicant.locator("[data-nk-all-saved]")).to_be_visible()
    assert kept_here(applicant) == []


def test_text_beside_a_changed_form_outlives_another_keystroke(draft, expect):
    one, applicant, partner = draft
    page = f"{one.at}om/"
    applicant.goto(page)
    applicant.locator("main [name=title]").fill("Elva vår")
    partner.goto(f"/ru{page}")
    partner.locator("main [name=title]").fill("Наша река")
    steps.send_form(partner)
    applicant.goto(page)
    applicant.locator("main [name=start_date]").press_sequentially("1.6.2027")

    applicant.goto(page)

    expect(applicant.locator(TOLD)).to_contain_text("Elva vår")
    assert applicant.locator("main [name=start_date]").input_value() == "1.6.2027"


def test_a_refused_row_of_the_budget_comes_back_in_a_row_of_its_own(project, expect):
    one = project()
    applicant, _partner = begin_together(one, "barentsmidler", size="short")
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")

    def cell(name):
        return applicant.locator(f"[name='{name}']")

    refused = {"text": "Tolk", "amount": "så mye som vi får"}
    for name, value in refused.items():
        cell(f"cost0-{name}").fill(value)
    steps.choose(cell("cost0-side"), value="b")
    cell("cost1-text").fill("Buss")
    cell("cost1-amount").fill("500")
    cell("cost1-amount").blur()
    expect(cell("cost1-pk")).not_to_have_value("")
    expect(cell("cost0-pk")).to_have_value("")
    expect(applicant.locator("[data-saved]")).to_contain_text("rad 1")

    applicant.reload()

    expect(cell("cost0-text")).to_have_value("Buss")
    expect(cell("cost0-side")).to_have_value("a")
    expect(cell("cost1-side")).to_have_value("b")
    for name, value in refused.items():
        expect(cell(f"cost1-{name}")).to_have_value(value)
    cell("cost1-amount").fill("700")
    cell("cost1-amount").blur()
    expect(cell("cost1-pk")).not_to_have_value("")
    applicant.reload()
    assert [cell(f"cost{row}-side").input_value() for row in (0, 1)] == ["a", "b"]
    assert [cell(f"cost{row}-text").input_value() for row in (0, 1)] == ["Buss", "Tolk"]
