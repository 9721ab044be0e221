"""What a pot's money may be used for. Pure: facts in, a yes or a sentence out."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naboskap.core.words import in_language


@dataclass(frozen=True, slots=True)
class Use:
    """What a grant is for, as far as an earmark asks."""

    programme: str  # The programme's slug.
    for_children_and_youth: bool


@dataclass(frozen=True, slots=True)
class PotFacts:
    """A pot's earmarks, as plain facts."""

    name: Mapping[str, str]
    is_core: bool = False
    only_programmes: tuple[str, ...] = ()
    only_children_and_youth: bool = False

    @property
    def words(self) -> str:
        return in_language(self.name)


def pays_grants(pot: PotFacts) -> bool:
    """Core support runs the secretariat, and is never a grant."""
    return not pot.is_core


def pays_for_these_people(pot: PotFacts, use: Use) -> bool:
    """Money for children and youth (children too, not only 15-30) goes to their projects."""
    return use.for_children_and_youth or not pot.only_children_and_youth


def pays_for_this_programme(pot: PotFacts, use: Use) -> bool:
    """Money for named programmes goes to those alone."""
    return not pot.only_programmes or use.programme in pot.only_programmes


def core_sentence(pot: PotFacts) -> str:
    return _(
        "%(pot)s is for the secretariat's own running and cannot be given as a grant. "
        "Choose another source."
    ) % {"pot": pot.words}


def people_sentence(pot: PotFacts) -> str:
    return _(
        "%(pot)s is only for projects for children and youth, and this project is not one. "
        "Choose another source."
    ) % {"pot": pot.words}


def programme_sentence(pot: PotFacts) -> str:
    return _(
        "%(pot)s is earmarked for another programme than this one. Choose another source."
    ) % {"pot": pot.words}


def refusal_for(pot: PotFacts, use: Use) -> str:
    """Return why the pot cannot pay for this, or nothing when it can."""
    if not pays_grants(pot):
        return core_sentence(pot)
    if not pays_for_these_people(pot, use):
        return people_sentence(pot)
    if not pays_for_this_programme(pot, use):
        return programme_sentence(pot)
    return ""


def purpose_sentence(pot: PotFacts, *, programmes: str) -> str:
    """Say to anybody what a pot's money goes to, without a sum.

    ``programmes`` are the names of the programmes that it is earmarked for, joined; empty text
    where it is for all of them.
    """
    if pot.is_core:
        return _("Core support, for the running of the secretariat. It never goes to projects.")
    if pot.only_children_and_youth:
        return _("Money for projects for children and youth. It cannot be used for anything else.")
    if programmes:
        return _("Money for %(programmes)s.") % {"programmes": programmes}
    return _("Money for projects in all our programmes.")


def owner_sentence(owners: int) -> str:
    """Say that those named own the secretariat; ``owners`` is how many are named together."""
    return ngettext("One of the owners of the secretariat.", "Owners of the secretariat.", owners)
