"""The values of a kind of rule as fields of a form, made from the kind's own parameters."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic.fields import FieldInfo

from naboskap.guidelines import vocabulary
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.parameters import Unit
from naboskap.guidelines.wording.reading import side_in_text
from naboskap.office.guidelines.words import parameter_words
from naboskap.ui.figures import KronerField, WholeNumberField

PREFIX = "p_"
Choices = list[tuple[str, Any]]
Codes = Mapping[str, Any]  # Words by code.


@dataclass(frozen=True, slots=True)
class Value:
    """One parameter: its fields by name, what they hold at first, and how they are read back."""

    name: str
    fields: dict[str, forms.Field]
    initial: dict[str, Any]
    read: Callable[[Mapping[str, Any]], Any]


class PercentField(WholeNumberField):
    """A share in per cent: a whole number from 0 to 100."""

    default_error_messages = {
        "nonsense": _("Write the per cent as a whole number, for example 70."),
        "too_large": _("Write at most 100 per cent."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, largest=100, **kwargs)


class SharesField(forms.Field):
    """Shares in per cent, in their order: "75, 25". They come to a hundred."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return ", ".join(str(share) for share in value)
        return value

    def to_python(self, value: Any) -> Any:
        parts = re.findall(r"\d+", str(value or ""))
        if not parts:
            return None
        shares = [int(part) for part in parts]
        if sum(shares) != 100 or min(shares) == 0:
            raise ValidationError(_("Write shares that come to 100, as 75, 25."))
        return shares


def values_of(
    kind: str, given: Mapping[str, Any], *, places: Codes, countries: Codes
) -> list[Value]:
    """Return the values of ``kind``, with what is ``given`` of them now."""
    if kind not in KINDS:
        return []
    words = {
        "places": places,
        "countries": countries,
        "categories": vocabulary.CATEGORIES,
        "kinds": vocabulary.KINDS,
        "controls": vocabulary.CONTROLS,
        "languages": vocabulary.LANGUAGES,
        "modes": vocabulary.MODES,
        "ages": vocabulary.AGES,
        "themes": vocabulary.THEMES,
        "attachments": vocabulary.ATTACHMENTS,
        "sides": {side: side_in_text(side) for side in "ab"},
    }
    return [
        _value(kind, name, info, given.get(name, info.get_default()), words)
        for name, info in KINDS[kind].parameters.model_fields.items()
    ]


def is_needed(kind: str, name: str) -> bool:
    """Say whether a rule of ``kind`` has little to say without this value."""
    return kind in KINDS and KINDS[kind].parameters.model_fields[name].is_required()


def _value(  # noqa: PLR0911 -- a table: a field for each unit
    kind: str, name: str, info: FieldInfo, now: Any, words: Mapping[str, Codes]
) -> Value:
    label: Any = parameter_words(kind, name)
    unit = next((one.name for one in info.metadata if isinstance(one, Unit)), "")
    if get_origin(info.annotation) is dict:
        return _by_theme(name, label, now or {})
    if unit == "countries":
        return _countries(name, label, now, words[unit])
    if unit in words:
        return _list(name, label, now, words[unit])
    match unit:
        case "ore":
            return _one(
                name, KronerField(label=label, help_text=_("In kroner."), required=False), now
            )
        case "percent":
            return _one(name, PercentField(label=label), now)
        case "number":
            return _one(name, WholeNumberField(label=label, required=False, largest=9_999), now)
        case "percents":
            return _one(name, SharesField(label=label, required=False), now)
    if get_origin(info.annotation) is Literal:
        choices = [(side, words["sides"][side]) for side in get_args(info.annotation)]
        return _one(name, _radios(label, choices), now if isinstance(now, str) else "a")
    return _yes_or_no(name, label, now, may_be_unset=type(None) in get_args(info.annotation))


def _one(name: str, field: forms.Field, now: Any) -> Value:
    key = f"{PREFIX}{name}"
    initial = {} if _is_nothing(now) else {key: now}
    return Value(name, {key: field}, initial, lambda told: told.get(key))


def _is_nothing(now: Any) -> bool:
    """Say whether nothing is given; pydantic has a mark of its own for what has no default."""
    return now is None or repr(now) == "PydanticUndefined"


def _radios(label: Any, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, required=False
    )


def _yes_or_no(name: str, label: Any, now: Any, *, may_be_unset: bool) -> Value:
    key = f"{PREFIX}{name}"
    choices: Choices = [("yes", _("Yes")), ("no", _("No"))]
    if may_be_unset:
        choices.append(("", _("Not set")))
    known = "" if not isinstance(now, bool) else "yes" if now else "no"
    read = {"yes": True, "no": False}
    default = None if may_be_unset else False
    return Value(
        name,
        {key: _radios(label, choices)},
        {key: known},
        lambda told: read.get(told.get(key, ""), default),
    )


def _list(name: str, label: Any, now: Any, words: Codes) -> Value:
    key = f"{PREFIX}{name}"
    chosen = [] if _is_nothing(now) else list(now)
    known = dict(words) | {code: code for code in chosen if code not in words}
    field = forms.MultipleChoiceField(
        label=label,
        choices=list(known.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    return Value(name, {key: field}, {key: chosen}, lambda told: told.get(key) or None)


class CountriesField(forms.Field):
    """Countries by their two letters: "IS, DK"."""

    def to_python(self, value: Any) -> list[str]:
        codes = re.findall(r"\w+", str(value or "").upper())
        known = Locale.parse("en").territories
        if wrong := [code for code in codes if len(code) != 2 or code not in known]:
            words = _("There is no country %(code)s. Write two letters for each, as IS, DK.")
            raise ValidationError(words % {"code": wrong[0]})
        return codes


def _countries(name: str, label: Any, now: Any, words: Codes) -> Value:
    """Return boxes for the countries that the house knows, and a line for any other."""
    boxes = _list(name, label, now, words)
    key, more = f"{PREFIX}{name}", f"{PREFIX}{name}_more"
    field = CountriesField(label=_("Other countries, by their two letters"), required=False)
    return Value(
        name,
        {**boxes.fields, more: field},
        boxes.initial,
        lambda told: list(dict.fromkeys([*told.get(key, ()), *(told.get(more) or ())])) or None,
    )


def _by_theme(name: str, label: Any, now: Mapping[str, Any]) -> Value:
    def key(theme: str) -> str:
        return f"{PREFIX}{name}_{theme}"

    fields: dict[str, forms.Field] = {
        key(theme): PercentField(label=label % {"theme": words})
        for theme, words in vocabulary.THEMES.items()
    }
    return Value(
        name,
        fields,
        {key(theme): share for theme, share in now.items() if share is not None},
        lambda told: {
            theme: told[key(theme)]
            for theme in vocabulary.THEMES
            if told.get(key(theme)) is not None
        },
    )


def read_all(values: Iterable[Value], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that a form holds. Empty is "not set"."""
    return {value.name: value.read(told) for value in values}
