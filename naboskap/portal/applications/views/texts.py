"""The free texts: one page, saved each for itself, and met where two wrote at once."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.accounts.models import User
from naboskap.applications.actions import save_answer
from naboskap.core.errors import Refusal
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.plan import TextsForm
from naboskap.portal.applications.views.answers import show
from naboskap.questionnaires.actions import AnswerChanged
from naboskap.ui.answers import keep


@dataclass(frozen=True, slots=True)
class Clash:
    """Two texts for one question: what stands, and what was written now."""

    key: str
    theirs: str
    who: str
    at: datetime


def texts(request: HttpRequest, key: str) -> HttpResponse:
    """Show and save all texts. Without a script, one button saves them all."""
    mine = page.of(request, key)
    form = TextsForm(request.POST or None, questions=mine.questions, answers=mine.draft.answers)
    clashes: dict[str, Clash] = {}
    if request.method == "POST" and form.is_valid():
        clashes = save_texts(request, mine, form)
        if not clashes and form.is_valid():
            messages.success(request, _("Saved."))
            here = "stay" in request.POST
            return redirect("portal:texts" if here else "portal:activities", key=key)
    return show(request, mine, "texts", form=form, clashes=clashes)


def save_texts(request: HttpRequest, mine: page.DraftPage, form: TextsForm) -> dict[str, Clash]:
    """Save what was changed; what another changed meanwhile comes back as a clash."""
    clashes = {}
    for name, text, read_number in form.changed():
        try:
            save_answer(
                mine.application,
                name,
                text,
                language=get_language() or "nb",
                read_number=read_number,
                by=mine.user,
            )
        except AnswerChanged as change:
            keep(request, change)
            clashes[name] = clash(change)
            # Both texts are before the writer now: the next save counts as having read theirs.
            data = dict(form.data.items())
            data[form.add_prefix(f"{name}-number")] = str(change.number)
            form.data = data
            form.add_error(name, str(change.reason))
        except Refusal as refusal:
            keep(request, refusal)
            form.add_error(None, str(refusal.reason))
            break
    return clashes


def clash(change: AnswerChanged) -> Clash:
    person = User.objects.filter(pk=change.saved_by_id).first()
    return Clash(change.key, change.theirs, str(person) if person else "", change.saved_at)


@require_POST
def answer(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Save one text as it is typed: 200 with its number, 409 with both texts, 422 with why not."""
    application = page.fetched(request, key)
    number = request.POST.get("number", "0")
    try:
        saved = save_answer(
            application,
            question,
            request.POST.get("text", "").replace("\r\n", "\n"),
            language=get_language() or "nb",
            read_number=int(number) if number.isdigit() else 0,
            by=page.writer(request),
        )
    except AnswerChanged as change:
        keep(request, change)
        met = clash(change)
        return JsonResponse(
            {"theirs": met.theirs, "who": met.who, "number": change.number}, status=409
        )
    except Refusal as refusal:
        keep(request, refusal)
        return JsonResponse({"why": str(refusal.reason)}, status=422)
    return JsonResponse({"number": saved.number})
