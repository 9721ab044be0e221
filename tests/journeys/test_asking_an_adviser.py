"""A visitor asks, is answered, books a talk, and lets the adviser into the draft.

The same way in Norwegian, English and Russian: what is said, in which words, stands in ``Asker``.
"""

import re
from dataclasses import dataclass

import pytest

from tests.journeys import steps
from tests.journeys.house import links_in

PASSWORD = "tyttebaer-og-multer-i-september"


@dataclass(frozen=True)
class Asker:
    """A visitor: what they read and write, and what the pages say to them."""

    locale: str
    start: str  # Of every address in their language.
    address: str
    name: str
    place: str  # Whose clock stands beside the one in Oslo.
    question: str
    answer: str
    more: str


ASKERS = {
    "nb": Asker(
        "nb-NO",
        "",
        "laerer@example.org",
        "En lærer (eksempel)",
        "Murmansk",
        "Kan skolen vår være partner for et idrettslag?",
        "Ja, skolen kan være partner.",
        "Takk! Hvor begynner vi?",
    ),
    "en": Asker(
        "en-GB",
        "/en",
        "teacher@example.org",
        "A teacher (example)",
        "Murmansk",
        "Can our school be the partner of a sports club?",
        "Yes, a school can be a partner.",
        "Thank you! Where do we begin?",
    ),
    "ru": Asker(
        "ru-RU",
        "/ru",
        "uchitel@example.org",
        "Учитель (пример)",
        "Мурманск",
        "Может ли наша школа быть партнёром спортивного клуба?",
        "Да, школа может быть партнёром.",
        "Спасибо! С чего начать?",
    ),
}


def link_to(site, kind: str, address: str) -> str:
    return steps.path_of(site.link_to(address, kind))


def ask(page, who: Asker) -> None:
    page.goto(f"{who.start}/radgivere/")
    steps.click(page.locator(f"main a[href*='{who.start}/spor/?radgiver=']").last)
    page.wait_for_load_state()
    steps.fill(page.locator("main textarea"), who.question)
    steps.fill(page.locator("main input[name=address]"), who.address)
    page.wait_for_timeout(steps.QUICKEST_PERSON)
    steps.send_form(page)
    page.wait_for_url(re.compile("/spor/takk/"))


def answer(page, who: Asker) -> None:
    """Find the question among one's own work in the office, and answer it."""
    page.goto("/saksbehandling/")
    steps.click(page.locator("main a", has_text=who.question[:20]).first)
    page.wait_for_load_state()
    assert who.question in steps.words(page)
    steps.fill(page.locator("main form textarea[name=text]"), who.answer)
    steps.send_form(page)


def book_a_talk(page, who: Asker, office, site, shot) -> None:
    """Open a time, book it, move it by the mailed link, and put it in a calendar."""
    office.goto("/saksbehandling/samtaler/")
    steps.fill(office.locator("input[name=single-on]"), steps.day(5))
    steps.fill(office.locator("input[name=single-begins]"), "14.30")
    steps.click(office.locator("button[value=single]"))
    office.wait_for_load_state()
    assert "14.30" in steps.words(office) + office.locator("aside").inner_text()
    steps.click(page.locator("a[href*='/radgivere/'][href$='/samtale/']").first)
    page.wait_for_load_state()
    assert who.place in steps.words(page)
    shot(page, "talk-1-times")
    steps.check(page.locator("input[name=time]").nth(1))
    steps.fill(page.locator("main input[name=reached_at]"), "+7 000 000 00 99")
    steps.fill(page.locator("main input[name=name]"), who.name)
    steps.fill(page.locator("main input[name=address]"), who.address)
    page.wait_for_timeout(steps.QUICKEST_PERSON)
    steps.send_form(page)
    page.goto(link_to(site, "/samtale/", who.address))
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
    assert who.name in steps.words(office)
    shot(office, "talk-3-office")


def register(page, who: Asker, site) -> None:
    page.goto(f"{who.start}/registrer/")
    typed = (("name", who.name), ("email", who.address), ("password1", PASSWORD))
    for name, value in typed:
        steps.fill(page.locator(f"main input[name={name}]"), value)
    steps.send_form(page)
    page.goto(link_to(site, "/bekreft-epost/", who.address))
    steps.send_form(page)
    if "/logg-inn/" in page.url:
        steps.fill(page.locator("main input[name=login]"), who.address)
        steps.fill(page.locator("main input[name=password]"), PASSWORD)
        steps.send_form(page)


@pytest.mark.parametrize("language", ASKERS)
def test_a_question_is_answered_and_the_adviser_let_in(language, visitor, person, site, shot):
    who = ASKERS[language]
    page = visitor(language=who.locale)
    ask(page, who)
    shot(page, "question-1-thanks")
    link = link_to(site, "/spor/", who.address)
    page.goto(link)
    assert who.question in steps.words(page)
    shot(page, "question-2-waits")

    office = person("case_officer_2")
    mails = len(site.mails(who.address))
    answer(office, who)
    told = links_in(site.next_mail(who.address, seen=mails))
    assert link in [steps.path_of(one) for one in told]  # The same link in each mail.
    page.goto(link)
    assert who.answer in steps.words(page)
    steps.fill(page.locator("main textarea"), who.more)
    steps.send_form(page)
    assert who.more in steps.words(page)
    shot(page, "question-3-more")
    office.goto("/saksbehandling/")
    assert who.question[:20] in steps.words(office)
    shot(office, "question-4-office")

    book_a_talk(page, who, office, site, shot)

    # With an account since, the thread stands on one's own page, and the draft is opened to them.
    register(page, who, site)
    office.goto("/min-side/")
    let_in = office.locator("main a[href*='/min-side/soknader/']").count()
    page.goto(f"{who.start}/min-side/soknader/ny/barentsmidler/")
    steps.send_form(page)
    page.goto(f"{who.start}/min-side/")
    steps.click(page.locator("main a[href*='/min-side/sporsmal/']"))
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == language
    shot(page, "question-5-mine")
    steps.click(page.locator("main button[value=let-in]"))
    page.wait_for_load_state()
    office.reload()
    assert office.locator("main a[href*='/min-side/soknader/']").count() > let_in


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
