"""What a journey has at hand: a house, a browser, people who sign in by the form, their mail."""

import os
import re
from pathlib import Path

import pytest

from tests.journeys import steps
from tests.journeys.eye import Eye
from tests.journeys.house import House, links_in
from tests.journeys.project import SHOTS, Project

ROOT = Path(__file__).resolve().parents[2]
# The program itself before Debian's wrapper around it, which needs more tools than we ask for; and
# the one without windows before the one with, since it does the same in half the work.
PLACES = (
    "/usr/lib/chromium/chromium-headless-shell",
    "/usr/lib/chromium/chromium",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
)
CHROMIUM = next((place for place in PLACES if Path(place).exists()), "")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]


TOLD = pytest.StashKey[str]()


def pytest_terminal_summary(terminalreporter, config):
    if told := config.stash.get(TOLD, ""):
        terminalreporter.write_line(told)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def site():
    """The demonstration, running: ``site.url``, ``site.passwords``, ``site.move_to(day)``."""
    house = House(database=os.environ.get("DATABASE_URL", ""))
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (apt-get install chromium-headless-shell)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where a browser is

    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def eye(site, browser, request):
    """What looks at every page that a window with scripts comes to."""
    eye = Eye(site.url, browser)
    yield eye
    request.config.stash[TOLD] = f"{request.config.stash.get(TOLD, '')}\n{eye.sum()}".strip()


@pytest.fixture
def visitor(site, browser, eye):
    """Open a window for a stranger: ``visitor(js=True, width=1280, language="nb-NO")``.

    What every page must keep to is held for each window: nothing is fetched from elsewhere, no
    script fails, the content policy stops nothing, and the eye finds no fault (see ``eye``).
    """
    contexts, strays = [], []

    def open_window(*, js=True, width=1280, language="nb-NO", dark=False):
        context = browser.new_context(
            base_url=site.url,
            java_script_enabled=js,
            viewport={"width": width, "height": 900},
            locale=language,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if js:
            eye.watch(context)

        def on_request(request):
            # A paper is shown by the browser itself.
            ours = (site.url, "data:", "blob:", "chrome-extension:", "chrome:")
            if not request.url.startswith(ours):
                strays.append(f"fetched from elsewhere: {request.url}")

        def on_console(message):
            if "Content Security Policy" in message.text:
                strays.append(f"stopped by the content policy: {message.text}")

        context.on("request", on_request)
        context.on("console", on_console)
        context.on("weberror", lambda fault: strays.append(f"a script failed: {fault.error}"))
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert strays == []
    assert eye.look() == []


def sign_in(page, email: str, password: str) -> None:
    """Sign in as anybody does: by the form."""
    page.goto("/logg-inn/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"^(?!.*/logg-inn/)"))


@pytest.fixture
def person(site, visitor):
    """Open a window for one of the cast, signed in: ``person("case_officer", js=False)``."""

    def open_window(role, **window):
        page = visitor(**window)
        sign_in(page, f"{role.replace('_', '-')}@example.org", site.passwords[role])
        return page

    return open_window


@pytest.fixture(scope="session")
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


@pytest.fixture
def project(site, person, visitor, club):
    """Begin a project: ``project(js=False)``, ``project(keyboard=True)``."""
    return lambda **how: Project(site, person, visitor, **how)


@pytest.fixture
def outbox(site):
    """Read the mails to an address: ``outbox("partner@example.org")``, oldest first."""
    return site.mails


@pytest.fixture
def next_mail(site):
    """Wait for the next mail to an address and return it, with ``links_in(mail)`` beside."""
    return site.next_mail


@pytest.fixture
def links():
    return links_in


@pytest.fixture
def shot():
    """``shot(page, "name")``: a picture of the whole page, in build/shots."""

    def take(page, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return take
