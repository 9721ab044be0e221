"""A visitor asks in Russian, is answered, books a talk, and lets the adviser into the draft."""

import re

from tests.journeys import steps
from tests.journeys.house import links_in

ADDRESS = "uchitel@example.org"
PASSWORD = "tyttebaer-og-multer-i-september"
QUESTION = "Может ли наша школа быть партнёром спортивного клуба?"


def link_to(site, kind: str, address: str = ADDRESS) -> str:
    """Return the link of that kind from the next mail that bears one."""
    while True:
        for link in links_in(site.next_mail(address)):
            if kind in link:
                return steps.path_of(link)


def ask(page) -> None:
    page.goto("/ru/radgivere/")
    steps.click(page.locator("main a[href*='/ru/spor/?radgiver=']").last)
    page.wait_for_load_state()
    steps.fill(page.locator("main textarea"), QUESTION)
    steps.fill(page.locator("main input[name=address]"), ADDRESS)
    page.wait_for_timeout(steps.QUICKEST_PERSON)
    steps.send_form(page)
    page.wait_for_url(re.compile("/spor/takk/"))


def answer(page, text: str) -> None:
    """Find the question by its clock in the office, and answer it."""
    page.goto("/saksbehandling/sporsmal/")
    steps.click(page.locator("main table a").first)
    page.wait_for_load_state()
    assert QUESTION in steps.words(page)
    steps.fill(page.locator("main form textarea[name=text]"), text)
    steps.send_form(page)


def book_a_talk(page, office, site, shot) -> None:
    """Open a time, book it, move it by the mailed link, and put it in a calendar."""
    office.goto("/saksbehandling/samtaler/")
    steps.fill(office.locator("input[name=single-on]"), steps.day(5))
    steps.fill(office.locator("input[name=single-begins]"), "14.30")
    steps.click(office.locator("button[value=single]"))
    office.wait_for_load_state()
    assert "14.30" in steps.words(office) + office.locator("aside").inner_text()
    steps.click(page.locator("a[href*='/radgivere/'][href$='/samtale/']").first)
    page.wait_for_load_state()
    assert "Мурманск" in steps.words(page)
    shot(page, "talk-1-times")
    steps.check(page.locator("input[name=time]").nth(1))
    steps.fill(page.locator("main input[name=reached_at]"), "+7 000 000 00 99")
    steps.fill(page.locator("main input[name=name]"), "Учитель (пример)")
    steps.fill(page.locator("main input[name=address]"), ADDRESS)
    page.wait_for_timeout(steps.QUICKEST_PERSON)
    steps.send_form(page)
    page.goto(link_to(site, "/samtale/"))
    shot(page, "talk-2-booked")
    with page.expect_download() as told:
        page.locator("main a[href$='.ics']").click()
    assert b"DTEND" in told.value.path().read_bytes()
    before = page.locator("main .nk-lead").inner_text()
    steps.check(page.locator("input[name=time]").first)
    steps.click(page.locator("main button[value=move]"))
    page.wait_for_load_state()
    assert page.locator("main .nk-lead").inner_text() != before
    office.goto("/saksbehandling/samtaler/")
    assert "Учитель (пример)" in steps.words(office)
    shot(office, "talk-3-office")


def register(page, site) -> None:
    page.goto("/ru/registrer/")
    for name, value in (("name", "Учитель (пример)"), ("email", ADDRESS), ("password1", PASSWORD)):
        steps.fill(page.locator(f"main input[name={name}]"), value)
    steps.send_form(page)
    page.goto(link_to(site, "/bekreft-epost/"))
    steps.send_form(page)
    if "/logg-inn/" in page.url:
        steps.fill(page.locator("main input[name=login]"), ADDRESS)
        steps.fill(page.locator("main input[name=password]"), PASSWORD)
        steps.send_form(page)


def test_a_question_in_russian_is_answered_and_the_adviser_let_in(visitor, person, site, shot):
    page = visitor(language="ru-RU")
    ask(page)
    shot(page, "question-1-thanks")
    link = link_to(site, "/spor/")
    page.goto(link)
    assert QUESTION in steps.words(page)
    shot(page, "question-2-waits")

    office = person("case_officer_2")
    answer(office, "Да, школа может быть партнёром.")
    assert link_to(site, "/spor/") == link  # The same link in each mail.
    page.goto(link)
    assert "Да, школа может быть партнёром." in steps.words(page)
    steps.fill(page.locator("main textarea"), "Спасибо! С чего начать?")
    steps.send_form(page)
    assert "Спасибо!" in steps.words(page)
    shot(page, "question-3-more")
    office.goto("/saksbehandling/")
    assert QUESTION[:20] in steps.words(office)
    shot(office, "question-4-office")

    book_a_talk(page, office, site, shot)

    # With an account since, the thread stands on one's own page, and the draft is opened to them.
    register(page, site)
    page.goto("/ru/min-side/soknader/ny/barentsmidler/")
    steps.send_form(page)
    page.goto("/ru/min-side/")
    steps.click(page.locator("main a[href*='/min-side/sporsmal/']"))
    page.wait_for_load_state()
    shot(page, "question-5-mine")
    steps.click(page.locator("main button[value=let-in]"))
    page.wait_for_load_state()
    office.goto("/min-side/")
    assert office.locator("main a[href*='/min-side/soknader/']").count() >= 2


def test_a_call_is_noted_and_the_caller_goes_on_in_a_draft(person, site, shot):
    office = person("case_officer")
    office.goto("/saksbehandling/ideer/")
    steps.click(office.locator("main a[href$='/ny-samtale/']"))
    office.wait_for_load_state()
    for name, value in (
        ("caller", "En trener"),
        ("contact", "applicant@example.org"),
        ("about", "To lag vil trene sammen."),
        ("said", "Vi snakket om reglene."),
        ("next_step", "De ringer partneren."),
    ):
        steps.fill(office.locator(f"main [name={name}]"), value)
    steps.choose(office.locator("main select[name=theme]"), value="sport")
    shot(office, "call-1-noted")
    steps.send_form(office)
    steps.click(office.locator("main details:has([name=kind]) summary"))
    steps.choose(office.locator("main select[name=kind]"), value="sports_club")
    steps.choose(office.locator("main select[name=partner]"), value="RU-MUR")
    shot(office, "call-2-begun")
    steps.send_form(office, action="/begynnelse/")
    office.wait_for_load_state()
    link = link_to(site, "svar=", "applicant@example.org")
    caller = person("applicant")
    caller.goto(steps.path_of(link))
    steps.send_form(caller)
    key = re.search(r"/min-side/soknader/([^/]+)/", caller.url).group(1)
    caller.goto(f"/min-side/soknader/{key}/kort/")
    assert caller.locator("[name='text-summary']").input_value() == "To lag vil trene sammen."
    assert caller.locator("[name='basics-theme']").input_value() == "sport"
