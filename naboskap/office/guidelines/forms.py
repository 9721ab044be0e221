"""What an editor writes: a version's name, and a paragraph with its rule."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.fitness import faults_of, names_of, unset_names
from naboskap.guidelines.judge import PlainClause
from naboskap.guidelines.models import Clause
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.guidelines.wording.reading import Names, country
from naboskap.office.guidelines.parameters import (
    PREFIX,
    Value,
    is_needed,
    read_all,
    values_of,
)
from naboskap.office.guidelines.words import GROUPS, TONGUES, value_words
from naboskap.ui.fields import LongText

# How the house's own papers are named in what came with it: of no use to who writes a rule.
OUR_CODE = re.compile(r"\[S\d+\]|\bdomain \d")
SEVERITIES = [
    ("stops", _("Stops: it must be put right before it is sent")),
    ("warns", _("Warns: it can be sent all the same")),
    ("advises", _("Advises")),
    ("", _("Only tells")),
]


def tongues() -> tuple[str, ...]:
    """Return the languages that guidelines are written in: the house's own first."""
    house = secretariat().languages
    return (*house, *(code for code in LANGUAGES if code not in house))


def _tongue(code: str) -> Any:
    return TONGUES.get(code, code)


class NameForm(forms.Form):
    """What a version is called, in each language; the house's own is needed."""

    def __init__(self, *args: Any, name: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        house = secretariat().languages
        for code in (*house, *(["nn"] if "nn" not in house else [])):
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(tongue)s)") % {"tongue": _tongue(code)},
                required=code == house[0],
                max_length=80,
                initial=(name or {}).get(code, ""),
            )

    @property
    def first(self) -> str:
        return f"name_{secretariat().languages[0]}"

    def name(self) -> dict[str, str]:
        return {
            key.removeprefix("name_"): words
            for key, words in self.cleaned_data.items()
            if key.startswith("name_")
        }


class SeenForm(forms.Form):
    """That what does not go together is seen; ``stamp``: of what was read."""

    seen = forms.BooleanField(
        label=_("We have seen this, and the paragraphs are to stand as they do"),
        error_messages={"required": _("Tick here, or change the paragraphs first.")},
    )
    stamp = forms.CharField(widget=forms.HiddenInput)


class NewVersionForm(NameForm):
    """A version that is to be made: its name, and its name in the address."""

    slug = forms.CharField(
        label=_("Name in the address"),
        help_text=_("Small letters, figures and hyphens, as ordinary-2023."),
        max_length=50,
    )
    field_order = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "slug"), "slug"])


class ClauseForm(forms.Form):
    """A paragraph: its number and texts, its kind and values, how hard it is, and its source."""

    number = forms.CharField(
        label=_("Number"), help_text=_("As 4 for a chapter, 4.12 for a paragraph."), max_length=10
    )
    kind = forms.ChoiceField(label=_("Kind of rule"), required=False)
    severity = forms.ChoiceField(
        label=_("How hard is it?"),
        choices=SEVERITIES,
        widget=forms.RadioSelect,
        required=False,
    )
    basis = forms.CharField(
        label=_("What it rests on"),
        help_text=_("As a resolution or a letter."),
        max_length=200,
        required=False,
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_(
            "Where it is said, as a page or a letter. Sources that came with the system stay."
        ),
        max_length=200,
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The kind whose values the page showed: another kind has other values.
    shown_kind = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        row: Clause | None = None,
        places: Names,
        typed: QueryDict | None = None,
    ) -> None:
        """``typed``: what was typed so far, shown and not yet judged."""
        super().__init__(data)
        self.came_from = row.source if row and OUR_CODE.search(row.source) else ""
        told = data if data is not None else typed
        kind = told.get("kind", "") if told is not None else (row.kind if row else "")
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Text only")),
            *((group, list(kinds.items())) for group, kinds in GROUPS),
        ]
        for code in tongues():
            tongue = {"tongue": _tongue(code)}
            self.fields[f"heading_{code}"] = forms.CharField(
                label=_("Heading (%(tongue)s)") % tongue, max_length=200, required=False
            )
            self.fields[f"words_{code}"] = LongText(
                label=_("Text (%(tongue)s)") % tongue, limit=4_000, rows=3
            )
        given = row.parameters if row and row.kind == kind else {}
        codes = {code: in_language(words) for code, words in places.items()}
        chosen = {code for code in _codes_in(given) if len(code) == 2}
        nations = {code.split("-")[0] for code in places} | chosen
        self.values: list[Value] = values_of(
            kind,
            given,
            places=dict(sorted(codes.items(), key=lambda one: (one[0][:2], str(one[1])))),
            countries={code: country(code, places) for code in sorted(nations)},
        )
        for value in self.values:
            self.fields.update(value.fields)
        self._begin(row, typed)
        self.initial["shown_kind"] = kind

    def _begin(self, row: Clause | None, typed: QueryDict | None) -> None:
        for value in self.values:
            self.initial.update(value.initial)
        if row is not None:
            for name in ("number", "kind", "severity", "basis", "source", "revision"):
                self.initial[name] = getattr(row, name)
            if self.came_from:
                self.initial["source"] = ""
            for code in tongues():
                self.initial[f"heading_{code}"] = row.heading.get(code, "")
                self.initial[f"words_{code}"] = row.words.get(code, "")
        if typed is not None:
            for name, field in self.fields.items():
                if not name.startswith(PREFIX) or typed.get("shown_kind") == typed.get("kind"):
                    self.initial[name] = field.widget.value_from_datadict(typed, {}, name)

    @property
    def texts(self) -> list[dict[str, Any]]:
        """The fields of each language, those of the house first."""
        house = secretariat().languages
        return [
            {
                "heading": self[f"heading_{code}"],
                "words": self[f"words_{code}"],
                "is_more": code not in house,
                "has_errors": bool(self[f"heading_{code}"].errors or self[f"words_{code}"].errors),
            }
            for code in tongues()
        ]

    @property
    def parameters(self) -> list[forms.BoundField]:
        return [self[name] for value in self.values for name in value.fields]

    @property
    def in_sight(self) -> list[forms.BoundField]:
        """The values that are shown at once: those needed, used, filled in or not fit."""
        folded = {bound.name for bound in self.folded}
        return [bound for bound in self.parameters if bound.name not in folded]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The values that a rule can do without, where nothing is filled in."""
        needed = {
            name
            for value in self.values
            if is_needed(self.initial["shown_kind"], value.name)
            for name in value.fields
        }
        empty = [
            bound
            for bound in self.parameters
            if bound.name not in needed
            and bound.name.removeprefix(PREFIX) not in self.unset
            and not bound.errors
            and bound.value() in (None, "", [])
        ]
        return empty if len(empty) < len(self.parameters) else []

    @cached_property
    def unset(self) -> tuple[str, ...]:
        """The values that the texts use and nobody has written."""
        return unset_names(self.plain() if self.is_bound else self._begun())

    def _begun(self) -> PlainClause:
        """Return the paragraph as the page shows it before anything is sent."""
        heading, words = (
            {code: self.initial.get(f"{part}_{code}") or "" for code in tongues()}
            for part in ("heading", "words")
        )
        given = read_all(self.values, self.initial)
        return PlainClause("", self.initial["shown_kind"], "", given, heading, words)

    def facts(self) -> dict[str, Any]:
        """Return the paragraph as it is typed; what cannot be read yet is not set."""
        told = self.cleaned_data
        return {
            "number": told.get("number", "").strip(),
            "heading": self._words("heading"),
            "words": self._words("words"),
            "kind": told.get("kind", ""),
            "parameters": read_all(self.values, told),
            "severity": told.get("severity", ""),
            "basis": told.get("basis", ""),
            "source": told.get("source", "") or self.came_from,
        }

    def _words(self, name: str) -> dict[str, str]:
        given = {code: self.cleaned_data.get(f"{name}_{code}") or "" for code in tongues()}
        return {code: text for code, text in given.items() if text}

    def clean(self) -> dict[str, Any]:
        """Tell everything that is not fit beside its field (GUI-1 to GUI-4)."""
        told = super().clean() or {}
        for fault in faults_of(self.plain()):
            kind, _dot, name = fault.field.partition(".")
            field = {
                "parameters": f"{PREFIX}{name}",
                "heading": f"heading_{name}",
                "words": f"words_{name}",
            }.get(kind, kind)
            if field not in self.errors:
                self.add_error(field if field in self.fields else "kind", str(fault.words))
        return told

    def plain(self) -> PlainClause:
        """Return the paragraph as the judge and the page know it."""
        return PlainClause(**self.facts())

    @property
    def names(self) -> list[tuple[str, str]]:
        """The values that the texts may name: as they stand in braces, and what they are."""
        plain = self.plain() if self.is_bound else self._begun()
        return [(name, value_words(plain.kind, name)) for name in names_of(plain)]


def _codes_in(given: Mapping[str, Any]) -> set[str]:
    return {
        code
        for value in given.values()
        if isinstance(value, list)
        for code in value
        if isinstance(code, str) and code.isupper()
    }
