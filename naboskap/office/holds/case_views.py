"""One case, by hand: put on hold with a reason, let go on, and every hold that it has been on."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import Role
from naboskap.accounts.queries import people_with
from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.models import Seat
from naboskap.assessments.actions import ask_for_hold, refuse_hold
from naboskap.assessments.models import Case
from naboskap.assessments.queries import last_wish
from naboskap.assessments.rules import ties_of
from naboskap.cases import queries
from naboskap.core.permissions import may
from naboskap.grants.queries import running_grant
from naboskap.office.holds.forms import EndForm, NoForm, WhyForm, WishForm
from naboskap.reports.actions import hold_case, resume_case
from naboskap.ui.answers import gone_on, page


def _found(request: SignedInRequest, number: str) -> Case:
    """Return a case that the person sees and has nothing against them in."""
    if not may(request.user, "assessments.see_forbidden"):
        raise PermissionDenied
    case = queries.find(request.user, number)
    if case is None or ties_of(request.user.pk, case).is_disqualified:
        raise Http404
    return case


def _read_across(case: Case) -> list[str]:
    """Return the language that the partner reads, where there is one."""
    seats = Seat.objects.filter(application=case.application_id, side="b")
    return list(seats.values_list("language", flat=True))


def _address(number: str) -> str:
    return reverse("office:holds-case", args=[number])


@require_GET
def case(request: SignedInRequest, number: str) -> HttpResponse:
    """Show whether a case is on hold, its holds so far, and what can be done."""
    return _page(request, _found(request, number), None)


@require_POST
def hold(request: SignedInRequest, number: str) -> HttpResponse:
    """Put one case on hold."""
    found = _found(request, number)
    form = WhyForm(request.POST, languages=_read_across(found))
    return gone_on(
        request,
        form,
        lambda: hold_case(
            found,
            reason=form.cleaned_data["reason"],
            reason_across=form.cleaned_data["reason_across"],
            by=request.user,
        ),
        told=_("The case is on hold. Both sides get a letter."),
        to=_address(number),
        beside={"ASS-61": "reason"},
    ) or _page(request, found, form)


@require_POST
def go_on(request: SignedInRequest, number: str) -> HttpResponse:
    """Let one case go on."""
    found = _found(request, number)
    form = EndForm(request.POST, languages=_read_across(found))
    return gone_on(
        request,
        form,
        lambda: resume_case(
            found,
            because=form.cleaned_data["reason"],
            because_across=form.cleaned_data["reason_across"],
            by=request.user,
        ),
        told=_("The case goes on. Both sides get a letter."),
        to=_address(number),
    ) or _page(request, found, form)


@require_POST
def ask(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask the head to put one case on hold."""
    found, form = _found(request, number), WishForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: ask_for_hold(found, reason=form.cleaned_data["wish"], by=request.user),
        told=_("The head and the deputy get a message."),
        to=_address(number),
        beside={"ASS-72": "wish"},
    ) or _page(request, found, None, asking=form)


@require_POST
def refuse(request: SignedInRequest, number: str) -> HttpResponse:
    """Let one case run, though somebody asked for it to be put on hold."""
    found, form = _found(request, number), NoForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: refuse_hold(found, because=form.cleaned_data["because"], by=request.user),
        told=_("The case goes on. Whoever asked gets a message."),
        to=_address(number),
        beside={"ASS-74": "because"},
    ) or _page(request, found, None, refusing=form)


def _page(
    request: SignedInRequest,
    case: Case,
    form: WhyForm | None,
    *,
    asking: WishForm | None = None,
    refusing: NoForm | None = None,
) -> HttpResponse:
    kind = EndForm if case.held_at else WhyForm
    permission = "assessments.resume_case" if case.held_at else "assessments.hold_case"
    can_be_held = case.is_open or running_grant(case) is not None
    context = {
        "case": case,
        "holds": queries.holds_of(case),
        "form": form or kind(languages=_read_across(case), initial={"key": uuid4()}),
        "asking": asking or WishForm(),
        "refusing": refusing or NoForm(),
        "wish": last_wish(case),
        "may_ask": may(request.user, "assessments.ask_for_hold", case),
        "leaders": [str(one) for one in people_with(Role.HEAD, Role.DEPUTY)],
        "may_act": may(request.user, permission, case),
        "can_be_held": can_be_held,
    }
    sent = (form, asking, refusing)
    status = 422 if any(one is not None and one.errors for one in sent) else 200
    return page(request, "office/holds/case.html", context, status=status)
