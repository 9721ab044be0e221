"""Who the pair is: the start, the partner in words, the invitation, how a side is shown."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naboskap.applications.models import Application
from naboskap.core.words import is_latin
from naboskap.disclosure.folding import norwegian
from naboskap.disclosure.models import Level
from naboskap.guidelines.vocabulary import CONTROLS, KINDS
from naboskap.organisations.models import Organisation, Place
from naboskap.portal.applications.forms.plan import TOO_LONG, DraftForm, across_first
from naboskap.portal.applications.page import NOT_CHOSEN, words_of

LANGUAGES = [("nb", "norsk"), ("en", "English"), ("ru", "русский")]
PEOPLE = [kind for kind in Organisation.Kind.values if kind != "private_person"]


class StartForm(forms.Form):
    size = forms.ChoiceField(
        label=_("Which form?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a form.")},
    )
    organisation = forms.ChoiceField(
        label=_("Who applies on your side?"),
        help_text=_("You can also choose this later, before you send."),
        required=False,
        widget=forms.RadioSelect,
    )
    key = forms.SlugField(max_length=40, widget=forms.HiddenInput)
    # The drafts that the page showed beside the form, by their keys.
    seen = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sizes: list[tuple[str, Any]],
        organisations: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["size"].choices = sizes  # type: ignore[attr-defined]
        choices = [(key, str(one)) for key, one in self.organisations.items()]
        self.fields["organisation"].choices = [*choices, ("", _("I choose later"))]  # type: ignore[attr-defined]

    def organisation_chosen(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["organisation"])


class PartnerForm(DraftForm):
    described_as = forms.CharField(
        label=_("What is your partner called?"),
        help_text=_(
            "Both sides see this, and the secretariat when it is sent. The public sees it only if"
            " the partner asks for that."
        ),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    kind = forms.ChoiceField(
        label=_("What kind of partner is it?"),
        required=False,
        choices=[NOT_CHOSEN, *words_of(Organisation.Kind.values, KINDS)],
    )
    control = forms.ChoiceField(
        label=_("Who runs it?"),
        required=False,
        choices=words_of(Organisation.Control.values, CONTROLS),
        initial=Organisation.Control.UNKNOWN,
    )
    place = forms.ChoiceField(label=_("Where is it?"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, places: Iterable[Place], is_own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        self.fields["place"].choices = across_first(self.places.values())  # type: ignore[attr-defined]
        if is_own:  # The partner itself has the page before it.
            self.fields["described_as"].label = _("What is your organisation called?")
            self.fields["described_as"].help_text = _(
                "Both sides see this, and the secretariat when it is sent. The public sees it only"
                " if you ask for that."
            )
            self.fields["kind"].label = _("What kind of organisation is it?")
            self.fields["control"].label = _("Who runs your organisation?")
            self.fields["place"].label = _("Where is your organisation?")

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["read_revision"] = told.pop("revision")
        told["place"] = self.places.get(told["place"])
        told["control"] = told["control"] or Organisation.Control.UNKNOWN
        return told


class InviteForm(forms.Form):
    way = forms.ChoiceField(
        label=_("How do you reach them?"),
        widget=forms.RadioSelect,
        choices=[
            ("mail", _("By e-mail, in neutral words")),
            ("code", _("With a code that you read aloud")),
            ("adviser", _("Through one of our advisers")),
        ],
        error_messages={"required": _("Choose a way.")},
    )
    address = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "Needed when the invitation goes by e-mail. With a code or an adviser, leave it empty."
        ),
        required=False,
        error_messages={"invalid": _("Write the whole address, for example name@example.org.")},
    )
    language = forms.ChoiceField(label=_("Which language do they read?"), choices=LANGUAGES)
    side = forms.CharField(max_length=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].is_asked_for = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("way") == "mail" and not told.get("address") and "address" not in self.errors:
            self.add_error("address", _("Write where the invitation should go."))
        return told


class SeatForm(InviteForm):
    """Ask somebody to a seat: on which side, and whether they write."""

    side = forms.ChoiceField(  # type: ignore[assignment]
        label=_("To which side?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a side.")},
    )
    role = forms.ChoiceField(
        label=_("What do they do?"),
        widget=forms.RadioSelect,
        choices=[("write", _("Write with us")), ("read", _("Read only"))],
        initial="write",
        required=False,
    )
    field_order = ("side", "way", "address", "language", "role")

    def __init__(self, *args: Any, sides: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(sides)
        self.fields["side"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["side"].widget = forms.HiddenInput()


class NamesForm(forms.Form):
    """How a side and a person are written in Latin letters, and the language of their letters."""

    side_name = forms.CharField(
        label=_("Your organisation in Latin letters"),
        help_text=_("Whoever does not read Russian reads this, also in letters."),
        required=False,
        max_length=200,
    )
    own_name = forms.CharField(
        label=_("Your own name in Latin letters"),
        help_text=_("As in your passport, if you have one."),
        required=False,
        max_length=120,
    )
    letters_in = forms.ChoiceField(
        label=_("In which language do we write letters to your side?"), choices=LANGUAGES
    )

    def __init__(self, *args: Any, side: str, person: str, **kwargs: Any) -> None:
        """Ask only for names in other letters; propose the Norwegian way of writing them."""
        super().__init__(*args, **kwargs)
        for field, own in (("side_name", side), ("own_name", person)):
            if is_latin(own):
                del self.fields[field]
            elif not self.initial.get(field):
                self.initial[field] = norwegian(own)

    def facts(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {name: told.get(name, "") for name in ("side_name", "own_name", "letters_in")}


class LeaveForm(forms.Form):
    """A lead who leaves others behind says who leads after them."""

    successor = forms.ChoiceField(
        label=_("Who leads your side after you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who leads your side after you.")},
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(people)
        if not choices:
            del self.fields["successor"]
        else:
            self.fields["successor"].choices = choices  # type: ignore[attr-defined]


class TakeOutForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("They read it in a mail, in their own language."),
        widget=forms.RadioSelect,
        choices=[
            ("agreed", _("We have agreed on it together")),
            ("no_answer", _("We have had no answer for a long time")),
            ("plans", _("The project has become another")),
            ("other", pgettext_lazy("reason", "Something else")),
        ],
        error_messages={"required": _("Choose why.")},
    )


class WishForm(forms.Form):
    level = forms.ChoiceField(
        label=_("How may we show your side on the open page of the project?"),
        help_text=_("Names of people are never shown. You can change your answer at any time."),
        widget=forms.RadioSelect,
        choices=[
            (Level.REGION, _("Not by name. We write what you are and where, as: a school in …")),
            (Level.OPEN, _("With the name of the organisation, and no names of people")),
            (Level.HIDDEN, _("Do not show the project at all")),
        ],
        error_messages={"required": _("Choose one of the three ways.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code"),
        help_text=_("Ten digits, for example 4821 903 756."),
        max_length=40,
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


SIZES = {
    Application.Size.SHORT: _("The short form: one page, for up to %(sum)s"),
    Application.Size.FULL: _("The full form: several parts, for any sum"),
}
