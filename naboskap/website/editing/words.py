"""Whose the last words of a page are, and who may therefore publish them."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState

from naboskap.core.errors import require
from naboskap.core.permissions import may

# What a version says of itself, and not to the reader.
_BESIDE_THE_WORDS = {field.name for field in Page._meta.local_fields} - {
    "title",
    "slug",
    "seo_title",
    "search_description",
    "go_live_at",
    "expire_at",
}
_LOOKED_BACK = 30  # Versions that a page saved again and again unchanged is followed through.


def _said(revision: Revision) -> dict[str, Any]:
    content = revision.content
    kept = json.loads(content) if isinstance(content, str) else content
    beside = {*_BESIDE_THE_WORDS, "pk", "wagtail_admin_comments"}
    return {name: value for name, value in kept.items() if name not in beside}


def writer_of(revision: Revision) -> int | None:
    """Return who wrote the last words of a version; None where they came with the house.

    A version that somebody saved without changing a word is its writer's still.
    """
    writer: int | None = revision.user_id
    said = _said(revision)
    older = Revision.objects.filter(
        base_content_type_id=revision.base_content_type_id,
        object_id=revision.object_id,
        pk__lt=revision.pk,
    ).order_by("-pk")
    for one in older[:_LOOKED_BACK]:
        if _said(one) != said:
            break
        writer = one.user_id
    return writer


def may_publish(revision: Revision, user: Any) -> bool:
    """Whether ``user`` is an editor who did not write the last words."""
    return may(user, "website.edit_page") and writer_of(revision) != user.pk


def stands_as_sent(state: TaskState, latest: Revision | None) -> bool:
    """Whether a page's last version is what was sent to be read, and nobody saved over it."""
    return bool(
        latest is not None
        and state.status == TaskState.STATUS_IN_PROGRESS
        and state.revision_id == latest.pk
        and latest.created_at <= state.started_at
    )


def require_second_reader(revision: Revision, user: Any) -> None:
    """Hold WEB-9: whoever wrote the last words does not publish them.

    Without a user it is the worker: what it publishes was set to an hour when a second reader
    said yes, or came with the house and is nobody's.
    """
    if user is not None and not may(user, "website.edit_page"):
        raise PermissionDenied
    writer = writer_of(revision)
    read = revision.approved_go_live_at is not None if user is None else writer != user.pk
    require(
        "WEB-9",
        writer is None or read,
        _(
            "You wrote the last words of this page. Another editor reads and publishes them."
            " What you wrote is kept as a draft."
        ),
    )
