"""Work on a form: a draft of its next version, question by question."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import Refusal, require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.questionnaires.models import (
    Form,
    FormVersion,
    Question,
    QuestionIdentity,
    TakenOut,
)
from naboskap.questionnaires.notices import tell_of_change
from naboskap.questionnaires.queries import next_number, version_in_use

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
    is_first = not form.versions.exists()
    draft = FormVersion.objects.create(form=form, number=next_number(form))
    if not is_first:
        for question in version_in_use(form).questions.all():
            question.pk, question.version = None, draft
            question.revision, question.stands = 1, False
            question._state.adding = True
            question.save()
    record("questionnaires.begin_draft", draft, by=by)
    return draft


@transaction.atomic
def drop_draft(version: FormVersion, *, by: User) -> None:
    """Throw a draft away. It is kept whole, and can be taken up again; what is published stays.

    Rule QUE-9.
    """
    version = _draft(version, by)
    tell_of_change(version, by=by, is_gone=True)
    record("questionnaires.drop_draft", version, by=by, form=version.form_id)
    _keep(version, version.questions.select_related("identity"), by, is_whole=True)
    version.questions.all().delete()
    version.delete()


@transaction.atomic
def take_up_again(taken_out: TakenOut, *, by: User) -> FormVersion:
    """Let a draft that was thrown away be the draft of the form again, as it stood.

    Who takes it up is one of its writers, as all who wrote it are. It has its old number, or
    where another version has come since, the next; why it was sent back goes with it. Rule QUE-29:
    there is no other draft.
    """
    _permit(by)
    form = locked(taken_out.form)
    require(
        "QUE-29",
        not form.versions.filter(published_at__isnull=True).exists(),
        _("There is another draft. Publish that one or throw it away first."),
    )
    number = taken_out.number
    if form.versions.filter(number__gte=number).exists():
        number = next_number(form)
        if not form.versions.filter(number=taken_out.number).exists():
            form.sent_back.filter(number=taken_out.number).update(number=number)
    draft = FormVersion.objects.create(form=form, number=number)
    for facts in taken_out.questions:
        _put(draft, facts)
    _renumber(list(draft.questions.all()))
    draft.writers.add(by, *taken_out.writers.all())
    taken_out.delete()
    record("questionnaires.take_up_again", draft, by=by)
    return draft


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

    A text may be half written: only what is published must be whole. The trail keeps what was
    other before. Rule QUE-9.
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
    before = {name: getattr(question, name) for name in changed}
    for name, value in {**changed, "revision": question.revision + 1}.items():
        setattr(question, name, value)
    question.save()
    _touched(version, by)
    record("questionnaires.save_question", version, by=by, key=key, before=before, after=changed)
    return question


@transaction.atomic
def remove_question(version: FormVersion, key: str, *, by: User) -> None:
    """Take a question out of the draft. It is kept whole, and can be put back (``put_back``).

    Answers that were given keep their text. Rule QUE-9.
    """
    version = _draft(version, by)
    rows = list(version.questions.filter(identity__key=key).select_related("identity"))
    if not rows:
        return  # A second click.
    _keep(version, rows, by, is_whole=False)
    rows[0].delete()
    _renumber(list(version.questions.all()))
    _touched(version, by)
    record("questionnaires.remove_question", version, by=by, key=key)


@transaction.atomic
def put_back(version: FormVersion, taken_out: int, *, by: User) -> Question | None:
    """Put a question that was taken out back, where it stood and as it was asked.

    None where that is done already. Rules: QUE-9, and QUE-29 (the draft does not ask it already).
    """
    version = _draft(version, by)
    kept = TakenOut.objects.filter(pk=taken_out, form=version.form_id, is_whole=False).first()
    if kept is None:
        return None  # A second click.
    [facts] = kept.questions
    require(
        "QUE-29",
        not version.questions.filter(identity__key=facts["key"]).exists(),
        _("The form asks this again already. Take that one out first, or leave it."),
    )
    rows = list(version.questions.all())
    at = min(facts["position"] - 1, len(rows))
    question = _put(version, facts)
    _renumber([*rows[:at], question, *rows[at:]])
    version.writers.add(*kept.writers.all())
    kept.delete()
    _touched(version, by)
    record("questionnaires.put_back_question", version, by=by, key=facts["key"])
    return question


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


IDENTITY = ("key", "kind", "role")


def _keep(
    version: FormVersion, questions: Iterable[Question], by: User, *, is_whole: bool
) -> None:
    """Keep what is taken out as it stands, so that just that can be put back."""
    kept = TakenOut.objects.create(
        form=version.form,
        number=version.number,
        questions=[
            {name: getattr(row.identity, name) for name in IDENTITY}
            | {name: getattr(row, name) for name in SET}
            | {"position": row.position}
            for row in questions
        ],
        is_whole=is_whole,
        taken_by=by,
        taken_at=clock.now(),
    )
    kept.writers.set(version.writers.all())


def _put(version: FormVersion, facts: Mapping[str, Any]) -> Question:
    identity = QuestionIdentity.objects.get(key=facts["key"])  # One that was asked stays known.
    return Question.objects.create(
        version=version, identity=identity, position=facts["position"], **_settable(facts)
    )


def _touched(version: FormVersion, by: User) -> None:
    """Take a proposal back: whoever publishes must have seen what stands now.

    Whoever changed it is one of its writers from now on (QUE-28).
    """
    version.writers.add(by)
    if version.proposed_at is not None:
        tell_of_change(version, by=by)
        version.proposed_at = version.proposed_by = None
        version.save(update_fields=["proposed_at", "proposed_by"])
