"""The box for cells from a spreadsheet, and what each of its columns is."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naboskap.portal.applications.forms.plan import DraftForm
from naboskap.portal.applications.pasting import HEADINGS, MOST_COLUMNS, Pasted
from naboskap.ui.fields import LongText

COLUMNS = {
    "text": _("what it is"),
    "category": _("kind of cost"),
    "side": _("which side"),
    "quantity": _("how many"),
    "unit": _("of what"),
    "rate": _("price for one"),
    "amount": _("the sum"),
}
assert set(COLUMNS) == set(HEADINGS)


class PasteForm(DraftForm):
    cells = LongText(
        label=_("Paste the cells here"),
        help_text=_("Norwegian and English numbers are read, with or without “kr”."),
        limit=60_000,
        rows=8,
        required=True,
        error_messages={"required": _("Paste the cells into the box first.")},
    )
    side = forms.ChoiceField(
        label=_("On which side are the rows that do not say?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a side."), "invalid_choice": _("Choose a side.")},
    )

    def __init__(self, *args: Any, sides: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = sides
        self.fields["side"].choices = list(sides.items())  # type: ignore[attr-defined]

    @property
    def seen(self) -> str:
        """A short mark of the cells, so that what is added is what was shown."""
        cells = str(self.cleaned_data.get("cells", "")) if self.is_bound else ""
        return hashlib.sha256(cells.encode()).hexdigest()[:12]

    @property
    def was_shown(self) -> bool:
        return bool(self.data.get("seen") == self.seen)

    def columns(self) -> list[str] | None:
        """Return what the writer said that the columns are; None where they said nothing."""
        told: list[str] = []
        if not self.was_shown:
            return None
        while (name := f"column{len(told)}") in self.data and len(told) < MOST_COLUMNS:
            chosen = str(self.data[name])
            told.append(chosen if chosen in COLUMNS else "")
        return told or None

    def show_columns(self, pasted: Pasted) -> None:
        """Show what each column was taken for, so that it can be changed."""
        data: dict[str, Any] = {name: self.data.get(name) for name in ("cells", "side")}
        for place, name in enumerate(pasted.columns):
            example = next((row.cells[place] for row in pasted.rows if place < len(row.cells)), "")
            head = pasted.heading[place] if place < len(pasted.heading) else ""
            words = {"number": place + 1, "words": (head or example)[:40]}
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=gettext("Column %(number)s: %(words)s") % words,
                choices=[("", gettext("not used")), *COLUMNS.items()],
                required=False,
            )
            data[f"column{place}"] = name
        self.data = data

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("column")]
