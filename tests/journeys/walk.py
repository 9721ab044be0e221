"""Walk through the house: to every page that links lead to, and through every form badly filled.

What the pages look like is held by the eye; here is seen that a form which is refused comes back
with its words and with all that was written in it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Error

from tests.journeys.eye import view_of

ENOUGH = 2  # So many pages of a kind are visited: of two cases, one may stand elsewhere.
LONG = "ord " * 12_500

# A form, its fields emptied; or filled with what cannot be meant.
FILL = """(form, how) => {
  form.noValidate = true;
  for (const one of form.elements) {
    if (one.type === "hidden" || one.tagName === "BUTTON" || one.readOnly) continue;
    if (one.tabIndex < 0) continue;  // Where no person comes.
    if (["radio", "checkbox"].includes(one.type)) { if (how === "empty") one.checked = false; }
    else if (one.tagName === "SELECT") { if (how === "empty") one.selectedIndex = 0; }
    else if (one.type === "file") continue;
    else if (how === "empty") one.value = "";
    else if (one.tagName === "TEXTAREA") one.value = how.long;
    else one.value = {number: "-1", password: "x", email: "ikke en adresse"}[one.type]
                     ?? "31.02.2026 §";
  }
  return [...form.elements].filter(one => one.name && one.type !== "hidden" && one.value &&
    (one.tagName === "TEXTAREA" || ["text", "search", "tel", "email", "number"].includes(one.type))
  ).map(one => [one.name, one.value]);
}"""
LINKS = """() => [...document.querySelectorAll("a[href]")].map(
  one => new URL(one.getAttribute("href"), location).href)"""
FORMS = """() => [...document.querySelectorAll("main form[method=post]")].map((form, index) => [
  index, form.getAttribute("action") ?? "", form.elements.act?.value ?? "",
  [...form.elements].some(one => !["hidden", "submit", "button", "fieldset"].includes(one.type)),
])"""
SEND = """form => form.requestSubmit(
  [...form.elements].find(one => one.type === "submit" && !one.hasAttribute("formaction")))"""
KEPT = """names => names.filter(([name, value]) => {
  const all = [...document.getElementsByName(name)].filter(one => "value" in one);
  const plain = text => text.replace(/\\s+/g, " ").trim();
  return all.length && !all.some(one => plain(one.value) === plain(value));
}).map(([name]) => name)"""
REFUSED = "main .nk-errors, main .ds-validation-message, main [aria-invalid=true]"


@dataclass
class Walk:
    """Where one has been, over all persons who walk."""

    tried: set[tuple[str, str, str]] = field(default_factory=set)
    refused: set[tuple[str, str, str]] = field(default_factory=set)

    def through(self, page, door: str, *, first: str = "", forms: bool = False) -> set[str]:
        """Follow every link below ``door``; return the views of the pages that were there."""
        waiting, seen, met = [first or door], set(), Counter()
        while waiting:
            address = waiting.pop(0)
            view = view_of(address)
            if address in seen or met[view] >= ENOUGH:
                continue
            seen.add(address)
            met[view] += 1
            if not self.go(page, address):
                continue
            waiting += self.links(page, door)
            if forms:
                self.try_forms(page, address)
        return set(met)

    def go(self, page, address: str) -> bool:
        """Go there; say whether it is a page, and no file."""
        try:
            page.goto(address)
        except Error as fault:
            if "Download is starting" not in fault.message:
                raise
            return False
        return True

    def links(self, page, door: str) -> list[str]:
        found = page.evaluate(LINKS)
        here = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}"
        inside = [urldefrag(link).url for link in found if link.startswith(f"{here}{door}")]
        return list(dict.fromkeys(link.removeprefix(here) for link in inside))

    def try_forms(self, page, address: str) -> None:
        """Send each form of the page twice: empty, and filled with what cannot be meant."""
        for number, action, act, has_fields in page.evaluate(FORMS):
            form = (view_of(address), re.sub(r"\d+", "0", action), act)
            if not has_fields or form in self.tried:
                continue
            self.tried.add(form)
            for how in ("empty", {"long": LONG}):
                page.goto(address)
                one = page.locator("main form[method=post]").nth(number)
                if not one.count():
                    break
                written = one.evaluate(FILL, how)
                for upload in one.locator("input[type=file]").all():
                    upload.set_input_files(
                        files=[
                            {
                                "name": "a.pdf",
                                "mimeType": "application/pdf",
                                "buffer": b"<b>no</b>",
                            }
                        ]
                    )
                with page.expect_navigation():
                    one.evaluate(SEND)
                if page.locator(REFUSED).count():
                    self.refused.add(form)
                    lost = page.evaluate(KEPT, written)
                    assert lost == [], f"{form}: what was written in {lost} is gone"
