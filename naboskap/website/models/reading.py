"""The second reader: no words go out by the hand of whoever wrote them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Page, Task, TaskState

from naboskap.accounts.models import Role
from naboskap.accounts.queries import names_of, people_with
from naboskap.core.errors import require
from naboskap.core.permissions import may
from naboskap.website.editing.forms import HaveReadForm, SentBackForm
from naboskap.website.editing.notices import SENT_BACK, WAITS, tell_editors
from naboskap.website.editing.words import (
    may_publish,
    require_second_reader,
    stands_as_sent,
    writer_of,
    writers_of,
)
from naboskap.website.library.asking import asked_of, seen_in_page
from naboskap.website.library.vouching import vouch

SEND_AGAIN = "send_again"
APPROVE_READ = "approve_read"  # Yes, and I have read the files that a machine cannot.


def _name_of(pk: int | None) -> str:
    """Return whom a page is told to be changed by, also where it is nobody of the house's."""
    return names_of([pk]).get(pk or 0) or str(_("Another editor"))


class WaitsToBeRead(WorkflowLock):
    """What the writer is told who wants to go on writing while it is read."""

    def get_message(self, user: Any) -> str | None:
        if not self.for_user(user):
            return None
        latest = self.object.get_latest_revision()
        if latest and not stands_as_sent(self.object.current_workflow_task_state, latest):
            return str(
                _(
                    "%(name)s has changed the page after you sent it, and sends it to be read"
                    " again when that is done. Then you can read and publish it."
                )
                % {"name": _name_of(latest.user_id)}
            )
        return str(
            _(
                "It waits for a second reader, and stands as you sent it. To change it, cancel the"
                " workflow, change it, and send it again."
            )
        )


class SecondReader(Task):
    """Another than whoever wrote the last words reads them: publishes, or sends back."""

    class Meta:
        verbose_name = _("second reader")
        verbose_name_plural = _("second readers")

    lock_class = WaitsToBeRead

    @classmethod
    def get_description(cls) -> str:
        return str(_("An editor who did not write the last words publishes them or sends back"))

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """Whoever wrote what was sent leaves it alone while it is read: it is what is read."""
        state = obj.current_workflow_task_state
        return state is not None and writer_of(state.revision) == user.pk

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        state = obj.current_workflow_task_state
        if state is None or not may(user, "website.edit_page"):
            return []
        if not stands_as_sent(state, obj.get_latest_revision()):
            return [(SEND_AGAIN, str(_("Send to be read again")), False)]
        if not may_publish(state.revision, user):
            return []
        asks = asked_of(state.revision).is_any
        # Wagtail adds to its own that it publishes.
        yes = (APPROVE_READ, _("Approve and publish")) if asks else ("approve", _("Approve"))
        return [(yes[0], str(yes[1]), asks), ("reject", str(_("Send back")), True)]

    @transaction.atomic
    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Ask the others to read it."""
        state = super().start(workflow_state, user=user)
        writer = writer_of(state.revision)
        others = [one for one in people_with(Role.EDITOR) if one.pk != writer]
        who = names_of([writer]).get(writer or 0, "")
        tell_editors(WAITS, workflow_state.content_object, others, who=who)
        return state

    def get_form_for_action(self, action: str) -> Any:
        own = {"reject": SentBackForm, APPROVE_READ: HaveReadForm}
        return own.get(action) or super().get_form_for_action(action)

    def get_template_for_action(self, action: str) -> str:
        """Show what is asked about where it is answered: on the page, and from the desk."""
        return "website/desk/approve_read.html" if action == APPROVE_READ else ""

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        states = list(waiting.select_related("revision"))
        numbers = [one.revision.object_id for one in states]
        pages = Page.objects.filter(pk__in=numbers).select_related("latest_revision")
        latest = {str(page.pk): page.latest_revision for page in pages}
        writers = writers_of(one.revision for one in states)
        mine = [
            one.pk
            for one in states
            if may(user, "website.edit_page")
            and stands_as_sent(one, latest.get(one.revision.object_id))
            and writers[one.revision_id] != user.pk
        ]
        return TaskState.objects.filter(pk__in=mine)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kw: Any) -> None:
        """Publish what was sent (WEB-9, WEB-50) or send back with the reason (WEB-10).

        Where another has changed it meanwhile, it is sent anew, and the others are asked again.
        The names are looked for before anything is held.
        """
        seen_in_page(task_state.revision)
        self._act(task_state, user, action_name, **kw)

    @transaction.atomic
    def _act(self, task_state: TaskState, user: Any, action_name: str, **kw: Any) -> None:
        asked = task_state.workflow_state.content_object
        page = Page.objects.select_for_update().get(pk=asked.pk).specific
        if action_name == SEND_AGAIN:
            if not may(user, "website.edit_page"):
                raise PermissionDenied
            task_state.cancel(user=user, resume=True)
            return
        require_second_reader(task_state.revision, user)
        require(
            "WEB-50",
            stands_as_sent(task_state, page.get_latest_revision()),
            _(
                "The page was changed after it was sent to be read. Whoever changed it sends it"
                " again, and then you read it as it is."
            ),
        )
        if action_name == "reject":
            require(
                "WEB-10",
                str(kw.get("comment", "")).strip(),
                _("Say what should be changed. Whoever wrote it sees it on the page."),
            )
        if action_name == APPROVE_READ:
            shown = kw.pop("shown", "")
            if kw.pop("have_read", False):
                vouch(page.get_latest_revision(), shown=shown, by=user)
            action_name = "approve"
        super().on_action(task_state, user, action_name, **kw)
        # What was saved since says the same.
        Page.objects.filter(pk=page.pk, live_revision=task_state.revision).update(
            has_unpublished_changes=False
        )
        if action_name == "reject":
            writer = writer_of(page.get_latest_revision())
            tell_editors(
                SENT_BACK,
                page,
                [one for one in people_with(Role.EDITOR) if one.pk == writer],
                who=str(user),
                reason=str(kw["comment"]).strip(),
            )
