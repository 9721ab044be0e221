"""The proposal, the decision below the threshold, and complaints."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.models import BudgetLine
from naboskap.assessments.models import Case
from naboskap.cases import queries
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may, one_reading
from naboskap.core.words import in_language
from naboskap.decisions import actions
from naboskap.decisions.models import Complaint, Decision
from naboskap.decisions.queries import decision_of
from naboskap.decisions.statuses import ComplaintStatus, DecisionStatus
from naboskap.grants.actions import award, settle_complaint
from naboskap.ledger.earmarks import Use, refusal_for
from naboskap.ledger.models import Pot
from naboskap.ledger.queries import facts_of, pots_with_sums
from naboskap.office.cases.forms import MARKS, ComplaintForm, SettleForm, WordsForm
from naboskap.office.cases.letters_ahead import letters_ahead
from naboskap.office.cases.proposal import ProposalForm
from naboskap.office.cases.tables import steps_of
from naboskap.office.cases.views.fetching import acted, address, readable
from naboskap.office.cases.words import LEVELS, OUTCOMES
from naboskap.programmes.models import Criterion
from naboskap.ui.answers import done, page, refused

FIELD_OF = {"DEC-6": "reason", "DEC-8": "other_amount", "DEC-9": "pot"}


def propose(request: SignedInRequest, number: str) -> HttpResponse:
    """Write the proposal: first which, then its own reasons and its money."""
    with one_reading():
        found = readable(request, number)
        if not may(request.user, "decisions.propose_decision", found):
            raise PermissionDenied
    outcome = request.GET.get("forslag", "")
    steps = steps_of(found, list(queries.criteria_of(found)))
    waits = [step for step in steps if not step.is_done]
    if outcome not in Decision.Outcome.values:
        return page(
            request,
            "office/cases/propose_which.html",
            {"case": found, "outcomes": OUTCOMES, "waits": waits},
        )
    pots = _pots_for(found)
    form = ProposalForm(
        request.POST or None,
        case=found,
        outcome=outcome,
        lines=BudgetLine.objects.filter(application=found.application_id),
        criteria=Criterion.objects.filter(programme=found.programme_id),
        pots=pots,
    )
    looks = "look" in request.POST
    if not looks and done(
        request,
        form,
        lambda: actions.propose(found, by=request.user, **form.facts()),
        beside=FIELD_OF,
    ):
        messages.success(request, _("The proposal is handed on."))
        return redirect(address(found))
    return page(
        request,
        "office/cases/propose.html",
        {
            "case": found,
            "form": form,
            "outcome": outcome,
            "title": OUTCOMES[outcome],
            "pots": pots,
            "waits": waits,
            "comes_to": form.comes_to if looks and form.is_valid() else None,
            "criteria": criteria_in_words(found),
        },
        status=422 if form.errors else 200,
    )


def _pots_for(case: Case) -> list[tuple[Pot, int]]:
    """Return the pots of the year that may pay for the case, with what is left in each."""
    use = Use(
        programme=case.programme.slug,
        for_children_and_youth=case.application.for_children_and_youth,
    )
    return [
        (each.pot, each.sums.left)
        for each in pots_with_sums(clock.today().year)
        if not refusal_for(facts_of(each.pot), use)
    ]


def criteria_in_words(case: Case) -> list[tuple[str, Any, str]]:
    """Return the criteria that something is written about: name, mark and reason."""
    return [
        (in_language(each.name), MARKS.get(each.mark or "", ""), each.reason)
        for each in queries.criteria_of(case)
        if each.reason
    ]


def decide(request: SignedInRequest, number: str) -> HttpResponse:
    """Show what is proposed to whoever decides alone; decide it, or send it back."""
    with one_reading():
        found = readable(request, number)
        decision = decision_of(found)
        if decision is None:
            raise Http404
        if not may(request.user, "decisions.view_decision", decision):
            raise PermissionDenied
        can_decide = decision.level == "head" and may(
            request.user, "decisions.make_decision", decision
        )
        can_return = may(request.user, "decisions.return_decision", decision)
    if request.method == "POST":
        try:
            if decision.outcome == Decision.Outcome.REFUSAL:
                actions.refuse(decision, by=request.user)
            else:
                award(decision, by=request.user)
        except Refusal as refusal:
            return refused(request, refusal, back_to=address(found, "case-decide"))
        messages.success(request, _("Decided. The letters to both sides are on their way."))
        return redirect(address(found))
    letters, hindered = [], ""
    if can_decide and decision.status == DecisionStatus.PROPOSED:
        try:
            letters = letters_ahead(decision, by=request.user)
        except Refusal as refusal:
            hindered = str(refusal.reason)
    return page(
        request,
        "office/cases/decide.html",
        {
            "case": found,
            "can_decide": can_decide,
            "can_return": can_return,
            "form": WordsForm(label=_("Why?")),
            "letters": letters,
            "hindered": hindered,
            "criteria": criteria_in_words(found),
            **told_of(decision),
        },
    )


def told_of(decision: Decision) -> dict[str, object]:
    """Return a proposal in words: its outcome, its body, its reasons by line and criterion."""
    case = decision.case
    lines = {
        line.position: line for line in BudgetLine.objects.filter(application=case.application_id)
    }
    names = {
        each.slug: in_language(each.name)
        for each in Criterion.objects.filter(programme=case.programme_id)
    }
    pots = {
        pot.slug: in_language(pot.name)
        for pot in Pot.objects.filter(slug__in=[row["pot"] for row in decision.sources])
    }
    return {
        "decision": decision,
        "outcome": OUTCOMES[decision.outcome],
        "level": LEVELS[decision.level],
        "sources": [(pots.get(row["pot"], row["pot"]), row["amount"]) for row in decision.sources],
        "cuts": [
            (lines.get(row["line"]), row["cut"], row["reason"]) for row in decision.line_reasons
        ],
        "points": [
            (names.get(row["criterion"], row["criterion"]), row["reason"])
            for row in decision.criterion_reasons
        ],
    }


@require_POST
def send_back(request: SignedInRequest, number: str) -> HttpResponse:
    """Send a proposal back to the case officer, or take one's own back."""
    with one_reading():
        found = readable(request, number)
    decision = decision_of(found)
    if decision is None:
        raise Http404
    reason = request.POST.get("text", "")
    return acted(
        request,
        found,
        lambda: actions.return_to_officer(decision, reason=reason, by=request.user),
        done=_("The proposal is with the case officer again."),
    )


def complain(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down a complaint that came in another way."""
    with one_reading():
        found = readable(request, number)
        decision = decision_of(found)
        if decision is None or not may(request.user, "decisions.enter_complaint", decision):
            raise PermissionDenied
    form = ComplaintForm(request.POST or None)
    if done(
        request,
        form,
        lambda: actions.enter_complaint(decision, by=request.user, **form.cleaned_data),
        beside="text",
    ):
        messages.success(request, _("The complaint is entered."))
        return redirect(address(found))
    return page(
        request,
        "office/cases/form.html",
        {
            "case": found,
            "form": form,
            "title": _("A complaint has come"),
            "intro": _("A late complaint is taken too, and marked so."),
            "button": _("Enter the complaint"),
        },
        status=422 if form.errors else 200,
    )


def complaint(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Show a complaint; somebody who took no part in the decision answers it."""
    with one_reading():
        found = readable(request, number)
        wanted = get_object_or_404(
            Complaint.objects.select_related("decision__case"), pk=pk, decision__case=found
        )
        can_settle = (
            wanted.status == ComplaintStatus.ENTERED
            and found.held_at is None
            and may(request.user, "decisions.settle_complaint", wanted)
        )
    form = SettleForm(request.POST or None)
    if done(
        request,
        form,
        lambda: settle_complaint(
            wanted,
            answer=form.cleaned_data["text"],
            is_upheld=form.cleaned_data["is_upheld"],
            by=request.user,
        ),
        beside={"DEC-43": "text", "GRA-6": "is_upheld"},
    ):
        messages.success(request, _("The complaint is answered."))
        return redirect(address(found))
    return page(
        request,
        "office/cases/complaint.html",
        {
            "case": found,
            "complaint": wanted,
            "form": form,
            "can_settle": can_settle,
            "decision": queries.decisions_of(found)[0],
        },
        status=422 if form.errors else 200,
    )
