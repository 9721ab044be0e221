"""The programmes as staff keep them: what is not set, and the rounds."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.office.programmes.forms import ParametersForm, RoundForm
from naboskap.programmes import actions
from naboskap.programmes.models import Programme, Round
from naboskap.programmes.queries import guidelines_of, missing_values, open_rounds
from naboskap.ui.answers import done, refused


def _reader(request: HttpRequest) -> User:
    return permitted(request, "programmes.see_parameters")


@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes: open or not, and what is still to be set."""
    _reader(request)
    rounds = open_rounds()
    rows = [
        {"programme": one, "round": rounds.get(one.pk), "missing": len(missing_values(one))}
        for one in Programme.objects.all()
    ]
    return render(request, "office/programmes/list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a programme's values and rounds; set the values."""
    user = _reader(request)
    shown = get_object_or_404(Programme.objects.select_related("rulebook"), slug=slug)
    if request.method == "GET":
        return _page(request, shown)
    form = ParametersForm(request.POST)
    if done(request, form, lambda: actions.set_parameters(shown, by=user, **form.cleaned_data)):
        messages.success(request, _("The values are set."))
        return redirect("office:programme", slug=slug)
    return _page(request, shown, values=form)


def _page(request: HttpRequest, shown: Programme, **forms: Any) -> HttpResponse:
    user, now = _reader(request), clock.now()
    names = ParametersForm.base_fields
    values = forms.get("values") or ParametersForm(
        initial={name: getattr(shown, name) for name in names}
    )
    missing = missing_values(shown)
    context = {
        "programme": shown,
        "version": guidelines_of(shown),
        "values": values,
        "missing": [names[name].label for name in missing if name in names],
        "examples": [names[name].label for name in shown.example_values if name in names],
        "rounds": [
            {"round": one, "is_open": one.is_open(now), "is_ahead": one.opens_at > now}
            for one in shown.rounds.order_by("-opens_at")
        ],
        "may_set": may(user, "programmes.set_parameters", shown),
        "may_open": may(user, "programmes.open_round", shown),
        "may_close": may(user, "programmes.close_round", shown),
        "new_round": forms.get("new_round") or RoundForm(initial={"opens_on": clock.today()}),
    }
    return render(request, "office/programmes/programme.html", context)


@require_POST
def open_a_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a round, now or from a day."""
    user = _reader(request)
    shown = get_object_or_404(Programme, slug=slug)
    form = RoundForm(request.POST)
    if done(request, form, lambda: actions.open_round(shown, by=user, **form.facts())):
        messages.success(request, _("The round is opened, or opens on its day."))
        return redirect("office:programme", slug=slug)
    return _page(request, shown, new_round=form)


@require_POST
def close_a_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round early, since the money has run out."""
    user = _reader(request)
    found = get_object_or_404(Round.objects.select_related("programme"), pk=pk)
    back_to = reverse("office:programme", args=[found.programme.slug])
    try:
        actions.close_early(found, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=back_to)
    messages.success(request, _("The round is closed."))
    return redirect(back_to)
