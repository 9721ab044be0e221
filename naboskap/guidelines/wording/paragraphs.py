"""A clause as people read it: its own words, with its own parameters in them.

``{percent}`` in the words is the parameter of that name, written in the reader's language; so
the number that is read is the number that is enforced. What nobody has set says so.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from naboskap.core.words import in_language
from naboskap.guidelines.amounts import all_of, any_of, money, share
from naboskap.guidelines.judge import PlainClause
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.parameters import Unit
from naboskap.guidelines.vocabulary import (
    AGES,
    ATTACHMENTS,
    CATEGORIES,
    CONTROLS,
    LANGUAGES,
    MODES,
    THEMES,
)
from naboskap.guidelines.vocabulary import KINDS as ORGANISATIONS
from naboskap.guidelines.wording.reading import Names, country, side_in_text

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _named(names: Mapping[str, object]) -> Callable[[Any, Names], str]:
    return lambda codes, _places: any_of(names[code] for code in codes)


def _places(codes: Any, places: Names) -> str:
    named = dict.fromkeys(in_language(places[code]) for code in codes if code in places)
    return any_of(named or codes)


UNITS: dict[str, Callable[[Any, Names], str]] = {
    "percent": lambda value, _places: share(value),
    "ore": lambda value, _places: money(value),
    "number": lambda value, _places: str(value),
    "places": _places,
    "countries": lambda codes, places: any_of(country(code, places) for code in codes),
    "sides": lambda codes, _places: all_of(side_in_text(code) for code in codes),
    "categories": _named(CATEGORIES),
    "kinds": _named(ORGANISATIONS),
    "controls": _named(CONTROLS),
    "languages": _named(LANGUAGES),
    "modes": _named(MODES),
    "ages": _named(AGES),
    "themes": _named(THEMES),
    "attachments": lambda codes, _places: all_of(ATTACHMENTS.get(code, code) for code in codes),
    "percents": lambda shares, _places: all_of(share(each) for each in shares),
    "intake": lambda value, _places: (
        pgettext("intake", "all year") if value else pgettext("intake", "in rounds")
    ),
    "boundary": lambda value, _places: (
        pgettext("amounts", "from") if value else pgettext("amounts", "above")
    ),
}


def units_of(kind: str) -> dict[str, str]:
    """Return the unit of each parameter of a kind that can be shown, by name."""
    return {
        name: unit.name
        for name, info in KINDS[kind].parameters.model_fields.items()
        for unit in info.metadata
        if isinstance(unit, Unit)
    }


def values_of(clause: PlainClause, places: Names) -> dict[str, str]:
    """Return what each placeholder of the clause is to say, in the active language."""
    shown: dict[str, str] = {}
    if not clause.kind:
        return shown
    unset = _("not set yet")
    for name, unit in units_of(clause.kind).items():
        value = clause.parameters.get(name)
        if isinstance(value, Mapping):
            for code, one in value.items():
                shown[f"{name}_{code}"] = unset if one is None else UNITS[unit](one, places)
        else:
            shown[name] = unset if value is None else UNITS[unit](value, places)
    return shown


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put the values in the text's placeholders; an unknown one stays as it is."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def paragraph(
    clause: PlainClause, language: str | None = None, *, places: Names | None = None
) -> tuple[str, str]:
    """Return the clause's heading and text in ``language`` (by default the active one)."""
    if language is not None:
        with override(language):
            return paragraph(clause, places=places)
    values = values_of(clause, places or {})
    return (
        filled(in_language(clause.heading), values),
        filled(in_language(clause.words), values),
    )
