"""Ask an adviser without an account, and read and write on by a mailed link."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naboskap.accounts.requests import address_of_visitor
from naboskap.advice import actions
from naboskap.advice.links import Holder, holder_of
from naboskap.advice.models import Adviser, Thread
from naboskap.advice.queries import (
    adviser_for,
    conversation_in,
    has_public_answers,
    shown_advisers,
)
from naboskap.advice.statuses import ThreadStatus
from naboskap.core.errors import Refusal
from naboskap.guidelines.vocabulary import THEMES
from naboskap.ui.answers import done, refused
from naboskap.ui.saying import Said, SayForm
from naboskap.ui.wording import language
from naboskap.website.questions.forms import LostLinkForm, QuestionForm
from naboskap.website.stamped import new_stamp
from naboskap.website.typed import address_kept, keep_address

FIELD_OF = {"ADV-8": "text", "ADV-9": "address"}
LOST = "lost-link"


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question in. It may be for an adviser whom the visitor has chosen."""
    has_account = request.user.is_authenticated
    chosen = _chosen(request)
    if request.method == "POST":
        form = QuestionForm(request.POST, has_account=has_account)
        if sent := done(
            request,
            form,
            lambda: actions.ask_question(
                form.cleaned_data["text"],
                address=form.cleaned_data.get("address", ""),
                theme=form.cleaned_data["theme"],
                language=language(),
                key=form.key,
                origin=actions.origin_of(address_of_visitor(request)),
                adviser=chosen,
                by=request.user,
            ),
            beside=FIELD_OF,
        ):
            if sent.value.user_id is not None:
                messages.success(request, _("Your question has come in."))
                return redirect("portal:thread", key=sent.value.key)
            keep_address(request, sent.value.form_key, form.cleaned_data["address"])
            return redirect("ask-thanks", key=sent.value.form_key)
        theme = form.data.get("theme", "")
    else:
        theme = request.GET.get("tema", "")
        theme = theme if theme in THEMES else ""
        form = QuestionForm(
            initial={"theme": theme, "stamp": new_stamp()}, has_account=has_account
        )
    adviser = chosen or adviser_for(theme, language())
    context = {"form": form, "adviser": adviser, "has_answers": has_public_answers()}
    return render(request, "website/questions/ask.html", context)


def _chosen(request: HttpRequest) -> Adviser | None:
    number = request.GET.get("radgiver", "")
    return shown_advisers().filter(pk=number).first() if number.isdecimal() else None


@never_cache
@login_not_required
@require_safe
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """Say who answers, by when, and that a link is on its way. The words are not shown again.

    Where to is told to the browser that it was typed in, so that a slip is seen; the page's own
    address may be passed on, and tells nobody.
    """
    sent = get_object_or_404(Thread.objects.select_related("adviser__user"), form_key=key)
    context = {"thread": sent, "adviser": sent.adviser, "typed": address_kept(request, key)}
    return render(request, "website/questions/thanks.html", context)


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Mail the ways to one's questions again. The answer is the same for every address.

    What was typed stays in the field, so that a slip is seen.
    """
    initial = {"stamp": new_stamp(), "address": address_kept(request, LOST)}
    form = LostLinkForm(request.POST or None, initial=initial)
    if done(
        request,
        form,
        lambda: actions.ask_for_link(
            form.cleaned_data["address"],
            origin=actions.origin_of(address_of_visitor(request)),
            by=request.user,
        ),
        beside="address",
    ):
        keep_address(request, LOST, form.cleaned_data["address"])
        messages.success(
            request,
            _("If somebody has asked us from this address, a mail with the link is on its way."),
        )
        return redirect(request.path)
    return render(request, "website/questions/lost_link.html", {"form": form})


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a thread to whoever has its link. Opening does nothing: there are buttons for that."""
    holder = holder_of("thread", secret)
    found = holder and (
        Thread.objects.select_related("adviser__user").filter(key=holder.key).first()
    )
    if holder is None or not found:
        return render(request, "website/questions/no_thread.html", status=404)
    if found.status == ThreadStatus.DISOWNED:
        return render(request, "website/questions/not_theirs.html")
    act = _acts(found, holder).get(request.POST.get("act", ""))
    if request.method == "POST" and act is not None:
        return _done(request, act)
    form = SayForm(request.POST or None)
    if done(
        request,
        form,
        lambda: actions.write_in_thread(
            found, form.cleaned_data["text"], language=language(),
            key=form.cleaned_data["key"], by=holder,
        ),
        beside="text",
    ):  # fmt: skip
        messages.success(request, _("Your message is sent. You get a mail when it is answered."))
        return redirect(request.path)
    context = {
        "thread": found,
        "adviser": found.adviser,
        "form": form,
        "said": [
            Said(one.text, one.language, one.name or _("You"), one.at, is_ours=not one.name)
            for one in conversation_in(found)
        ],
    }
    return render(request, "website/questions/thread.html", context)


def _acts(thread: Thread, holder: Holder) -> dict[str, tuple[Callable[[], object], str]]:
    """Return what a button can do, and what is said when it is done."""
    return {
        "close": (
            lambda: actions.close_thread(thread, by=holder),
            _("Your question is closed. Write here if there is more."),
        ),
        "disown": (
            lambda: actions.disown_thread(thread, by=holder),
            "",  # The page that follows says it.
        ),
    }


def _done(request: HttpRequest, act: tuple[Callable[[], object], str]) -> HttpResponse:
    do, told = act
    try:
        do()
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path)
    if told:
        messages.success(request, told)
    return redirect(request.path)
