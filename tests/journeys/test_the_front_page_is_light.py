"""The first page comes quickly on a weak line, stands still, and is whole without scripts."""

import pytest

from tests.journeys import steps

KILOBYTES = 150
# What came over the line, photographs apart, and how far anything on the page moved meanwhile.
CAME = """() => [...performance.getEntriesByType("navigation"),
  ...performance.getEntriesByType("resource")]
  .filter(one => !/\\/media\\//.test(one.name))
  .map(one => [new URL(one.name).pathname, one.transferSize])"""
MOVED = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) moved += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(moved)));
})"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/ru", "/se"])
def test_it_is_light_and_stands_still(visitor, width, language):
    page = visitor(width=width)
    page.goto(f"{language}/", wait_until="networkidle")
    came = page.evaluate(CAME)
    assert len(came) > 2
    told = ", ".join(f"{name} {size}" for name, size in came)
    assert sum(size for _name, size in came) < KILOBYTES * 1000, told
    for height in (900, 2700, 5400):
        page.evaluate("height => window.scrollTo(0, height)", height)
    assert page.evaluate(MOVED) == 0


def test_it_says_the_same_without_scripts(visitor):
    said = []
    for js in (True, False):
        page = visitor(js=js)
        page.goto("/", wait_until="networkidle")
        said.append(steps.words(page))
    assert said[0] == said[1]
