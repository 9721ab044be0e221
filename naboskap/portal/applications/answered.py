"""What somebody answered before they signed in, as it will stand in the draft."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naboskap.advice.outline import (
    ACROSS,
    AT_HOME,
    BOTH,
    IN_TURN,
    NO_PARTNER,
    ONE,
    ONLINE,
    TRAVELS,
    Outline,
)
from naboskap.applications.draft import Draft
from naboskap.applications.models import Application
from naboskap.core.words import in_language
from naboskap.guidelines.amounts import all_of
from naboskap.guidelines.vocabulary import AGES, CONTROLS, KINDS, THEMES
from naboskap.guidelines.wording.reading import side_in_text
from naboskap.organisations.queries import place_by_code
from naboskap.ui import wording


def answers_in_words(outline: Outline) -> list[str]:
    """Return a line for each answer that comes along into the draft."""
    return list(_lines(outline))


def left_behind(outline: Outline) -> list[str]:
    """Return a line for each answer that the draft has no place for, and asks for in its own way.

    What the organisation is, and where, counts until one is chosen: it is in a register then.
    """
    said = []
    if ages := outline.ages:
        told = {"ages": all_of(AGES[age] for age in ages)}
        said.append(_("How old they are (%(ages)s): the draft asks how many of each age.") % told)
    if outline.partner == NO_PARTNER:
        said.append(_("That you have no partner yet: the draft asks who it is."))
    if outline.kind or outline.place:
        said.append(
            _(
                "If you choose an organisation: what you are and where you belong. What is"
                " registered about the organisation counts then."
            )
        )
    return said


def _lines(outline: Outline) -> Iterator[str]:
    home = place_by_code(outline.place) if outline.place else None
    if outline.kind in KINDS:
        yield _("You are: %(kind)s") % {"kind": KINDS[outline.kind]}
    if home is not None:
        yield _("You belong here: %(place)s") % {"place": in_language(home.name)}
    if outline.theme in THEMES:
        yield _("Field: %(theme)s") % {"theme": THEMES[outline.theme]}
    if outline.is_for_the_young:
        yield _("Mainly for children or young people")
    yield from _of_the_partner(outline)
    if outline.amount is not None:
        yield _("You ask for %(sum)s") % {"sum": wording.money(outline.amount)}
    if outline.total is not None:
        yield _("It costs %(sum)s in all") % {"sum": wording.money(outline.total)}
    if outline.start is not None:
        yield _("Starts %(day)s") % {"day": wording.day(outline.start)}
    yield from plan_in_words(outline.together, outline.meet)


def _of_the_partner(outline: Outline) -> Iterator[str]:
    if outline.has_partner and (place := place_by_code(outline.partner)) is not None:
        yield _("The partner is here: %(place)s") % {"place": in_language(place.name)}
    if outline.has_partner and outline.partner_kind in KINDS:
        yield _("Your partner is: %(kind)s") % {"kind": KINDS[outline.partner_kind]}
    if outline.control in CONTROLS and outline.control != "unknown":
        yield _("Who runs your partner: %(control)s") % {"control": CONTROLS[outline.control]}


def plan_in_words(together: str, meet: str) -> list[str]:
    """Say what was answered of who has a task, and where the two meet."""
    said = [
        {
            BOTH: _("Both sides have a task"),
            ONE: _("One side does it, and the other is there"),
            TRAVELS: _("You travel to find a partner, to learn or to report"),
        }.get(together),
        {
            AT_HOME: _("You meet here: %(side)s") % {"side": side_in_text("a")},
            ACROSS: _("You meet here: %(side)s") % {"side": side_in_text("b")},
            IN_TURN: _("You meet in turn, at both places"),
            ONLINE: _("You meet online only"),
        }.get(meet),
    ]
    return [words for words in said if words]


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """What was answered in the six questions and is not written out in the draft yet."""

    plan: tuple[str, ...] = ()  # Who has a task and where they meet, while nothing is planned.
    total: int | None = None  # What it costs in all (øre), while the budget has no line.


def told_before(application: Application, draft: Draft) -> ToldBefore:
    """Return what to remind the writers of, from what was answered before.

    It was asked for roughly: what is written out in the draft takes its place, whatever it says.
    """
    told = application.told_before
    plan = (
        [] if draft.activities else plan_in_words(told.get("together", ""), told.get("meet", ""))
    )
    return ToldBefore(tuple(plan), None if draft.costs else told.get("total"))
