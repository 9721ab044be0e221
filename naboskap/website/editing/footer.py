"""What stands at the bottom of the page editor: the next step is the button."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.admin.action_menu import ActionMenuItem

from naboskap.website.models import APPROVE_READ, SEND_AGAIN

# The step that a page waits for, foremost first. What is locked is told before it is taken back.
STEPS = (
    "approve",
    APPROVE_READ,
    SEND_AGAIN,
    "action-submit",
    "action-page-locked",
    "action-save-draft",
)
# Done to a page that is out, and never by a slip: they stand in the menu at the top.
AT_THE_TOP = {"action-unpublish"}


class SaveOnEnter(ActionMenuItem):
    """The button for the next step. Enter in a field saves a draft still, and goes no step on.

    A browser presses the first button of a form then: one stands before it that nobody sees.
    """

    def __init__(self, step: Any) -> None:
        super().__init__(order=step.order)
        self.step, self.name = step, step.name

    def render_html(self, parent_context: Any = None) -> SafeString:
        saves = render_to_string("website/desk/_saves.html")
        return SafeString(saves + self.step.render_html(parent_context))

    @property
    def media(self) -> Any:
        return self.step.media


def next_step_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Let the step that the page waits for be the button, also for who may not publish."""
    kept = [one for one in items if one.name not in AT_THE_TOP]
    items[:] = sorted(
        kept, key=lambda one: STEPS.index(one.name) if one.name in STEPS else len(STEPS)
    )
    if items and items[0].name in {"approve", APPROVE_READ, SEND_AGAIN, "action-submit"}:
        items[0] = SaveOnEnter(items[0])
