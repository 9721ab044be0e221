"""Where the day begins in the office: one's own work, the head's overview, the council's page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import Role
from naboskap.accounts.requests import SignedInRequest
from naboskap.advice.queries import is_late, is_thread_late, waiting_ideas, waiting_threads
from naboskap.assessments import actions
from naboskap.assessments.queries import remembered_interests
from naboskap.cases.queries import Filters, figures, for_office
from naboskap.core import clock
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.decisions.queries import next_meeting, open_complaints, waiting
from naboskap.ledger.queries import pots_with_sums
from naboskap.office.cases.tables import in_few_words, rows_of
from naboskap.office.home.menu import BEGINNERS, LEADERS, OFFICE, menu_of
from naboskap.office.home.waiting import waiting_for
from naboskap.office.questions.views import with_question
from naboskap.ui.answers import page

SHOWN = 12


@require_GET
def work(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the person: their cases, and what their role has to do.

    Who works with no case begins on the first page that is theirs.
    """
    user = request.user
    if not user.roles & BEGINNERS:
        if not (entries := menu_of(user)):
            raise PermissionDenied
        return redirect(entries[0].href)
    sees_cases = bool(user.roles & OFFICE)
    is_officer = Role.CASE_OFFICER in user.roles
    mine = for_office(user, Filters(officer="me")) if is_officer else None
    new = (
        for_office(user, Filters(officer="none"))
        if user.roles & (LEADERS | {Role.CASE_OFFICER})
        else None
    )
    return page(
        request,
        "office/home/work.html",
        {
            "mine": rows_of(mine.rows[:SHOWN], reader=user.pk) if mine else [],
            "mine_count": mine.count if mine else 0,
            "is_officer": is_officer,
            "ideas": [
                {"idea": one, "is_late": is_late(one)}
                for one in waiting_ideas(user).filter(adviser__user=user)[:SHOWN]
            ],
            "questions": [
                {"thread": one, "is_late": is_thread_late(one)}
                for one in with_question(waiting_threads(user)).filter(adviser__user=user)[:SHOWN]
            ],
            "new": rows_of(new.rows[:SHOWN]) if new else [],
            "new_count": new.count if new else 0,
            "waits": waiting_for(user),
            "edits_pages": may(user, "website.edit_page"),
            "sees_cases": sees_cases,
            "figures": figures(user) if sees_cases else None,
            "is_leader": bool(user.roles & LEADERS),
            "is_board_member": Role.BOARD_MEMBER in user.roles,
            "is_council_member": Role.COUNCIL_MEMBER in user.roles,
            "complaints": open_complaints().count()
            if user.roles & (LEADERS | {Role.BOARD_MEMBER})
            else 0,
        },
    )


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """The head's page: what is left by pot, what is past its promise, what waits, who meets."""
    if not request.user.roles & LEADERS:
        raise PermissionDenied
    late = for_office(request.user, Filters(late=True))
    year = clock.today().year
    return page(
        request,
        "office/home/overview.html",
        {
            "year": year,
            "pots": [
                {
                    "name": in_language(each.pot.name),
                    "giver": in_language(each.pot.giver.name),
                    "is_example": each.pot.is_example,
                    "sums": each.sums,
                }
                for each in pots_with_sums(year)
            ],
            "late": rows_of(late.rows[:SHOWN]),
            "late_count": late.count,
            "waiting": _proposals("head"),
            "at_the_board": _proposals("board"),
            "meeting": next_meeting(),
            "figures": figures(request.user),
            "complaints": list(open_complaints()[:SHOWN]),
        },
    )


def _proposals(level: str) -> list[dict[str, Any]]:
    return [
        {
            "decision": each,
            "case": each.case,
            "number": each.case.case_file.number,
            "href": reverse(
                "office:case-decide", args=[each.case.case_file.number.replace("/", "-")]
            ),
            "parties": in_few_words(each.case.parties),
        }
        for each in waiting(level)[:SHOWN]
    ]


@require_GET
def council(request: SignedInRequest) -> HttpResponse:
    """The expert council's page: the cases that wait for its advice."""
    if Role.COUNCIL_MEMBER not in request.user.roles:
        raise PermissionDenied
    found = for_office(request.user, Filters(turn="council"))
    others = for_office(request.user, Filters(status="open"))
    waits = {row.pk for row in found.rows}
    return page(
        request,
        "office/home/council.html",
        {
            "rows": rows_of(found.rows),
            "count": found.count,
            "others": rows_of(row for row in others.rows if row.pk not in waits),
        },
    )


@require_GET
def interests(request: SignedInRequest) -> HttpResponse:
    """List the interests that are remembered, for who may end one."""
    if not request.user.roles & LEADERS:
        raise PermissionDenied
    return page(
        request, "office/home/interests.html", {"interests": remembered_interests(request.user)}
    )


@require_POST
def end_interest(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a remembered interest."""
    interest = get_object_or_404(remembered_interests(request.user), pk=pk)
    actions.end_interest(interest, by=request.user)
    messages.success(request, _("The interest is ended. The next case starts without it."))
    return redirect("office:interests")
