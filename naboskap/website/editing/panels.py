"""What stands above the words in the page editor: where the page is on its way, and why."""

from typing import Any

from wagtail.admin.panels import Panel

from naboskap.disclosure.queries import Seen
from naboskap.website.editing.standing import standing
from naboskap.website.editing.translating import original_of
from naboskap.website.library.asking import seen_in_page


class AboveTheWords(Panel):
    """What stands above a page's words once the page is there, without a heading of its own."""

    class BoundPanel(Panel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def show_panel_furniture(self) -> bool:
            return False


class Standing(AboveTheWords):
    """Tell the editor what the page waits for, and what was said when it was sent back.

    And whom its words may name.
    """

    class BoundPanel(AboveTheWords.BoundPanel):
        template_name = "website/desk/_standing.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            latest = self.instance.get_latest_revision()
            return {
                **context,
                "standing": standing(self.instance),
                "seen": seen_in_page(latest) if latest else Seen(),
                "translation": original_of(self.instance),
            }
