"""An equal pair, each in their own language: they write, disagree, lose the line, confirm, change
what was sent, confirm anew, and take it back. And a full application by keyboard at 320 px."""

import re

import pytest

from tests.journeys import steps
from tests.journeys.project import begin_together, confirm_by_account

SAVED = re.compile("saved")
FULL = {"cost": "80 000", "own": "10 000", "amount": "70 000", "theme": "culture"}


@pytest.fixture
def expect():
    from playwright.sync_api import expect as that  # noqa: PLC0415 -- only where a browser is

    return that


def written(page, key, text):
    """Type into a text of the page that is open, and go on to the next field."""
    page.locator(f"#{key} textarea").first.fill(text)
    page.keyboard.press("Tab")
    return page.locator(f"#{key} [data-told]")


def new_words(page):
    """Return what a page marks as new, word by word."""
    return " ".join(page.locator("main ins").all_inner_texts())


def say_it_in_russian(applicant, partner, draft):
    """The partner says the name and the plan in their language; the applicant's side checks it."""
    partner.goto(f"/ru{draft}/les/")
    steps.click(partner.locator("main a[href*='/sprak/ru/']").first)
    partner.wait_for_load_state()
    steps.fill(partner.locator("[name=title-text]"), "Море между нами")
    act = partner.locator("textarea[name^=activity-][name$=-what-text]").first
    steps.fill(act, "Репетируем и показываем спектакль")
    steps.send_form(partner)
    applicant.goto(f"{draft}/sprak/ru/")
    for box in applicant.locator("main input[type=checkbox]").all():
        steps.check(box)
    steps.send_form(applicant)
    applicant.goto(f"{draft}/les/")
    assert "sjekket mot originalen" in steps.words(applicant)
    assert "Репетируем и показываем спектакль" in steps.words(applicant)
    applicant.goto(f"{draft}/send/")
    assert "Noen tekster er bare på ett språk" in steps.words(applicant)


def test_an_equal_pair_from_the_first_word_to_taking_it_back(project, expect):
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="full")
    steps.describe_partner(applicant, one.key)
    steps.fill_full_form(applicant, one.key, title="Havet mellom oss", **FULL)
    draft = f"/min-side/soknader/{one.key}"
    applicant.goto(f"{draft}/sammen/")
    one.picture(applicant, "8-cooperation", at="main section:has(.nk-profile)")

    # They disagree on one text, and put it together.
    applicant.goto(f"{draft}/tekster/")
    partner.goto(f"/ru{draft}/tekster/")
    ours = "Vi lager en forestilling sammen, og viser den på skolene."
    expect(written(applicant, "summary", ours)).to_have_attribute("data-state", SAVED)
    theirs = "Vi lager et skuespill sammen, og viser den på begge sider."
    written(partner, "summary", theirs)
    met = partner.locator("#summary [data-clash]")
    expect(met).to_contain_text(ours)
    both = met.locator("textarea[data-both]")
    expect(both).to_have_value("Vi lager et skuespill sammen, og viser den på skolene.")
    met.locator("[data-use=both]").click()
    expect(partner.locator("#summary [data-told]")).to_have_attribute("data-state", SAVED)

    say_it_in_russian(applicant, partner, draft)

    # The partner loses the line, writes on, and it comes through when the line is back.
    partner.goto(f"/ru{draft}/tekster/")
    partner.context.set_offline(True)
    written(partner, "result", "Зрители приходят с обеих сторон.")
    expect(partner.locator("#result [data-told]")).to_have_attribute("data-state", "lost")
    partner.context.set_offline(False)
    expect(partner.locator("#result [data-told]")).to_have_attribute("data-state", SAVED)

    one.number = steps.send(applicant, one.key)
    confirm_by_account(one)

    # The partner's side changes what was sent, and the applicant's side confirms anew.
    partner.goto(f"/ru{draft}/sendt/")
    steps.send_form(partner, action="/endring/")
    partner.goto(f"/ru{draft}/tekster/")
    expect(written(partner, "result", "Зрители приходят и пишут нам.")).to_have_attribute(
        "data-state", SAVED
    )
    partner.goto(f"/ru{draft}/endring/")
    assert "пишут" in new_words(partner)
    partner.locator("main form:has(input[name=act][value=send]) button").click()
    partner.wait_for_url(re.compile("/kvittering/"))
    applicant.goto(f"{draft}/bekreft/")
    assert "пишут" in new_words(applicant)
    steps.send_form(applicant)
    applicant.goto(f"{draft}/sendt/")
    assert one.number in steps.words(applicant)
    assert applicant.locator("main .nk-mark[data-side=a]").count()

    # Either lead takes it back; what was written stays.
    partner.goto(f"/ru{draft}/trekk/")
    steps.send_form(partner)
    applicant.goto(f"{draft}/sendt/")
    assert "trukket" in steps.words(applicant).lower()


def test_a_full_application_by_keyboard_on_a_small_screen(project):
    one = project(keyboard=True, width=320)
    applicant, _partner = begin_together(one, "barentskult", size="full")
    steps.describe_partner(applicant, one.key)
    steps.fill_full_form(applicant, one.key, title="Smalt hav", **FULL)
    one.number = steps.send(applicant, one.key)
    confirm_by_account(one)
    assert one.number
