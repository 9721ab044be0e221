import json
from functools import cache
from pathlib import Path

from naboskap.questionnaires.actions import (
    begin_draft,
    load_forms,
    propose_form,
    publish_form,
    save_question,
)
from naboskap.questionnaires.text import QuestionText

STARTER = Path(__file__).resolve().parents[3] / "starter" / "forms.json"


@cache
def _starter_text():
    return STARTER.read_text(encoding="utf-8")


def starter_rows(*slugs):
    """Return the starter's forms, or those of them that are named."""
    return [row for row in json.loads(_starter_text()) if not slugs or row["slug"] in slugs]


def starter_forms(*slugs):
    """Publish the starter's forms, or those that are named; return them by slug."""
    return {version.form.slug: version.form for version in load_forms(starter_rows(*slugs))}


def question(key, **facts):
    """Return a question that is fit to be published, but for ``facts``."""
    whole = {"nb": "Tekst", "en": "Text", "ru": "Текст"}
    given = {
        "identity_id": 0,
        "kind": "long_text",
        "role": "",
        "section": "together",
        "position": 1,
        "words": whole,
        "help": {},
        "why": whole,
        "criterion": "",
        "is_required": False,
        "length_advised": None,
        "length_limit": None,
        "choices": (),
        "good": {},
        "weak": {},
        "purpose": whole,
        "legal_basis": "public_task",
        "lesson": "",
        "only_if": None,
    }
    return QuestionText(key=key, **{**given, **facts})


def publish_changed(form, *, by, other, change):
    """Let ``by`` make a draft of ``form``, ``change`` it, and ``other`` publish it."""
    version = begin_draft(form, by=by)
    change(version)
    propose_form(version, by=by)
    return publish_form(version, by=other)


def reword(version, key, *, by, **facts):
    """Save how a draft asks one question, as it was read just now."""
    revision = version.questions.get(identity__key=key).revision
    return save_question(version, key, read_revision=revision, by=by, **facts)
