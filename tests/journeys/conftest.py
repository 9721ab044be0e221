"""What a journey has at hand: a house, a browser, people who sign in by the form, their mail."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.house import House, links_in

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "build" / "tests" / "axe.min.js"
SHOTS = ROOT / "build" / "shots"
CHROMIUM = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()),
    "",
)
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
# The rules of WCAG 2.2 A and AA, and what is held to be best practice. Nothing is left out.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)


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
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where a browser is

    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(site, browser):
    """Open a window for a stranger: ``visitor(js=True, width=1280, language="nb-NO")``.

    What every page must keep to is held for each window: nothing is fetched from elsewhere, no
    script fails, and the content policy stops nothing.
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

        def on_request(request):
            if not request.url.startswith((site.url, "data:", "blob:")):
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


def _violations(page, rules: dict[str, object]) -> list[str]:
    found = page.evaluate("options => axe.run(document, options)", rules)["violations"]
    return [
        f"{one['id']} ({one['help']}): {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
    ]


def check_axe(page) -> None:
    """Assert that axe finds nothing: narrow and wide, light and dark, nothing excluded."""
    if os.environ.get("JOURNEY_AXE") == "no":
        return
    before = page.viewport_size
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if not page.evaluate("() => 'axe' in window"):
                page.evaluate(AXE.read_text("utf-8"))
            # Dark changes colours and nothing else.
            only = {"type": "tag", "values": RULES}
            if scheme == "dark":
                only = {"type": "rule", "values": ["color-contrast"]}
            faults += [
                f"{width} px, {scheme}: {fault}" for fault in _violations(page, {"runOnly": only})
            ]
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{width} px: the page is {wide} px wide")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)
    assert faults == [], page.url


@pytest.fixture
def axe() -> Callable[..., None]:
    """``axe(page)``: nothing to find, at 320 and 1280 px, in light and dark.

    In a window without JavaScript there is nothing to ask with; such pages are looked at in a
    window that has it.
    """
    return check_axe


@pytest.fixture
def shot():
    """``shot(page, "name")``: a picture of the whole page, in build/shots."""

    def take(page, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return take
