"""Sign up for the newsletter, read what has been sent, and change or leave by one's own link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from naboskap.accounts.requests import address_of_visitor
from naboskap.advice.actions import origin_of
from naboskap.advice.links import Holder
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.network import actions
from naboskap.network.models import Subscriber
from naboskap.network.queries import (
    archive,
    shown_in,
    subscriber_of,
    topic_names,
    topics_of,
)
from naboskap.network.statuses import SubscriberStatus
from naboskap.network.topics import general
from naboskap.ui.answers import done, refused
from naboskap.ui.wording import language
from naboskap.website.cache import hold
from naboskap.website.newsletter.forms import ChoiceForm, SignUpForm
from naboskap.website.stamped import new_stamp
from naboskap.website.typed import address_kept, keep_address
from naboskap.website.written import sections

NEWEST = 3
PER_PAGE = 20
THIS = "newsletter"
FIELD_OF = {"NET-1": "address", "NET-2": "topics", "NET-6": "language"}


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: HttpRequest) -> HttpResponse:
    """Take an address in. What is answered is the same whether or not it is known."""
    initial = {"language": language(), "topics": list(general()), "stamp": new_stamp()}
    if request.user.is_authenticated:
        initial["address"] = request.user.email
    form = SignUpForm(request.POST or None, initial=initial)
    if done(
        request,
        form,
        lambda: actions.sign_up(
            form.cleaned_data["address"],
            language=form.cleaned_data["language"],
            topics=form.cleaned_data["topics"],
            key=form.key,
            origin=origin_of(address_of_visitor(request)),
            by=request.user,
        ),
        beside=FIELD_OF,
    ):
        keep_address(request, THIS, form.cleaned_data["address"])
        return redirect("newsletter-thanks")
    context = {"form": form, "issues": shown_in(language(), archive()[:NEWEST])}
    return render(request, "website/newsletter/sign_up.html", context)


@never_cache
@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that a link is on its way; where to, to the browser that it was typed in."""
    typed = address_kept(request, THIS)
    return render(request, "website/newsletter/thanks.html", {"typed": typed})


@login_not_required
@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """List what has been sent, the newest first."""
    page = Paginator(archive(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "issues": shown_in(language(), page.object_list)}
    return hold(render(request, "website/newsletter/issues.html", context))


@login_not_required
@require_safe
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an issue as it was sent; in another language where it is not there in the page's."""
    found = next(iter(shown_in(language(), archive().filter(pk=pk))), None)
    if found is None:
        raise Http404
    prefix = "" if found.language == settings.LANGUAGE_CODE else f"/{found.language}"
    context = {
        "issue": found,
        "called": LANGUAGES.get(found.language, found.language),
        "is_other": found.language != language(),
        "parts": sections(found.text, prefix),
    }
    return hold(render(request, "website/newsletter/issue.html", context))


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a subscription to whoever has its link. Opening does nothing: there are buttons."""
    holder, found = subscriber_of(secret)
    if holder is None:
        return render(request, "website/newsletter/no_link.html", status=404)
    if found is None:
        return render(request, "website/newsletter/over.html")
    if request.POST.get("act") == "confirm":
        return _confirmed(request, holder, found)
    initial = {"language": found.language, "topics": topics_of(found)}
    is_in = found.status == SubscriberStatus.SUBSCRIBED
    form = ChoiceForm(request.POST or None if is_in else None, initial=initial)
    if done(
        request,
        form,
        lambda: actions.change_subscription(found, **form.cleaned_data, by=holder),
        beside=FIELD_OF,
    ):
        messages.success(request, _("Saved."))
        return redirect(request.path)
    names = topic_names()
    context = {
        "subscriber": found,
        "form": form,
        "secret": secret,
        "is_late": found.status == SubscriberStatus.WAITING and found.confirm_by < clock.now(),
        "called": LANGUAGES.get(found.language, found.language),
        "topics": [names[code] for code in initial["topics"] if code in names],
    }
    return render(request, "website/newsletter/own.html", context)


def _confirmed(request: HttpRequest, holder: Holder, found: Subscriber) -> HttpResponse:
    try:
        actions.confirm(found, by=holder)
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path)
    messages.success(request, _("Thank you! The next newsletter comes to you."))
    return redirect(request.path)


@csrf_exempt  # A mail program sends it, without a page of ours: the link itself is the proof.
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, secret: str) -> HttpResponse:
    """Leave by one click (RFC 8058), a mail program's or a person's. Opening does nothing."""
    holder, found = subscriber_of(secret)
    if holder is None:
        return render(request, "website/newsletter/no_link.html", status=404)
    if request.method == "POST" and found is not None:
        actions.leave(found, by=holder)
        return render(request, "website/newsletter/over.html", {"has_left": True})
    if found is None:
        return render(request, "website/newsletter/over.html")
    return render(request, "website/newsletter/leave.html", {"secret": secret})
