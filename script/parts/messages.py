"""script/messages: the texts. ``update`` gathers, ``compile`` makes .mo files, ``check`` judges.

``check`` and ``compile`` need no gettext on the machine; ``update`` does.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import polib
from environment import ROOT, stop

APPS = ROOT / "naboskap"
LANGUAGES = ("nb", "ru")
# Staff read Norwegian; every other room's words may reach a partner.
ONLY_NORWEGIAN = {"office"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
MARKED = re.compile(
    r"""\b(gettext|gettext_lazy|ngettext|ngettext_lazy|pgettext|_)\(\s*f?["']|\{%\s*(block)?trans(late)?\b"""
)


def catalogue(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def apps_with_texts() -> list[Path]:
    """Return the rooms and doors in whose code or templates a text is marked."""
    return [
        app
        for app in sorted(APPS.iterdir())
        if (app / "apps.py").exists()
        and any(
            MARKED.search(path.read_text("utf-8"))
            for path in (*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt"))
            if "tests" not in path.parts and "migrations" not in path.parts
        )
    ]


def update() -> None:
    """Gather texts into the catalogues, a room at a time."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    environment.setdefault("NABOSKAP_SECRET_KEY", "only-to-gather")
    for app in apps_with_texts():
        for language in LANGUAGES if app.name not in ONLY_NORWEGIAN else LANGUAGES[:1]:
            catalogue(app, language).parent.mkdir(parents=True, exist_ok=True)
            done = subprocess.run(  # noqa: S603 -- our own command
                [
                    *(sys.executable, "-m", "django", "makemessages", "--locale", language),
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
    for path in APPS.glob("*/locale/*/LC_MESSAGES/django.po"):
        part = path.with_suffix(f".{os.getpid()}.part")
        polib.pofile(str(path)).save_as_mofile(str(part))
        part.rename(path.with_suffix(".mo"))


def faults_in(path: Path) -> list[str]:
    """Say what is wrong in one catalogue: gaps, doubts, and placeholders that differ."""
    found = []
    where = path.relative_to(APPS)
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        short = entry.msgid.replace("\n", " ")[:60]
        if not all(texts):
            found.append(f"{where}: gap: {short}")
        elif entry.fuzzy:
            found.append(f"{where}: fuzzy: {short}")
        else:
            allowed = set(PLACEHOLDER.findall(entry.msgid))
            wanted = allowed | set(PLACEHOLDER.findall(entry.msgid_plural))
            if any(not set(PLACEHOLDER.findall(text)) <= wanted for text in texts) or (
                not entry.msgid_plural and set(PLACEHOLDER.findall(texts[0])) != allowed
            ):
                found.append(f"{where}: placeholders differ: {short}")
    return found


def faults() -> list[str]:
    """Say what is wrong in all catalogues, and which are missing."""
    found = []
    for app in apps_with_texts():
        for language in LANGUAGES if app.name not in ONLY_NORWEGIAN else LANGUAGES[:1]:
            path = catalogue(app, language)
            found += faults_in(path) if path.exists() else [f"{path.relative_to(APPS)}: missing"]
    return found


def main() -> None:
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
