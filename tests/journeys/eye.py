"""What looks at every page that a journey comes to, so that no journey has to think of it.

A window with scripts tells of each page as it has loaded. The page is then looked at apart, in
a window of the eye's own, so that the journey is not disturbed: once for each address pattern
and each state that it was met in, narrow and wide, light and dark, as it came and with all that
opens opened. A state is what kinds of things stand on the page: an error, an empty list or a
row more of some other kind makes another state.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "build" / "tests" / "axe.min.js"
# The rules of WCAG 2.2 A and AA, and what is held to be best practice. Nothing is left out.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)
SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)

TELL = """() => {
  if (window !== window.top || document.contentType !== "text/html") return;
  const kept = "role data-level data-color data-variant data-state aria-invalid type".split(" ");
  const kinds = new Set();
  for (const one of document.body.querySelectorAll("main, main *")) {
    const told = kept.filter(n => one.hasAttribute(n)).map(n => `[${n}=${one.getAttribute(n)}]`);
    kinds.add(one.tagName.toLowerCase() + [...one.classList].map(c => `.${c}`).sort().join("") +
              told.join(""));
  }
  const [way] = performance.getEntriesByType("navigation");
  window.eyeSees(location.href, way ? way.responseStatus : 0, [...kinds].sort(),
                 document.body.dataset.page ?? "", document.documentElement.outerHTML);
}"""

# What is held of a page beside axe: its language, its heading, its width and its words.
HELD = """(view) => {
  const english = /(^|[^\\p{L}])(the|you|your|this|with|and|please)(?=$|[^\\p{L}])/iu;
  const language = document.documentElement.lang, strange = [];
  // A project bears the title that it was given, in whatever language.
  const title = "a[href*='/prosjekter/'], textarea" + (view === "bank-project" ? ", h1" : "");
  const ours = one => one.closest("[lang]").lang === language && !one.closest(title);
  if (language !== "en") {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode.data.trim(), one = walk.currentNode.parentElement;
      if (english.test(text) && ours(one)) strange.push(text);
    }
    for (const name of ["aria-label", "alt", "title", "placeholder"])
      for (const one of document.querySelectorAll(`[${name}]`))
        if (english.test(one.getAttribute(name)) && ours(one)) strange.push(one.outerHTML);
  }
  return {language, strange, headings: document.querySelectorAll("h1").length};
}"""

OPEN = """() => {
  let opened = 0;
  for (const one of document.querySelectorAll("details:not([open])")) {
    one.open = true; opened += 1;
  }
  return opened;
}"""

MENU = "() => { for (const one of document.querySelectorAll('[popover]')) one.showPopover(); }"
HAS_MENU = "() => document.querySelector('[popover]')?.outerHTML.replace(/[^<>]*(?=<)/g, '') ?? ''"

# What opens by and by is looked at when it is open.
ASK = """async rules => {
  await Promise.allSettled(document.getAnimations().map(one => one.finished));
  const found = await axe.run(document, {
    runOnly: rules, resultTypes: ["violations"], preload: false,
  });
  return found.violations.flatMap(
    one => one.nodes.map(node => `${one.id} (${one.help}): ${node.html.slice(0, 160)}`)
  );
}"""


def language_of(address: str) -> str:
    """Return the language that an address stands for."""
    first = urlsplit(address).path.split("/")[1]
    return first if first in {"nn", "se", "en", "ru"} else "nb"


def view_of(address: str) -> str:
    """Return the name of the address pattern that an address belongs to."""
    with translation.override(language_of(address)):
        try:
            found = resolve(urlsplit(address).path)
        except Resolver404:
            return "nothing"
    return found.view_name or getattr(found.func, "__qualname__", "")


def called(address: str, page: str) -> str:
    """Return what a page counts as: its view, and of what kind it is where an editor made it."""
    return " ".join(filter(None, [view_of(address), page]))


@dataclass(frozen=True)
class Sight:
    """A page as a window told of it."""

    address: str
    status: int
    view: str
    kinds: tuple[str, ...]
    html: str


@dataclass
class Eye:
    """What has been seen in this run, and what is still to be looked at."""

    url: str
    browser: object
    waiting: list[Sight] = field(default_factory=list)
    # What kinds of things have been seen on each page, told by its view, status and language.
    seen: dict[tuple[str, int, str], set[str]] = field(default_factory=dict)
    # The same without the language: what has been looked at in every way.
    looked: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    menus: set[tuple[str, str]] = field(default_factory=set)
    states: int = 0
    looks: int = 0
    _page: object = None

    @property
    def views(self) -> set[str]:
        return {view for view, _status, _language in self.seen}

    def sum(self) -> str:
        """Say how much has been looked at."""
        return (
            f"The eye saw {len(self.views)} kinds of pages in {self.states} states,"
            f" and looked {self.looks} times."
        )

    def watch(self, context) -> None:
        """Let every window of a context tell of its pages."""
        context.expose_binding("eyeSees", lambda _source, *told: self.sees(*told))
        context.add_init_script(f"addEventListener('load', {TELL})")

    def sees(self, address: str, status: int, kinds: list[str], page: str, html: str) -> None:
        view = called(address, page)
        # The page editor's screens are Wagtail's own: how they look is not ours to say.
        of_the_editor = urlsplit(address).path.startswith("/cms/") and status < 500
        if of_the_editor or (view == "nothing" and status != 404):
            return
        known = self.seen.setdefault((view, status, language_of(address)), set())
        if not known.issuperset(kinds):
            known.update(kinds)
            self.waiting.append(Sight(address, status, view, (*kinds,), SCRIPTS.sub("", html)))

    def look(self) -> list[str]:
        """Look at what has been told of since last time, and return what is wrong with it."""
        faults: list[str] = []
        waiting, self.waiting = self.waiting, []
        for sight in waiting:
            if sight.status >= 500:
                faults.append(f"{sight.address}: answered with {sight.status}")
            if os.environ.get("JOURNEY_AXE") != "no":
                faults += [f"{sight.address} {fault}" for fault in self._look_at(sight)]
        return faults

    def _window(self):
        if self._page is None:
            context = self.browser.new_context(reduced_motion="reduce")
            self._page = context.new_page()
            # A place in the house, so that its sheets and pictures are found.
            self._page.goto(f"{self.url}/healthz")
            self._page.evaluate(AXE.read_text("utf-8"))
        return self._page

    def _look_at(self, sight: Sight) -> list[str]:
        page = self._window()
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.set_content(sight.html)
        held = page.evaluate(HELD, sight.view)
        faults = [f"has English words: {text}" for text in held["strange"]]
        if held["language"] != language_of(sight.address):
            faults.append(f"says that it is in {held['language']!r}")
        if held["headings"] != 1:
            faults.append(f"has {held['headings']} h1")
        # In another language the same things stand there, but with words of other lengths.
        known = self.looked.setdefault((sight.view, sight.status), set())
        if known.issuperset(sight.kinds):
            return [*faults, *self._ask(page, WIDTHS[1]), *self._is_too_wide(page)]
        known.update(sight.kinds)
        self.states += 1
        faults += self._ask(page, WIDTHS[0])
        # With all that opens opened, more stands there than before, and nothing less.
        if page.evaluate(OPEN):
            faults += self._ask(page, WIDTHS[0], "opened")
        faults += self._ask(page, WIDTHS[1])
        faults += self._is_too_wide(page)
        menu = (sight.view.partition(":")[0], str(page.evaluate(HAS_MENU)))
        if menu[1] and menu not in self.menus:
            self.menus.add(menu)
            page.evaluate(MENU)
            faults += self._ask(page, WIDTHS[1], "with its menu opened")
        return faults

    def _is_too_wide(self, page) -> list[str]:
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        return [f"{WIDTHS[1]} px: the page is {wide} px wide"] if wide > WIDTHS[1] else []

    def _ask(self, page, width: int, how: str = "") -> list[str]:
        faults = []
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # Dark changes colours and nothing else.
            only = {"type": "tag", "values": RULES}
            if scheme == "dark":
                only = {"type": "rule", "values": ["color-contrast"]}
            faults += [f"({width} px, {scheme}) {how} {one}" for one in page.evaluate(ASK, only)]
            self.looks += 1
        return faults
