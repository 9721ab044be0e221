"""States of pages that no other journey comes to: so that the eye looks at them too."""

import pytest

from tests.journeys import steps
from tests.journeys.project import begin_together

HOUR = {"nb": "En time", "en": "An hour of your own work", "ru": "Час"}


@pytest.mark.parametrize("width", [320, 1280])
def test_what_a_partner_brings_is_told_in_each_language(visitor, shot, width):
    page = visitor(width=width)
    for language, said in HOUR.items():
        page.goto(f"{'' if language == 'nb' else f'/{language}'}/for-partneren/")
        assert said in steps.words(page)
        shot(page, f"brought-{language}-{width}")


@pytest.mark.parametrize("width", [320, 1280])
def test_days_outside_the_project_are_asked_about_and_the_text_is_read_before_it_is_confirmed(
    project, shot, width
):
    one = project(width=width)
    applicant, partner = begin_together(one, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title="Vår ved elva", amount="40 000")
    steps.fill(applicant.locator("[name=activity0-from_date]"), steps.day(80))
    steps.save_short_form(applicant, send=True)

    # It is asked about in both languages, leads to the day, and keeps nobody from sending.
    check = f"/min-side/soknader/{one.key}/send/"
    for language, said in (
        ("nb", "Dager som ikke passer sammen"),
        ("ru", "Даты, которые не сходятся"),
    ):
        applicant.goto(check if language == "nb" else f"/ru{check}")
        panel = applicant.locator("main .nk-panel:has(a[href*='from_date'])")
        assert said in panel.inner_text()
        shot(applicant, f"outside-{language}-{width}")
    one.number = steps.send(applicant, one.key)

    for prefix, language in (("", "nb"), ("/ru", "ru")):
        partner.goto(f"{prefix}/min-side/soknader/{one.key}/bekreft/")
        assert partner.locator("html").get_attribute("lang") == language
        assert partner.locator("main form[method=post]").count()
        shot(partner, f"confirm-{language}-{width}")
