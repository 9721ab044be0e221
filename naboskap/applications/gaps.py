"""What a draft still lacks before it can be sent, in one list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.applications.draft import Draft, is_alone
from naboskap.questionnaires.text import QuestionText, asked_of

WORDS: dict[str, Promise] = {
    "title": _("Give the project a name."),
    "theme": _("Choose what the project is mostly about."),
    "dates": _("Say when the project begins and ends."),
    "applicant": _("Say which organisation applies."),
    "partner": _("Say who your partner is."),
    "activities": _("Write at least one thing you will do together."),
    "participants": _("Say how many will take part."),
    "budget": _("Write what it costs."),
    "amount": _("Say how much you apply for."),
    "kind": _("Choose what kind each cost is."),
    "answer": _("A text is missing."),
    "kept_out": _("A file has a virus in it. Take it away, or add a clean one."),
    "length": _("A text is longer than there is room for."),
}


# What is said instead to whoever applies alone.
FOR_ONE: dict[str, Promise] = {"activities": _("Write at least one thing you will do.")}

# The built-in question that asks for what a gap is about, where it has another name.
ASKED_BY = {"applicant": "pair", "partner": "pair", "kind": "budget"}
# The built-in question that a fact is the answer to; its lesson explains what is found about it.
FACT_ASKED_BY = {
    "costs": "budget",
    "financing": "financing",
    "amount_applied_for": "amount",
    "activities": "activities",
    "participants": "participants",
    "partner": "pair",
    "start_date": "dates",
    "end_date": "dates",
    "theme": "theme",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do, and the part of the application where it is done."""

    part: str  # basics, pair, activities, participants, money, answer:<key>
    code: str
    question: QuestionText | None = None
    is_for_one: bool = False
    row: int = 0  # The key of the budget line that it is about.

    @property
    def words(self) -> str | Promise:
        return (self.is_for_one and FOR_ONE.get(self.code)) or WORDS[self.code]


def gaps_of(draft: Draft, questions: Iterable[QuestionText], *, needs_partner: bool) -> list[Gap]:
    """Return what must be filled in before ``draft`` can be sent.

    Where the form has built-in questions, only what they ask for is needed.
    """
    questions = tuple(questions)
    built_in = {one.role for one in questions if one.is_built_in}
    applicant, partner = draft.sides.get("a"), draft.sides.get("b")
    wanted = [
        ("basics", "title", bool(draft.title.strip())),
        ("basics", "theme", bool(draft.theme)),
        ("basics", "dates", bool(draft.start_date and draft.end_date)),
        ("pair", "applicant", bool(applicant and applicant.organisation_id)),
        ("pair", "partner", not needs_partner or bool(partner and partner.is_known)),
        ("activities", "activities", bool(draft.activities)),
        ("participants", "participants", not needs_partner or draft.participants_in_all > 0),
        ("money", "budget", bool(draft.costs)),
        ("money", "amount", bool(draft.amount_applied_for)),
    ]
    alone = is_alone(draft.sides, needs_partner=needs_partner)
    gaps = [
        Gap(part, code, is_for_one=alone)
        for part, code, is_there in wanted
        if not is_there and (not built_in or ASKED_BY.get(code, code) in built_in)
    ]
    gaps += [Gap("money", "kind", row=line.pk) for line in draft.costs if not line.category]
    written = {key: answer.text for key, answer in draft.answers.items()}
    for question in asked_of(questions, written):
        if question.is_built_in:
            continue
        text = draft.answer(question.key)
        if question.is_required and not text.strip():
            gaps.append(Gap(f"answer:{question.key}", "answer", question))
        elif question.length_limit and len(text) > question.length_limit:
            gaps.append(Gap(f"answer:{question.key}", "length", question))
    if any(paper.is_kept_out for paper in draft.papers):
        gaps.append(Gap("attachments", "kept_out"))
    return gaps
