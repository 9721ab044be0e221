"""What somebody who cannot see a page has of it: its landmarks and its headings, in order."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.crawler import CYRILLIC, foreign, plain

OUTLINES = Path(__file__).resolve().parents[2] / "build" / "outlines"
# Reads it from a page in a browser, as HTML's mapping to roles has it, with all opened that opens.
READ = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const roles = {MAIN: "main", NAV: "navigation", ASIDE: "complementary", SEARCH: "search"};
  const landmarks = ["banner", "main", "navigation", "complementary", "contentinfo", "region",
                     "search", "form"];
  const words = text => text.replace(/\\s+/g, " ").trim();
  const named = one => words(one.getAttribute("aria-label") ||
    (one.getAttribute("aria-labelledby") || "").split(" ").filter(key => key).map(
      key => document.getElementById(key)?.textContent ?? "").join(" "));
  const role = one => {
    if (one.hasAttribute("role")) return one.getAttribute("role");
    const within = one.parentElement.closest("article, aside, main, nav, section");
    if (one.tagName === "HEADER") return within ? "" : "banner";
    if (one.tagName === "FOOTER") return within ? "" : "contentinfo";
    if (one.tagName === "SECTION") return named(one) ? "region" : "";
    if (one.tagName === "FORM") return named(one) ? "form" : "";
    return roles[one.tagName] ?? "";
  };
  const seen = one => one.checkVisibility({visibilityProperty: true}) &&
                      !one.closest("[aria-hidden=true]");
  const rows = [], outside = [];
  const walk = (one, depth, inside) => {
    for (const child of one.childNodes) {
      if (child.nodeType === Node.TEXT_NODE && words(child.data) && !inside && seen(one))
        outside.push(words(child.data));
      if (child.nodeType !== Node.ELEMENT_NODE || !seen(child)) continue;
      if (["SCRIPT", "STYLE"].includes(child.tagName) || child.matches(".ds-skip-link")) continue;
      const what = role(child), is_landmark = landmarks.includes(what);
      if (is_landmark) rows.push({depth, role: what, name: named(child), level: 0});
      const level = /^H[1-6]$/.test(child.tagName) ? Number(child.tagName[1]) : 0;
      const lang = child.querySelector("[lang]") && words(child.textContent) ===
        words(child.querySelector("[lang]").textContent) ? child.querySelector("[lang]").lang
        : child.closest("[lang]").lang;
      if (level) rows.push({depth, role: "heading", name: words(child.textContent), level, lang,
                            inside: child.closest("main") ? "main" : "",
                            project: !!child.querySelector("a[href*='/prosjekter/']")});
      walk(child, depth + is_landmark, inside || is_landmark);
    }
  };
  walk(document.body, 0, false);
  const page = document.body.dataset.page ?? "";
  return {title: document.title, page, rows, outside};
}"""
# Is called the same in every language.
NAMES = {"BarentsKult"}
# Words that every sentence is made with, and that no other of the three languages has.
NORWEGIAN = re.compile(
    r"\b(og|ikke|dere|hva|hvem|hvor|som|på|fra|med|eller|slik)\b", re.IGNORECASE
)
ENGLISH = re.compile(r"\b(the|and|you|your|what|who|how|with|from|of|this)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Outline:
    """A page's landmarks and headings, and what stands outside all landmarks."""

    title: str
    page: str  # Of what kind, where an editor has made it.
    rows: list[dict]
    outside: list[str]

    @property
    def headings(self) -> list[dict]:
        return [row for row in self.rows if row["level"]]

    @property
    def landmarks(self) -> list[dict]:
        return [row for row in self.rows if not row["level"]]

    def text(self) -> str:
        """Write it down, a line each, as deep as it stands."""
        lines = [self.title]
        for row in self.rows:
            called = f"h{row['level']}" if row["level"] else f"[{row['role']}]"
            lines.append(f"{'  ' * row['depth']}{called} {row['name']}".rstrip())
        return "\n".join(lines) + "\n"


def read_outline(page) -> Outline:
    return Outline(**page.evaluate(READ))


def keep(name: str, text: str) -> None:
    """Keep what was read, for somebody to read as they would hear it."""
    OUTLINES.mkdir(parents=True, exist_ok=True)
    (OUTLINES / f"{name}.txt").write_text(text, "utf-8")


def faults_of(outline: Outline, *, is_project: bool = False) -> Iterator[str]:
    """Yield what makes no sense. A project bears the title it was given, in whatever language."""
    first = [row for row in outline.headings if row["level"] == 1]
    if len(first) != 1 or first[0]["inside"] != "main":
        yield f"h1: {[(row['name'], row['inside']) for row in first]}"
    elif not outline.title.startswith(first[0]["name"]):
        yield f"the title {outline.title!r} does not begin with {first[0]['name']!r}"
    yield from (f"outside every landmark: {text!r}" for text in outline.outside)
    for role, number in Counter(row["role"] for row in outline.landmarks).items():
        names = [row["name"] for row in outline.landmarks if row["role"] == role]
        if number > 1 and (not all(names) or len(set(names)) < number):
            yield f"{role}: {names}"
    yield from _unclear(outline.headings)
    for row in outline.headings:
        if row["project"] or (is_project and row["level"] == 1) or row["name"] in NAMES:
            continue
        if why := wrong_tongue(row["name"], row["lang"]):
            yield f"{why}: {row['name']!r}"


def _unclear(headings: list[dict]) -> Iterator[str]:
    """Yield headings that are empty, skip a level, or say what one beside them says."""
    above: list[tuple[int, str, set[str]]] = [(0, "", set())]
    for row in headings:
        level, said = row["level"], row["name"]
        while above[-1][0] >= level:
            above.pop()
        if not said:
            yield f"an empty h{level}"
        if level > above[-1][0] + 1:
            yield f"h{level} {said!r} under h{above[-1][0]} {above[-1][1]!r}"
        if said in above[-1][2]:
            yield f"h{level} {said!r} twice under {above[-1][1]!r}"
        above[-1][2].add(said)
        above.append((level, said, set()))


def wrong_tongue(said: str, language: str) -> str:
    """Say why words are not in the language that they are marked with, or nothing."""
    if (
        language == "ru"
        and not CYRILLIC.search(said)
        and re.search("[a-zæøå]{3}", said, re.IGNORECASE)
    ):
        return "no Cyrillic"
    if language != "ru" and CYRILLIC.search(said):
        return f"Cyrillic, and marked {language}"
    if plain(said) in foreign(language):
        return f"not in {language}"
    other = {"nb": ENGLISH, "nn": ENGLISH, "en": NORWEGIAN}.get(language)
    return f"not in {language}" if other and other.search(said) else ""
