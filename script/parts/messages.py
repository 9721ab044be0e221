"""script/messages: the texts. ``update`` gathers, ``compile`` makes .mo files, ``check`` judges.

``check`` and ``compile`` need no gettext on the machine; ``update`` does.
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize
from environment import ROOT, stop

APPS = ROOT / "naboskap"
LANGUAGES = ("nb", "ru")
# Staff read Norwegian; every other room's words may reach a partner.
ONLY_NORWEGIAN = {"office"}
# Languages that only the website's pages are told in. All that those show, whatever room it is
# from, stands in one catalogue, the website's; and these files are shown in them whole.
OF_PAGES = (
    "ui/context.py",
    "ui/wording.py",
    "ui/views.py",
    "ui/templates/ui/base.html",
    "ui/templates/ui/clocks.html",
    "ui/templates/ui/error.html",
    "ui/templates/ui/languages.html",
    "ui/templates/ui/pagination.html",
    "website/finding/kinds.py",
    "website/templates/website/*.html",
    "website/templates/website/advisers/_*.html",
    "website/templates/website/bank/_*.html",
    "website/templates/website/blocks/*.html",
    "website/templates/website/finding/*.html",
    "website/templates/website/front/*.html",
    "website/templates/website/programmes/list.html",
)
ONLY_PAGES = {
    "nn": (
        *OF_PAGES,
        "website/templates/website/deadlines/_*.html",
        "website/templates/website/guidelines/list.html",
        "website/templates/website/guidelines/version.html",
        "website/templates/website/programmes/_*.html",
        "website/templates/website/programmes/programme.html",
    ),
    "se": OF_PAGES,
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CALLS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 1,
    "ngettext_lazy": 1,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "npgettext": 2,
}
IN_TEMPLATE = re.compile(r"\b(?:_|n?p?gettext(?:_lazy)?)\(")
Text = tuple[str | None, str]  # Its context, if it has one, and the English words.


def catalogue(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def calls_in(tree: ast.AST) -> set[Text]:
    """Return the texts that a piece of code marks."""
    found: set[Text] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        if name in CALLS and len(words) >= CALLS[name] and all(isinstance(w, str) for w in words):
            found.add((words[0], words[1]) if CALLS[name] == 2 else (None, words[0]))
    return found


def texts_in_template(path: Path) -> set[Text]:
    """Return the texts that a template marks. Django turns it into code, between blanks."""
    code = templatize(path.read_text("utf-8"), origin=str(path))
    found: set[Text] = set()
    for match in IN_TEMPLATE.finditer(code):
        # The call ends at the first bracket that makes it whole code.
        for end in re.finditer(r"\)", code[match.end() :]):
            try:
                tree = ast.parse(code[match.start() : match.end() + end.end()].strip())
            except SyntaxError:
                continue
            found |= calls_in(tree)
            break
    return found


def texts_in(path: Path) -> set[Text]:
    """Return the texts that a file marks."""
    if path.suffix == ".py":
        return calls_in(ast.parse(path.read_text("utf-8")))
    return texts_in_template(path) if path.suffix in {".html", ".txt"} else set()


def texts_of(app: Path) -> set[Text]:
    """Return every text that a room or door marks for translation."""
    found: set[Text] = set()
    for path in app.rglob("*"):
        if not {"tests", "migrations", "static"} & set(path.relative_to(app).parts):
            found |= texts_in(path)
    return found


def texts_of_pages(language: str) -> set[Text]:
    """Return the texts of what is told in a language that only pages are told in."""
    paths = [path for pattern in ONLY_PAGES[language] for path in sorted(APPS.glob(pattern))]
    return set().union(*(texts_in(path) for path in paths))


def apps() -> list[Path]:
    return [app for app in sorted(APPS.iterdir()) if (app / "apps.py").exists()]


def languages(app: Path) -> tuple[str, ...]:
    return LANGUAGES[:1] if app.name in ONLY_NORWEGIAN else LANGUAGES


def update() -> None:
    """Gather texts into the catalogues, a room at a time."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    environment.setdefault("NABOSKAP_SECRET_KEY", "only-to-gather")
    for app in [app for app in apps() if texts_of(app)]:
        for language in languages(app):
            catalogue(app, language).parent.mkdir(parents=True, exist_ok=True)
            done = subprocess.run(  # noqa: S603 -- our own command
                [
                    *(sys.executable, "-P", "-m", "django", "makemessages"),
                    *("--locale", language),
                    *("--no-location", "--no-obsolete", "--ignore", "tests/*"),
                    *("--extension", "html,txt,py"),
                ],
                cwd=app,
                env=environment,
                check=False,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                stop(f"Gathering in {app.name} failed:\n{done.stderr.strip()}")


def compile_all() -> None:
    for path in APPS.glob("**/locale/*/LC_MESSAGES/django*.po"):
        part = path.with_suffix(f".{os.getpid()}.part")
        polib.pofile(str(path)).save_as_mofile(str(part))
        part.rename(path.with_suffix(".mo"))


def differs(entry: polib.POEntry, texts: list[str]) -> bool:
    """Whether a translation leaves out or invents a placeholder."""
    one = set(PLACEHOLDER.findall(entry.msgid))
    if not entry.msgid_plural:
        return set(PLACEHOLDER.findall(texts[0])) != one
    # A form of the plural may leave the number out ("one project").
    known = one | set(PLACEHOLDER.findall(entry.msgid_plural))
    return any(not set(PLACEHOLDER.findall(text)) <= known for text in texts)


# The marks that stand around what is quoted: “so” in English, «so» in the others.
NOT_ENGLISH, NOT_OURS = set('«»„"'), set('“”„"')
FOREIGN_MARKS = {
    "en": NOT_ENGLISH,
    **dict.fromkeys(("nb", "nn", "se", "ru"), NOT_OURS),
}
TAG = re.compile(r"<[^>]*>")


def marks_wrongly(text: str, language: str) -> bool:
    """Whether a text quotes with the marks of another language. What stands in a tag is code."""
    return bool(FOREIGN_MARKS[language] & set(TAG.sub("", text)))


def faults_in(app: Path, language: str, wanted: set[Text]) -> list[str]:
    """Say what is wrong in one catalogue: gaps, doubts, and placeholders that differ."""
    path = catalogue(app, language)
    entries = {
        (entry.msgctxt, entry.msgid): entry
        for entry in (polib.pofile(str(path)) if path.exists() else [])
        if not entry.obsolete
    }
    found = []
    for text in sorted(wanted, key=str):
        short, entry = text[1].replace("\n", " ")[:70], entries.get(text)
        texts = [] if entry is None else list(entry.msgstr_plural.values()) or [entry.msgstr]
        if entry is None or not all(texts):
            found.append(f"{app.name} {language}: gap: {short}")
        elif entry.fuzzy:
            found.append(f"{app.name} {language}: in doubt (fuzzy): {short}")
        elif differs(entry, texts):
            found.append(f"{app.name} {language}: placeholders differ: {short}")
        if any(marks_wrongly(each, language) for each in texts):
            found.append(f"{app.name} {language}: «quote» like this: {short}")
    return found


def faults() -> list[str]:
    """Say what is wrong in all catalogues."""
    found = []
    for app in apps():
        wanted = texts_of(app)
        found += [
            f"{app.name} en: “quote” like this: {words[:70]}"
            for _context, words in sorted(wanted, key=str)
            if marks_wrongly(words, "en")
        ]
        for language in languages(app):
            found += faults_in(app, language, wanted)
    for language in ONLY_PAGES:
        found += faults_in(APPS / "website", language, texts_of_pages(language))
    return found


def main() -> None:
    settings.configure()
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["check"]:
            if found := faults():
                stop("\n".join(found))
        case _:
            stop("script/messages update | compile | check")


if __name__ == "__main__":
    main()
