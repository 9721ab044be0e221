"""The six questions, one form each. What is chosen is a code; "I do not know" is an answer too."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from babel import Locale
from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naboskap.advice.outline import (
    ACROSS,
    AT_HOME,
    BOTH,
    ELSEWHERE,
    EVERY_AGE,
    IN_TURN,
    NO_PARTNER,
    ONE,
    ONLINE,
    TRAVELS,
)
from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import AGES, CONTROLS, THEME_CHOICES
from naboskap.organisations.models import Organisation, Place
from naboskap.ui import wording
from naboskap.ui.day_fields import DayOrMonthField
from naboskap.ui.figures import KronerField
from naboskap.ui.when import is_unknown, names_its_year, period_of
from naboskap.ui.wording import language

UNSURE = "unsure"
NOT_CHOSEN = ("", _("Choose"))
NOT_SURE = (UNSURE, _("We do not know yet"))
IF_THERE_IS_ONE = _("If you have no partner yet, skip this.")
CHOOSE = {
    "required": _("Choose one answer: the one that fits best. You can change it later."),
    "invalid_choice": _("Choose one of those in the list."),
}
CHOOSE_SEVERAL = {**CHOOSE, "required": _("Choose one answer or more. You can change it later.")}
HOW_MUCH = {"nonsense": _("Write the sum as a number, for example 50 000 or 4 million.")}
Choices = list[tuple[str, Any]]


def elsewhere(country: str) -> str:
    """Return the code of a place in ``country`` that is not among those listed."""
    return f"{country}-{ELSEWHERE}"


ANOTHER_COUNTRY = elsewhere(ELSEWHERE)


def place_names(places: Iterable[Place]) -> dict[str, dict[str, str]]:
    """Return words for all that can be chosen as a place, also for what is not listed."""
    listed = list(places)
    words = {place.code: place.name for place in listed}
    for country in {place.country for place in listed}:
        words[elsewhere(country)] = {language(): _another_place_in(country)}
    return {**words, ANOTHER_COUNTRY: {language(): str(_("another country"))}}


def _another_place_in(country: str) -> str:
    return str(_("Elsewhere: %(country)s") % {"country": _country(country)})


def _country(code: str) -> str:
    return str(Locale.parse(language()).territories.get(code, code))


def place_choices(places: Iterable[Place], *, first: str) -> Choices:
    """Return the places under their countries, ``first`` (a country) before the others."""
    order = {first: 0, secretariat().home.country: 1, secretariat().across.country: 2}
    countries: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        countries.setdefault(place.country, []).append((place.code, in_language(place.name)))
    found: Choices = [
        (_country(code), [*sorted(rows, key=lambda row: row[1]), _rest_of(code)])
        for code, rows in sorted(countries.items(), key=lambda one: (order.get(one[0], 3), one[0]))
    ]
    return [*found, (ANOTHER_COUNTRY, capfirst(str(_("another country"))))]


def _rest_of(country: str) -> tuple[str, str]:
    return elsewhere(country), _another_place_in(country)


def _chosen(choices: Any, value: str) -> str:
    for code, words in choices:
        if isinstance(words, (list, tuple)):
            if found := _chosen(words, value):
                return found
        elif code == value:
            return str(words)
    return ""


def _known(value: Any) -> Any:
    if isinstance(value, list):
        return ",".join(one for one in value if one != UNSURE)
    return "" if value == UNSURE else value


def _surely(chosen: list[str]) -> list[str]:
    """Return the answers chosen; that one does not know yet only where it is all they said."""
    known = [one for one in chosen if one != UNSURE]
    return known if applies("WEB-101", known and UNSURE in chosen) else chosen


class Question(forms.Form):
    """One of the six: ``title`` is what it is called where the answers are read."""

    title: Any = ""
    # The answer's name in the outline, by the field's name in the address.
    names: dict[str, str] = {}
    # What an older address does not tell: not known, and not asked for again.
    asked_since: frozenset[str] = frozenset()

    def __init__(self, *args: Any, places: list[Place], asks_who_runs: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.places, self.asks_who_runs = places, asks_who_runs

    @property
    def leaves_open(self) -> bool:
        """Whether somebody wrote that they do not know."""
        return False

    @property
    def is_answered(self) -> bool:
        must = self.fields.keys() - self.asked_since
        return self.is_bound and must <= set(self.data) and self.is_valid()

    def typed(self) -> dict[str, list[str]]:
        """Return what was answered as it was typed, by its name in the address."""
        assert isinstance(self.data, QueryDict)
        return {name: self.data.getlist(name) for name in self.fields if name in self.data}

    def answers(self) -> dict[str, Any]:
        """Return what is known by the names of the outline."""
        return {self.names[name]: _known(value) for name, value in self.cleaned_data.items()}

    def in_words(self, name: str) -> str:
        """Say what was answered to one field, as it is read."""
        value, field = self.cleaned_data[name], self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            return ", ".join(_chosen(field.choices, one) for one in value)
        if isinstance(field, forms.ChoiceField):
            return _chosen(field.choices, value)
        if isinstance(value, date):
            return str(_("Starts %(day)s")) % {"day": wording.day(value)}
        if value is None:
            return ""
        sums = {"sum": _("Asks for %(sum)s"), "kostnad": _("Costs %(sum)s")}
        return str(sums[name]) % {"sum": wording.money(value)}


class Who(Question):
    title = pgettext_lazy("several", "You")
    names = {"hvem": "kind", "sted": "place"}
    hvem = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[NOT_CHOSEN, *Organisation.Kind.choices],
        error_messages=CHOOSE,
    )
    sted = forms.ChoiceField(label=_("Where do you belong?"), error_messages=CHOOSE)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = place_choices(self.places, first=secretariat().home.country)
        self.fields["sted"].choices = [NOT_CHOSEN, *choices]  # type: ignore[attr-defined]


class Partner(Question):
    title = _("The partner")
    names = {"partner": "partner", "slag": "partner_kind", "styrt": "control"}
    asked_since = frozenset({"slag"})
    partner = forms.ChoiceField(
        label=_("Where is the one you will work with?"),
        help_text=_("The partner on the other side of the border. Write no name."),
        error_messages=CHOOSE,
    )
    slag = forms.ChoiceField(
        label=_("What is your partner?"),
        help_text=IF_THERE_IS_ONE,
        choices=[NOT_CHOSEN, NOT_SURE, *Organisation.Kind.choices],
        required=False,
        error_messages=CHOOSE,
    )
    styrt = forms.ChoiceField(
        label=_("Who runs your partner's organisation?"),
        help_text=IF_THERE_IS_ONE,
        widget=forms.RadioSelect,
        required=False,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = place_choices(self.places, first=secretariat().across.country)
        none = (NO_PARTNER, _("We have no partner yet"))
        self.fields["partner"].choices = [NOT_CHOSEN, none, *choices]  # type: ignore[attr-defined]
        if self.asks_who_runs:
            self.fields["styrt"].choices = [  # type: ignore[attr-defined]
                *(
                    (code, capfirst(str(words)))
                    for code, words in CONTROLS.items()
                    if code != "unknown"
                ),
                NOT_SURE,
            ]
        else:
            del self.fields["styrt"]
        for name in self.fields.keys() - {"partner"}:  # Asked for where there is a partner.
            self.fields[name].is_asked_for = True  # type: ignore[attr-defined]

    @property
    def asks_of_nobody(self) -> bool:
        return bool(self.data.get("partner") == NO_PARTNER)

    @property
    def is_answered(self) -> bool:
        if self.asks_of_nobody:
            return self.is_bound and self.is_valid()
        return super().is_answered

    def clean(self) -> dict[str, Any]:
        """Ask what the partner is and who runs it, where there is one."""
        told = super().clean() or {}
        if self.asks_of_nobody:
            return {**told, **{name: "" for name in self.fields if name != "partner"}}
        for name in ("slag", "styrt"):
            is_asked = name in self.fields and (name in self.data or name not in self.asked_since)
            if is_asked and name not in self.errors and not told.get(name):
                self.add_error(name, CHOOSE["required"])
        return told

    def in_words(self, name: str) -> str:
        """Say nothing of what the partner is where that is not known."""
        value = self.cleaned_data[name]
        return "" if name == "slag" and value in ("", UNSURE) else super().in_words(name)


class Theme(Question):
    title = _("Field")
    names = {"tema": "theme"}
    tema = forms.ChoiceField(
        label=_("What is it mostly about?"), widget=forms.RadioSelect, error_messages=CHOOSE
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["tema"].choices = [  # type: ignore[attr-defined]
            *THEME_CHOICES,
            NOT_SURE,
        ]


class People(Question):
    title = _("Who takes part")
    names = {"alder": "age"}
    alder = forms.MultipleChoiceField(
        label=_("Who takes part, from both sides?"),
        help_text=_("Choose all that fit."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE_SEVERAL,
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["alder"].choices = [  # type: ignore[attr-defined]
            *((code, capfirst(str(words))) for code, words in AGES.items()),
            (EVERY_AGE, _("People of all ages")),
            NOT_SURE,
        ]

    def clean_alder(self) -> list[str]:
        """Leave out that they do not know yet, where they chose an age beside it (WEB-101)."""
        return _surely(self.cleaned_data["alder"])

    def typed(self) -> dict[str, list[str]]:
        return {name: _surely(chosen) for name, chosen in super().typed().items()}


class Together(Question):
    title = _("Together")
    names = {"sammen": "together", "mote": "meet"}
    sammen = forms.ChoiceField(
        label=_("What do the two sides do?"),
        help_text=_("This decides more than anything else."),
        widget=forms.RadioSelect,
        choices=[
            (BOTH, _("Both have a task in it")),
            (ONE, _("One side does it, and the other is there")),
            (TRAVELS, _("We travel to find a partner, to learn or to report")),
            NOT_SURE,
        ],
        error_messages=CHOOSE,
    )
    mote = forms.ChoiceField(
        label=_("Where do you meet?"),
        widget=forms.RadioSelect,
        choices=[
            (IN_TURN, _("In turn, at both places")),
            (ONLINE, _("Online only")),
            NOT_SURE,
        ],
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        house = secretariat()
        home, across = (in_language(side.name) for side in (house.home, house.across))
        self.fields["mote"].choices = [  # type: ignore[attr-defined]
            (AT_HOME, home),
            (ACROSS, across),
            *self.fields["mote"].choices,  # type: ignore[attr-defined]
        ]


class RoughSum(KronerField):
    """A sum, or a word that nobody knows it yet: then nothing is told of it."""

    def to_python(self, value: Any) -> int | None:
        return None if is_unknown(str(value or "")) else super().to_python(value)


class Money(Question):
    """What it asks for, what it costs, and when: a period is read as WEB-82 and WEB-83 say."""

    title = _("Money and time")
    names = {"sum": "amount", "kostnad": "total", "start": "start"}
    not_known = {
        "sum": _("How much you ask for: you do not know yet"),
        "kostnad": _("What it costs: you do not know yet"),
        "start": _("When it starts: you do not know yet"),
    }
    sum = RoughSum(
        label=_("How much will you ask for?"),
        help_text=_("Roughly. Leave out what you do not know."),
        required=False,
        error_messages=HOW_MUCH,
    )
    kostnad = RoughSum(
        label=_("What will it cost in all?"),
        help_text=_("Your own work counts too."),
        required=False,
        error_messages=HOW_MUCH,
    )
    start = DayOrMonthField(
        label=_("When does it start?"),
        help_text=_(
            "A day, a week, a month or a season. We count from the first day of it. If you do not"
            " know yet, write that."
        ),
        required=False,
    )

    def in_words(self, name: str) -> str:
        """Say what was told, also that it is not known yet: then the rest is judged."""
        typed = str(self.data.get(name, ""))
        if is_unknown(typed):
            return str(self.not_known[name])
        period = period_of(typed, clock.today()) if name == "start" else None
        if period is None or period.first == period.last:
            return super().in_words(name)
        words = _("Starts between %(first)s and %(last)s. We count from the first day.")
        return str(words) % {
            "first": wording.day(period.first),
            "last": wording.day(period.last),
        }

    def typed(self) -> dict[str, list[str]]:
        """Return what was answered; a start without its year as it was read (WEB-84).

        So the answer is the same for whoever opens the address another day.
        """
        told = super().typed()
        start = str(self.data.get("start", ""))
        period = period_of(start, clock.today())
        if applies("WEB-84", period and not names_its_year(start)):
            assert period is not None
            told["start"] = [period.in_digits()]
        return told

    @property
    def leaves_open(self) -> bool:
        return any(is_unknown(str(self.data.get(name, ""))) for name in self.fields)

    def clean(self) -> dict[str, Any]:
        """Take no more than the whole cost: no programme pays more (WEB-40)."""
        told = super().clean() or {}
        asked, total = told.get("sum"), told.get("kostnad")
        if asked is None or total is None:
            return told
        if applies("WEB-40", asked > total):
            why = _(
                "You ask for more than it costs in all, %(total)s. Ask for less, or write"
                " everything that it costs: what you do yourselves counts too."
            )
            self.add_error("sum", why % {"total": wording.money(total)})
        return told


QUESTIONS: tuple[type[Question], ...] = (Who, Partner, Theme, People, Together, Money)
