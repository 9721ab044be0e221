"""The texts of an application."""

from collections.abc import Collection

from django.db import transaction

from naboskap.applications.actions.writing import NOTHING, opened
from naboskap.applications.models import Application
from naboskap.core.permissions import Actor
from naboskap.questionnaires.actions import save_answer as save_on_sheet
from naboskap.questionnaires.models import Answer, Sheet


@transaction.atomic
def save_answer(
    application: Application,
    key: str,
    text: str,
    *,
    language: str,
    read_number: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> Answer:
    """Save one text. The answer's own versions are its trail; ``AnswerChanged`` meets the other's.

    ``application`` comes from ``visible_to``, with its sheet: saving is what happens most, and
    costs five statements here.
    """
    sheet: Sheet = application.sheet
    opened(application, f"answer:{key}", by=by, unlocked=unlocked)
    return save_on_sheet(sheet, key, text, language=language, read_number=read_number, by=by)
