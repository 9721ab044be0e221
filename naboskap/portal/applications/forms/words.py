"""The short texts in another language, all on one page, each with what the writer had read."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.applications.draft import ShortTranslated
from naboskap.applications.renderings import Readable, is_old, plain_words
from naboskap.core.difference import Piece, difference
from naboskap.portal.applications.forms.translation import TRANSLATED, WRITTEN
from naboskap.portal.applications.tongues import in_page
from naboskap.questionnaires.models import Translation
from naboskap.ui.fields import LongText

LONGEST = 4_000


class Said(NamedTuple):
    """One text as it was sent from the page: what it says, of which original, and the check."""

    one: Readable
    text: str
    of_text: str
    number: int
    is_changed: bool
    is_checked: bool


class WordsForm(forms.Form):
    mark = forms.ChoiceField(
        label=_("How did the texts come about that you write now?"),
        choices=[
            (TRANSLATED, _("They are translated, by one of us or by a program")),
            (WRITTEN, _("We wrote them anew in our own words")),
        ],
        widget=forms.RadioSelect,
        initial=TRANSLATED,
        required=False,
    )

    def __init__(
        self, data: Any, *, texts: Iterable[Readable], names: Mapping[str, str], language: str
    ) -> None:
        super().__init__(data)
        self.texts = list(texts)
        self.names = names
        self.code = language
        self.met: dict[str, Any] = {}
        for one in self.texts:
            stands, name = one.in_language(language), in_page(one.key)
            self.fields[f"{name}-text"] = field = LongText(
                label=names[one.key],
                limit=LONGEST,
                rows=2 if len(one.text) < 140 else 5,
                required=False,
                initial=stands.text if stands else "",
            )
            field.is_asked_for = True  # type: ignore[attr-defined]
            field.widget.attrs["lang"] = language
            self.fields[f"{name}-number"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=stands.number if stands else 0
            )
            self.fields[f"{name}-of"] = forms.CharField(
                widget=forms.HiddenInput, required=False, strip=False, initial=one.text
            )
            if stands and needs_check(one, stands):
                self.fields[f"{name}-check"] = forms.BooleanField(
                    label=_("I have read both, and they say the same"), required=False
                )

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(one) for one in self.texts]

    def _row(self, one: Readable) -> dict[str, Any]:
        name, stands = in_page(one.key), one.in_language(self.code)
        stale = stands is not None and is_old(stands, one.text)
        check = f"{name}-check"
        return {
            "one": one,
            "at": name,
            "name": self.names[one.key],
            "stands": stands,
            "is_stale": stale,
            "since": _since(stands, one) if stands and stale else [],
            "text": self[f"{name}-text"],
            "number": self[f"{name}-number"],
            "of": self[f"{name}-of"],
            "check": self[check] if check in self.fields else None,
            "met": self.met.get(one.key),
        }

    def said(self) -> list[Said]:
        """Return what was written or checked on the page; what nobody touched stays as it is."""
        found = []
        for one in self.texts:
            name, stands = in_page(one.key), one.in_language(self.code)
            text = plain_words(self.cleaned_data[f"{name}-text"])
            of_text = plain_words(self.cleaned_data[f"{name}-of"])
            number = self.cleaned_data[f"{name}-number"] or 0
            changed = text != (stands.text if stands else "")
            checked = bool(self.cleaned_data.get(f"{name}-check"))
            if changed or checked:
                found.append(Said(one, text, of_text, number, changed, checked))
        return found

    def read_again(self, one: Readable, number: int, why: str, met: Any) -> None:
        """Let the next save count as having read the other text, which stands beside it now."""
        name = in_page(one.key)
        self.data = {**{each: self.data.get(each) for each in self.data}}
        self.data[f"{name}-number"] = str(number)
        self.met[one.key] = met
        self.add_error(f"{name}-text", why)

    def left(self) -> list[str]:
        """Return what was written for a text that is gone: to be copied, not to be lost."""
        return [
            str(self.data.get(name))
            for name in self.data
            if name.endswith("-text") and name not in self.fields and str(self.data.get(name))
        ]


def needs_check(one: Readable, stands: ShortTranslated) -> bool:
    return bool(stands.text) and (
        stands.mark != Translation.Mark.CHECKED or is_old(stands, one.text)
    )


def _since(stands: ShortTranslated, one: Readable) -> list[Piece]:
    """Return what has changed in the original since it was translated."""
    return difference(stands.of_text, one.text) if stands.of_text else []
