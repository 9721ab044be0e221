"""The texts of an application."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions.writing import NOTHING, opened
from naboskap.applications.models import Application
from naboskap.audit.actions import record
from naboskap.core.errors import require
from naboskap.core.permissions import Actor
from naboskap.questionnaires.actions import check_translation as check_beside
from naboskap.questionnaires.actions import save_answer as save_on_sheet
from naboskap.questionnaires.actions import save_translation as save_beside
from naboskap.questionnaires.models import Answer, Sheet, Translation
from naboskap.questionnaires.queries import translation_versions_of, versions_of


@transaction.atomic
def save_answer(
    application: Application,
    key: str,
    text: str,
    *,
    read_number: int,
    by: Actor,
    language: str = "",
    unlocked: Collection[str] = NOTHING,
) -> Answer:
    """Save one text. The answer's own versions are its trail; ``AnswerChanged`` meets the other's.

    ``application`` comes from ``visible_to``, with its sheet: saving is what happens most, and
    costs five statements here.
    """
    sheet: Sheet = application.sheet
    opened(application, f"answer:{key}", by=by, unlocked=unlocked)
    return save_on_sheet(sheet, key, text, language=language, read_number=read_number, by=by)


@transaction.atomic
def restore_answer(
    application: Application, key: str, number: int, *, read_number: int, by: Actor
) -> Answer:
    """Let version ``number`` of a text stand again, as a new version: nothing goes away.

    ``AnswerChanged`` where somebody has saved since ``read_number``, as in every save. Rule
    APP-26: only a version that there is.
    """
    sheet: Sheet = application.sheet
    application = opened(application, f"answer:{key}", by=by)
    version = versions_of(sheet, key).filter(number=number).first()
    require("APP-26", version, _("There is no such version of this text."))
    assert version is not None
    answer = save_on_sheet(
        sheet, key, version.text, language=version.language, read_number=read_number, by=by
    )
    record("applications.restore_answer", application, by=by, key=key, number=number)
    return answer


@transaction.atomic
def set_aside_answer(
    application: Application,
    key: str,
    text: str,
    *,
    read_number: int,
    by: Actor,
    language: str = "",
) -> Answer:
    """Let the text that stands go on standing, and keep ``text`` among the earlier ones.

    Where two wrote at once and one lets the other's text stand: nothing that was written goes
    away. ``AnswerChanged`` where somebody has saved since ``read_number``.
    """
    mine = save_answer(application, key, text, language=language, read_number=read_number, by=by)
    return restore_answer(application, key, read_number, read_number=mine.number, by=by)


@transaction.atomic
def save_translation(
    application: Application,
    key: str,
    text: str,
    *,
    language: str,
    mark: str,
    of_number: int,
    read_number: int,
    by: Actor,
) -> Translation:
    """Save a text in another language beside the original. Its versions are its trail."""
    sheet: Sheet = application.sheet
    opened(application, f"answer:{key}", by=by)
    return save_beside(
        sheet,
        key,
        text,
        language=language,
        mark=mark,
        of_number=of_number,
        read_number=read_number,
        by=by,
    )


@transaction.atomic
def restore_translation(
    application: Application,
    key: str,
    language: str,
    number: int,
    *,
    read_number: int,
    by: Actor,
) -> Translation:
    """Let version ``number`` of a translation stand again, as a new version: nothing goes away.

    It renders the version of the original that it did; that somebody had checked it is not said
    again of it. As with ``restore_answer``: ``AnswerChanged``, and rule APP-26.
    """
    sheet: Sheet = application.sheet
    application = opened(application, f"answer:{key}", by=by)
    version = translation_versions_of(sheet, key, language).filter(number=number).first()
    require("APP-26", version, _("There is no such version of this text."))
    assert version is not None
    was_written = version.mark == Translation.Mark.WRITTEN
    row = save_beside(
        sheet,
        key,
        version.text,
        language=language,
        mark=Translation.Mark.WRITTEN if was_written else Translation.Mark.TRANSLATED,
        of_number=version.of_number,
        read_number=read_number,
        by=by,
    )
    facts = {"key": key, "language": language, "number": number}
    record("applications.restore_translation", application, by=by, **facts)
    return row


@transaction.atomic
def check_translation(
    application: Application,
    key: str,
    language: str,
    *,
    of_number: int,
    read_number: int,
    by: Actor,
) -> Translation:
    """Say, as one who reads both, that a translation says the same as the original."""
    sheet: Sheet = application.sheet
    application = opened(application, f"answer:{key}", by=by)
    row = check_beside(sheet, key, language, of_number=of_number, read_number=read_number, by=by)
    record("applications.check_translation", application, by=by, key=key, language=language)
    return row
