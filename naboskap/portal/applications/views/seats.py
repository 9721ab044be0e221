"""Who does what on a side: writing or reading, who leads, and leaving."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.applications import actions
from naboskap.applications.models import SeatPerson
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.pair import LeaveForm, TakeOutForm
from naboskap.portal.applications.views.answers import show
from naboskap.ui.answers import done, refused

# What the lead of a side does about somebody on it, and what the page says then.
ABOUT_A_PERSON: dict[str, Callable[..., object]] = {
    "write": lambda person, by: actions.set_may_write(person, may_write=True, by=by),
    "read": lambda person, by: actions.set_may_write(person, may_write=False, by=by),
    "offer": lambda person, by: actions.offer_lead(person, by=by),
    "keep": lambda person, by: actions.take_back_lead_offer(person, by=by),
}


@require_POST
def person(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Let somebody of one's own side write or read, ask them to lead, or take that back."""
    application = page.fetched(request, key)
    found = get_object_or_404(SeatPerson, pk=pk, seat__application=application)
    act = ABOUT_A_PERSON.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act(found, page.writer(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=_pair_of(request))
    offered = _("They are asked. You lead until they say yes.")
    messages.success(request, offered if request.POST["act"] == "offer" else _("Saved."))
    return redirect("portal:pair", key=key)


def _pair_of(request: HttpRequest) -> str:
    return request.path[: request.path.index("/paret/")] + "/paret/"


@require_POST
def answer_lead(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes or no to leading one's side."""
    application = page.fetched(request, key)
    accepts = request.POST.get("answer") == "yes"
    try:
        actions.answer_lead_offer(application, accepts=accepts, by=page.writer(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=_pair_of(request))
    told = _("You lead your side now.") if accepts else _("You have said no. Nothing is changed.")
    messages.success(request, told)
    return redirect("portal:pair", key=key)


def swap(request: HttpRequest, key: str) -> HttpResponse:
    """Take the partner out of a draft, after a question, to make room for another."""
    mine = page.of(request, key)
    if not may(mine.user, "applications.take_out_partner", mine.application):
        raise PermissionDenied
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if done(
        request,
        form,
        lambda: actions.take_out_partner(
            mine.application, reason=form.cleaned_data["reason"], by=mine.user
        ),
        beside="reason",
    ):
        messages.success(request, _("They have been told. You can ask another partner in now."))
        return redirect("portal:pair", key=key)
    return show(request, mine, "swap", form=form)


@require_POST
def leave_as_side(request: HttpRequest, key: str) -> HttpResponse:
    """Leave a draft with one's whole side."""
    application = page.fetched(request, key)
    try:
        actions.leave_as_side(application, by=page.writer(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path.replace("/siden/", "/"))
    messages.success(request, _("Your side has left the application. The other side is told."))
    return redirect("portal:home")


def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Leave a draft, after a question. A lead says who leads after them."""
    mine = page.of(request, key)
    others = [one for one in mine.own.people if one.user_id != mine.user.pk] if mine.leads else []
    form = LeaveForm(
        request.POST if request.method == "POST" else None,
        people=[(str(one.seat_person_id), one.name) for one in others],
    )
    if form.is_valid():
        chosen = form.cleaned_data.get("successor")
        successor = SeatPerson.objects.filter(pk=chosen).first() if chosen else None
        if done(
            request,
            form,
            lambda: actions.leave_seat(mine.application, by=mine.user, successor=successor),
            beside="successor",
        ):
            messages.success(request, _("You have left the application. The others can go on."))
            return redirect("portal:home")
    return show(request, mine, "leave", form=form)
