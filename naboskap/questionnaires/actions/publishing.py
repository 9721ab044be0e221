"""Let a draft of a form become the version in use: one proposes, and another publishes it who
wrote none of it."""

import hashlib
import json
from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.questionnaires.changes import difference, weighs
from naboskap.questionnaires.faults import faults_of, left_out
from naboskap.questionnaires.models import FormVersion, Sheet
from naboskap.questionnaires.notices import (
    PUBLISHED,
    SENT_BACK,
    tell_keeper,
    tell_publishers,
)
from naboskap.questionnaires.queries import before, everything_in, is_told_of
from naboskap.questionnaires.text import QuestionText


@transaction.atomic
def propose_form(version: FormVersion, *, by: User) -> FormVersion:
    """Say that a draft is ready as it stands. Another person publishes it: all who may are told.

    Rules: QUE-9 (it is a draft), QUE-1 and QUE-4 to QUE-8 (it is whole), QUE-14 (it changes
    something), QUE-26 (whoever may publish is told).
    """
    if not may(by, "questionnaires.edit_form"):
        raise PermissionDenied
    version = locked(version, "form")
    _check(version)
    version.proposed_at, version.proposed_by_id = clock.now(), by.pk
    version.save(update_fields=["proposed_at", "proposed_by"])
    tell_publishers(version)
    record("questionnaires.propose_form", version, by=by)
    return version


@transaction.atomic
def drop_proposal(version: FormVersion, *, because: str = "", by: User) -> FormVersion:
    """Take a proposal back, or send another's back. The draft stands as it did.

    Who proposed it is told ``because`` of what it came back. Rules: QUE-9, and QUE-27: who sends
    another's proposal back says why, and it is kept with the form.
    """
    if not may(by, "questionnaires.edit_form"):
        raise PermissionDenied
    version = locked(version, "form", "proposed_by")
    _is_draft(version)
    proposer, since = version.proposed_by, version.proposed_at
    if proposer is None or since is None:
        return version  # A second click.
    if proposer.pk != by.pk:
        require("QUE-27", because.strip(), _("Write why. Who proposed it reads that."))
        version.form.sent_back.create(
            number=version.number,
            proposed_at=since,
            proposed_by=proposer,
            sent_by=by,
            sent_at=clock.now(),
            reason=because.strip(),
        )
        tell_keeper(SENT_BACK, version, proposer, reason=because.strip())
    version.proposed_at = version.proposed_by = None
    version.save(update_fields=["proposed_at", "proposed_by"])
    record("questionnaires.drop_proposal", version, by=by, is_own=proposer.pk == by.pk)
    return version


@transaction.atomic
def publish_form(version: FormVersion, *, by: User) -> FormVersion:
    """Let the draft that another person proposed be what new sheets answer to, from now on.

    From here on it is never changed. Drafts of applications roll forward over a minor change by
    themselves; a major one waits for staff. Rules: QUE-9, QUE-11 (proposed as it stands),
    QUE-12 (by another person), QUE-28 (who has written none of it), and those of
    ``propose_form`` once more. Who proposed it is told.
    """
    if not may(by, "questionnaires.publish_form"):
        raise PermissionDenied
    version = locked(version, "form", "proposed_by")
    _is_draft(version)
    require("QUE-11", version.proposed_at, _("Somebody must first say that it is ready."))
    require(
        "QUE-12",
        version.proposed_by_id != by.pk,
        _("You proposed it yourself. Another person must publish it."),
    )
    require(
        "QUE-28",
        not version.writers.filter(pk=by.pk).exists(),
        _("You have written in it yourself. Somebody who has not must publish it."),
    )
    questions = _check(version)
    earlier = before(version)
    changes = difference(everything_in(earlier), questions) if earlier else ()
    plain = json.dumps([asdict(one) for one in questions], sort_keys=True, ensure_ascii=False)
    version.questions.update(stands=True)
    version.digest = hashlib.sha256(plain.encode()).hexdigest()
    version.published_at, version.published_by_id = clock.now(), by.pk
    version.save(update_fields=["digest", "published_at", "published_by"])
    if version.proposed_by is not None:
        tell_keeper(PUBLISHED, version, version.proposed_by)
    record(
        "questionnaires.publish_form",
        version,
        by=by,
        form=version.form.slug,
        changes=len(changes),
        is_major=weighs(changes),
    )
    return version


def _is_draft(version: FormVersion) -> None:
    require("QUE-9", version.published_at is None, _("This version is published already."))


def _check(version: FormVersion) -> tuple[QuestionText, ...]:
    _is_draft(version)
    questions = everything_in(version)
    earlier = before(version)
    faults = faults_of(questions)
    if earlier is not None:
        faults += left_out(everything_in(earlier), questions)
    for fault in faults:
        require(fault.rule, None, fault.words)
    require(
        "QUE-14",
        earlier is None or difference(everything_in(earlier), questions),
        _("The draft asks just what the version in use asks."),
    )
    return questions


def move_to_version(sheet: Sheet, version: FormVersion) -> Sheet:
    """Let a sheet answer to another version of its form. Every answer keeps its text.

    The room that owns the sheet asks whether it may be moved, and tells its writers.
    """
    if not is_told_of(sheet):
        sheet.moved_from = sheet.version
    sheet.version, sheet.moved_at = version, clock.now()
    sheet.save(update_fields=["version", "moved_from", "moved_at"])
    return sheet
