"""Projects from the first idea to the public page, through a real browser and nothing else."""

from tests.journeys import steps
from tests.journeys.project import (
    begin_confirming_by_code,
    begin_together,
    confirm_by_account,
    handle,
    is_shown,
    pay_and_report,
    write_small,
)


def test_a_small_project_from_idea_to_public_page(project, visitor):
    one = project()
    stranger = visitor()
    stranger.goto("/")
    one.picture(stranger, "1-front-page")
    steps.tell_an_idea(stranger, "Vi vil trene med en klubb over grensa.", "900 00 000")
    adviser = one.window("case_officer")
    adviser.goto("/saksbehandling/ideer/")
    assert "trene med en klubb" in steps.words(adviser)

    write_small(one, "Trening over grensa")
    confirm_by_account(one)
    handle(one, "award")
    pay_and_report(one)
    is_shown(one, "Trening over grensa")


def test_a_large_culture_project_by_council_and_board(project):
    one = project()
    applicant, _partner = begin_together(one, "barentskult", size="full")
    steps.describe_partner(applicant, one.key)
    steps.fill_full_form(
        applicant, one.key, title="Lys over havet", cost="700 000", own="220 000", amount="480 000"
    )
    applicant.goto(f"/min-side/soknader/{one.key}/")
    one.number = steps.send(applicant, one.key)
    confirm_by_account(one)

    officer, council = one.window("case_officer_2"), one.window("council")
    steps.assess(officer, one.number)
    steps.advise(council, one.number)
    steps.propose(officer, one.number, "award")
    head = one.window("head")
    meeting = steps.call_meeting(head)
    names = ["Styremedlem 1 (eksempel)", "Styremedlem 2 (eksempel)"]
    steps.note_present(head, meeting, names)
    for member in ("board_1", "board_2"):
        steps.vote(one.window(member), meeting, one.number)
    steps.close_vote(one.window("board_1"), meeting, one.number)
    applicant.goto(f"/min-side/vedtak/{one.key}/")
    assert "480 000" in steps.words(applicant)


def test_a_refusal_gives_its_reasons_and_a_complaint_can_be_entered(project):
    one = project()
    write_small(one, "Bare en tur")
    confirm_by_account(one)
    handle(one, "refusal", criterion_cooperation="Partneren har en for liten oppgave.")
    applicant = one.window("applicant")
    applicant.goto(f"/min-side/vedtak/{one.key}/")
    assert applicant.locator("main a[href$='/klage/']").count()
    applicant.goto(f"/min-side/vedtak/{one.key}/klage/")
    steps.fill(applicant.locator("main textarea"), "Partneren leder den ene helgen.")
    steps.send_form(applicant)


def test_a_partner_without_an_account_confirms_by_a_code(project):
    one = project()
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title="Ski og vaffel", amount="40 000")
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)
    partner = begin_confirming_by_code(one)
    assert "Ski og vaffel" in steps.words(partner)
    steps.send_form(partner)
    applicant.reload()
    assert applicant.locator(".nk-mark[data-side=b]").count()


def test_a_small_project_without_javascript(project):
    one = project(js=False)
    write_small(one, "Turn uten grenser")
    confirm_by_account(one)
    handle(one, "award")
    pay_and_report(one)
    is_shown(one, "Turn uten grenser")


def test_a_small_project_by_keyboard_alone(project):
    one = project(keyboard=True)
    write_small(one, "Sjakk med naboen")
    confirm_by_account(one)
    handle(one, "award")
    pay_and_report(one)
    is_shown(one, "Sjakk med naboen")
