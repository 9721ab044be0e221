"""The catalogues have no gap, no doubt, and the same placeholders as the English."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"nb", "nn", "se", "en", "ru"}


def test_every_text_is_there_in_every_language():
    done = subprocess.run(
        [sys.executable, ROOT / "script/parts/messages.py", "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.fixture
def messages(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "script" / "parts")
    return importlib.import_module("messages")


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "Give “%(name)s” a task.", ["Give «%(name)s» a task.", 'Give "it" a task.']),
        ("nb", "Gi «%(name)s» en oppgave.", ["Gi “%(name)s” en oppgave.", 'Gi "den" noe.']),
        ("nn", "Gi «%(name)s» ei oppgåve.", ["Gi “%(name)s” ei oppgåve.", 'Gi "den" noko.']),
        ("se", "Atte «%(name)s».", ["Atte “%(name)s”.", "Atte „dan“."]),
        ("ru", "Дайте «%(name)s» задачу.", ["Дайте “%(name)s” задачу.", "Дайте „её“ задачу."]),
    ],
)
def test_a_text_quotes_with_the_marks_of_its_language(messages, language, right, wrong):
    assert not messages.marks_wrongly(right, language)
    assert not messages.marks_wrongly('<a href="/">x</a>', language)
    assert all(messages.marks_wrongly(one, language) for one in wrong)


def texts_in(told, path=""):
    """Yield each text of a starter file with its language and where it stands."""
    if isinstance(told, dict):
        for key, value in told.items():
            if isinstance(value, str) and key in LANGUAGES:
                yield key, value, f"{path}/{key}"
            else:
                yield from texts_in(value, f"{path}/{key}")
    elif isinstance(told, list):
        for number, value in enumerate(told):
            yield from texts_in(value, f"{path}/{number}")


def test_what_is_shipped_quotes_so_too(messages):
    starter = ROOT / "starter"
    told = [
        (language, text, f"{path.relative_to(starter)}{where}")
        for path in starter.rglob("*.json")
        for language, text, where in texts_in(json.loads(path.read_text("utf-8")))
    ]
    told += [
        (path.parent.name, path.read_text("utf-8"), str(path.relative_to(starter)))
        for path in starter.rglob("*.md")
        if path.parent.name in LANGUAGES
    ]
    assert len(told) > 100
    wrong = [where for language, text, where in told if messages.marks_wrongly(text, language)]
    assert wrong == []


@pytest.mark.parametrize("language", ["nb", "nn", "se", "ru"])
def test_a_text_says_the_same_in_every_room(language):
    """All rooms' texts lie in one table, and the first room's wins: another needs a context."""
    said: dict[tuple[str, str], dict[str, object]] = {}
    for path in ROOT.glob(f"naboskap/*/locale/{language}/LC_MESSAGES/django.po"):
        for one in polib.pofile(str(path)):
            words = tuple(one.msgstr_plural.values()) or one.msgstr
            said.setdefault((one.msgctxt or "", one.msgid), {})[path.parts[-5]] = words
    assert {text: rooms for text, rooms in said.items() if len(set(rooms.values())) > 1} == {}
