"""The free texts: one page, saved each for itself, and met where two wrote at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.applications.actions import restore_answer, save_answer, set_aside_answer
from naboskap.applications.models import Application
from naboskap.applications.queries import writers_of
from naboskap.core.difference import Piece, difference
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.texts import TextsForm
from naboskap.portal.applications.history import Writers, past_of
from naboskap.portal.applications.views.answers import gone_on, show
from naboskap.questionnaires.actions import AnswerChanged
from naboskap.questionnaires.merge import merged
from naboskap.questionnaires.queries import question_with, versions_of
from naboskap.ui import wording
from naboskap.ui.answers import keep, refused
from naboskap.ui.revisions import revision_read

A_PAGE = 20  # Versions on one page of a text's history.


@dataclass(frozen=True, slots=True)
class Clash:
    """Two texts for one question: what stands, and what was written now.

    ``merged`` is both put together, for whoever wrote to change; ``pieces`` are both as one text,
    with what only one of them has: ``out`` is theirs, ``into`` is one's own. ``is_own``: both are
    the reader's, from two windows.
    """

    key: str
    theirs: str
    language: str
    who: str
    at: datetime
    merged: str = ""
    pieces: tuple[Piece, ...] = ()
    is_own: bool = False


def texts(request: HttpRequest, key: str) -> HttpResponse:
    """Show and save all texts. Without a script, one button saves them all."""
    mine = page.of(request, key)
    if not mine.is_open_to_write and request.method == "GET":
        return redirect("portal:read", key=key)
    form = TextsForm(request.POST or None, questions=mine.questions, answers=mine.draft.answers)
    clashes: dict[str, Clash] = {}
    if request.method == "POST" and form.is_valid():
        clashes = save_texts(request, mine, form)
        if not clashes and form.is_valid():
            messages.success(request, _("Saved."))
            if form.settled:
                return redirect(f"{request.path}#{form.settled}")
            return gone_on(request, mine)
    return show(request, mine, "texts", form=form, clashes=clashes)


def save_texts(request: HttpRequest, mine: page.DraftPage, form: TextsForm) -> dict[str, Clash]:
    """Save what was changed; what another changed meanwhile comes back as a clash."""
    clashes = {}
    data: Any = dict(form.data.items())
    changed, aside = form.changed(), form.set_aside
    if form.own and all(one.key != form.own.key for one in changed):
        aside = form.own  # Put together, it says no more than what stands.
    for each in [*changed, *([aside] if aside else [])]:
        one = each
        save = set_aside_answer if one is aside else save_answer
        try:
            if form.own and form.own.key == one.key and one is not aside:
                # Put together of both: one's own text is among the earlier ones then.
                own = save_answer(
                    mine.application, *form.own[:2], read_number=one.number, by=mine.user
                )
                one = one._replace(number=own.number)
            saved = save(
                mine.application,
                one.key,
                one.text,
                language=one.language,
                read_number=one.number,
                by=mine.user,
            )
        except AnswerChanged as change:
            keep(request, change)
            clashes[one.key] = clash(mine.application, change, reader=mine.user.pk)
            # Both texts are before the writer now: the next save counts as having read theirs.
            data[form.add_prefix(f"{one.key}-number")] = str(change.number)
            form.add_error(one.key, str(change.reason))
        except Refusal as refusal:
            keep(request, refusal)
            form.add_error(None, str(refusal.reason))
            break
        else:
            data[form.add_prefix(f"{one.key}-number")] = str(saved.number)
    form.data = data
    return clashes


def clash(application: Application, change: AnswerChanged, *, reader: int) -> Clash:
    who = Writers(writers_of(application), reader).name(change.saved_by_id)
    both = merged(change.base, change.yours, change.theirs)
    pieces = tuple(difference(change.theirs, change.yours))
    return Clash(
        change.key,
        change.theirs,
        change.language,
        who,
        change.saved_at,
        both,
        pieces,
        is_own=change.saved_by_id == reader,
    )


@require_POST
def answer(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Save one text as it is typed.

    200 with its number (and the text, where somebody has gone on from this one), 409 with both
    texts, who and when, 422 with why not; a lost session is answered by the login wall.
    """
    application = page.fetched_to_save(request, key)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    # Where two texts met and the other's shall stand, one's own is kept among the earlier ones.
    save = set_aside_answer if request.POST.get("settle") == "theirs" else save_answer
    try:
        saved = save(
            application,
            question,
            text,
            language=request.POST.get("language", ""),
            read_number=revision_read(request, "number"),
            by=page.writer(request),
        )
    except AnswerChanged as change:
        keep(request, change)
        met = clash(application, change, reader=page.writer(request).pk)
        return JsonResponse(told_of(met, change.number), status=409)
    except Refusal as refusal:
        keep(request, refusal)
        return JsonResponse({"why": str(refusal.reason)}, status=422)
    told: dict[str, Any] = {"number": saved.number, "language": saved.language}
    return JsonResponse(told if saved.text == text else {**told, "text": saved.text})


def told_of(met: Clash, number: int) -> dict[str, Any]:
    """Tell a script of two texts that met: both, what differs, and the two put together."""
    return {
        "theirs": met.theirs,
        "language": met.language,
        "who": said_by(met),
        "own": met.is_own,
        "number": number,
        "merged": met.merged,
        "pieces": [[piece.kind, piece.text] for piece in met.pieces],
    }


def said_by(met: Clash) -> str:
    """Say whose the other text is, and when it was saved, at both sides."""
    return _("%(who)s saved this, %(when)s:") % {
        "who": met.who,
        "when": wording.at_both(met.at),
    }


def history(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Show every text that was ever saved for a question; let one of them stand again."""
    mine = page.of(request, key)
    asked = question_with(mine.application.sheet.version, question)
    if asked is None:
        raise Http404
    here = reverse("portal:history", kwargs={"key": key, "question": question})
    stands = mine.draft.answers.get(question)
    if request.method == "POST":
        number, read = (revision_read(request, name) for name in ("restore", "number"))
        try:
            restore_answer(mine.application, question, number, read_number=read, by=mine.user)
        except Refusal as refusal:
            return refused(request, refusal, back_to=here)
        messages.success(request, _("The earlier text stands again. Nothing has gone away."))
        return redirect(here)
    shown, several = a_page(request, versions_of(mine.application.sheet, question))
    return show(
        request,
        mine,
        "history",
        asked=asked,
        stands=stands,
        versions=past_of(several, Writers(writers_of(mine.application), mine.user.pk))[:A_PAGE],
        shown=shown,
        may_restore=mine.is_open_to_write
        and may(mine.user, "applications.write_application", mine.application),
        back=back_to(mine, question),
    )


def a_page(request: HttpRequest, rows: QuerySet[Any]) -> tuple[Any, list[Any]]:
    """Return one page of versions, and its rows with one more than it holds.

    The last one is told by its difference to the one before.
    """
    shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    start = shown.start_index() - 1 if shown.paginator.count else 0
    return shown, list(rows[start : start + A_PAGE + 1])


def back_to(mine: page.DraftPage, question: str) -> str:
    """Return the address of the page that the text is written on (or read, once it is sent)."""
    name = "read" if not mine.is_open_to_write else "short" if mine.is_short else "texts"
    return f"{reverse(f'portal:{name}', kwargs={'key': mine.application.key})}#{question}"
