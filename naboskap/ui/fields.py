"""What somebody types as text: long ones are never cut, and short ones not corrected."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def label_of(bound: forms.BoundField) -> str:
    """Name a field where it stands alone: with its form's name where several are alike."""
    called = getattr(bound.form, "called", "")
    label = str(getattr(bound.field, "called", bound.label))
    return f"{called}: {label}" if called else label


def read_back(shown: Iterable[forms.BaseForm]) -> list[str]:
    """Tell how what was written roughly in forms that were read was taken, each by its field."""
    said = [
        (label_of(form[name]), words)
        for form in shown
        for name, field in form.fields.items()
        if (words := getattr(field, "said", ""))
    ]
    return [f"{label}{'' if label.endswith('?') else ':'} {words}" for label, words in said]


class PlainText(forms.TextInput):
    """One line that the browser does not correct: figures and dates."""

    def __init__(self, *, size: int, mode: str = "") -> None:
        attrs = {"size": str(size), "autocomplete": "off"}
        if mode:
            attrs["inputmode"] = mode
        super().__init__(attrs)


class LongText(forms.CharField):
    """A text of several lines. Never cut: what is too long is kept, and told in a sentence."""

    default_error_messages = {
        "required": _("Write a few words here."),
        "too_long": _(
            "The text has %(length)s characters. There is room for %(limit)s: make it"
            " %(over)s shorter. Everything you wrote is still here."
        ),
    }

    def __init__(self, *, limit: int = 10_000, rows: int = 6, **kwargs: Any) -> None:
        self.limit = limit
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": str(rows)}))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(
                self.error_messages["too_long"],
                code="too_long",
                params={
                    "length": f"{len(value):,}".replace(",", "\u00a0"),
                    "limit": f"{self.limit:,}".replace(",", "\u00a0"),
                    "over": f"{len(value) - self.limit:,}".replace(",", "\u00a0"),
                },
            )
