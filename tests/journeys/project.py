"""One project, and those who take it through the house: what the journeys have in common."""

from tests.journeys import steps
from tests.journeys.house import ROOT, links_in

SHOTS = ROOT / "build" / "shots"
HIDDEN = steps.PARTNER.split()[0]


class Project:
    """One project, and the windows of those who take it on, one for each."""

    def __init__(self, site, person, visitor, *, js=True, keyboard=False, width=1280):
        self.site, self.person, self.visitor = site, person, visitor
        self.js, self.keyboard, self.width = js, keyboard, width
        self.windows = {}
        self.key = self.number = ""

    def window(self, role):
        if role not in self.windows:
            language = "ru-RU" if role == "partner" else "nb-NO"
            self.windows[role] = self.person(role, js=self.js, language=language, width=self.width)
            self.windows[role].by_keyboard = self.keyboard
        return self.windows[role]

    def picture(self, page, name, *, at=""):
        """Keep a picture of the page as it is first met, or from ``at`` on (build/shots)."""
        if self.js and not self.keyboard:
            page.evaluate(
                "at => at ? document.querySelector(at).scrollIntoView() : window.scrollTo(0, 0)",
                at,
            )
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}.png")


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


def begin_together(one, programme, *, size):
    """Begin a draft and let the partner take their seat; return both windows."""
    applicant, partner = one.window("applicant"), one.window("partner")
    one.key = steps.begin(applicant, programme, size=size)
    partner.goto(ask_partner(one))
    steps.take_a_seat(partner)
    return applicant, partner


def write_small(one, title, *, amount="40 000"):
    """Steps 2 to 5: begin, ask the partner in by mail, write from both sides, send."""
    applicant, _partner = begin_together(one, "barentsmidler", size="short")
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


def begin_confirming_by_code(one):
    """Read a code aloud to a partner without an account; return their window, at the text."""
    applicant = one.window("applicant")
    applicant.goto(f"/min-side/soknader/{one.key}/sendt/")
    applicant.locator("details summary").first.click()
    steps.check(applicant.locator("input[name=invite-way][value=code]"))
    applicant.locator("main details form button.ds-button").click()
    code = applicant.locator(".nk-figure").first.inner_text()
    partner = one.visitor(language="ru-RU")
    partner.goto("/ru/min-side/kode/")
    steps.fill(partner.locator("input[name=code]"), code)
    steps.send_form(partner)
    return partner


def handle(one, outcome, **more):
    """Steps 6 and 7: the case officer assesses and proposes, the head decides."""
    officer, head = one.window("case_officer"), one.window("head")
    officer.goto("/saksbehandling/saker/")
    steps.assess(officer, one.number)
    steps.case_page(officer, one.number)
    one.picture(officer, "4-case")
    steps.propose(officer, one.number, outcome, **more)
    steps.decide(head, one.number)


def pay_and_report(one, **report):
    """Steps 9 to 11: yes, an advance by two, a report, the rest by two, closed."""
    applicant, officer = one.window("applicant"), one.window("case_officer")
    preparer, releaser = one.window("finance_preparer"), one.window("finance_releaser")
    applicant.goto(f"/min-side/vedtak/{one.key}/")
    steps.accept(applicant, one.key)
    steps.prepare(preparer, one.number, "forskudd")
    steps.release(releaser, one.number)
    preparer.goto("/saksbehandling/okonomi/")
    one.picture(preparer, "5-money")
    steps.report(applicant, one.key, **report)
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
    stranger.goto(f"/prosjekter/?sok={title.split()[0].lower()}")
    link = stranger.get_by_role("link", name=title)
    until(stranger, lambda: link.count() > 0)
    link.first.click()
    text = steps.words(stranger)
    assert "Demolaget" in text
    assert HIDDEN not in stranger.content()
    one.picture(stranger, "6-shown")
