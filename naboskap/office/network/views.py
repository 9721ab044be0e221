"""The newsletter in the office: write, read through, send, and help whoever rings about it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted, user_of
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.network import actions
from naboskap.network.models import Delivery, Issue, Subscriber
from naboskap.network.notices import mail_of
from naboskap.network.queries import (
    Progress,
    has_part_in,
    issues_visible_to,
    may_be_sent_by,
    numbers,
    progress,
    senders,
    topic_names,
    topics_of,
    would_get,
)
from naboskap.network.queries.texts import language_for, leaks_of, towns_of
from naboskap.network.statuses import RELEASED, IssueStatus
from naboskap.office.network.forms import BackForm, BringForm, FindForm, IssueForm, takes_in
from naboskap.ui.answers import done, gone_on, refused
from naboskap.ui.revisions import revision_read

PER_PAGE = 25
LAST = 5  # Deliveries shown of one subscriber.


def _found(request: HttpRequest, pk: int) -> Issue:
    return get_object_or_404(issues_visible_to(user_of(request)), pk=pk)


@require_safe
def newsletter(request: HttpRequest) -> HttpResponse:
    """List the issues, and how many get the newsletter: numbers, and nobody's address."""
    user = permitted(request, "network.see_newsletter")
    return _list(request, user, FindForm())


def _list(request: HttpRequest, user: User, form: FindForm, **found: Any) -> HttpResponse:
    page = Paginator(issues_visible_to(user), PER_PAGE).get_page(request.GET.get("page"))
    told = numbers()
    names = topic_names()
    context = {
        "page": page,
        "numbers": told,
        "languages": [
            (capfirst(str(LANGUAGES.get(code, code))), told.by_language.get(code, 0))
            for code in secretariat().languages
        ],
        "topics": [(name, told.by_topic.get(code, 0)) for code, name in names.items()],
        "may_write": may(user, "network.write_issue"),
        "form": form,
        "bring": BringForm(),
        **found,
    }
    return render(request, "office/network/newsletter.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an issue, and write in it."""
    issue = actions.begin_issue(by=user_of(request))
    return redirect("office:newsletter-write", pk=issue.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an issue. What another has saved meanwhile is shown, and nothing typed is lost."""
    permitted(request, "network.write_issue")
    shown = _found(request, pk)
    there = reverse("office:newsletter-issue", args=[pk])
    if shown.status != IssueStatus.WRITING and request.method != "POST":
        return redirect(there)
    form = IssueForm(request.POST or None, issue=shown)
    return gone_on(
        request,
        form,
        lambda: actions.save_issue(
            shown,
            title=form.told("title"),
            text=form.told("text"),
            topics=form.cleaned_data["topics"],
            revision=form.cleaned_data["revision"],
            by=user_of(request),
        ),
        told=_("Saved."),
        to=there,
    ) or _writing(request, shown, form)


def _writing(request: HttpRequest, shown: Issue, form: IssueForm) -> HttpResponse:
    met = takes_in(form, shown.revision)
    return render(request, "office/network/write.html", {"issue": shown, "form": form, "met": met})


@require_safe
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an issue as each reader gets it, how far it has come, and whose turn it is."""
    return _page(request, _found(request, pk))


def _page(request: HttpRequest, shown: Issue, back: BackForm | None = None) -> HttpResponse:
    user = user_of(request)
    is_written = bool(language_for(shown, secretariat().languages[0]))
    is_open = shown.status not in RELEASED
    names = topic_names()
    is_looked_at = is_written and shown.status not in {IssueStatus.SENT, IssueStatus.ENDED}
    leaks = leaks_of(shown) if is_looked_at else None
    would = would_get(shown, clock.now()) if is_open else {}
    context = {
        "issue": shown,
        "mails": [
            (
                code,
                capfirst(str(LANGUAGES.get(code, code))),
                language_for(shown, code),
                *mail_of(shown, code),
            )
            for code in secretariat().languages
        ]
        if is_written
        else [],
        "topics": [names.get(code, code) for code in shown.topics],
        "writers": shown.writers.order_by("name", "pk"),
        "would": sum(would.values()),
        "would_by": [
            (capfirst(str(LANGUAGES.get(code, code))), number) for code, number in would.items()
        ],
        "leaks": leaks if leaks and not leaks.is_nothing else None,
        "towns": towns_of(shown) if is_open and is_written else (),
        "progress": _told(progress(shown)) if not is_open else None,
        "is_watched": bool(settings.MAIL_RETURN),
        "senders": senders(shown) if is_open else [],
        "may_write": may(user, "network.write_issue"),
        "may_send": may_be_sent_by(shown, user),
        "may_go_on": not has_part_in(shown, user),
        "may_stop": may(user, "network.send_issue"),
        "is_own": shown.proposed_by_id == user.pk,
        "back": back or BackForm(),
    }
    return render(request, "office/network/issue.html", context)


def _told(so_far: Progress) -> dict[str, Any]:
    return {
        "sums": so_far,
        "languages": [
            (capfirst(str(LANGUAGES.get(code, code))), number)
            for code, number in so_far.by_language.items()
        ],
        "reasons": sorted(so_far.reasons.items(), key=lambda one: -one[1]),
        "returned": sorted(so_far.returned_because.items(), key=lambda one: -one[1]),
    }


def _acts() -> dict[str, tuple[Callable[..., object], str]]:
    """Return what a button can do with an issue, and what is said when it is done."""
    return {
        "klar": (actions.propose_issue, _("It is ready. A second person reads it and sends it.")),
        "stopp": (actions.stop_issue, _("It is stopped. Nobody else gets it until you go on.")),
        "videre": (actions.go_on_with_issue, _("It goes on.")),
        "avslutt": (actions.end_issue, _("It is ended. Nobody else gets it.")),
    }


@require_POST
def do(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do what a button asks for."""
    shown, there = _found(request, pk), reverse("office:newsletter-issue", args=[pk])
    try:
        if act == "slett":
            actions.delete_issue(shown, by=user_of(request))
            messages.success(request, _("It is thrown away."))
            return redirect("office:newsletter")
        if act == "send":
            actions.send_issue(shown, revision=revision_read(request), by=user_of(request))
            told = _("It is being sent. Here you see how far it has come.")
        elif act == "ord":
            actions.vouch_for_words(shown, request.POST.getlist("words"), by=user_of(request))
            told = _("Saved.")
        elif act in _acts():
            do_it, told = _acts()[act]
            do_it(shown, by=user_of(request))
        else:
            raise Http404
    except Refusal as refusal:
        return refused(request, refusal, back_to=there)
    messages.success(request, told)
    return redirect(there)


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own issue back to write on, or send another's back with why."""
    shown, there = _found(request, pk), reverse("office:newsletter-issue", args=[pk])
    if shown.proposed_by_id == user_of(request).pk:
        try:
            actions.return_issue(shown, by=user_of(request))
        except Refusal as refusal:
            return refused(request, refusal, back_to=there)
        return redirect("office:newsletter-write", pk=pk)
    form = BackForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: actions.return_issue(
            shown, because=form.cleaned_data["because"], by=user_of(request)
        ),
        told=_("It is sent back, with why."),
        to=there,
        beside="because",
    ) or _page(request, shown, form)


@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the issue to oneself in one language."""
    shown, there = _found(request, pk), reverse("office:newsletter-issue", args=[pk])
    code = request.POST.get("language", "")
    if code not in secretariat().languages:
        raise Http404
    try:
        actions.send_test(shown, code, by=user_of(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=there)
    messages.success(
        request, _("A test is on its way to %(address)s.") % {"address": user_of(request).email}
    )
    return redirect(there)


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look one address up, for somebody who rang. It stands in the trail."""
    user = permitted(request, "network.find_subscriber")
    form = FindForm(request.POST)
    looked = done(
        request,
        form,
        lambda: actions.find_subscriber(form.cleaned_data["address"], by=user),
        beside="address",
    )
    if looked is None:
        return _list(request, user, form)
    found = looked.value
    names = topic_names()
    shown = found and {
        "subscriber": found,
        "language": LANGUAGES.get(found.language, found.language),
        "topics": [names.get(code, code) for code in topics_of(found)],
        "deliveries": Delivery.objects.filter(subscriber=found)
        .select_related("issue")
        .order_by("-pk")[:LAST],
    }
    return _list(request, user, form, is_looked_up=True, found=shown)


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Ask the addresses of an earlier list whether they want the newsletter."""
    user = permitted(request, "network.bring_in")
    form = BringForm(request.POST)
    brought = done(
        request,
        form,
        lambda: actions.bring_in(**form.cleaned_data, by=user),
        beside={"NET-20": "addresses", "NET-2": "topics"},
    )
    if brought is None:
        return _list(request, user, FindForm(), bring=form)
    asked, known, strange = brought.value
    told = _(
        "%(asked)s are asked by mail. %(known)s get it already or have left, and are not asked."
        " %(strange)s lines hold no address."
    ) % {"asked": asked, "known": known, "strange": strange}
    messages.success(request, told)
    return redirect("office:newsletter")


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End a subscription for somebody who rang."""
    user = permitted(request, "network.leave")
    actions.leave(get_object_or_404(Subscriber, pk=pk), by=user)
    messages.success(request, _("They get no more newsletters, and the address is deleted."))
    return redirect("office:newsletter")
