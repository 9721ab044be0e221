"""What staff write about a case. What was typed stays in the form."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.assessments.models import CriterionNote
from naboskap.assessments.statuses import CaseStatus, Turn
from naboskap.cases.queries import Choices, Filters
from naboskap.core import clock
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import LANGUAGES, THEME_CHOICES
from naboskap.questionnaires.text import QuestionText
from naboskap.ui.day_fields import ClockField, DayField
from naboskap.ui.fields import LongText

ORDERS = [
    ("due", _("Most urgent first")),
    ("newest", _("Newest first")),
    ("largest", _("Largest sum first")),
]


class FilterForm(forms.Form):
    """What the list is narrowed to; a wrong value is read as no filter."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    turn = forms.ChoiceField(label=_("Whose turn"), required=False)
    officer = forms.ChoiceField(label=_("Case officer"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    late = forms.BooleanField(label=_("Only past the date"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(
            "programme",
            [("", _("All programmes"))]
            + [(slug, in_language(name)) for slug, name in choices.programmes],
        )
        self._offer(
            "status",
            [
                ("open", _("Open cases")),
                ("all", _("All cases")),
                ("held", _("On hold")),
                *CaseStatus.choices,
            ],
        )
        self._offer("turn", [("", _("Everybody")), *[each for each in Turn.choices if each[0]]])
        self._offer(
            "officer",
            [("", _("Everybody")), ("me", _("Me")), ("none", _("Nobody yet"))]
            + [(str(pk), name) for pk, name in choices.officers],
        )
        self._offer("theme", [("", _("All themes")), *THEME_CHOICES])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def filters(self, page: int) -> Filters:
        """Return the filters; what is not understood is left out."""
        self.is_valid()
        told = self.cleaned_data
        return Filters(
            words=told.get("q", ""),
            status=told.get("status") or "open",
            programme=told.get("programme", ""),
            officer=told.get("officer", ""),
            theme=told.get("theme", ""),
            turn=told.get("turn", ""),
            late=bool(told.get("late")),
            order=told.get("order") or "due",
            page=page,
        )


class InterestForm(forms.Form):
    """I have an interest: what it is, and which side it is in."""

    reason = forms.CharField(
        label=_("What is the interest?"),
        help_text=_("In a few words: family, friendship, a seat on the board."),
        max_length=200,
    )
    sides = forms.MultipleChoiceField(
        label=_("Which side is it in?"),
        help_text=_("We remember it, so that the next case of the same organisation starts shut."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sides"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (key, in_language(side.name)) for key, side in secretariat().sides.items()
        ]


class AssignForm(forms.Form):
    """Who is the case officer, and who reads the case too."""

    officer = forms.ModelChoiceField(label=_("Case officer"), queryset=User.objects.none())
    second_reader = forms.ModelChoiceField(
        label=_("Second reader"),
        help_text=_("Asked for where the case officer helped the pair."),
        queryset=User.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("officer", "second_reader"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = officers


MARKS = {"strong": _("Strong"), "good": _("Good"), "weak": _("Weak")}


class CriterionForm(forms.Form):
    """How the case stands by one criterion, and why."""

    mark = forms.ChoiceField(
        label=_("Assessment"),
        choices=[(mark.value, MARKS[mark.value]) for mark in CriterionNote.Mark],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = LongText(
        required=True,
        label=_("Reason"),
        help_text=_("Write so that somebody who does not know us understands it."),
    )
    read_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WordsForm(forms.Form):
    """One text."""

    text = LongText(required=True)

    def __init__(self, *args: Any, label: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = hint


class SettleForm(forms.Form):
    """The answer to a complaint, and whether the pair was right."""

    is_upheld = forms.TypedChoiceField(
        label=_("Is the complaint upheld?"),
        choices=[
            ("yes", _("Yes: the decision is lifted, and the case is decided anew")),
            ("no", _("No: the decision stands")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = LongText(
        required=True,
        label=_("The answer"),
        help_text=_("With its reason. The side that complained is told that it is there."),
    )


class AskForm(forms.Form):
    """One thing asked of the pair: whom, what, by when, and what they may change."""

    side = forms.ChoiceField(label=_("Who do you ask?"), widget=forms.RadioSelect, required=False)
    text = LongText(
        required=True,
        label=_("What do you ask about?"),
        help_text=_("Ask about one thing. Write in a language that they read."),
    )
    answer_by = DayField(label=_("Answer by"), help_text=_("They have the whole of that day."))
    unlocked = forms.MultipleChoiceField(
        label=_("Which answers may they change?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, questions: Iterable[QuestionText], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"answer_by": clock.today() + timedelta(days=7), "side": ""})
        super().__init__(*args, **kwargs)
        side, unlocked = self.fields["side"], self.fields["unlocked"]
        assert isinstance(side, forms.ChoiceField)
        assert isinstance(unlocked, forms.MultipleChoiceField)
        side.choices = [
            ("", _("Both, whoever can tell")),
            *[(key, in_language(each.name)) for key, each in secretariat().sides.items()],
        ]
        unlocked.choices = [(question.key, in_language(question.words)) for question in questions]


class LeaveForm(forms.Form):
    """Another day for a promised paper, or none at all; and why."""

    what = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[("later", _("They get another day")), ("without", _("We do without it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    due_on = DayField(label=_("If another day: which?"), required=False)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("In a few words, for whoever reads the case later. The pair does not see it."),
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("what") == "later" and not told.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Say which day."))
        return told


class CallForm(forms.Form):
    """A call in which a side confirmed: who said it, when, in which language, what was read."""

    side = forms.ChoiceField(label=_("Which side confirmed?"), widget=forms.RadioSelect)
    said_by = forms.CharField(
        label=_("Who did you speak with?"),
        help_text=_("Their role, and no name: the head of the school, the coach."),
        max_length=120,
    )
    day = DayField(label=_("The day of the call"))
    clock = ClockField(label=_("The time in Oslo"))
    language = forms.ChoiceField(
        label=_("Which language did you speak?"), choices=list(LANGUAGES.items())
    )
    read_aloud = forms.MultipleChoiceField(
        label=_("What did you read aloud?"),
        help_text=_("All three, so that you both know that it is the same text."),
        choices=[
            ("title", _("The title")),
            ("sum", _("The sum applied for")),
            ("fingerprint", _("The fingerprint")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, sides: Iterable[Any], sha256: str, **kwargs: Any) -> None:
        offered = list(sides)
        now = clock.now().astimezone(clock.OSLO)
        kwargs["initial"] = {
            "side": offered[0].side if len(offered) == 1 else "",
            "language": offered[0].language if len(offered) == 1 else "",
            "day": now.date(),
            "clock": now.time(),
            "sha256": sha256,
        }
        super().__init__(*args, **kwargs)
        field = self.fields["side"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.side, each.called) for each in offered]


class AdviceForm(forms.Form):
    """What the expert council recommends."""

    supports = forms.TypedChoiceField(
        label=_("The council"),
        choices=[("yes", _("recommends support")), ("no", _("recommends against support"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = LongText(required=True, label=_("Reason"))


class ComplaintForm(forms.Form):
    """A complaint that came by letter, mail or phone."""

    side = forms.ChoiceField(label=_("Who complains?"), widget=forms.RadioSelect)
    text = LongText(
        required=True, label=_("The complaint"), help_text=_("As it was sent or said.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["side"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (key, in_language(side.name)) for key, side in secretariat().sides.items()
        ]
