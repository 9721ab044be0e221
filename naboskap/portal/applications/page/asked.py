"""What the form asks of a pair: its own questions, and what is built in."""

from dataclasses import dataclass
from functools import cached_property

from naboskap.applications.renderings import Readable, short_texts
from naboskap.assessments.models import Case
from naboskap.assessments.queries import case_of
from naboskap.core import clock
from naboskap.core.permissions import may
from naboskap.portal.applications.page.opened import Opened
from naboskap.questionnaires.queries import everything_in, improvements, kept_texts
from naboskap.questionnaires.text import QuestionText, asked_of

# The part of an application that asks what is built in, where it has another name.
ASKED_IN = {
    "title": "basics",
    "theme": "basics",
    "dates": "basics",
    "places": "activities",
    "budget": "money",
    "financing": "money",
    "amount": "money",
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The application that texts were taken over from; ``key`` is empty where it is not one's."""

    words: str
    key: str = ""


class Asked(Opened):
    """The form's questions, as they stand for this draft."""

    @cached_property
    def everything(self) -> tuple[QuestionText, ...]:
        """All that the form asks, in its order, what is built in among the rest."""
        return everything_in(self.application.sheet.version)

    @cached_property
    def questions(self) -> tuple[QuestionText, ...]:
        """The texts that are asked of this pair."""
        texts = (one for one in self.everything if not one.is_built_in)
        return asked_of(texts, {key: one.text for key, one in self.draft.answers.items()})

    @cached_property
    def short_texts(self) -> dict[str, Readable]:
        """The title, the plan's and the budget's words, by their keys, in order."""
        return {one.key: one for one in short_texts(self.draft)}

    @cached_property
    def told(self) -> dict[str, QuestionText]:
        """What is built in, by its role: why it is asked, with examples."""
        return {one.role: one for one in self.everything if one.is_built_in}

    @property
    def about(self) -> dict[str, list[QuestionText]]:
        """What is built in, by the part of the application that asks it."""
        found: dict[str, list[QuestionText]] = {}
        for role, question in self.told.items():
            found.setdefault(ASKED_IN.get(role, role), []).append(question)
        return found

    def asks_for(self, role: str) -> bool:
        """Whether the form has a built-in question; a form of before had them all."""
        return not self.told or role in self.told

    @cached_property
    def improvements(self) -> list[str]:
        """What was changed in the form since the pair began, while it is new."""
        return improvements(self.application.sheet) if self.is_draft else []

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """Texts that the form does not ask for any more, with what was asked."""
        asked = {question.key for question in self.everything}
        return kept_texts(
            {
                key: answer.text
                for key, answer in self.draft.kept.items()
                if key not in asked and answer.text.strip()
            }
        )

    @cached_property
    def earlier(self) -> Earlier | None:
        """What texts were taken over from, named; None where none that stands was.

        Its title is told to whoever sees that application: the other side may be another now.
        """
        source = self.application.begun_from if self.draft.carried else None
        if source is None:
            return None
        case = case_of(source)
        if not may(self.user, "applications.view_application", source):
            return Earlier(_named("", case, None))
        year = (source.submitted_at or source.changed_at).astimezone(clock.OSLO).year
        return Earlier(_named(source.title, case, year), source.key)

    @property
    def asks_participants(self) -> bool:
        return self.asks_for("participants")


def _named(title: str, case: Case | None, year: int | None) -> str:
    """Name an application by its number, title and year, as far as they are there to tell."""
    parts = [
        case.case_file.number if case else "",
        f"«{title}»" if title else "",
        str(year or (case.case_file.year if case else "")),
    ]
    return ", ".join(filter(None, parts))
