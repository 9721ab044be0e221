"""Write in Word: the draft as a file, and back with a look at what goes where."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from naboskap.applications.actions import save_answer
from naboskap.core.errors import Refusal, require
from naboskap.portal.applications import page
from naboskap.portal.applications.views.answers import show
from naboskap.portal.applications.word import Sorted, sort, sort_again, word_of
from naboskap.questionnaires.actions import AnswerChanged
from naboskap.questionnaires.paper import LARGEST, Read, UnreadableError, read
from naboskap.records.actions import check_upload
from naboskap.records.uploads import DOCX
from naboskap.ui.answers import done, download, keep

WHY = {
    "damaged": gettext_lazy("The file cannot be read. Open it in Word, save it and try again."),
    "large": gettext_lazy("The file is larger than 5 MB. Take out pictures, and try again."),
    "foreign": gettext_lazy(
        "The file fetches something from elsewhere. Fetch a new one here, and paste your texts."
    ),
}


class WordForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The Word file"),
        help_text=gettext_lazy(
            "The file that you fetched here, at most 5 MB. Word or LibreOffice."
        ),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file first.")},
    )


@require_GET
def word_file(request: HttpRequest, key: str) -> HttpResponse:
    """Give the draft as a Word file, under a name that names nobody."""
    mine = page.of(request, key)
    return download(
        word_of(mine), name=f"{pgettext('file name', 'application')}-{key[:6]}.docx", kind=DOCX
    )


def word(request: HttpRequest, key: str) -> HttpResponse:
    """Take the file back: show what goes where, and save nothing yet."""
    mine = page.of(request, key)
    form = WordForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = WordForm(request.POST, request.FILES)
    if found := done(request, form, lambda: _read(form), beside="file"):
        return _preview(request, mine, sort(mine, found.value))
    return show(request, mine, "word", status=422 if form.errors else 200, form=form)


def _read(form: forms.Form) -> Read:
    """Read the file. Rules REC-1 to REC-6, REC-11; APP-80 (a Word file), APP-81 (it reads)."""
    file = form.cleaned_data["file"]
    content = file.read(LARGEST + 1)
    kind = check_upload(file.name, content)
    require("APP-80", kind == DOCX, _("Send back the Word file (.docx) that you fetched here."))
    why = ""
    try:
        return read(content)
    except UnreadableError as fault:
        why = fault.why
    require("APP-81", not why, WHY[why])
    raise AssertionError(why)


def _preview(
    request: HttpRequest, mine: page.DraftPage, found: Sorted, *, status: int = 200
) -> HttpResponse:
    return show(request, mine, "word_preview", status=status, found=found)


@require_POST
def word_take(request: HttpRequest, key: str) -> HttpResponse:
    """Save the texts that were chosen; what was changed meanwhile is shown anew."""
    mine = page.of(request, key)
    chosen = set(request.POST.getlist("take"))
    taken, met, left = 0, {}, {}
    for question in mine.questions:
        text = request.POST.get(f"text-{question.key}")
        number = request.POST.get(f"number-{question.key}", "")
        if question.key not in chosen or text is None or not number.isdecimal():
            continue
        text = text.replace("\r\n", "\n").strip()
        try:
            save_answer(
                mine.application,
                question.key,
                text,
                read_number=int(number),
                by=mine.user,
            )
            taken += 1
        except AnswerChanged as change:
            keep(request, change)
            met[question.key], left[question.key] = text, int(number)
        except Refusal as refusal:
            keep(request, refusal)
            messages.error(request, str(refusal.reason))
            return redirect("portal:word", key=key)
    if taken:
        said = ngettext(
            "%(number)s text is saved from the file.",
            "%(number)s texts are saved from the file.",
            taken,
        )
        messages.success(request, said % {"number": taken})
    if met:
        anew = page.of(request, key)
        return _preview(request, anew, sort_again(anew, met, left), status=409)
    if not taken:
        messages.info(request, _("Nothing was chosen, and nothing is changed."))
    return redirect("portal:short" if mine.is_short else "portal:texts", key=key)
