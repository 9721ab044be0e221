"""Read forms and the answers to them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Max, QuerySet

from naboskap.accounts.models import User
from naboskap.accounts.queries import readers_of
from naboskap.core import clock
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.questionnaires.changes import Change, difference, told, weighs
from naboskap.questionnaires.models import (
    Answer,
    AnswerVersion,
    Form,
    FormVersion,
    Question,
    Sheet,
    TranslationVersion,
)
from naboskap.questionnaires.rules import KEEPERS
from naboskap.questionnaires.text import Choice, Condition, QuestionText

# A published version is never changed, so a process reads its questions once.
_known: dict[tuple[object, ...], tuple[QuestionText, ...]] = {}


def version_in_use(form: Form) -> FormVersion:
    """Return the newest published version of ``form``: what a new sheet answers to."""
    return form.versions.filter(published_at__isnull=False).order_by("-number")[0]


def next_number(form: Form) -> int:
    """Return a number that no version of the form has, or had while it was a draft (QUE-30).

    What was taken out of a draft or sent back keeps its number: another draft never has it.
    """
    rows: tuple[Any, ...] = (form.versions, form.taken_out, form.sent_back)
    return 1 + max(each.aggregate(last=Max("number"))["last"] or 0 for each in rows)


def publishers(version: FormVersion, *, if_proposed_by: User | None = None) -> QuerySet[User]:
    """Return who may publish what is proposed: all who keep forms, but the one who proposed it
    and those who have written in it (QUE-12, QUE-28).

    ``if_proposed_by``: who could, if that person proposed it.
    """
    proposer = if_proposed_by.pk if if_proposed_by else version.proposed_by_id
    return readers_of(*KEEPERS, proposed_by=proposer, writers=version.writers.values("pk"))


def may_publish(user: User, version: FormVersion) -> bool:
    """Say whether ``version`` waits for ``user`` to publish it."""
    return waiting_for(user).filter(pk=version.pk).exists()


def waiting_for(user: User) -> QuerySet[FormVersion]:
    """Return the drafts that wait for ``user`` to publish them, the oldest proposal first."""
    if not may(user, "questionnaires.publish_form"):
        return FormVersion.objects.none()
    waiting = FormVersion.objects.filter(proposed_at__isnull=False, published_at__isnull=True)
    return (
        waiting.exclude(proposed_by=user)
        .exclude(writers=user.pk)
        .select_related("form", "proposed_by")
        .order_by("proposed_at", "pk")
    )


def before(version: FormVersion) -> FormVersion | None:
    """Return the published version that ``version`` takes over from, if there is one."""
    earlier = FormVersion.objects.filter(
        form=version.form_id, number__lt=version.number, published_at__isnull=False
    )
    return earlier.order_by("-number").first()


def newest_versions(purpose: str) -> list[FormVersion]:
    """Return the version in use of each form for ``purpose``."""
    rows = FormVersion.objects.filter(published_at__isnull=False, form__purpose=purpose)
    newest = {row.form_id: row for row in rows.select_related("form").order_by("number")}
    return list(newest.values())


def versions_behind(version: FormVersion, *, is_major: bool) -> list[int]:
    """Return the keys of earlier versions of the form, where the step to ``version`` is such.

    Over a minor step a sheet rolls forward by itself (QUE-15); over a major one staff move it.
    """
    earlier = FormVersion.objects.filter(
        form=version.form_id, number__lt=version.number, published_at__isnull=False
    )
    return [one.pk for one in earlier if weighs(changes_between(one, version)) == is_major]


def changes_between(earlier: FormVersion, later: FormVersion) -> tuple[Change, ...]:
    """Return what ``later`` changes in ``earlier``."""
    return difference(everything_in(earlier), everything_in(later))


TOLD_FOR = timedelta(days=30)  # So long a draft says that its form has been improved.


def is_told_of(sheet: Sheet) -> bool:
    """Say whether the writers are still told that the form was improved."""
    return sheet.moved_at is not None and sheet.moved_at + TOLD_FOR > clock.now()


def improvements(sheet: Sheet) -> list[str]:
    """Return in words what was changed in the form since the writers began, while it is new.

    ``sheet`` comes with ``version`` and ``moved_from``.
    """
    if not is_told_of(sheet) or sheet.moved_from is None:
        return []
    return [told(change) for change in changes_between(sheet.moved_from, sheet.version)]


def kept_texts(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return texts that are not asked for any more, each under what was asked last."""
    if not texts:
        return []
    rows = Question.objects.filter(identity__key__in=list(texts), stands=True)
    asked = {
        row.identity.key: in_language(row.words)
        for row in rows.select_related("identity").order_by("version__published_at")
    }
    return [(asked.get(key, key), text) for key, text in texts.items()]


def everything_in(version: FormVersion) -> tuple[QuestionText, ...]:
    """Return all that a published version asks, in order, without asking the database twice.

    What is built in stands among the rest. A draft is read anew each time: it changes.
    """
    if version.published_at is None:
        return read_anew(version)
    name = (version.pk, version.digest, version.published_at)
    if name not in _known:
        _known[name] = read_anew(version)
    return _known[name]


def questions_of(version: FormVersion) -> tuple[QuestionText, ...]:
    """Return the questions that are answered on the sheet: all but those that are built in."""
    return tuple(one for one in everything_in(version) if not one.is_built_in)


def read_anew(version: FormVersion) -> tuple[QuestionText, ...]:
    """Return all that a version asks, as it stands in the tables now."""
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
            good=row.good,
            weak=row.weak,
            purpose=row.purpose,
            legal_basis=row.legal_basis,
            lesson=row.lesson,
            only_if=Condition(**row.only_if) if row.only_if else None,
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


def translation_versions_of(sheet: Sheet, key: str, language: str) -> QuerySet[TranslationVersion]:
    """Return every translation into ``language`` that was ever saved of a text, newest first."""
    rows = TranslationVersion.objects.filter(
        translation__answer__sheet=sheet,
        translation__answer__identity__key=key,
        translation__language=language,
    )
    return rows.order_by("-number")


def text_in_role(sheet: Sheet, role: str) -> str:
    """Return the text that plays ``role`` on ``sheet``, or nothing."""
    row = Answer.objects.filter(sheet=sheet, identity__role=role).first()
    return row.text if row else ""
