"""The late door: who asks, why, and until when; another person says yes or no."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.applications.actions import answer_late_door, ask_late_door
from naboskap.applications.models import LateDoor
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.ui.answers import done, refused
from naboskap.ui.day_fields import DayField
from naboskap.ui.figures import WholeNumberField

SHOWN = 50
FIELD_OF = {"APP-61": "reason", "APP-62": "number", "APP-63": "until"}


class LateDoorForm(forms.Form):
    number = WholeNumberField(
        label=gettext_lazy("Number of the draft"),
        largest=2_000_000_000,
        help_text=gettext_lazy("Those who write it see it on the page where they send."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it may be sent late"),
        max_length=300,
        help_text=gettext_lazy("Without names. It stands in the trail."),
        error_messages={"required": gettext_lazy("Write why it may be sent late.")},
    )
    until = DayField(
        label=gettext_lazy("Through"),
        help_text=gettext_lazy("To 23:59 in Oslo on that day, at most two weeks away."),
    )


@require_http_methods(["GET", "POST"])
def late_doors(request: HttpRequest) -> HttpResponse:
    """List the late doors, newest first, and ask for one."""
    user = permitted(request, "programmes.see_parameters")
    form = LateDoorForm(request.POST or None)
    if done(request, form, lambda: ask_late_door(by=user, **form.cleaned_data), beside=FIELD_OF):
        messages.success(request, _("The head is asked to open the door."))
        return redirect("office:late-doors")
    return render(request, "office/programmes/late.html", _context(user, form))


def _context(user: User, form: LateDoorForm) -> dict[str, Any]:
    doors = list(LateDoor.objects.select_related("application__programme").order_by("-pk")[:SHOWN])
    names = dict(
        User.objects.filter(pk__in={one.asked_by_id for one in doors}).values_list("pk", "name")
    )
    return {
        "form": form,
        "doors": [
            {
                "door": one,
                "asked_by": names.get(one.asked_by_id, ""),
                "may_answer": one.answered_at is None
                and may(user, "applications.answer_late_door", one),
            }
            for one in doors
        ],
        "may_ask": may(user, "applications.ask_late_door"),
    }


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no to a late door."""
    user = permitted(request, "programmes.see_parameters")
    door = get_object_or_404(LateDoor, pk=pk)
    is_opened = request.POST.get("answer") == "open"
    try:
        answer_late_door(door, is_opened=is_opened, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to="../../")
    messages.success(
        request, _("The door is open, and the pair is told.") if is_opened else _("Not opened.")
    )
    return redirect("office:late-doors")
