"""Whose the last words of a page are, and who may therefore publish them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
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
_ENDS = re.compile(r"</(?:p|li|h\d|td|th|tr)>|<br ?/?>")  # Where one line of a text is over.
_LOOKED_BACK = 30  # Versions that a page saved again and again unchanged is followed through.


def _said(revision: Revision) -> dict[str, Any]:
    content = revision.content
    kept = json.loads(content) if isinstance(content, str) else content
    beside = {*_BESIDE_THE_WORDS, "pk", "wagtail_admin_comments"}
    return {name: value for name, value in kept.items() if name not in beside}


def words_in(revision: Revision) -> list[str]:
    """Return every text that a version holds, as readers of the page and of its source do."""
    return [
        read
        for text in _texts(_said(revision))
        for read in dict.fromkeys([text, unescape(strip_tags(_ENDS.sub("\n", text)))])
    ]


def _texts(said: Any) -> Iterator[str]:
    """Yield the texts within, also where they are packed as a page's blocks are."""
    if isinstance(said, dict):
        for name, value in said.items():
            if name not in {"id", "type"}:
                yield from _texts(value)
    elif isinstance(said, list):
        for value in said:
            yield from _texts(value)
    elif isinstance(said, str):
        packed = _unpacked(said)
        if packed is None:
            yield said
        else:
            yield from _texts(packed)


def _unpacked(text: str) -> Any:
    try:
        return json.loads(text) if text.startswith(("[", "{")) else None
    except ValueError:
        return None


def writer_of(revision: Revision) -> int | None:
    """Return who wrote the last words of a version; None where they came with the house.

    A version that somebody saved without changing a word is its writer's still.
    """
    return writers_of([revision])[revision.pk]


def writers_of(revisions: Iterable[Revision]) -> dict[int, int | None]:
    """Return who wrote the last words of each version, by its number; one statement for all."""
    asked = list(revisions)
    place = Window(RowNumber(), partition_by="object_id", order_by="-pk")
    newest = max((one.pk for one in asked), default=0)
    older = (
        Revision.page_revisions.filter(
            object_id__in={str(one.object_id) for one in asked}, pk__lt=newest
        )
        .annotate(place=place)
        .filter(place__lte=_LOOKED_BACK)
        .order_by("-pk")
    )
    by_page = defaultdict(list)
    for one in older if asked else ():
        by_page[str(one.object_id)].append(one)
    return {one.pk: _writer(one, by_page[str(one.object_id)]) for one in asked}


def _writer(revision: Revision, versions: list[Revision]) -> int | None:
    writer: int | None = revision.user_id
    said = _said(revision)
    for one in versions:
        if one.pk >= revision.pk:
            continue
        if _said(one) != said:
            break
        writer = one.user_id
    return writer


def is_whole(page: Page) -> bool:
    """Whether every part of a page has what it must have; a draft is kept without."""
    for one in page._meta.fields:
        if isinstance(one, StreamField):
            parts = getattr(page, one.name)
            try:
                parts.stream_block.clean(parts)
            except ValidationError:
                return False
    return True


def may_publish(revision: Revision, user: Any) -> bool:
    """Whether ``user`` is an editor who did not write the last words."""
    return may(user, "website.edit_page") and writer_of(revision) != user.pk


def stands_as_sent(state: TaskState, latest: Revision | None) -> bool:
    """Whether a page's last version says what was sent to be read, and nobody wrote over it.

    Saved again without changing a word, it stands as it was sent.
    """
    return bool(
        latest is not None
        and state.status == TaskState.STATUS_IN_PROGRESS
        and state.revision.created_at <= state.started_at
        and (state.revision_id == latest.pk or _said(state.revision) == _said(latest))
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
            " What you wrote is kept as a draft. To have it read, press the button at the bottom"
            " that sends it."
        ),
    )
