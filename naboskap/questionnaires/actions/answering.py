"""Open sheets, and save answers so that no text is ever lost."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock, tongue
from naboskap.core.errors import Refusal, applies, require
from naboskap.core.permissions import Actor
from naboskap.core.prepared import Prepared
from naboskap.core.statements import change, insert
from naboskap.questionnaires.models import (
    Answer,
    AnswerVersion,
    Form,
    Rendering,
    Sheet,
    Translation,
    TranslationVersion,
)
from naboskap.questionnaires.queries import question_with, version_in_use

R = TypeVar("R", bound=Rendering)


class AnswerChanged(Refusal):
    """The answer was saved anew since it was read. Both texts are here; none is lost.

    ``theirs`` stands on the sheet, with who saved it and when; ``yours`` is what was sent now;
    ``base`` is what both grew from, the version that the writer had read. To save over it, send
    again with ``number`` as the number that was read.
    """

    def __init__(self, answer: Answer | Translation, yours: str, read_number: int) -> None:
        super().__init__(_("This text has been changed since you opened it here."))
        self.key = answer.identity.key
        self.theirs = answer.text
        self.yours = yours
        versions: Any = answer.versions
        read = versions.filter(number=read_number).first()
        self.base: str = read.text if read else ""
        self.number = answer.number
        self.language = answer.language
        self.saved_by_id = answer.saved_by_id
        self.saved_at: datetime = answer.saved_at


def new_sheet(form: Form) -> Sheet:
    """Open an empty sheet of answers to the newest version of ``form``."""
    return Sheet.objects.create(version=version_in_use(form))


def move_sheet(sheet: Sheet, form: Form) -> Sheet:
    """Let the answers go on in another form: what both forms ask keeps its text and versions."""
    sheet.version = version_in_use(form)
    sheet.moved_from = sheet.moved_at = None
    sheet.save(update_fields=["version", "moved_from", "moved_at"])
    return sheet


@transaction.atomic
def save_answer(
    sheet: Sheet, key: str, text: str, *, read_number: int, by: Actor, language: str = ""
) -> Answer:
    """Save ``text`` as the answer to the question with ``key``; keep what stood there before.

    ``language`` is what the writer chose; empty, it stays what it was, or is told by the letters
    and the writer's own language (``tongue.guess``). ``read_number`` is the number of the text
    that the writer had before them (0: none yet). If another text was saved since, nothing is
    changed and ``AnswerChanged`` carries both. The same text again is the same save: a repeated
    request changes nothing, also where somebody has gone on from it (QUE-21). Incomplete and
    overlong texts are saved all the same; only sending is strict.

    The room that owns the sheet asks who may, and whether the sheet is open. The version row is
    the trail of the answer. Rules QUE-3 (only a question of the sheet's own version), QUE-20 (a
    language that we know).
    """
    question = question_with(sheet.version, key)
    require("QUE-3", question, _("This form has no such question."))
    assert question is not None
    require("QUE-20", language in {"", *tongue.LANGUAGES}, _("Choose one of the languages."))
    text = text.replace("\x00", "")  # What no database keeps, and no person writes.
    answer = _answer(sheet, question.identity_id)
    facts = {
        "text": text,
        "language": language
        or tongue.guess(
            text,
            spoken=getattr(by, "language", ""),
            before=answer.language if answer and answer.text else "",
        ),
        "saved_by_id": by.pk,
        "saved_at": clock.now(),
    }
    if answer is None:
        try:
            with transaction.atomic():
                answer = Answer.objects.create(
                    sheet=sheet, identity_id=question.identity_id, **facts
                )
        except IntegrityError:  # Two first texts at once: the other one was there first.
            answer = Answer.objects.get(sheet=sheet, identity_id=question.identity_id)
        else:
            insert(AnswerVersion(answer=answer, number=1, **facts))
            return answer
    if (answer.text, answer.language) == (text, facts["language"]):
        return answer
    values = {"number": read_number + 1, **facts}
    if not change(Answer, values, pk=answer.pk, was=read_number):
        answer.refresh_from_db()
        again = answer.versions.filter(number__gt=read_number, text=text, saved_by_id=by.pk)
        if applies("QUE-21", again.exists()):
            return answer
        raise AnswerChanged(answer, text, read_number)
    insert(AnswerVersion(answer=answer, number=read_number + 1, **facts))
    answer.number = read_number + 1
    for name, value in facts.items():
        setattr(answer, name, value)
    return answer


def _answer(sheet: Sheet, identity_id: int) -> Answer | None:
    found: Answer | None = _ANSWER.first(sheet=sheet.pk, identity=identity_id)
    return found


_ANSWER = Prepared(
    lambda *, sheet, identity: Answer.objects.filter(
        sheet=sheet, identity_id=identity
    ).select_related("identity")
)


@transaction.atomic
def save_translation(
    sheet: Sheet,
    key: str,
    text: str,
    *,
    language: str,
    mark: str,
    of_number: int,
    read_number: int,
    by: Actor,
) -> Translation:
    """Save ``text`` as the answer to ``key`` in another language, beside the original.

    ``of_number`` is the version of the original that the writer had before them, ``read_number``
    that of the translation (0: none yet). As with the original: where another was saved since,
    ``AnswerChanged`` carries both, and the same again is the same save. Whether somebody has
    checked it falls away with the text that they checked.

    Rules: QUE-22 (there is a text to translate), QUE-23 (another language, of those we know),
    QUE-24 (it is written or translated; that it is checked is said by ``check_translation``).
    """
    answer = _translated(sheet, key)
    require(
        "QUE-23",
        language in tongue.LANGUAGES and language != answer.language,
        _("A translation is in another language than the text itself."),
    )
    require(
        "QUE-24",
        mark in {Translation.Mark.WRITTEN, Translation.Mark.TRANSLATED},
        _("Say whether it is written anew or translated."),
    )
    text = text.replace("\x00", "")
    row = answer.translations.filter(language=language).first()
    facts = {
        "text": text,
        "mark": mark,
        "of_number": min(of_number, answer.number) or answer.number,
        "saved_by_id": by.pk,
        "saved_at": clock.now(),
    }
    if row is None:
        row = Translation.objects.create(answer=answer, language=language, **facts)
        TranslationVersion.objects.create(translation=row, number=1, **facts)
        return row
    is_marked = row.mark in {mark, Translation.Mark.CHECKED}
    if (row.text, row.of_number) == (text, facts["of_number"]) and is_marked:
        return row
    if row.number != read_number:
        raise AnswerChanged(row, text, read_number)
    return next_version(row, **facts, checked_by_id=None, checked_at=None)


@transaction.atomic
def check_translation(
    sheet: Sheet, key: str, language: str, *, of_number: int, read_number: int, by: Actor
) -> Translation:
    """Let somebody who reads both languages say that a translation says the same as the original.

    Rule QUE-25: the very texts that they had before them, ``of_number`` of the original and
    ``read_number`` of the translation.
    """
    answer = _translated(sheet, key)
    row = answer.translations.filter(language=language).exclude(text="").first()
    require(
        "QUE-25",
        row and (row.number, answer.number) == (read_number, of_number),
        _("One of the two texts has changed since you read them. Read both again."),
    )
    assert row is not None
    if row.mark == Translation.Mark.CHECKED and row.of_number == of_number:
        return row
    now = clock.now()
    return next_version(
        row,
        text=row.text,
        mark=Translation.Mark.CHECKED,
        of_number=of_number,
        checked_by_id=by.pk,
        checked_at=now,
    )


def _translated(sheet: Sheet, key: str) -> Answer:
    """Return the text that is to be translated."""
    question = question_with(sheet.version, key)
    require("QUE-3", question, _("This form has no such question."))
    assert question is not None
    answer = _answer(sheet, question.identity_id)
    require("QUE-22", answer and answer.text, _("Write the text first, then its translation."))
    assert answer is not None
    return answer


def next_version(row: R, **facts: Any) -> R:
    """Write the next version of a text in another language, and let it stand."""
    row.number += 1
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    row.versions.create(
        number=row.number,
        text=row.text,
        mark=row.mark,
        saved_by_id=facts.get("checked_by_id") or row.saved_by_id,
        saved_at=facts.get("checked_at") or row.saved_at,
        **row.renders(),
    )
    return row
