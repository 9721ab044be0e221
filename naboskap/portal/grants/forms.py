"""The forms of a decision and of a report. Nothing that was typed is ever lost."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import AGES
from naboskap.portal.applications.forms.texts import answer_field
from naboskap.questionnaires.models import Answer
from naboskap.questionnaires.text import QuestionText
from naboskap.reports.models import Report, ReportActivity, ReportLine, ReportParticipants
from naboskap.ui.fields import LongText
from naboskap.ui.figures import KronerField, WholeNumberField


class ComplaintForm(forms.Form):
    text = LongText(label=gettext_lazy("What do you disagree with?"), required=True, rows=8)


class DeclineForm(forms.Form):
    reason = LongText(label=gettext_lazy("Do you want to tell us why?"), rows=3)


class RevisedForm(forms.Form):
    """A form over figures that both sides may change: it says which it was made from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(data, initial={"revision": report.revision})

    def read_again(self, report: Report) -> None:
        """Take the figures as they stand now as read, keeping what was typed."""
        data = cast("QueryDict", self.data).copy()
        data["revision"] = str(report.revision)
        self.data = data


class ActivitiesForm(RevisedForm):
    """What became of each activity."""

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(report, data)
        self.rows: list[ReportActivity] = list(report.activities.all())
        for row in self.rows:
            self.fields[f"happened_{row.pk}"] = forms.ChoiceField(
                label=_("Was it done?"),
                choices=ReportActivity.Happened.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=row.happened,
            )
            self.fields[f"told_{row.pk}"] = LongText(
                label=_("Tell briefly what you did"), rows=3, initial=row.told
            )

    def parts(self) -> Iterable[tuple[ReportActivity, Any, Any]]:
        for row in self.rows:
            yield row, self[f"happened_{row.pk}"], self[f"told_{row.pk}"]

    @property
    def told(self) -> dict[int, tuple[str, str]]:
        read = self.cleaned_data
        return {row.pk: (read[f"happened_{row.pk}"], read[f"told_{row.pk}"]) for row in self.rows}


class ParticipantsForm(RevisedForm):
    """How many took part. Numbers only."""

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(report, data)
        self.rows: list[ReportParticipants] = list(report.participants.all())
        for row in self.rows:
            self.fields[f"number_{row.pk}"] = WholeNumberField(
                label=_("How many took part"), required=False, is_rough=True, initial=row.number
            )
            side = in_language(secretariat().sides[row.side].name)
            called = f"{side}, {AGES.get(row.age, row.age)}"
            self.fields[f"number_{row.pk}"].called = called  # type: ignore[attr-defined]

    def parts(self) -> Iterable[tuple[ReportParticipants, Any]]:
        for row in self.rows:
            yield row, self[f"number_{row.pk}"]

    @property
    def numbers(self) -> dict[int, int | None]:
        return {row.pk: self.cleaned_data[f"number_{row.pk}"] for row in self.rows}


class AccountsForm(RevisedForm):
    """What every line came to, and what the pair and others paid themselves."""

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(report, data)
        self.rows: list[ReportLine] = list(report.lines.all())
        for row in self.rows:
            self.fields[f"spent_{row.pk}"] = KronerField(
                label=_("What it came to"), required=False, initial=row.amount_spent
            )
            self.fields[f"note_{row.pk}"] = forms.CharField(
                label=_("Why it differs"), required=False, max_length=300, initial=row.note
            )
        self.fields["own"] = KronerField(
            label=_("What you and others have paid yourselves"),
            help_text=_("Own money, fees, other support, and own work. Not the grant."),
            required=False,
            initial=report.amount_own,
        )

    def parts(self) -> Iterable[tuple[ReportLine, Any, Any]]:
        for row in self.rows:
            yield row, self[f"spent_{row.pk}"], self[f"note_{row.pk}"]

    @property
    def spent(self) -> dict[int, tuple[int | None, str]]:
        read = self.cleaned_data
        return {row.pk: (read[f"spent_{row.pk}"], read[f"note_{row.pk}"]) for row in self.rows}


class AnswersForm(forms.Form):
    """The free texts. Each says which text it was written over."""

    def __init__(
        self,
        questions: Iterable[QuestionText],
        answers: Mapping[str, Answer],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.questions = list(questions)
        for question in self.questions:
            answer = answers.get(question.key)
            text = answer.text if answer else ""
            self.fields[f"answer_{question.key}"] = answer_field(question, text)
            self.fields[f"read_{question.key}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=answer.number if answer else 0
            )

    def parts(self) -> Iterable[tuple[QuestionText, Any, Any]]:
        for question in self.questions:
            yield question, self[f"answer_{question.key}"], self[f"read_{question.key}"]

    def read_again(self, key: str, number: int) -> None:
        """Take another's text as read, so that the next save is a choice."""
        data = cast("QueryDict", self.data).copy()
        data[f"read_{key}"] = str(number)
        self.data = data


class AuditorForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The auditor's confirmation"),
        help_text=gettext_lazy("PDF, JPG, PNG, DOCX, XLSX or ODT, at most 20 MB."),
        error_messages={"required": gettext_lazy("Choose the file first.")},
    )
