"""A text in another language, beside the original: written, translated, checked."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.applications.actions import (
    check_translation,
    restore_translation,
    save_translation,
)
from naboskap.applications.draft import AnswerText, Translated
from naboskap.applications.queries import writers_of
from naboskap.core.difference import Piece, difference
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.tongue import LANGUAGES as TONGUES
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.translation import TranslationForm
from naboskap.portal.applications.history import Writers, past_of
from naboskap.portal.applications.views.answers import show
from naboskap.portal.applications.views.texts import (
    A_PAGE,
    a_page,
    back_to,
    clash,
    told_of,
)
from naboskap.questionnaires.actions import AnswerChanged
from naboskap.questionnaires.queries import (
    question_with,
    translation_versions_of,
    versions_of,
)
from naboskap.questionnaires.text import QuestionText
from naboskap.ui.answers import keep, refused
from naboskap.ui.revisions import revision_read


@dataclass(frozen=True, slots=True)
class Beside:
    """One text and its translation, for one reader."""

    mine: page.DraftPage
    asked: QuestionText
    original: AnswerText
    language: str

    @property
    def stands(self) -> Translated | None:
        return self.original.in_language(self.language)

    @property
    def is_stale(self) -> bool:
        return self.stands is not None and self.stands.of_number != self.original.number

    @property
    def since(self) -> list[Piece]:
        """What has changed in the original since it was translated."""
        if self.stands is None or not self.is_stale:
            return []
        rows = versions_of(self.mine.application.sheet, self.asked.key)
        before = rows.filter(number=self.stands.of_number).first()
        return difference(before.text if before else "", self.original.text)


def translation(request: HttpRequest, key: str, question: str, language: str) -> HttpResponse:
    """Write a text in another language beside the original, or say that the two say the same."""
    mine = page.of(request, key)
    asked = question_with(mine.application.sheet.version, question)
    original = mine.draft.answers.get(question)
    if asked is None or language not in TONGUES:
        raise Http404
    if original is None or not original.text or original.language == language:
        return redirect(back_to(mine, question))
    both = Beside(mine, asked, original, language)
    if request.method == "POST" and "check" in request.POST:
        return _check(request, both)
    form = TranslationForm(
        request.POST or None, original=original, stands=both.stands, language=language
    )
    clashes: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        answer = _save(request, both, form, clashes)
        if answer is not None:
            return answer
    writers = Writers(writers_of(mine.application), mine.user.pk)
    stands = both.stands
    return show(
        request,
        mine,
        "translation",
        both=both,
        original_words=LANGUAGES.get(original.language, original.language),
        language_words=LANGUAGES[language],
        form=form,
        met=clashes.get("met"),
        saved_by=writers.name(stands.saved_by_id) if stands else "",
        checked_by=writers.name(stands.checked_by_id) if stands and stands.checked_by_id else "",
        may_write=mine.is_open_to_write
        and may(mine.user, "applications.write_application", mine.application),
        back=back_to(mine, question),
    )


def _save(
    request: HttpRequest, both: Beside, form: TranslationForm, clashes: dict[str, Any]
) -> HttpResponse | None:
    """Save it, by the button or as it is typed; None where the page must be shown again."""
    mine, by_itself = both.mine, bool(request.headers.get("X-Autosave"))
    try:
        saved = save_translation(
            mine.application, both.asked.key, language=both.language, by=mine.user, **form.facts()
        )
    except AnswerChanged as change:
        keep(request, change)
        met = clash(mine.application, change, reader=mine.user.pk)
        if by_itself:
            return JsonResponse(told_of(met, change.number), status=409)
        form.read_again(change.number, str(change.reason))
        clashes["met"] = met
        return None
    except Refusal as refusal:
        keep(request, refusal)
        if by_itself:
            return JsonResponse({"why": str(refusal.reason)}, status=422)
        form.add_error(None, str(refusal.reason))
        return None
    if by_itself:
        return JsonResponse({"number": saved.number})
    messages.success(request, _("Saved."))
    return redirect(request.path)


def _check(request: HttpRequest, both: Beside) -> HttpResponse:
    of_number, read_number = (revision_read(request, name) for name in ("of_number", "number"))
    try:
        check_translation(
            both.mine.application,
            both.asked.key,
            both.language,
            of_number=of_number,
            read_number=read_number,
            by=both.mine.user,
        )
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path)
    messages.success(request, _("It is written down that you have checked it."))
    return redirect(request.path)


def history(request: HttpRequest, key: str, question: str, language: str) -> HttpResponse:
    """Show every translation that was ever saved of a text; let one of them stand again."""
    mine = page.of(request, key)
    asked = question_with(mine.application.sheet.version, question)
    original = mine.draft.answers.get(question)
    if asked is None or original is None or language not in TONGUES:
        raise Http404
    where = {"key": key, "question": question, "language": language}
    if request.method == "POST":
        number, read = (revision_read(request, name) for name in ("restore", "number"))
        try:
            restore_translation(
                mine.application, question, language, number, read_number=read, by=mine.user
            )
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        messages.success(request, _("The earlier text stands again. Nothing has gone away."))
        return redirect(request.path)
    rows = translation_versions_of(mine.application.sheet, question, language)
    shown, several = a_page(request, rows)
    writers = Writers(writers_of(mine.application), mine.user.pk)
    return show(
        request,
        mine,
        "history",
        asked=asked,
        stands=original.in_language(language),
        versions=past_of(several, writers, language=language)[:A_PAGE],
        shown=shown,
        may_restore=mine.is_open_to_write
        and may(mine.user, "applications.write_application", mine.application),
        back=reverse("portal:translation", kwargs=where),
        original=original,
        language_words=LANGUAGES[language],
    )
