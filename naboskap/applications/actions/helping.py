"""An adviser whom the pair lets in: sees the draft, comments, and writes nothing in it."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import Role, User
from naboskap.advice.models import Adviser
from naboskap.applications.models import Application, Comment, Help
from naboskap.applications.notices import (
    COMMENTED,
    HELP_ENDED,
    LET_IN,
    tell_pair,
    tell_person,
)
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may

# The pages of a draft that a comment can be about.
PARTS = ("basics", "texts", "activities", "participants", "money", "pair")
QUIET = timedelta(hours=1)  # Comments written one after another make one mail.
LONGEST = 4_000


@transaction.atomic
def let_in_adviser(application: Application, adviser: User, *, by: User) -> Help:
    """Let an adviser of the directory see the draft and comment on it; they are told.

    They write nothing in it. Rules: APP-5 (a draft), APP-41 (an adviser of the directory who works
    here today).
    """
    application = locked(application)
    if not may(by, "applications.let_in_adviser", application):
        raise PermissionDenied
    _require_draft(application)
    require(
        "APP-41",
        Role.CASE_OFFICER in adviser.roles
        and Adviser.objects.filter(user=adviser, is_shown=True).exists(),
        _("Choose one of the advisers on the list."),
    )
    helping = Help.objects.filter(application=application, user=adviser).first()
    if helping is not None and helping.ended_at is None:
        return helping
    helping, _is_new = Help.objects.update_or_create(
        application=application,
        user=adviser,
        defaults={"ended_at": None},
        create_defaults={"let_in_at": clock.now()},
    )
    record("applications.let_in_adviser", application, by=by, adviser=adviser.pk)
    tell_person(LET_IN, application, adviser)
    return helping


def _require_draft(application: Application) -> None:
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT,
        _("This has been sent, and cannot be changed now."),
    )


@transaction.atomic
def end_help(helping: Help, *, by: User) -> None:
    """Close the draft for an adviser, at once. That they helped stays recorded."""
    helping = locked(helping)
    if not may(by, "applications.end_help", helping):
        raise PermissionDenied
    if helping.ended_at is not None:
        return
    helping.ended_at, helping.may_write = clock.now(), False
    helping.save(update_fields=["ended_at", "may_write"])
    record("applications.end_help", helping.application, by=by, adviser=helping.user_id)
    if helping.user_id != by.pk:
        tell_person(HELP_ENDED, helping.application, helping.user)


@transaction.atomic
def comment_on(
    application: Application,
    *,
    part: str,
    text: str,
    language: str,
    by: User,
    question: str = "",
) -> Comment:
    """Say something of a part of the draft, or of one answer. The pair is told once an hour.

    Never part of what is sent. Rules: APP-5 (a draft), APP-42 (in words, of a part there is).
    """
    application = locked(application)
    if not may(by, "applications.comment_application", application):
        raise PermissionDenied
    _require_draft(application)
    text = text.strip()
    asked = application.sheet.version.questions.filter(identity__key=question)
    require("APP-42", text, _("Write what you want to say."))
    require("APP-42", len(text) <= LONGEST, _("Write it in fewer words."))
    require(
        "APP-42",
        part in PARTS and (not question or (part == "texts" and asked.exists())),
        _("Choose what it is about."),
    )
    now = clock.now()
    is_told = Comment.objects.filter(application=application, written_at__gt=now - QUIET).exists()
    comment = Comment.objects.create(
        application=application,
        user=by,
        part=part,
        question=question,
        text=text,
        language=language,
        written_at=now,
    )
    record("applications.comment", application, by=by, comment=comment.pk, part=part)
    if not is_told:
        tell_pair(COMMENTED, application)
    return comment


@transaction.atomic
def settle_comment(comment: Comment, *, is_done: bool, by: User) -> Comment:
    """Tick a comment off, or open it again. It stays readable."""
    comment = locked(comment)
    if not may(by, "applications.settle_comment", comment.application):
        raise PermissionDenied
    if (comment.done_at is not None) != is_done:
        comment.done_at = clock.now() if is_done else None
        comment.done_by_id = by.pk if is_done else None
        comment.save(update_fields=["done_at", "done_by_id"])
        record(
            "applications.settle_comment",
            comment.application,
            by=by,
            comment=comment.pk,
            is_done=is_done,
        )
    return comment
