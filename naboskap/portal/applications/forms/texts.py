"""The texts of a draft, and the answer to one question, as they are typed and put together."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.applications.draft import AnswerText, Translated
from naboskap.applications.renderings import in_words, is_read_by
from naboskap.core.secretariat import secretariat
from naboskap.core.tongue import LANGUAGES as TONGUES
from naboskap.core.tongue import languages_in
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.portal.applications.page import words_of
from naboskap.questionnaires.text import QuestionText
from naboskap.ui.fields import LongText
from naboskap.ui.wording import language


class Written(NamedTuple):
    """A text that was changed, with the number of the version that the writer had read."""

    key: str
    text: str
    number: int
    language: str  # As chosen; empty where the writer chose none.


def put_together(data: Any, name: str, theirs: str, which: str, both: str | None) -> Any:
    """Return what was sent, with what should stand in a field: mine, theirs, or ``both``.

    ``both`` is what the writer made of the two; None: one under the other.
    """
    told = {each: data.get(each) for each in data}
    if which == "theirs":
        told[name] = theirs
    elif which == "both":
        mine = (told.get(name) or "").lstrip()
        told[name] = f"{theirs.rstrip()}\n\n{mine}" if both is None else both
    return told


def answer_field(question: QuestionText, text: str) -> Any:
    """Return the field for one question, by its kind, holding ``text``."""
    told: dict[str, Any] = {"label": question.in_words, "help_text": question.help_in_words}
    if question.options:
        return forms.ChoiceField(
            **told,
            choices=question.options,
            widget=forms.RadioSelect,
            required=False,
            initial=text,
            error_messages={"invalid_choice": _("Choose one of those in the list.")},
        )
    # Never cut and never refused while writing: the limit is asked when it is sent.
    rows = 10 if (question.length_advised or 0) > 1_500 else 6
    rows = 2 if question.kind == "short_text" else rows
    return LongText(**told, limit=1_000_000, rows=rows, initial=text, strip=False)


class TextsForm(forms.Form):
    """The free texts, each with the number of the version that the writer had before them.

    Where two texts met, a button settles it without a script too: ``settle`` is the question and
    what should stand ("mine", "theirs", or "both" put together).
    """

    def __init__(
        self,
        *args: Any,
        questions: Iterable[QuestionText],
        answers: dict[str, AnswerText],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        self.answers = answers
        self.settled = ""
        self.set_aside: Written | None = None  # One's own text, where the other's shall stand.
        self.own: Written | None = None  # One's own text, where both put together shall stand.
        for question in self.questions:
            answer = answers.get(question.key)
            self.fields[question.key] = text = answer_field(
                question, answer.text if answer else ""
            )
            text.is_asked_for = question.is_required
            if answer and answer.text:
                text.widget.attrs["lang"] = answer.language
            self.fields[f"{question.key}-number"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=answer.number if answer else 0
            )
            self.fields[f"{question.key}-language"] = forms.ChoiceField(
                label=_("Language of this text"),
                choices=[("", _("Told by the text")), *words_of(TONGUES, LANGUAGES)],
                required=False,
                initial=answer.language if answer and answer.text else "",
            )
        if self.is_bound:
            self._settle()

    def _settle(self) -> None:
        key, _colon, which = str(self.data.get("settle", "")).partition(":")
        theirs = self.answers.get(key)
        if theirs is None or key not in self.fields:
            return
        self.settled = key
        said = {
            name: self.data.get(self.add_prefix(f"{key}{name}"), "") for name in ("", "-number")
        }
        number = int(said["-number"]) if said["-number"].isdecimal() else 0
        own = Written(key, said[""].replace("\r\n", "\n"), number, "")
        if which == "theirs":
            self.set_aside = own
        elif which == "both":
            self.own = own
        both = self.data.get(f"merged-{key}")
        self.data = put_together(self.data, self.add_prefix(key), theirs.text, which, both)

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "question": question,
                "text": self[question.key],
                "number": self[f"{question.key}-number"],
                "language": self[f"{question.key}-language"],
                "answer": self.answers.get(question.key),
                "written_in": self._written_in(question.key),
                "beside": self._beside(question.key),
                "read_in": self._read_in(question.key),
                "length": len(self[question.key].value() or ""),
                "is_over": bool(question.length_limit)
                and len(self[question.key].value() or "") > (question.length_limit or 0),
            }
            for question in self.questions
        ]

    def _read_in(self, key: str) -> Translated | None:
        """Return the translation in the reader's own language, where there is one."""
        answer = self.answers.get(key)
        found = answer.in_language(language()) if answer else None
        return found if found and found.text else None

    def _beside(self, key: str) -> list[dict[str, Any]]:
        """Return the languages that a text is in beside its own, or can be written in."""
        answer = self.answers.get(key)
        if answer is None or not answer.text:
            return []
        here = {side.language for side in secretariat().sides.values()} | {language()}
        here |= {one.language for one in answer.translations}
        found = []
        for code in TONGUES:
            if code != answer.language and code in here:
                one = answer.in_language(code)
                said = {
                    "code": code,
                    "words": LANGUAGES[code],
                    "mark": one.mark if one and one.text else "",
                    "is_stale": one is not None and one.of_number != answer.number,
                }
                found.append(said)
        return found

    def _written_in(self, key: str) -> Any:
        """Name the language of a text that is not in the reader's own."""
        answer = self.answers.get(key)
        if answer is None or not answer.text or not answer.language:
            return ""
        spoken = languages_in(answer.text, answer.language)
        if all(is_read_by(language(), {code}) for code in spoken):
            return ""
        return in_words(answer.text, answer.language)

    def changed(self) -> list[Written]:
        """Return what differs from what stands: a text, or the language it is said to be in."""
        found = []
        for question in self.questions:
            text = self.cleaned_data[question.key]
            answer = self.answers.get(question.key)
            said = self.cleaned_data.get(f"{question.key}-language") or ""
            chosen = said if said != (answer.language if answer and answer.text else "") else ""
            if text != (answer.text if answer else "") or (answer and answer.text and chosen):
                number = self.cleaned_data[f"{question.key}-number"]
                found.append(Written(question.key, text, number, chosen))
        return found


class AnswerForm(forms.Form):
    """The pair's answer to the one thing that was asked."""

    text = LongText(
        label=_("Your answer"),
        limit=6_000,
        rows=5,
        required=True,
        error_messages={"required": _("Write an answer, even a short one.")},
    )
