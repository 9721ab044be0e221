"""How an editor writes a question: its texts in three languages, its limits, when it is asked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.core.words import in_language
from naboskap.questionnaires.faults import LANGUAGES, NAMES
from naboskap.questionnaires.models import Question, QuestionIdentity
from naboskap.questionnaires.text import LEGAL_BASES, SECTIONS, Choice, QuestionText
from naboskap.ui.fields import LongText
from naboskap.ui.figures import WholeNumberField

TEXTS = {
    "words": _("The question"),
    "help": _("Help below the question"),
    "why": _("Why we ask"),
    "good": _("An answer that helps us"),
    "weak": _("An answer that helps us little"),
    "purpose": _("What the answer is used for"),
}
KINDS = {
    "long_text": _("A long text"),
    "short_text": _("A short text"),
    "choice": _("One of several"),
    "yes_no": _("Yes or no"),
}
NOTHING = ("", _("None"))
APART = "|"
# What a question that was asked before brings along; where and when it is asked, it does not.
COMES_ALONG = (
    *TEXTS,
    "legal_basis",
    "length_advised",
    "length_limit",
    "choices",
    "is_required",
    "lesson",
)


SHORT = _("Write letters from a to z, figures and hyphens only, as safe-travel.")


class QuestionForm(forms.Form):
    """All that a draft says of one question. What is half written is saved all the same."""

    section = forms.ChoiceField(label=_("Part of the form"), choices=list(SECTIONS.items()))
    is_required = forms.BooleanField(label=_("It must be answered"), required=False)
    length_advised = WholeNumberField(label=_("We advise so many characters"), required=False)
    length_limit = WholeNumberField(label=_("There is room for so many"), required=False)
    legal_basis = forms.ChoiceField(
        label=_("By which law we keep the answer"),
        required=False,
        choices=[NOTHING, *LEGAL_BASES.items()],
    )
    criterion = forms.ChoiceField(label=_("The criterion that it feeds"), required=False)
    lesson = forms.SlugField(
        label=_("The lesson about it"),
        help_text=_("The last part of the lesson's address. Nothing is shown until it is there."),
        required=False,
        max_length=100,
        error_messages={"invalid": SHORT},
    )
    only_if = forms.ChoiceField(label=_("Ask it only if"), required=False)
    choices = LongText(
        label=_("What one can choose"),
        help_text=_("A line for each: code | Norwegian | English | Russian."),
        rows=4,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        question: QuestionText,
        before: Iterable[QuestionText],
        criteria: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        for part, label in TEXTS.items():
            for code in LANGUAGES:
                text = LongText(label=f"{label}, {NAMES[code]}", rows=2, limit=4_000)
                text.initial = getattr(question, part).get(code, "")
                self.fields[f"{part}_{code}"] = text
        known = dict(criteria)
        if question.criterion:
            known.setdefault(question.criterion, question.criterion)
        self.fields["criterion"].choices = [NOTHING, *known.items()]  # type: ignore[attr-defined]
        self.fields["only_if"].choices = [  # type: ignore[attr-defined]
            ("", _("It is always asked")),
            *(
                (f"{one.key}:{code}", f"{one.in_words} {words}")
                for one in before
                for code, words in one.options
            ),
        ]
        for name in self.left_out:
            del self.fields[name]

    @property
    def left_out(self) -> list[str]:
        """Fields that a question of this kind does not have."""
        kind = self.question.kind
        left = [] if kind == "choice" else ["choices"]
        if kind not in ("long_text", "short_text"):
            left += ["length_advised", "length_limit"]
        if kind == "built_in":
            left.append("only_if")
        return left

    def texts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return each text with its three fields."""
        return [
            (label, [self[f"{part}_{code}"] for code in LANGUAGES])
            for part, label in TEXTS.items()
        ]

    def facts(self) -> dict[str, Any]:
        told = self.cleaned_data
        facts: dict[str, Any] = {
            part: {
                code: told[f"{part}_{code}"].strip()
                for code in LANGUAGES
                if told[f"{part}_{code}"].strip()
            }
            for part in TEXTS
        }
        kept = ("section", "is_required", "legal_basis", "criterion", "lesson")
        facts |= {name: told[name] for name in kept}
        facts |= {name: told[name] for name in ("length_advised", "length_limit") if name in told}
        if "only_if" in told:
            key, _colon, choice = told["only_if"].rpartition(":")
            facts["only_if"] = {"key": key, "choice": choice} if key else {}
        if "choices" in told:
            facts["choices"] = _choices(told["choices"])
        return facts


def _choices(text: str) -> list[dict[str, Any]]:
    rows = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        code, *words = (part.strip() for part in line.split(APART))
        told = {name: word for name, word in zip(LANGUAGES, words, strict=False) if word}
        rows.append({"code": code, "words": told})
    return rows


def values_of(question: QuestionText, revision: int) -> dict[str, Any]:
    """Return a question as its form shows it."""
    condition = question.only_if
    return {
        "section": question.section,
        "is_required": question.is_required,
        "length_advised": question.length_advised,
        "length_limit": question.length_limit,
        "legal_basis": question.legal_basis,
        "criterion": question.criterion,
        "lesson": question.lesson,
        "only_if": f"{condition.key}:{condition.choice}" if condition else "",
        "choices": "\n".join(_line(one) for one in question.choices),
        "revision": revision,
    }


def _line(choice: Choice) -> str:
    return f" {APART} ".join([choice.code, *(choice.words.get(code, "") for code in LANGUAGES)])


def choices_left_out(question: QuestionText, in_use: QuestionText | None) -> list[str]:
    """Return the lines of what can be chosen in the version in use, and no longer in the draft."""
    there = {one.code for one in question.choices}
    return [_line(one) for one in (in_use.choices if in_use else ()) if one.code not in there]


class AddForm(forms.Form):
    """A new question, or one that another form or an earlier version has asked."""

    known = forms.ChoiceField(label=_("One that we have asked before"), required=False)
    words = forms.CharField(
        label=_("Or a new one: the question in Norwegian"), required=False, max_length=200
    )
    key = forms.SlugField(
        label=_("Its short name, for ever"),
        help_text=_("Small letters, figures and hyphens: it is never shown, and never changes."),
        required=False,
        max_length=50,
        error_messages={"invalid": SHORT},
    )
    kind = forms.ChoiceField(
        label=_("Kind of answer"), choices=list(KINDS.items()), initial="long_text"
    )
    role = forms.SlugField(
        label=_("Its role"),
        help_text=_(
            "For an answer that lists and letters use, as title: which one it is. Most have none."
        ),
        required=False,
        max_length=30,
        error_messages={"invalid": SHORT},
    )
    section = forms.ChoiceField(label=_("Part of the form"), choices=list(SECTIONS.items()))

    def __init__(self, *args: Any, asked: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Question.objects.exclude(identity__key__in=list(asked)).order_by("pk")
        self.before: dict[str, Question] = {
            row.identity.key: row for row in rows.select_related("identity")
        }
        names = [(key, in_language(row.words) or key) for key, row in self.before.items()]
        self.fields["known"].choices = [NOTHING, *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("known") and "key" not in self.errors and not told.get("key"):
            self.add_error("key", _("Choose one that we have asked before, or name a new one."))
        return told

    def facts(self) -> dict[str, Any]:
        """Return what to add: all that was said of a known question comes along."""
        told = self.cleaned_data
        if row := self.before.get(told["known"]):
            identity: QuestionIdentity = row.identity
            facts = {name: getattr(row, name) for name in COMES_ALONG}
            facts |= {"key": identity.key, "kind": identity.kind, "role": identity.role}
        else:
            facts = {"key": told["key"], "kind": told["kind"], "role": told["role"]}
            facts["words"] = {"nb": told["words"]} if told["words"] else {}
        return facts | {"section": told["section"]}
