"""What stands above a publication's words in the page editor: how its files stand."""

from typing import Any

from wagtail.admin.panels import Panel

from naboskap.website.library.standing import standing_of


class FilesStanding(Panel):
    """Tell the editor what was found in the files, and the reader what they must read."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "website/desk/_files.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def show_panel_furniture(self) -> bool:
            return False

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {
                **context,
                "standings": list(standing_of(self.instance.every_file()).values()),
            }
