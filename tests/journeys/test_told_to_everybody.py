"""What a question and a project become for everybody: an answer, and a story of both sides."""

import re

from tests.journeys import steps
from tests.journeys.outline import faults_of, keep, read_outline
from tests.journeys.project import (
    confirm_by_account,
    handle,
    is_shown,
    pay_and_report,
    until,
    write_small,
)

ASKER = "korleder@example.org"
ASKED = "Jeg heter Ingvild og leder et kor. Kan vi ha med oss en fotograf fra et annet fylke?"
SHARED = {
    "question_nb": "Kan en fotograf fra et annet fylke være med på reisen?",
    "question_ru": "Может ли фотограф из другой губернии поехать с нами?",
    "answer_ru": "Да, если у него есть задача в проекте.",
}


def press(page, selector: str) -> None:
    steps.click(page.locator(f"main {selector}").first)
    page.wait_for_load_state()


# ── An answer ────────────────────────────────────────────────────────────────
def ask_and_answer(page, officer) -> None:
    """Ask as a visitor does, and answer in the office."""
    page.goto("/spor/")
    steps.fill(page.locator("main textarea"), ASKED)
    steps.fill(page.locator("main input[name=address]"), ASKER)
    page.wait_for_timeout(steps.QUICKEST_PERSON)
    steps.send_form(page)
    page.wait_for_url(re.compile("/spor/takk/"))
    officer.goto("/saksbehandling/sporsmal/")
    steps.click(officer.locator("main a", has_text="fotograf").first)
    officer.wait_for_load_state()
    question = officer.url
    steps.fill(officer.locator("main form textarea[name=text]"), "Ja, om hun har en oppgave.")
    steps.send_form(officer)
    officer.goto(question)


def offer(officer, answer: str) -> None:
    for name, text in {**SHARED, "answer_nb": answer}.items():
        steps.fill(officer.locator(f"main [name={name}]"), text)
    steps.send_form(officer)


def test_an_answer_is_written_anew_read_by_another_and_found(visitor, person, shot):
    page, officer = visitor(), person("case_officer")
    ask_and_answer(page, officer)
    press(officer, "a[href$='/for-alle/']")
    offer(officer, "Ja. Ingvild kan ta med en fotograf som har en oppgave i prosjektet.")
    assert "/for-alle/" in officer.url  # Stopped: it names whoever asked.
    assert officer.locator("main [name=words_are_ordinary]").count() == 1
    shot(officer, "shared-1-a-name")
    offer(officer, "Ja, om fotografen har en oppgave i prosjektet.")
    assert "/svar-for-alle/" in officer.url, steps.words(officer)
    assert officer.locator("form[action$='/publiser/']").count() == 0  # Another one reads it.
    page.goto("/sporsmal/")
    assert SHARED["question_nb"] not in steps.words(page)

    head = person("head")
    head.goto("/saksbehandling/svar-for-alle/")
    press(head, "a[href*='/svar-for-alle/']:has-text('fotograf')")
    shot(head, "shared-2-second-reader")
    steps.send_form(head, action="/publiser/")

    page.goto("/sok/?sok=fotografen")
    press(page, f"a:has-text('{SHARED['question_nb']}')")
    assert "Ja, om fotografen har en oppgave" in steps.words(page)
    assert "Ingvild" not in page.content()
    shot(page, "shared-3-found")
    page.goto(f"/ru{steps.path_of(page.url)}")
    assert SHARED["answer_ru"] in steps.words(page)
    page.goto("/ru/sporsmal/")
    assert SHARED["question_ru"] in steps.words(page)

    steps.fill(head.locator("main textarea[name=because]"), "Feil.")
    steps.click(head.locator("form[action$='/ta-tilbake/'] button"))
    head.wait_for_load_state()
    page.goto("/sporsmal/")
    assert SHARED["question_nb"] not in steps.words(page)


# ── A story ──────────────────────────────────────────────────────────────────
STORY = {
    "title_nb": "To lag ble ett",
    "done_nb": "Lagene trente sammen to ganger, én gang hos hver.",
    "result_nb": "De møtes igjen hvert år.",
    "title_ru": "Две команды стали одной",
    "done_ru": "Команды дважды тренировались вместе.",
    "result_ru": "Они встречаются каждый год.",
}


def tell(officer, number: str) -> None:
    """Draft the story from the approved report, and ask both sides."""
    officer.goto("/saksbehandling/historier/")
    press(officer, f"li:has-text('{number}') a[href$='/historie/']")
    assert officer.locator("[name=done_nb]").input_value()  # Begun from what the pair reported.
    for name, text in STORY.items():
        steps.fill(officer.locator(f"main [name={name}]"), text)
    steps.send_form(officer)
    if officer.url.rstrip("/").endswith("/historier"):
        press(officer, f"a:has-text('{STORY['title_nb']}'), a[href*='/historier/']")
    steps.send_form(officer, action="/spor/")


def test_a_story_is_told_by_two_yes_and_gone_by_one_no(project, visitor, shot):
    one = project()
    write_small(one, "Basket på begge sider")
    confirm_by_account(one)
    handle(one, "award")
    pay_and_report(one)
    is_shown(one, "Basket på begge sider")
    officer, head = one.window("case_officer"), one.window("head")
    applicant, partner, reader = one.window("applicant"), one.window("partner"), visitor()
    tell(officer, one.number)

    for lead, start in ((applicant, ""), (partner, "/ru")):
        lead.goto(f"{start}/min-side/")
        press(lead, "a[href*='/min-side/historie/']")
        shot(lead, f"story-1-asked{start.replace('/', '-')}")
        steps.send_form(lead, action="/svar/", name="act", value="yes")
    reader.goto("/historier/")
    assert STORY["title_nb"] not in steps.words(reader)  # A second person reads it first.

    head.goto("/saksbehandling/historier/")
    press(head, f"a:has-text('{STORY['title_nb']}')")
    steps.send_form(head, action="/publiser/")
    reader.goto("/ru/historier/")
    press(reader, f"a:has-text('{STORY['title_ru']}')")
    assert STORY["result_ru"] in steps.words(reader)
    shot(reader, "story-2-shown")
    shown = steps.path_of(reader.url)
    outlines = []
    for start in ("", "/en", "/ru"):
        reader.goto(f"{start}{shown.removeprefix('/ru')}")
        outlines.append(read_outline(reader))
        assert list(faults_of(outlines[-1])) == [], reader.url
    keep("story", "\n".join(one.text() for one in outlines))
    reader.goto("/sok/?sok=trente")
    until(reader, lambda: STORY["title_nb"] in steps.words(reader))

    partner.reload()
    steps.send_form(partner, action="/svar/", name="act", value="no")
    assert reader.goto(shown).status == 404
    reader.goto("/historier/")
    assert STORY["title_nb"] not in steps.words(reader)
    reader.goto("/sok/?sok=trente")
    until(reader, lambda: STORY["title_nb"] not in steps.words(reader))
