"""The application school: a visitor marks what is done, and a lesson leads to one's draft."""

import re

from tests.journeys import steps

LESSON = "/sokeskolen/sett-opp-budsjettet/"


def test_a_visitor_finds_again_what_they_marked_in_either_language(visitor):
    page = visitor(width=320, language="ru-RU")
    page.goto("/ru/sokeskolen/")
    steps.click(page.locator("main .nk-steps a[href*=planlegg]"))
    page.wait_for_url("/ru/sokeskolen/planlegg-sammen/")
    answer = page.locator("main details").first
    steps.click(answer.locator("summary"))
    assert answer.locator(".nk-answer").is_visible()
    steps.check(page.locator("[data-tick]").nth(2))
    steps.check(page.locator("[data-done]"))

    page.goto("/sokeskolen/planlegg-sammen/")

    assert [one.is_checked() for one in page.locator("[data-tick]").all()].index(True) == 2
    assert page.locator("[data-done]").is_checked()
    # The step has another lesson, which is not gone through.
    page.goto("/sokeskolen/")
    assert page.locator(".nk-steps > [data-state=done]").count() == 0
    page.goto("/sokeskolen/vis-samarbeidet/")
    steps.check(page.locator("[data-done]"))
    page.goto("/sokeskolen/")
    assert page.locator(".nk-steps > [data-state=done]").count() == 1


def test_a_lesson_leads_to_the_draft_and_the_draft_to_the_lesson(person):
    page = person("applicant", js=False)
    key = steps.begin(page, "barentsmidler", size="full")
    page.goto(LESSON)
    steps.check(page.locator("[name=tick]").nth(1))
    steps.click(page.locator("main form:has([name=tick]) button"))
    assert page.locator("[name=tick]").nth(1).is_checked()

    steps.click(page.locator("main a[href*='/naa/']"))
    assert page.url.endswith(f"/min-side/soknader/{key}/budsjett/")
    steps.click(page.locator(".nk-why > summary").first)
    steps.click(page.get_by_role("link", name=re.compile("Les mer i søkeskolen")).first)

    assert page.url.endswith(LESSON)
