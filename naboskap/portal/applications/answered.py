"""What somebody answered before they signed in, as it will stand in the draft."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from naboskap.advice.outline import Outline
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import KINDS, THEMES
from naboskap.organisations.queries import place_by_code
from naboskap.ui import wording


def answers_in_words(outline: Outline) -> list[str]:
    """Return a line for each answer that comes along into the draft."""
    return list(_lines(outline))


def _lines(outline: Outline) -> Iterator[str]:
    if outline.theme in THEMES:
        yield _("Field: %(theme)s") % {"theme": THEMES[outline.theme]}
    if outline.is_for_the_young:
        yield _("Mainly for children or young people")
    if outline.has_partner and (place := place_by_code(outline.partner)) is not None:
        yield _("The partner is here: %(place)s") % {"place": in_language(place.name)}
    if outline.has_partner and outline.partner_kind in KINDS:
        yield _("Your partner is: %(kind)s") % {"kind": KINDS[outline.partner_kind]}
    if outline.amount is not None:
        yield _("You ask for %(sum)s") % {"sum": wording.money(outline.amount)}
    if outline.start is not None:
        yield _("Starts %(day)s") % {"day": wording.day(outline.start)}
