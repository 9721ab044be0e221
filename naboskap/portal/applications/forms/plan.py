"""The plan: what it is, what the pair does together, and who takes part."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naboskap.applications.draft import Draft
from naboskap.applications.models import Activity, Application
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import AGES, THEME_CHOICES
from naboskap.organisations.models import Place
from naboskap.portal.applications.page import NOT_CHOSEN, words_of
from naboskap.ui.day_fields import to_come
from naboskap.ui.fields import LongText
from naboskap.ui.figures import WholeNumberField
from naboskap.ui.rough_days import RoughDayField
from naboskap.ui.wording import language

TOO_LONG = _("This is longer than there is room for. Everything you wrote is still here.")


def place_choices(names: Iterable[Place]) -> list[tuple[str, str]]:
    """Return the places of both sides as choices."""
    return [
        ("", str(NOT_CHOSEN[1])),
        *((str(place.pk), in_language(place.name)) for place in names),
    ]


def across_first(names: Iterable[Place]) -> list[tuple[str, Any]]:
    """Return the places by country, for a partner: the other side's first, our own last."""
    locale, house = Locale.parse(language()), secretariat()
    countries: dict[str, list[tuple[str, str]]] = {}
    for place in names:
        row = (str(place.pk), in_language(place.name))
        countries.setdefault(place.country, []).append(row)
    order = {house.across.country: 0, house.home.country: 2}
    return [
        ("", str(NOT_CHOSEN[1])),
        *(
            (locale.territories.get(code, code), sorted(rows, key=lambda row: row[1]))
            for code, rows in sorted(
                countries.items(), key=lambda one: (order.get(one[0], 1), one[0])
            )
        ),
    ]


class DraftForm(forms.Form):
    """A form that may be saved half filled in. Only ``may_be_left`` is not needed at all."""

    may_be_left: tuple[str, ...] = ()
    called = ""  # Its name, where a page has several that are alike.

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, one in self.fields.items():
            one.is_asked_for = name not in self.may_be_left  # type: ignore[attr-defined]

    def leave_unasked(self, *names: str) -> None:
        """Keep what these fields hold, and show them to nobody."""
        for name in names:
            self.fields[name].widget = self.fields[name].hidden_widget()


def held_from(form: forms.Form, first: str, last: str) -> date | None:
    """Return the first day as it was read; the last, without its year, is read from it on."""
    begins: date | None = form.cleaned_data[first]
    form.fields[last].not_before = begins  # type: ignore[attr-defined]
    return begins


def with_last_day(form: forms.Form, told: dict[str, Any], first: str, last: str) -> None:
    """Take the last day too from the field of the first, where several are named in that one."""
    field = form.fields[first]
    named = field.named if isinstance(field, RoughDayField) and told.get(first) else None
    if named and named.last > named.first and told.get(last) is None and last not in form.errors:
        told[last] = named.last
        field.say_days()  # type: ignore[attr-defined]


class DayAsked(DraftForm):
    """An activity beside whose day stands how it was read, and what is asked of it.

    ``outside`` asks about a day that is none of the project's: the page knows those.
    """

    outside = ""

    @property
    def said_of_day(self) -> str:
        if "from_date" in self.errors:
            return ""
        said = getattr(self.fields["from_date"], "said", "")
        return " ".join(filter(None, (said, self.outside)))


class BasicsForm(DraftForm):
    title = forms.CharField(
        label=_("What is the project called?"),
        required=False,
        max_length=140,
        error_messages={"max_length": TOO_LONG},
    )
    theme = forms.ChoiceField(
        label=_("What is it mostly about?"),
        required=False,
        choices=[NOT_CHOSEN, *words_of(Application.Theme.values, dict(THEME_CHOICES))],
        error_messages={"invalid_choice": _("Choose one of the fields in the list.")},
    )
    for_children_and_youth = forms.BooleanField(
        label=_("It is mainly for children or young people"), required=False
    )
    start_date = RoughDayField(
        label=_("First day"),
        help_text=to_come(_("For example 1.4.%(year)s, or April %(year)s.")),
        required=False,
    )
    end_date = RoughDayField(
        label=_("Last day"),
        help_text=to_come(_("For example 30.9.%(year)s, or week 40 %(year)s.")),
        ends=True,
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end_date"].not_before = self.initial.get("start_date")  # type: ignore[attr-defined]

    def clean_start_date(self) -> date | None:
        return held_from(self, "start_date", "end_date")

    def clean(self) -> dict[str, Any]:
        """Ask for the day that does not fit the other one; what stood before it may stay.

        Where only one of the two fits what stood before, it is the other that is wrong.
        """
        told = super().clean() or {}
        with_last_day(self, told, "start_date", "end_date")
        begins, ends = told.get("start_date"), told.get("end_date")
        if begins and ends and ends < begins:
            ended, began = self.initial.get("end_date"), self.initial.get("start_date")
            is_start_right, is_end_right = not ended or ended >= begins, not began or began <= ends
            if is_start_right or not is_end_right:
                wrong = _("The last day comes before the first.")
                self.add_error("end_date", ValidationError(wrong, code="order"))
            if not is_start_right:
                wrong = _("The first day comes after the last.")
                self.add_error("start_date", ValidationError(wrong, code="order"))
        return told

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["read_revision"] = told.pop("revision")
        return told


def basics_of(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title,
        "theme": draft.theme,
        "for_children_and_youth": draft.for_children_and_youth,
        "start_date": draft.start_date,
        "end_date": draft.end_date,
        "revision": draft.revisions.get("basics", 0),
    }


class ActivityForm(DayAsked):
    may_be_left = ("place", "place_text", "to_date", "people_a", "people_b", "led_by")

    what = LongText(
        label=_("What will you do?"),
        help_text=_("Write what you actually do, for example: the pupils measure the water."),
        limit=2_000,
        rows=3,
        required=True,
    )
    mode = forms.ChoiceField(
        label=_("Where do you meet?"),
        choices=[
            (Activity.Mode.IN_PERSON, _("In the same place")),
            (Activity.Mode.ONLINE, _("Online")),
        ],
        widget=forms.RadioSelect,
        initial=Activity.Mode.IN_PERSON,
    )
    led_by = forms.ChoiceField(
        label=_("Who leads it?"),
        required=False,
        error_messages={"invalid_choice": _("Choose which side leads it, or both.")},
    )
    place = forms.ChoiceField(label=_("Region"), required=False)
    place_text = forms.CharField(
        label=_("Place"), required=False, max_length=120, error_messages={"max_length": TOO_LONG}
    )
    from_date = RoughDayField(label=_("From"), required=False)
    to_date = RoughDayField(label=pgettext_lazy("day", "To"), ends=True, required=False)
    people_a = WholeNumberField(label=_("How many?"), is_rough=True, required=False)
    task_a = forms.CharField(
        label=_("What do they do?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={"max_length": TOO_LONG},
    )
    people_b = WholeNumberField(label=_("How many?"), is_rough=True, required=False)
    task_b = forms.CharField(
        label=_("What do they do?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={"max_length": TOO_LONG},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        self.fields["to_date"].not_before = self.initial.get("from_date")  # type: ignore[attr-defined]
        self.fields["led_by"].choices = [  # type: ignore[attr-defined]
            ("", _("Not said yet")),
            *((name, in_language(side.name)) for name, side in secretariat().sides.items()),
            (Activity.Leads.BOTH, _("Both together")),
        ]
        self.fields["place"].choices = place_choices(self.places.values())  # type: ignore[attr-defined]

    def clean_from_date(self) -> date | None:
        return held_from(self, "from_date", "to_date")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        with_last_day(self, told, "from_date", "to_date")
        return told

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["read_revision"] = told.pop("revision")
        told["place"] = self.places.get(told["place"])
        return told


def activity_values(row: Activity) -> dict[str, Any]:
    """Return an activity as its form shows it."""
    names = ("what", "mode", "place_text", "from_date", "to_date", "people_a", "people_b")
    values = {
        name: getattr(row, name) for name in (*names, "task_a", "task_b", "led_by", "revision")
    }
    return {**values, "place": str(row.place_id or "")}


class ParticipantsForm(DraftForm):
    """How many take part, by side and age. Numbers only."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side in ("a", "b"):
            for age in AGES:
                self.fields[f"{side}_{age}"] = WholeNumberField(
                    label=AGES[age], required=False, largest=100_000, is_rough=True
                )
                self.fields[f"{side}_{age}"].is_asked_for = True  # type: ignore[attr-defined]
                named = in_language(secretariat().sides[side].name)
                self.fields[f"{side}_{age}"].called = f"{named}, {AGES[age]}"  # type: ignore[attr-defined]

    def of_side(self, side: str) -> list[forms.BoundField]:
        return [self[f"{side}_{age}"] for age in AGES]

    @property
    def side_a(self) -> list[forms.BoundField]:
        return self.of_side("a")

    @property
    def side_b(self) -> list[forms.BoundField]:
        return self.of_side("b")

    def numbers(self) -> dict[tuple[str, str], int | None]:
        return {
            (side, age): self.cleaned_data[f"{side}_{age}"] for side in ("a", "b") for age in AGES
        }


def participants_of(draft: Draft) -> dict[str, Any]:
    values: dict[str, Any] = {"revision": draft.revisions.get("participants", 0)}
    for group in draft.participants:
        values[f"{group.side}_{group.age}"] = group.number
    return values
