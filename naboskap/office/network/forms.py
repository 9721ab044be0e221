"""An issue of the newsletter, as it is written; why it comes back; whom somebody asks about."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from naboskap.core.secretariat import secretariat
from naboskap.network.actions import LONGEST, LONGEST_TITLE
from naboskap.network.models import Issue
from naboskap.network.queries import topic_names
from naboskap.network.topics import general
from naboskap.office.guidelines.words import TONGUES
from naboskap.ui.fields import LongText


class IssueForm(forms.Form):
    """A title and a text in each language of the house, and what it is about."""

    topics = forms.MultipleChoiceField(
        label=_("What is it about?"),
        help_text=_("Whoever has chosen one of these gets it."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        kwargs["initial"] = {"topics": issue.topics, "revision": issue.revision}
        super().__init__(*args, **kwargs)
        topics: Any = self.fields["topics"]
        topics.choices = list(topic_names().items())
        for code in secretariat().languages:
            tongue = {"tongue": TONGUES.get(code, code)}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(tongue)s)") % tongue,
                required=False,
                max_length=LONGEST_TITLE,
                initial=issue.title.get(code, ""),
            )
            self.fields[f"text_{code}"] = LongText(
                label=_("Text (%(tongue)s)") % tongue,
                limit=LONGEST,
                rows=12,
                initial=issue.text.get(code, ""),
            )

    @property
    def texts(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return each language with its two fields."""
        return [
            (code, self[f"title_{code}"], self[f"text_{code}"]) for code in secretariat().languages
        ]

    def told(self, name: str) -> Mapping[str, str]:
        """Return what was written as ``name`` ("title", "text"), by language."""
        return {code: self.cleaned_data[f"{name}_{code}"] for code in secretariat().languages}


class BackForm(forms.Form):
    because = LongText(
        label=_("Why does it come back?"),
        help_text=_("Whoever wrote it reads that."),
        required=True,
        limit=2_000,
        rows=2,
        error_messages={"required": _("Write why. Whoever wrote it reads that.")},
    )


class BringForm(forms.Form):
    addresses = LongText(
        label=_("Addresses, one on each line"),
        help_text=_(
            "Of an earlier list. Each gets one mail with a link, and no newsletter before they"
            " have said yes. Who has left is not asked again."
        ),
        required=True,
        limit=60_000,
        rows=5,
    )
    language = forms.ChoiceField(label=_("Language"))
    topics = forms.MultipleChoiceField(
        label=_("Topics"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "bring_%s"  # Beside another form with an address.
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [
            (code, capfirst(str(TONGUES.get(code, code)))) for code in secretariat().languages
        ]
        topics: Any = self.fields["topics"]
        topics.choices = list(topic_names().items())
        topics.initial = list(general())


class FindForm(forms.Form):
    address = forms.CharField(
        label=_("E-mail address"),
        help_text=_("For somebody who rings. That you looked it up stands in the trail."),
        max_length=120,
        error_messages={"required": _("Write a whole e-mail address, like name@example.org.")},
    )


def takes_in(form: forms.Form, revision: int) -> bool:
    """Say whether another has saved since the form was opened; the form has read it from now on.

    ``revision`` is what stands. The page shows that beside the form, so saving once more lets
    one's own stand instead.
    """
    told = form.data.get("revision", "")
    if not form.is_bound or not told.isdecimal() or int(told) == revision:
        return False
    form.data = cast("QueryDict", form.data).copy()
    form.data["revision"] = str(revision)
    return True
