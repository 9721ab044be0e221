"""Read forms and the answers to them."""

from django.db.models import QuerySet

from naboskap.questionnaires.models import (
    Answer,
    AnswerVersion,
    Form,
    FormVersion,
    Question,
    Sheet,
)
from naboskap.questionnaires.text import Choice, QuestionText

# A published version is never changed, so a process reads its questions once.
_known: dict[tuple[object, ...], tuple[QuestionText, ...]] = {}


def version_in_use(form: Form) -> FormVersion:
    """Return the newest published version of ``form``: what a new sheet answers to."""
    return form.versions.filter(published_at__isnull=False).order_by("-number")[0]


def questions_of(version: FormVersion) -> tuple[QuestionText, ...]:
    """Return the questions of a published version in order, without asking the database twice."""
    name = (version.pk, version.digest, version.published_at)
    if name not in _known:
        _known[name] = _read(version)
    return _known[name]


def _read(version: FormVersion) -> tuple[QuestionText, ...]:
    rows = Question.objects.filter(version=version).select_related("identity")
    return tuple(
        QuestionText(
            key=row.identity.key,
            identity_id=row.identity_id,
            kind=row.identity.kind,
            role=row.identity.role,
            section=row.section,
            position=row.position,
            words=row.words,
            help=row.help,
            why=row.why,
            criterion=row.criterion,
            is_required=row.is_required,
            length_advised=row.length_advised,
            length_limit=row.length_limit,
            choices=tuple(Choice(choice["code"], choice["words"]) for choice in row.choices),
        )
        for row in rows.order_by("position", "pk")
    )


def question_with(version: FormVersion, key: str) -> QuestionText | None:
    """Return the question with ``key`` in ``version``, or None."""
    return next((question for question in questions_of(version) if question.key == key), None)


def answers_of(sheet: Sheet) -> dict[str, Answer]:
    """Return the answers on ``sheet`` as they stand, by question key; what is empty is absent."""
    rows = Answer.objects.filter(sheet=sheet).select_related("identity")
    return {row.identity.key: row for row in rows}


def versions_of(sheet: Sheet, key: str) -> QuerySet[AnswerVersion]:
    """Return every text that was ever saved for one question, newest first."""
    rows = AnswerVersion.objects.filter(answer__sheet=sheet, answer__identity__key=key)
    return rows.order_by("-number")


def text_in_role(sheet: Sheet, role: str) -> str:
    """Return the text that plays ``role`` on ``sheet``, or nothing."""
    row = Answer.objects.filter(sheet=sheet, identity__role=role).first()
    return row.text if row else ""
