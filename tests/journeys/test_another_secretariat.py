"""Another secretariat, begun from a file: its own name, and no word of the first."""

import re
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest

from tests.journeys.house import ROOT, House

FIRST = re.compile(r"barents|баренц", re.IGNORECASE)
MANY = 150


@pytest.fixture(scope="module")
def other():
    house = House("--new", str(ROOT / "docs/operations/new-secretariat.toml"))
    house.start()
    yield house
    house.stop()


def walk(url):
    """Read every page that can be reached from the first one, with what it links to."""
    waiting, seen = ["/", "/en/", "/logg-inn/", "/healthz"], {}
    while waiting and len(seen) < MANY:
        path = waiting.pop(0)
        if path in seen:
            continue
        try:
            with urlopen(f"{url}{path}") as answer:
                text = answer.read().decode("utf-8", errors="replace")
                seen[path] = (answer.status, text)
        except HTTPError as fault:
            seen[path] = (fault.code, fault.read().decode())
            continue
        for found in re.findall(r'(?:href|src)="([^"]+)"', text):
            whole = urldefrag(urljoin(f"{url}{path}", found)).url
            if whole.startswith(url):
                parts = urlsplit(whole)
                waiting.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return seen


def test_no_page_has_a_word_of_the_first_secretariat(other):
    pages = walk(other.url)
    assert "Grenselandsfondet (eksempel)" in pages["/"][1]
    assert "The Borderland Fund (example)" in pages["/en/"][1]
    assert [path for path, (_status, text) in pages.items() if FIRST.search(text)] == []
    assert {path: status for path, (status, _text) in pages.items() if status >= 500} == {}


def test_its_first_administrator_comes_in_by_the_link(other, browser):
    assert not (other.data / "demonstration.json").exists()
    link = (other.data / "first-administrator").read_text("utf-8").strip()
    assert link in other.log
    context = browser.new_context(base_url=other.url)
    page = context.new_page()
    page.goto(link)
    assert page.locator("input[name=password]").count() == 1
    context.close()
