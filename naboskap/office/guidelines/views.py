"""The guidelines as staff keep them: what lies ready, what it changes, and from when it holds."""

from collections.abc import Callable
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.applications.models import Trial
from naboskap.core import clock
from naboskap.core.errors import Refusal, RuleNotMet, applies
from naboskap.core.permissions import may
from naboskap.guidelines import actions
from naboskap.guidelines.models import ThrownAway, Version
from naboskap.guidelines.queries import (
    compared_with,
    differences,
    left_behind,
    may_publish,
    of_rulebooks,
    paragraphs,
    published_after_today,
    publishers,
    to_hold_from,
    version_in_force,
)
from naboskap.office.guidelines.checking import (
    clashes,
    elsewhere,
    lacking,
    plain_clauses,
    seen_by,
    side_by_side,
    to_look_at,
)
from naboskap.office.guidelines.forms import SeenForm
from naboskap.office.guidelines.reach import reach_of
from naboskap.office.home.forms import BackForm
from naboskap.ui.answers import done, gone_on, keep, refused
from naboskap.ui.day_fields import DayField
from naboskap.ui.figures import WholeNumberField
from naboskap.ui.wording import day as told_day


class YearsForm(forms.Form):
    """How far back a version is tried."""

    years = WholeNumberField(
        label=gettext_lazy("How many years back?"),
        help_text=gettext_lazy("From one to ten."),
        largest=99,
    )


class DayForm(forms.Form):
    """The day from which a version shall hold."""

    from_date = DayField(
        label=gettext_lazy("From which day shall they hold?"),
        help_text=gettext_lazy("What is sent from that day on is judged by them."),
    )


def reader(request: HttpRequest) -> User:
    """Return who asks, if they may read what lies ready."""
    return permitted(request, "guidelines.see_ready")


@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    """List every version: in force, to come, ready, and earlier."""
    user = reader(request)
    books = [
        {
            "rulebook": book,
            "versions": [{"version": one, "state": _state(one, kept)} for one in kept],
        }
        for book, kept in of_rulebooks().items()
    ]
    context = {
        "books": books,
        "thrown": ThrownAway.objects.select_related("rulebook", "thrown_by"),
        "may_write": may(user, "guidelines.write_version"),
    }
    return render(request, "office/guidelines/list.html", context)


def _state(version: Version, among: list[Version]) -> str:
    """Say where a version stands among those of its rulebook, the newest first."""
    begun = [one for one in among if one.in_force_from and one.in_force_from <= clock.today()]
    if version.in_force_from is None:
        return "proposed" if version.proposed_from else "ready"
    if version not in begun:
        return "ahead"
    return "current" if version == begun[0] else "earlier"


def found(slug: str) -> Version:
    """Return a version by its name, or say that it is not there."""
    rows = Version.objects.select_related("rulebook", "proposed_by", "published_by")
    return get_object_or_404(rows, slug=slug)


@require_GET
def version(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a version changes in the one in force, and whose turn it is to let it hold."""
    return page_of(request, found(slug), None)


def page_of(
    request: HttpRequest,
    shown: Version,
    form: DayForm | None,
    years: forms.Form | None = None,
    back: BackForm | None = None,
) -> HttpResponse:
    """Draw a version's page, with what was typed where a form was refused."""
    user = reader(request)
    is_ready = shown.in_force_from is None
    is_current = not is_ready and shown == version_in_force(shown.rulebook)
    earlier = None if is_current else compared_with(shown)
    beside = list(side_by_side(differences(earlier, shown))) if earlier else []
    found_clashes = clashes(shown, plain_clauses(shown))
    is_past = not is_ready and to_hold_from(shown) is None
    context = {
        "version": shown,
        "earlier": earlier,
        "day_before": _day_before(shown),
        "ahead": published_after_today(shown) if is_ready and not shown.proposed_from else [],
        "is_current": is_current,
        "is_ready": is_ready,
        "differences": beside,
        "elsewhere": elsewhere(earlier, shown, told={one.number for one in beside})
        if earlier
        else [],
        "untouched": to_look_at(shown, left_behind(earlier, shown))
        if earlier and is_ready
        else [],
        "clashes": found_clashes,
        "seen_by": seen_by(shown)
        if found_clashes and (shown.proposed_by_id or not is_ready)
        else [],
        "reach": reach_of(shown) if applies("GUI-55", not is_past) else None,
        "lacking": lacking(shown) if is_ready else [],
        "is_open": is_ready and shown.proposed_from is None,
        "paragraphs": paragraphs(shown),
        "form": form or DayForm(),
        "years": years or YearsForm(initial={"years": 2}),
        "back": back or BackForm(),
        "may_see_forbidden": (is_current or to_hold_from(shown) is not None)
        and may(user, "assessments.see_forbidden"),
        "may_try": may(user, "applications.try_guidelines"),
        "trials": list(Trial.objects.filter(version=shown).order_by("-pk")[:5]),
        "may_write": may(user, "guidelines.write_version"),
        "may_propose": is_ready and may(user, "guidelines.propose_version"),
        "may_publish": may_publish(user, shown),
        "is_own": shown.proposed_by_id == user.pk,
        "writers": shown.writers.order_by("name", "pk"),
        "publishers": publishers(shown) if is_ready else None,
        "then": publishers(shown, if_proposed_by=user) if is_ready else None,
        "sent_back": shown.sent_back.select_related("proposed_by", "sent_by"),
    }
    return render(request, "office/guidelines/version.html", context)


def _day_before(version: Version) -> date | None:
    day = version.in_force_from or version.proposed_from
    return day - timedelta(days=1) if day else None


@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in the day from which a version shall hold."""
    user, shown, form = reader(request), found(slug), DayForm(request.POST)
    met: list[Refusal] = []
    if done(
        request,
        form,
        lambda: actions.propose_version(
            shown, form.cleaned_data["from_date"], seen=_seen(request), by=user
        ),
        beside={"GUI-53": "", "": "from_date"},
        meet=met.append,
    ):
        messages.success(request, _("The day is proposed. Another person publishes."))
        return redirect("office:guidelines-version", slug=slug)
    if any(_asks(one) for one in met):
        return _ask(request, found(slug), day=form.cleaned_data["from_date"])
    return page_of(request, found(slug), form)


def _seen(request: HttpRequest) -> str:
    """Return the stamp of what the sender says to have seen."""
    return request.POST.get("stamp", "") if "seen" in request.POST else ""


def _asks(refusal: Refusal) -> bool:
    return isinstance(refusal, RuleNotMet) and refusal.rule == "GUI-53"


def _ask(request: HttpRequest, shown: Version, *, day: date) -> HttpResponse:
    """Show what does not go together, and ask whether it is seen, before the act is done."""
    is_answer = "stamp" in request.POST
    is_other = is_answer and request.POST["stamp"] != str(shown.stamp)
    stamp = {"stamp": str(shown.stamp)}
    context = {
        "version": shown,
        "clashes": clashes(shown, plain_clauses(shown)),
        "form": SeenForm(stamp) if is_answer and not is_other else SeenForm(initial=stamp),
        "is_other": is_other,
        "to_propose": shown.proposed_from is None or "from_date" in request.POST,
        "typed": request.POST.get("from_date", ""),
        "reach": reach_of(shown, day),
    }
    return render(request, "office/guidelines/ask.html", context)


@require_POST
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a proposed day back, or send another's back with why."""
    user, shown = reader(request), found(slug)
    if shown.proposed_by_id in (None, user.pk):
        told = _("The proposal is taken back.")
        return _act(request, slug, lambda: actions.drop_proposal(shown, by=user), told)
    form = BackForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: actions.drop_proposal(shown, because=form.cleaned_data["because"], by=user),
        told=_("It is sent back. Who proposed it gets a message."),
        to=reverse("office:guidelines-version", args=[slug]),
        beside="because",
    ) or page_of(request, found(slug), None, back=form)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a version hold from the day that somebody else proposed."""
    user, shown = reader(request), found(slug)
    back_to = reverse("office:guidelines-version", args=[slug])
    try:
        did = actions.publish_version(shown, seen=_seen(request), by=user)
    except Refusal as refusal:
        if _asks(refusal) and shown.proposed_from is not None:
            keep(request, refusal)
            return _ask(request, found(slug), day=shown.proposed_from)
        return refused(request, refusal, back_to=back_to)
    told = _("They are published, and hold from %(day)s.")
    messages.success(request, told % {"day": told_day(did.in_force_from or clock.today())})
    return redirect(back_to)


def _act(request: HttpRequest, slug: str, act: Callable[[], object], told: str) -> HttpResponse:
    back_to = reverse("office:guidelines-version", args=[slug])
    try:
        act()
    except Refusal as refusal:
        return refused(request, refusal, back_to=back_to)
    messages.success(request, told)
    return redirect(back_to)
