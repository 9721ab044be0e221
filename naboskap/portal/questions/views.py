"""What somebody has asked an adviser, on "My page"; and its adviser let into a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from naboskap.accounts.models import User
from naboskap.advice import actions
from naboskap.advice.models import Thread
from naboskap.advice.queries import conversation_in, threads_of
from naboskap.applications.actions import let_in_adviser
from naboskap.applications.models import Application
from naboskap.applications.queries import drafts_to_let_in
from naboskap.core.errors import Refusal
from naboskap.portal.applications import page
from naboskap.portal.questions.forms import LetInForm
from naboskap.ui.answers import done, gone_on, refused
from naboskap.ui.saying import Said, SayForm
from naboskap.ui.wording import language


def thread(request: HttpRequest, key: str) -> HttpResponse:
    """Show a thread of one's own: write more, close it, let its adviser into a draft."""
    person = page.writer(request)
    found = get_object_or_404(threads_of(person), key=key)
    act = request.POST.get("act", "")
    if act == "close":
        try:
            actions.close_thread(found, by=person)
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        messages.success(request, _("Your question is closed. Write here if there is more."))
        return redirect(request.path)
    form = SayForm(request.POST if act == "say" else None)
    if done(
        request,
        form,
        lambda: actions.write_in_thread(
            found,
            form.cleaned_data["text"],
            language=language(),
            key=form.cleaned_data["key"],
            by=person,
        ),
        beside="text",
    ):
        messages.success(request, _("Your message is sent. You get a mail when it is answered."))
        return redirect(request.path)
    drafts = _drafts(found, person)
    let_in = LetInForm(request.POST if act == "let-in" else None, drafts=drafts)
    if answer := gone_on(
        request,
        let_in,
        lambda: _let_in(found, let_in.cleaned_data["draft"], drafts, by=person),
        told=_("The adviser sees the draft now, and has been told."),
        to=request.path,
        beside="draft",
    ):
        return answer
    context = {
        "thread": found,
        "form": form,
        "let_in": let_in if drafts else None,
        "said": [
            Said(one.text, one.language, one.name or _("You"), one.at, is_ours=not one.name)
            for one in conversation_in(found)
        ],
    }
    return render(request, "portal/questions/thread.html", context)


def _drafts(found: Thread, person: User) -> list[Application]:
    """Return the drafts that the thread's adviser could be let into and has not been."""
    if found.adviser is None:
        return []
    return drafts_to_let_in(person, found.adviser.user_id)


def _let_in(found: Thread, key: str, drafts: list[Application], *, by: User) -> None:
    assert found.adviser is not None
    draft = next(one for one in drafts if one.key == key)
    let_in_adviser(draft, found.adviser.user, by=by)
