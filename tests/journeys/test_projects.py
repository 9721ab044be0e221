"""Projects from the first idea to the public page, through a real browser and nothing else."""

import re

import pytest

from tests.journeys import steps
from tests.journeys.conftest import SHOTS
from tests.journeys.house import links_in

HIDDEN = steps.PARTNER.split()[0]


@pytest.fixture(scope="module")
def club(site, browser):
    """The applicant's organisation and its account: typed in once, since the register is away."""
    context = browser.new_context(base_url=site.url, locale="nb-NO")
    page = context.new_page()
    page.goto("/logg-inn/")
    page.locator("input[name=login]").fill("applicant@example.org")
    page.locator("input[name=password]").fill(site.passwords["applicant"])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/min-side/"))
    steps.add_organisation(
        page, "Demolaget", steps.OWN_NUMBERS["club"], kind="sports_club", county="Finnmark"
    )
    steps.say_account(page)
    context.close()


class Project:
    """One project, and the windows of those who take it on, one for each."""

    def __init__(self, site, person, visitor, *, js=True, keyboard=False):
        self.site, self.person, self.visitor = site, person, visitor
        self.js, self.keyboard = js, keyboard
        self.windows = {}
        self.key = self.number = ""

    def window(self, role):
        if role not in self.windows:
            language = "ru-RU" if role == "partner" else "nb-NO"
            self.windows[role] = self.person(role, js=self.js, language=language)
            self.windows[role].by_keyboard = self.keyboard
        return self.windows[role]

    def picture(self, page, name):
        """Keep a picture of the page as it is first met, for README (build/shots)."""
        if self.js and not self.keyboard:
            page.evaluate("() => window.scrollTo(0, 0)")
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}.png")


@pytest.fixture
def project(site, person, visitor, club):
    """Begin a project: ``project(js=False)``, ``project(keyboard=True)``."""
    return lambda **how: Project(site, person, visitor, **how)


def ask_partner(one):
    """Ask the partner in by mail; return the link that came. No mail tells of the project."""
    address = "partner@example.org"
    before = len(one.site.mails(address))
    steps.ask_in(one.window("applicant"), one.key, way="mail", address=address)
    while True:
        mail = one.site.next_mail(address, seen=before)
        found = [link for link in links_in(mail) if "/invitasjon/" in link]
        if found:
            return steps.path_of(found[0])
        before += 1


def write_small(one, title, *, amount="40 000"):
    """Steps 2 to 5: begin, ask the partner in by mail, write from both sides, send."""
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    link = ask_partner(one)
    partner = one.window("partner")
    partner.goto(link)
    steps.take_a_seat(partner)
    steps.fill_short_form(applicant, one.key, title=title, amount="50 000")
    steps.save_short_form(applicant, send=False)
    one.picture(applicant, "2-small-form")
    assert "49 000" in steps.words(applicant)  # The nearest change that helps.
    steps.fill(applicant.locator("[name=work-amount]"), amount)
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)


def confirm_by_account(one):
    partner = one.window("partner")
    partner.goto(f"/ru/min-side/soknader/{one.key}/bekreft/")
    one.picture(partner, "3-partner-confirms")
    steps.send_form(partner)
    assert partner.locator("html").get_attribute("lang") == "ru"


def handle(one, outcome, **more):
    """Steps 6 and 7: the case officer assesses and proposes, the head decides."""
    officer, head = one.window("case_officer"), one.window("head")
    officer.goto("/saksbehandling/saker/")
    steps.assess(officer, one.number)
    steps.case_page(officer, one.number)
    one.picture(officer, "4-case")
    steps.propose(officer, one.number, outcome, **more)
    steps.decide(head, one.number)


def pay_and_report(one):
    """Steps 9 to 11: yes, an advance by two, a report, the rest by two, closed."""
    applicant, officer = one.window("applicant"), one.window("case_officer")
    preparer, releaser = one.window("finance_preparer"), one.window("finance_releaser")
    applicant.goto(f"/min-side/vedtak/{one.key}/")
    steps.accept(applicant, one.key)
    steps.prepare(preparer, one.number, "forskudd")
    steps.release(releaser, one.number)
    preparer.goto("/saksbehandling/okonomi/")
    one.picture(preparer, "5-money")
    steps.report(applicant, one.key)
    steps.approve_report(officer, one.number)
    steps.prepare(preparer, one.number, "rest")
    steps.release(releaser, one.number)
    until(preparer, lambda: one.number not in steps.words(preparer))  # The worker closes it.


def until(page, holds):
    """Look again until the worker has done its part; half a minute is more than it needs."""
    for _ in range(60):
        page.reload()
        if holds():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"It did not come: {page.url}\n{steps.words(page)}")


def is_shown(one, title):
    """Step 12: in the project bank, and the partner only by kind and region."""
    stranger = one.visitor(js=one.js)
    stranger.goto(f"/prosjekter/?ord={title.split()[0].lower()}")
    link = stranger.get_by_role("link", name=title)
    until(stranger, lambda: link.count() > 0)
    link.first.click()
    text = steps.words(stranger)
    assert "Demolaget" in text
    assert HIDDEN not in stranger.content()
    one.picture(stranger, "6-shown")


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
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentskult", size="full")
    link = ask_partner(one)
    partner = one.window("partner")
    partner.goto(link)
    steps.take_a_seat(partner)
    applicant.goto(f"/min-side/soknader/{one.key}/paret/")
    form = applicant.locator("main form:has(input[name=act][value=describe])")
    steps.fill(form.locator("[name=partner-described_as]"), steps.PARTNER)
    steps.choose(form.locator("[name=partner-kind]"), value="culture")
    steps.choose(form.locator("[name=partner-control]"), value="independent")
    steps.choose(form.locator("[name=partner-place]"), label="Murmansk oblast")
    steps.click(form.locator("button.ds-button"))
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


def test_a_partner_without_an_account_confirms_by_a_code(project, visitor):
    one = project()
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title="Ski og vaffel", amount="40 000")
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)
    applicant.goto(f"/min-side/soknader/{one.key}/sendt/")
    applicant.locator("details summary").first.click()
    steps.check(applicant.locator("input[name=invite-way][value=code]"))
    applicant.locator("main details form button.ds-button").click()
    code = applicant.locator(".nk-figure").first.inner_text()

    partner = visitor(language="ru-RU")
    partner.goto("/ru/min-side/kode/")
    steps.fill(partner.locator("input[name=code]"), code)
    steps.send_form(partner)
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
