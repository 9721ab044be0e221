"""A newsletter from the first yes to the reader, and an event until a place is free."""

import re

from tests.journeys import steps

READER, GUEST, SECOND = "chitatel@example.org", "gost@example.org", "vtoroy@example.org"
TEXT = "## Søk nå\nFristen er **1. november**. Se [fristene](/frister/).\n\n- skoler\n- lag"
HOURS = {
    "begins_clock": "10.00", "ends_clock": "14.30", "register_clock": "9.00", "seats": "2",
    "title_nb": "Samling i nord", "place_nb": "Kirkenes", "text_nb": "Vi synger sammen.",
    "title_ru": "Встреча на севере", "place_ru": "Киркенес", "text_ru": "Мы поём вместе.",
}  # fmt: skip


def press(page, selector: str) -> None:
    steps.click(page.locator(f"main {selector}").last)
    page.wait_for_load_state()


def sign_up(page, site) -> None:
    """Sign up from the front page's foot, and say yes by the mailed link."""
    page.goto("/ru/")
    steps.click(page.locator("footer a[href='/ru/nyhetsbrev/']"))
    page.wait_for_load_state()
    steps.fill(page.locator("main input[name=address]"), READER)
    page.wait_for_timeout(steps.QUICKEST_PERSON)
    steps.send_form(page)
    page.wait_for_url(re.compile("/nyhetsbrev/takk/"))
    own = steps.path_of(site.link_to(READER, "/nyhetsbrev/mitt/"))
    page.goto(own)
    press(page, "button[value=confirm]")
    assert page.locator("main input[name=topics]:checked").count() == 4


def write(editor, shot) -> None:
    """Write an issue, meet the gate, mend it, and say that it is ready."""
    editor.goto("/saksbehandling/nyhetsbrev/")
    press(editor, "form[action$='/nytt/'] button")
    for name, text in (("title_nb", "Høstens frister"), ("text_nb", TEXT)):
        steps.fill(editor.locator(f"main [name={name}]"), text)
    steps.fill(editor.locator("main [name=title_en]"), "Deadlines")
    steps.fill(editor.locator("main [name=text_en]"), "Apply by 1 November. Ask olga@example.ru.")
    steps.check(editor.locator("main input[name=topics][value=news]"))
    steps.send_form(editor)
    assert editor.locator("#leaks").count() == 1
    assert editor.locator("form[action$='/klar/']").count() == 0
    press(editor, "a[href$='/skriv/']")
    steps.fill(editor.locator("main [name=text_en]"), "Apply by 1 November.")
    steps.send_form(editor)
    shot(editor, "newsletter-2-preview")
    press(editor, "form[action$='/klar/'] button")
    assert editor.locator("form[action$='/send/']").count() == 0


def test_a_newsletter_is_signed_up_for_sent_and_read(visitor, person, site, shot):
    page = visitor(language="ru-RU")
    sign_up(page, site)
    shot(page, "newsletter-1-own")
    write(person("editor"), shot)
    head = person("head")
    head.goto("/saksbehandling/")
    steps.click(head.get_by_role("link", name="Høstens frister"))
    head.wait_for_load_state()
    press(head, "form[action$='/send/'] button")
    mail = site.mail_that_says("Deadlines", READER)
    assert "1 November" in mail.get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for _look in range(20):
        head.reload()
        if "1 av 1 sendt, 0 gikk ikke" in steps.words(head):
            break
        head.wait_for_timeout(500)
    assert "1 av 1 sendt, 0 gikk ikke" in steps.words(head)
    shot(head, "newsletter-3-sent")

    page.goto("/ru/nyhetsbrev/")
    steps.click(page.locator("aside a[href*='/utgaver/']").first)
    page.wait_for_load_state()
    assert "Apply by 1 November." in steps.words(page)


def register(page, name: str, address: str, people: str) -> None:
    page.goto("/ru/arrangementer/")
    press(page, "ol a:has-text('Встреча на севере')")
    for field, text in (("name", name), ("address", address), ("people", people)):
        steps.fill(page.locator(f"main input[name={field}]"), text)
    steps.check(page.locator("main input[name=side][value=b]"))
    page.wait_for_timeout(steps.QUICKEST_PERSON)
    steps.send_form(page)
    page.wait_for_url(re.compile("/arrangementer/takk/"))


def test_an_event_is_shown_fills_up_and_a_free_place_finds_who_waits(visitor, person, site, shot):
    office = person("case_officer")
    office.goto("/saksbehandling/arrangementer/nytt/")
    days = dict.fromkeys(("begins_on", "ends_on", "register_on"), steps.day(12))
    for name, text in {**days, **HOURS}.items():
        steps.fill(office.locator(f"main [name={name}]"), text)
    steps.send_form(office)
    press(office, "form[action$='/vis/'] button, aside form[action$='/vis/'] button")
    shot(office, "event-1-office")

    page = visitor(language="ru-RU")
    register(page, "Хор (пример)", GUEST, "2")
    first = steps.path_of(site.link_to(GUEST, "/arrangementer/min/"))
    register(page, "Школа (пример)", SECOND, "1")
    page.goto(steps.path_of(site.link_to(SECOND, "/arrangementer/min/")))
    assert "Вы в листе ожидания" in steps.words(page)
    office.reload()
    assert "Школа (пример)" in steps.words(office)
    page.goto(first)
    with page.expect_download() as told:
        page.locator("main a[href$='.ics']").click()
    assert b"DTEND" in told.value.path().read_bytes()
    press(page, "form button")
    page.goto(steps.path_of(site.link_to(SECOND, "/arrangementer/min/")))
    assert "У вас есть место" in steps.words(page)
    shot(page, "event-2-own")
