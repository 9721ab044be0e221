"""Nothing is lost: two who write at once, a line that is cut, a session that ends, a power cut."""

import re

import pytest

from tests.journeys import steps
from tests.journeys.conftest import sign_in
from tests.journeys.project import begin_together

SAVED = re.compile("saved")
LOST = re.compile("lost")
PATIENCE = 60_000  # Milliseconds: a house that was killed comes up again within them.


@pytest.fixture
def expect():
    from playwright.sync_api import expect as that  # noqa: PLC0415 -- only where a browser is

    return that


@pytest.fixture
def together(project):
    """A draft in the full form with both sides in it, and their windows at its texts."""
    one = project()
    applicant, partner = begin_together(one, "barentsmidler", size="full")
    one.texts = f"/min-side/soknader/{one.key}/tekster/"
    applicant.goto(one.texts)
    partner.goto(f"/ru{one.texts}")
    return one, applicant, partner


def field(page):
    return page.locator("#summary textarea").first


def told(page):
    return page.locator("#summary [data-told]")


def panel(page):
    return page.locator("#summary [data-clash]")


def write(page, text):
    """Type into the first text, and go on to the next field."""
    field(page).fill(text)
    page.keyboard.press("Tab")


def use(page, which):
    panel(page).locator(f"[data-use={which}]").click()


def history(page, one):
    page.goto(f"/min-side/soknader/{one.key}/svar/summary/tidligere/")
    return steps.words(page)


def says_where(section):
    """Return what knows the answer to a window that says that it writes in ``section``."""
    return lambda answer: f"section={section}" in (answer.request.post_data or "")


def kept_here(page):
    return page.evaluate("Object.keys(localStorage).filter(one => one.startsWith('naboskap:'))")


def test_two_people_in_one_field_meet_and_put_their_texts_together(together, expect, shot):
    one, applicant, partner = together
    write(applicant, "Vi lærer om elva.")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    assert kept_here(applicant) == []

    write(partner, "Мы изучаем реку.")
    expect(panel(partner)).to_contain_text("Vi lærer om elva.")
    expect(panel(partner)).to_contain_text("Мурманск")
    shot(partner, "nothing-is-lost-met")
    one.picture(partner, "7-write-together", at="#summary")
    assert field(partner).input_value() == "Мы изучаем реку."
    use(partner, "both")
    expect(told(partner)).to_have_attribute("data-state", SAVED)

    write(applicant, "Vi lærer om elva og fisken.")
    expect(panel(applicant)).to_contain_text("Мы изучаем реку.")
    use(applicant, "theirs")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    assert field(applicant).input_value() == "Vi lærer om elva.\n\nМы изучаем реку."
    applicant.reload()
    assert field(applicant).input_value() == "Vi lærer om elva.\n\nМы изучаем реку."
    assert "Versjon 1" in history(applicant, one)
    shot(applicant, "nothing-is-lost-history")


def test_two_who_change_one_sentence_each_take_both_with_one_press(together, expect, shot):
    one, applicant, partner = together
    write(applicant, "Vi går i skogen. Alle er med.")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    partner.reload()
    write(applicant, "Vi går i skogen. Alle skoler er med.")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)

    write(partner, "Vi går i fjellet. Alle er med.")
    both = panel(partner).locator("textarea[data-both]")
    expect(both).to_have_value("Vi går i fjellet. Alle skoler er med.")
    panel(partner).locator("[data-apart] summary").click()
    assert "fjellet" in panel(partner).locator("ins").inner_text()
    assert "skoler" in panel(partner).locator("del").last.inner_text()
    shot(partner, "nothing-is-lost-merge")
    partner.set_viewport_size({"width": 320, "height": 900})
    shot(partner, "nothing-is-lost-merge-320")
    both.fill("Vi går i fjellet. Alle skoler er med oss.")
    use(partner, "both")
    expect(told(partner)).to_have_attribute("data-state", SAVED)
    expect(field(partner)).to_have_value("Vi går i fjellet. Alle skoler er med oss.")

    # One's own text is among the earlier ones.
    assert "Versjon 3" in history(applicant, one)


def test_the_counter_follows_what_is_written_and_is_said_aloud_at_thresholds(together, expect):
    _one, applicant, _partner = together
    counter = applicant.locator("#summary [data-counter]")
    aloud = counter.locator("[data-counter-told]")
    advised = int(counter.get_attribute("data-advised"))
    field(applicant).press_sequentially("Elva")
    expect(counter.locator("[data-counted]")).to_contain_text("4 tegn")
    expect(aloud).to_have_text("")
    field(applicant).fill("e" * advised)
    expect(aloud).to_contain_text("nok")


def test_two_tabs_of_one_person_meet_too(together, expect):
    one, first, _partner = together
    second = first.context.new_page()
    second.goto(one.texts)
    write(first, "Fra den ene fanen")
    expect(told(first)).to_have_attribute("data-state", SAVED)

    write(second, "Fra den andre fanen")
    expect(panel(second)).to_contain_text("Du selv lagret dette")
    expect(panel(second).locator("[data-use=theirs]")).to_contain_text("det andre vinduet")
    use(second, "mine")
    expect(told(second)).to_have_attribute("data-state", SAVED)

    text = history(second, one)
    assert "Fra den ene fanen" in text
    assert "andre" in text


def swallow_answers(page):
    """Let what is saved reach the house, and its answer never come back; return how to end it."""

    def saved_unheard(route):
        route.fetch()
        route.abort()

    page.route("**/svar/summary/", saved_unheard)
    return lambda: page.unroute("**/svar/summary/")


def test_ones_own_save_whose_answer_was_lost_is_no_other_window(together, expect):
    _one, applicant, _partner = together
    hear_again = swallow_answers(applicant)
    write(applicant, "Vi lærer")
    expect(told(applicant)).to_have_attribute("data-state", LOST)
    hear_again()

    write(applicant, "Vi lærer om elva.")

    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    assert panel(applicant).count() == 0
    assert kept_here(applicant) == []
    applicant.reload()
    assert field(applicant).input_value() == "Vi lærer om elva."


def test_ones_own_save_that_a_reload_cut_off_is_no_other_window(together, expect):
    one, applicant, _partner = together
    hear_again = swallow_answers(applicant)
    write(applicant, "Vi lærer")
    expect(told(applicant)).to_have_attribute("data-state", LOST)
    field(applicant).fill("Vi lærer om elva.")
    hear_again()

    applicant.goto(one.texts)

    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    assert panel(applicant).count() == 0
    assert field(applicant).input_value() == "Vi lærer om elva."
    assert kept_here(applicant) == []


def test_another_window_is_still_met_after_an_answer_was_lost(together, expect):
    one, applicant, _partner = together
    second = applicant.context.new_page()
    second.goto(one.texts)
    hear_again = swallow_answers(applicant)
    write(applicant, "Vi lærer")
    expect(told(applicant)).to_have_attribute("data-state", LOST)
    second.reload()
    write(second, "Fra den andre fanen")
    expect(told(second)).to_have_attribute("data-state", SAVED)
    hear_again()

    write(applicant, "Vi lærer om elva.")

    expect(panel(applicant)).to_contain_text("Fra den andre fanen")


def test_a_line_that_is_cut_and_comes_back_loses_nothing(together, expect, shot):
    _one, applicant, partner = together
    applicant.context.set_offline(True)
    write(applicant, "Skrevet på toget")
    expect(told(applicant)).to_have_attribute("data-state", LOST)
    expect(told(applicant)).to_contain_text("ingen linje")
    assert len(kept_here(applicant)) == 1
    shot(applicant, "nothing-is-lost-no-line")
    write(partner, "Пока вас не было")
    expect(told(partner)).to_have_attribute("data-state", SAVED)

    applicant.context.set_offline(False)
    expect(panel(applicant)).to_contain_text("Пока вас не было")
    assert field(applicant).input_value() == "Skrevet på toget"
    use(applicant, "both")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    assert kept_here(applicant) == []


def test_a_text_survives_a_browser_that_is_closed_without_a_line(
    together, site, browser, visitor, expect
):
    one, applicant, _partner = together
    applicant.context.set_offline(True)
    write(applicant, "Skrevet før det ble svart")
    expect(told(applicant)).to_have_attribute("data-state", LOST)
    left = applicant.context.storage_state()
    applicant.close()

    again = browser.new_context(base_url=site.url, storage_state=left, locale="nb-NO")
    page = again.new_page()
    page.goto(one.texts)
    expect(told(page)).to_have_attribute("data-state", SAVED)
    assert field(page).input_value() == "Skrevet før det ble svart"
    assert kept_here(page) == []
    assert "Skrevet før det ble svart" in history(page, one)
    again.close()


def test_a_session_that_ends_in_the_middle_keeps_the_text_for_its_writer(
    together, site, expect, shot
):
    one, applicant, _partner = together
    applicant.context.clear_cookies()
    write(applicant, "Skrevet etter at økten var over")
    expect(told(applicant)).to_contain_text("logget ut")
    shot(applicant, "nothing-is-lost-signed-out")

    # Somebody else at the same computer finds nothing of it, and leaves it where it is.
    sign_in(applicant, "partner@example.org", site.passwords["partner"])
    applicant.goto(one.texts)
    assert field(applicant).input_value() == ""
    applicant.context.clear_cookies()

    applicant.goto(f"/logg-inn/?next={one.texts}")
    applicant.locator("input[name=login]").fill("applicant@example.org")
    applicant.locator("input[name=password]").fill(site.passwords["applicant"])
    applicant.locator("main form button[type=submit]").first.click()
    applicant.wait_for_url(f"**{one.texts}")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    assert field(applicant).input_value() == "Skrevet etter at økten var over"
    assert kept_here(applicant) == []


def test_on_a_small_screen_it_stays_in_sight_that_nothing_is_saved(project, expect, shot):
    one = project()
    applicant, _partner = begin_together(one, "barentsmidler", size="short")
    applicant.set_viewport_size({"width": 320, "height": 640})
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    applicant.context.clear_cookies()

    for name in ("basics-title", "activity0-place_text", "cost0-text"):
        field = applicant.locator(f"[name={name}]")
        field.click()
        field.fill("Elva")
        line = applicant.locator("form > [data-saved]")
        expect(line).to_contain_text("logget ut")
        expect(line).to_be_in_viewport(ratio=1)
        expect(field).to_be_in_viewport(ratio=1)
        box = field.bounding_box()
        assert box["y"] + box["height"] <= line.bounding_box()["y"]
    way_in = line.get_by_role("link", name="Logg inn")
    expect(way_in).to_have_attribute("href", re.compile(rf"/logg-inn/\?next=.*{one.key}.*kort"))
    shot(applicant, "nothing-is-lost-signed-out-short")
    text = applicant.locator("[data-answer] textarea").first
    text.click()
    text.fill("Vi møtes ved elva.")
    told = applicant.locator("[data-told][data-state=lost]").first
    expect(told).to_be_in_viewport(ratio=1)
    expect(line).not_to_be_in_viewport()


def test_whoever_signs_out_leaves_nothing_on_the_computer(together, expect):
    _one, applicant, _partner = together
    asked = []
    applicant.on("dialog", lambda box: (asked.append(box.message), box.accept()))
    applicant.route("**/svar/**", lambda route: route.abort())
    write(applicant, "Kom aldri fram")
    expect(told(applicant)).to_have_attribute("data-state", LOST)
    assert len(kept_here(applicant)) == 1

    applicant.get_by_role("button", name="Logg ut").first.click()
    applicant.wait_for_url(re.compile("^(?!.*/tekster/)"))

    assert len(asked) == 1
    assert "ikke er lagret" in asked[0]
    assert kept_here(applicant) == []


def test_a_power_cut_between_two_keystrokes_loses_nothing(together, site, expect):
    one, applicant, _partner = together
    write(applicant, "Før strømmen gikk")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    field(applicant).press_sequentially(" og mens den")
    site.kill()
    field(applicant).press_sequentially(" var borte")
    expect(told(applicant)).to_have_attribute("data-state", LOST)

    site.start()

    expect(told(applicant)).to_have_attribute("data-state", SAVED, timeout=PATIENCE)
    text = field(applicant).input_value()
    applicant.reload()
    assert field(applicant).input_value() == text
    assert text.startswith("Før strømmen gikk og mens")
    text = history(applicant, one)
    assert "og mens den" in text
    assert "Versjon 1" in text


def test_a_full_short_form_in_russian_letters_is_saved_by_itself(project):
    one = project()
    _applicant, partner = begin_together(one, "barentsmidler", size="short")
    partner.goto(f"/ru/min-side/soknader/{one.key}/kort/")

    def is_save(asked):
        return asked.method == "POST" and asked.url.endswith("/kort/")

    with partner.expect_response(lambda answer: is_save(answer.request)) as saved:
        partner.evaluate(
            """() => {
                const form = document.querySelector("form[data-whole]");
                for (const box of form.querySelectorAll("textarea")) box.value = "я".repeat(1990);
                for (const one of form.querySelectorAll("[name^=cost][name$=text]"))
                    one.value = "я".repeat(190);
                form.querySelector("[name$=what]")
                    .dispatchEvent(new Event("input", { bubbles: true }));
            }"""
        )

    assert len(saved.value.request.post_data) > 64 * 1024
    assert saved.value.status == 200
    assert saved.value.json()["fields"]


def test_the_short_form_meets_and_settles_without_a_script(project):
    one = project(js=False)
    applicant, partner = begin_together(one, "barentsmidler", size="short")
    short = f"/min-side/soknader/{one.key}/kort/"
    applicant.goto(short)
    partner.goto(f"/ru{short}")
    steps.fill(applicant.locator("[name=text-summary]"), "Vi trener sammen.")
    steps.save_short_form(applicant, send=False)
    steps.fill(partner.locator("[name=text-summary]"), "Тренируемся вместе.")
    steps.save_short_form(partner, send=False)

    assert "Vi trener sammen." in steps.words(partner)
    steps.click(partner.locator("button[name=settle][value='summary:both']"))
    partner.wait_for_load_state()

    text = partner.locator("[name=text-summary]").input_value()
    assert text == "Vi trener sammen.\n\nТренируемся вместе."
    assert "Versjon 1" in history(applicant, one)


def test_a_text_is_written_in_the_other_language_checked_and_grows_old(together, expect, shot):
    one, applicant, partner = together
    write(applicant, "Vi lærer om elva.")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)
    partner.reload()
    steps.click(partner.locator("#summary a[href$='/pa/ru/']").first)
    shot(partner, "two-languages-empty")
    write(partner, "Мы изучаем реку.")
    expect(told(partner)).to_have_attribute("data-state", SAVED)
    steps.check(partner.locator("input[name=mark][value=written]"))
    steps.send_form(partner)

    page = f"/min-side/soknader/{one.key}/svar/summary/pa/ru/"
    applicant.goto(page)
    steps.click(applicant.locator("button[name=check]"))
    applicant.wait_for_load_state()
    assert "Sjekket:" in steps.words(applicant)
    applicant.goto(one.texts)
    write(applicant, "Vi lærer om elva og fisken i den.")
    expect(told(applicant)).to_have_attribute("data-state", SAVED)

    partner.goto(f"/ru{one.texts}")
    assert "Мы изучаем реку." in steps.words(partner)
    assert "Оригинал изменился после перевода." in steps.words(partner)
    partner.set_viewport_size({"width": 320, "height": 900})
    shot(partner, "two-languages-texts-320")
    partner.goto(f"/ru{page}")
    shot(partner, "two-languages-320")
    partner.set_viewport_size({"width": 1280, "height": 900})
    partner.locator("main details summary").click()
    shot(partner, "two-languages-stale")
    partner.goto(f"/ru/min-side/soknader/{one.key}/les/")
    assert "Мы изучаем реку." in steps.words(partner)
    shot(partner, "two-languages-read")


def test_each_sees_where_the_other_writes(together, expect):
    _one, applicant, partner = together
    with partner.expect_response(says_where("summary")):
        field(partner).press_sequentially("Мы")

    applicant.reload()

    expect(applicant.locator("[data-here]")).to_contain_text("skriver i")
    expect(applicant.locator("[data-here]")).to_contain_text("Partnersiden")


def test_a_text_that_was_cut_and_never_came_is_there_to_copy(together, expect, shot):
    one, applicant, partner = together
    applicant.route("**/svar/**", lambda route: route.abort())
    write(applicant, "Kom aldri fram")
    expect(told(applicant)).to_have_attribute("data-state", LOST)
    partner.goto(f"/ru/min-side/soknader/{one.key}/trekk/")
    steps.send_form(partner)

    applicant.goto(f"/min-side/soknader/{one.key}/les/")

    left = applicant.locator("[data-left]")
    expect(left).to_contain_text("Kom aldri fram")
    shot(applicant, "nothing-is-lost-left")
    left.locator("[data-drop]").click()
    expect(left).to_be_hidden()
    assert kept_here(applicant) == []
