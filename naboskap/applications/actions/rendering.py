"""The short texts in other languages: the title, the words of the plan and of the budget."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions.writing import opened
from naboskap.applications.models import (
    Activity,
    Application,
    BudgetLine,
    FinancingLine,
    ShortTranslation,
    ShortTranslationVersion,
)
from naboskap.applications.renderings import IN_AN_ACTIVITY, PARTS, language_of, plain_words
from naboskap.audit.actions import record
from naboskap.core import clock, tongue
from naboskap.core.errors import Refusal, require
from naboskap.core.permissions import Actor
from naboskap.questionnaires.actions import next_version
from naboskap.questionnaires.models import Translation

LINES: dict[str, Any] = {"cost": BudgetLine, "money": FinancingLine}


class ShortTextChanged(Refusal):
    """Somebody else saved this translation since it was read. Both texts are here.

    To save over it, send again with ``number`` as the number that was read.
    """

    def __init__(self, row: ShortTranslation, yours: str) -> None:
        super().__init__(_("This text has been changed since you opened it here."))
        self.key = row.key
        self.theirs = row.text
        self.yours = yours
        self.number = row.number
        self.language = row.language
        self.saved_by_id = row.saved_by_id
        self.saved_at = row.saved_at


@transaction.atomic
def save_short_translation(
    application: Application,
    key: str,
    text: str,
    *,
    language: str,
    mark: str,
    of_text: str,
    read_number: int,
    by: Actor,
) -> ShortTranslation:
    """Save ``text`` as what a short text says in another language, beside the original.

    ``of_text`` is the original that the writer had before them, ``read_number`` the number of the
    translation (0: none yet). Where another was saved since, ``ShortTextChanged`` carries both;
    the same again is the same save. Whether somebody has checked it falls away with the text that
    they checked. Its versions are its trail. Rules: APP-82 (there is such a text), APP-83
    (another language, of those we know), APP-84 (written or translated).
    """
    application = opened(application, _part_of(key), by=by)
    original, spoken = _original(application, key)
    require("APP-82", plain_words(original), _("Write the text first, then its translation."))
    require(
        "APP-83",
        language in tongue.LANGUAGES and language != spoken,
        _("A translation is in another language than the text itself."),
    )
    require(
        "APP-84",
        mark in {Translation.Mark.WRITTEN, Translation.Mark.TRANSLATED},
        _("Say whether it is written anew or translated."),
    )
    text = plain_words(text)
    row = ShortTranslation.objects.filter(
        application=application, key=key, language=language
    ).first()
    facts = {
        "text": text,
        "mark": mark,
        "of_text": plain_words(of_text),
        "saved_by_id": by.pk,
        "saved_at": clock.now(),
    }
    if row is None:
        row = ShortTranslation.objects.create(
            application=application, key=key, language=language, **facts
        )
        ShortTranslationVersion.objects.create(translation=row, number=1, **facts)
        return row
    if (row.text, row.of_text) == (text, facts["of_text"]):
        return row
    if row.number != read_number:
        raise ShortTextChanged(row, text)
    return next_version(row, **facts, checked_by_id=None, checked_at=None)


@transaction.atomic
def check_short_translation(
    application: Application,
    key: str,
    language: str,
    *,
    of_text: str,
    read_number: int,
    by: Actor,
) -> ShortTranslation:
    """Say, as one who reads both, that a translation says the same as the short text.

    Rule APP-85: the very two texts that they had before them.
    """
    application = opened(application, _part_of(key), by=by)
    original, _spoken = _original(application, key)
    row = (
        ShortTranslation.objects.filter(application=application, key=key, language=language)
        .exclude(text="")
        .first()
    )
    require(
        "APP-85",
        row and (row.number, plain_words(original)) == (read_number, plain_words(of_text)),
        _("One of the two texts has changed since you read them. Read both again."),
    )
    assert row is not None
    if row.mark == Translation.Mark.CHECKED and row.of_text == plain_words(original):
        return row
    stamp = {"checked_by_id": by.pk, "checked_at": clock.now()}
    row = next_version(row, mark=Translation.Mark.CHECKED, of_text=plain_words(original), **stamp)
    record("applications.check_translation", application, by=by, key=key, language=language)
    return row


def _part_of(key: str) -> str:
    """Return the part that a short text belongs to. Rule APP-82: one that there is."""
    part = PARTS.get(key.partition(":")[0])
    require("APP-82", part, _("Write the text first, then its translation."))
    return str(part)


def _original(application: Application, key: str) -> tuple[str, str]:
    """Return a short text as it stands, and its language; empty where there is none."""
    if key == "title":
        return application.title, language_of(application.title)
    kind, _colon, rest = key.partition(":")
    pk, _colon, name = rest.partition(":")
    if not pk.isdecimal() or len(pk) > 18:
        return "", ""
    if kind == "activity" and name in IN_AN_ACTIVITY:
        row = Activity.objects.filter(application=application, pk=pk).first()
        text = str(getattr(row, name)) if row else ""
        return text, language_of(text, said=row.language if row else "")
    if kind in LINES and name == "text":
        line = LINES[kind].objects.filter(application=application, pk=pk).first()
        text = line.text if line else ""
        return text, language_of(text)
    return "", ""
