"""What the two sides are told of their project's story. The subject line names nobody."""

from collections.abc import Iterable, Mapping

from naboskap.accounts.models import User
from naboskap.advice.notices import address_of
from naboskap.notifications.actions import Notice, Reader, tell
from naboskap.projects.models import Story

STORY_ASKED = Notice("projects.story_asked", "projects/notices/story_asked.txt")


def tell_leads(story: Story, leads: Mapping[str, Iterable[User]]) -> None:
    """Ask those who lead the two sides to read the story: once for each text."""
    for side in leads.values():
        for lead in side:
            link = address_of(f"min-side/historie/{story.key}/", lead.language)
            to = Reader(lead.email, lead.language)
            tell(STORY_ASKED, to=to, facts={"link": link}, about=story)
