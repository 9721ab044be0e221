"""Take in the forms that a secretariat begins with."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.questionnaires.faults import faults_of
from naboskap.questionnaires.models import Form, FormVersion, Question, QuestionIdentity
from naboskap.questionnaires.queries import next_number, read_anew

# What a question is, apart from how a version words it.
IDENTITY = ("key", "kind", "role")


@transaction.atomic
def load_forms(rows: Iterable[Mapping[str, Any]]) -> list[FormVersion]:
    """Publish each form of the starter; a form that is unchanged keeps the version it has.

    Rules: QUE-1 to QUE-8 (fit to be published), QUE-13 (a form that staff have published, or
    work on, is theirs: the starter leaves it as it is).
    """
    return [_publish(row) for row in rows]


def _publish(row: Mapping[str, Any]) -> FormVersion:
    form, _made = Form.objects.get_or_create(
        slug=row["slug"], defaults={"purpose": row["purpose"]}
    )
    text = json.dumps(row["questions"], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    versions = list(form.versions.order_by("-number"))
    for version in versions:
        is_theirs = version.published_at is None or version.published_by_id is not None
        if is_theirs or version.digest == digest:
            return version
    version = FormVersion.objects.create(form=form, number=next_number(form), digest=digest)
    identities = _identities(row["questions"])
    Question.objects.bulk_create(
        Question(
            version=version,
            identity=identities[question["key"]],
            position=position,
            **{name: fact for name, fact in question.items() if name not in IDENTITY},
        )
        for position, question in enumerate(row["questions"], start=1)
    )
    for fault in faults_of(read_anew(version)):
        require(fault.rule, None, fault.words)
    version.questions.update(stands=True)
    version.published_at = clock.now()
    version.save(update_fields=["published_at"])
    return version


def _identities(questions: Iterable[Mapping[str, Any]]) -> dict[str, QuestionIdentity]:
    """Return who each question is, by its key; make those that are new."""
    asked = {question["key"]: question for question in questions}
    known = {one.key: one for one in QuestionIdentity.objects.filter(key__in=asked)}
    for key, question in asked.items():
        if key not in known:
            known[key] = QuestionIdentity.objects.create(
                **{name: question[name] for name in IDENTITY}
            )
        # What a question is never changes: another kind under the same key is another question.
        require(
            "QUE-2",
            (known[key].kind, known[key].role) == (question["kind"], question["role"]),
            _("A question keeps its kind and its role in every version."),
        )
    return known
