"""Work on a form: a draft of its next version, question by question."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core.errors import Refusal, require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.questionnaires.models import Form, FormVersion, Question, QuestionIdentity
from naboskap.questionnaires.notices import tell_of_change
from naboskap.questionnaires.queries import version_in_use

# What an editor sets of a question in a version.
SET = (
    "section",
    "words",
    "help",
    "why",
    "good",
    "weak",
    "purpose",
    "legal_basis",
    "criterion",
    "lesson",
    "is_required",
    "length_advised",
    "length_limit",
    "choices",
    "only_if",
)


class QuestionChanged(Refusal):
    """Another editor changed this question since it was read. Nothing is written over.

    ``revision`` is what to send again with, once both have been seen; None where the other one
    took the question out.
    """

    def __init__(self, question: Question | None) -> None:
        super().__init__(
            _("Somebody else changed this question while you were writing.")
            if question
            else _("Somebody else took this question out while you were writing.")
        )
        self.question = question
        self.revision = question.revision if question else None


@transaction.atomic
def begin_draft(form: Form, *, by: User) -> FormVersion:
    """Begin the next version as a copy of the one in use, or go on with the draft there is."""
    _permit(by)
    form = locked(form)
    there = form.versions.filter(published_at__isnull=True).first()
    if there is not None:
        return there
    last = form.versions.aggregate(last=Max("number"))["last"] or 0
    draft = FormVersion.objects.create(form=form, number=last + 1)
    if last:
        for question in version_in_use(form).questions.all():
            question.pk, question.version = None, draft
            question.revision, question.stands = 1, False
            question._state.adding = True
            question.save()
    record("questionnaires.begin_draft", draft, by=by)
    return draft


@transaction.atomic
def drop_draft(version: FormVersion, *, by: User) -> None:
    """Throw a draft away. What is published stays as it is. Rule QUE-9."""
    version = _draft(version, by)
    tell_of_change(version, by=by, is_gone=True)
    record("questionnaires.drop_draft", version, by=by, form=version.form_id)
    version.questions.all().delete()
    version.delete()


@transaction.atomic
def add_question(
    version: FormVersion, *, key: str, kind: str, role: str = "", by: User, **facts: Any
) -> Question:
    """Put a question last in its section. One that another form or version has asked keeps
    what it is.

    Rules: QUE-9 (a draft), QUE-10 (asked once in a form), QUE-2 (its kind and role), QUE-5 (the
    role of no other question).
    """
    version = _draft(version, by)
    require(
        "QUE-10",
        not version.questions.filter(identity__key=key).exists(),
        _("The form asks this already."),
    )
    identity = QuestionIdentity.objects.filter(key=key).first()
    if identity is None:
        require(
            "QUE-5",
            not role or not QuestionIdentity.objects.filter(role=role).exists(),
            _("Another question has the same role."),
        )
        identity = QuestionIdentity.objects.create(key=key, kind=kind, role=role)
    require(
        "QUE-2",
        (identity.kind, identity.role) == (kind, role),
        _("A question keeps its kind and its role in every version."),
    )
    rows = list(version.questions.all())
    section = facts.get("section", "")
    among = [row.position for row in rows if row.section == section]
    at = max(among) if among else len(rows)
    question = Question.objects.create(
        version=version, identity=identity, position=at + 1, **_settable(facts)
    )
    _renumber([*rows[:at], question, *rows[at:]])
    _touched(version, by)
    record("questionnaires.add_question", version, by=by, key=key, kind=kind)
    return question


@transaction.atomic
def save_question(
    version: FormVersion, key: str, *, read_revision: int, by: User, **facts: Any
) -> Question:
    """Save how the draft asks one question. ``QuestionChanged`` meets another editor's change.

    A text may be half written: only what is published must be whole. Rule QUE-9.
    """
    version = _draft(version, by)
    question = version.questions.filter(identity__key=key).select_related("identity").first()
    if question is None or question.revision != read_revision:
        raise QuestionChanged(question)
    changed = {
        name: value for name, value in _settable(facts).items() if getattr(question, name) != value
    }
    if not changed:
        return question
    for name, value in {**changed, "revision": question.revision + 1}.items():
        setattr(question, name, value)
    question.save()
    _touched(version, by)
    record("questionnaires.save_question", version, by=by, key=key, parts=sorted(changed))
    return question


@transaction.atomic
def remove_question(version: FormVersion, key: str, *, by: User) -> None:
    """Take a question out of the draft. Answers that were given keep their text. Rule QUE-9."""
    version = _draft(version, by)
    gone, _tables = version.questions.filter(identity__key=key).delete()
    if not gone:
        return  # A second click.
    _renumber(list(version.questions.all()))
    _touched(version, by)
    record("questionnaires.remove_question", version, by=by, key=key)


@transaction.atomic
def move_question(version: FormVersion, key: str, *, by: User, steps: int) -> None:
    """Move a question ``steps`` places down (below nothing: up), as far as there is room."""
    version = _draft(version, by)
    rows = list(version.questions.select_related("identity"))
    here = next((at for at, row in enumerate(rows) if row.identity.key == key), None)
    if here is None:
        raise QuestionChanged(None)
    there = min(max(here + steps, 0), len(rows) - 1)
    if there == here:
        return
    rows.insert(there, rows.pop(here))
    _renumber(rows)
    _touched(version, by)
    record("questionnaires.move_question", version, by=by, key=key, to=there + 1)


def _permit(by: User) -> None:
    if not may(by, "questionnaires.edit_form"):
        raise PermissionDenied


def _draft(version: FormVersion, by: User) -> FormVersion:
    _permit(by)
    version = locked(version)
    require(
        "QUE-9",
        version.published_at is None,
        _("This version is published, and is never changed. Begin a new draft."),
    )
    return version


def _settable(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in SET if name in facts}


def _renumber(rows: list[Question]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    Question.objects.bulk_update(rows, ["position"])


def _touched(version: FormVersion, by: User) -> None:
    """Take a proposal back: whoever publishes must have seen what stands now."""
    if version.proposed_at is not None:
        tell_of_change(version, by=by)
        version.proposed_at = version.proposed_by = None
        version.save(update_fields=["proposed_at", "proposed_by"])
