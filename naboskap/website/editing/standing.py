"""Where a page is on its way: whom it waits for, why it came back, when it comes out."""

from dataclasses import dataclass, replace
from datetime import datetime

from wagtail.models import Page, TaskState, WorkflowState

from naboskap.accounts.models import Role
from naboskap.accounts.queries import names_of, people_with
from naboskap.website.editing.words import stands_as_sent, writer_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What an editor is told of a page; a part that is empty is not said."""

    waits_since: datetime | None = None
    written_by: str = ""  # Who saved it last, where it was changed after it was sent.
    readers: tuple[str, ...] = ()  # Who may read and publish it.
    changed_at: datetime | None = None  # After it was sent: it is sent again before it goes out.
    sent_back_at: datetime | None = None
    sent_back_by: str = ""
    reason: str = ""
    comes_out_at: datetime | None = None
    goes_away_at: datetime | None = None


def standing(page: Page) -> Standing:
    """Return where ``page`` is on its way today."""
    scheduled = page.scheduled_revision
    return replace(
        _in_the_workflow(page),
        comes_out_at=scheduled.approved_go_live_at if scheduled else None,
        goes_away_at=page.expire_at if page.live else None,
    )


def _in_the_workflow(page: Page) -> Standing:
    state = page.current_workflow_state
    task = state.current_task_state if state is not None else None
    if task is None:
        return Standing()
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Standing(
            sent_back_at=task.finished_at,
            sent_back_by=names_of([task.finished_by_id]).get(task.finished_by_id or 0, ""),
            reason=task.comment,
        )
    revision = page.get_latest_revision()
    if task.status != TaskState.STATUS_IN_PROGRESS or revision is None:
        return Standing()
    writer = writer_of(revision)
    is_as_sent = stands_as_sent(task, revision)
    told = writer if is_as_sent else revision.user_id
    return Standing(
        waits_since=task.started_at,
        written_by=names_of([told]).get(told or 0, ""),
        changed_at=None if is_as_sent else revision.created_at,
        readers=tuple(str(one) for one in people_with(Role.EDITOR) if one.pk != writer),
    )
