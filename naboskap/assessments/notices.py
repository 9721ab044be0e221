"""What we tell people about a case. Subject lines are neutral: they name nobody."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from naboskap.accounts.models import User
from naboskap.applications.models import SeatPerson
from naboskap.assessments.models import Case
from naboskap.notifications.actions import Notice, Reader, tell

CASE_RECEIVED = Notice("assessments.case_received", "assessments/notices/case_received.txt")
CASE_ASSIGNED = Notice("assessments.case_assigned", "assessments/notices/case_assigned.txt")
QUESTION_ASKED = Notice("assessments.question_asked", "assessments/notices/question_asked.txt")
QUESTION_ANSWERED = Notice(
    "assessments.question_answered", "assessments/notices/question_answered.txt"
)
PAPER_CAME = Notice("assessments.paper_came", "assessments/notices/paper_came.txt")
SECOND_READING_ASKED = Notice(
    "assessments.second_reading_asked", "assessments/notices/second_reading_asked.txt"
)
HOLD_ASKED = Notice("assessments.hold_asked", "assessments/notices/hold_asked.txt")
HOLD_REFUSED = Notice("assessments.hold_refused", "assessments/notices/hold_refused.txt")
ON_HOLD = Notice("assessments.on_hold", "assessments/notices/on_hold.txt")
GOES_ON = Notice("assessments.goes_on", "assessments/notices/goes_on.txt")
CHANGE_LAPSED = Notice("assessments.change_lapsed", "assessments/notices/change_lapsed.txt")
CASE_CLOSED = Notice("assessments.case_closed", "assessments/notices/case_closed.txt")


def people_of(case: Case, *, side: str = "") -> Iterator[User]:
    """Yield who writes for the pair now, or for one side of it."""
    people = SeatPerson.objects.filter(
        seat__application=case.application_id, left_at__isnull=True, user__is_active=True
    ).select_related("user")
    if side:
        people = people.filter(seat__side=side)
    for person in people.order_by("pk"):
        yield person.user


def tell_the_pair(notice: Notice, case: Case, *, side: str = "", **facts: Any) -> None:
    """Tell each person of the pair, in their own language."""
    for user in people_of(case, side=side):
        tell_person(notice, case, user, address_of_page="/min-side/", **facts)


def tell_person(
    notice: Notice,
    case: Case,
    user: User,
    *,
    address_of_page: str = "/saksbehandling/",
    **facts: Any,
) -> None:
    """Tell one person; the message holds the case's number and an address, never its text."""
    prefix = (
        ""
        if user.language == "nb" or "saksbehandling" in address_of_page
        else "/" + (user.language)
    )
    tell(
        notice,
        to=Reader(user.email, user.language),
        facts={
            "number": case.case_file.number,
            "address": f"{settings.SITE_URL}{prefix}{address_of_page}",
            **facts,
        },
        about=case,
    )
