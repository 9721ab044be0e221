"""What stands above a publication's words in the page editor: how its files stand."""

from typing import Any

from naboskap.website.editing.panels import AboveTheWords
from naboskap.website.library.standing import standing_of


class FilesStanding(AboveTheWords):
    """Tell the editor what was found in the files, and the reader what they must read."""

    class BoundPanel(AboveTheWords.BoundPanel):
        template_name = "website/desk/_files.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {
                **context,
                "standings": list(standing_of(self.instance.every_file()).values()),
            }
