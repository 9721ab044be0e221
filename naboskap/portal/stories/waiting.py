"""The stories of a person's projects, as My page lists them: what waits for them first."""

from dataclasses import dataclass

from naboskap.accounts.models import User
from naboskap.core.words import in_language
from naboskap.projects.models import Story
from naboskap.projects.queries import (
    last_answers,
    sides_led_by,
    stories_led_by,
    waits_for_side,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A story on My page: what it is called, and whether it waits for the reader."""

    story: Story
    title: str
    is_your_turn: bool


def stories_of(person: User) -> list[Line]:
    """Return the stories that a person's side is asked about, what waits for them first."""
    stories = list(stories_led_by(person))
    if not stories:
        return []
    last, sides = last_answers(stories), sides_led_by(person)
    lines = [
        Line(
            story,
            in_language(story.title),
            waits_for_side(story, sides[story.grant.decision.case.application_id], last[story.pk]),
        )
        for story in stories
    ]
    return sorted(lines, key=lambda line: not line.is_your_turn)
