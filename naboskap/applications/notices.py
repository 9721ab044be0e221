"""What we tell a pair, in neutral words: no name of a person, partner or project."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings

from naboskap.advice.notices import clocks
from naboskap.applications.models import Application
from naboskap.applications.queries import people_of
from naboskap.applications.statuses import ApplicationStatus
from naboskap.notifications.actions import Notice, Reader, tell

PATH = "applications/notices"
INVITED = Notice("applications.invited", f"{PATH}/invited.txt")
PASS_ON = Notice("applications.pass_on", f"{PATH}/pass_on.txt")
JOINED = Notice("applications.joined", f"{PATH}/joined.txt")
SENT = Notice("applications.sent", f"{PATH}/sent.txt")
ASKED_TO_CONFIRM = Notice("applications.asked_to_confirm", f"{PATH}/asked_to_confirm.txt")
CONFIRM_WAITS = Notice("applications.confirm_waits", f"{PATH}/confirm_waits.txt")
CONFIRM_REMINDER = Notice("applications.confirm_reminder", f"{PATH}/confirm_reminder.txt")
CONFIRMED = Notice("applications.confirmed", f"{PATH}/confirmed.txt")
CHANGED = Notice("applications.changed", f"{PATH}/changed.txt")
SENT_AGAIN = Notice("applications.sent_again", f"{PATH}/sent_again.txt")
CONFIRM_AGAIN = Notice("applications.confirm_again", f"{PATH}/confirm_again.txt")
CHANGE_BEGUN = Notice("applications.change_begun", f"{PATH}/change_begun.txt")
CHANGE_LAPSED = Notice("applications.change_lapsed", f"{PATH}/change_lapsed.txt")
CHANGE_RAN_OUT = Notice("applications.change_ran_out", f"{PATH}/change_ran_out.txt")
EXTENDED = Notice("applications.extended", f"{PATH}/extended.txt")
LATE_DOOR = Notice("applications.late_door", f"{PATH}/late_door.txt")
DRAFT_CLOSING = Notice("applications.draft_closing", f"{PATH}/draft_closing.txt")
DRAFT_SILENT = Notice("applications.draft_silent", f"{PATH}/draft_silent.txt")
DRAFT_LAST = Notice("applications.draft_last", f"{PATH}/draft_last.txt")
LAPSED = Notice("applications.lapsed", f"{PATH}/lapsed.txt")
ROLE_CHANGED = Notice("applications.role_changed", f"{PATH}/role_changed.txt")
LEAD_OFFERED = Notice("applications.lead_offered", f"{PATH}/lead_offered.txt")
NEW_LEAD = Notice("applications.new_lead", f"{PATH}/new_lead.txt")
LET_IN = Notice("applications.let_in", f"{PATH}/let_in.txt")
HELP_ENDED = Notice("applications.help_ended", f"{PATH}/help_ended.txt")
COMMENTED = Notice("applications.commented", f"{PATH}/commented.txt")
TAKEN_OUT = Notice("applications.taken_out", f"{PATH}/taken_out.txt")
SIDE_LEFT = Notice("applications.side_left", f"{PATH}/side_left.txt")
LEFT = Notice("applications.left", f"{PATH}/left.txt")
PAPER_DUE = Notice("applications.paper_due", f"{PATH}/paper_due.txt")
PAPER_DAY = Notice("applications.paper_day", f"{PATH}/paper_day.txt")
PAPER_NEW_DAY = Notice("applications.paper_new_day", f"{PATH}/paper_new_day.txt")
PAPER_WAIVED = Notice("applications.paper_waived", f"{PATH}/paper_waived.txt")
PAPER_KEPT_OUT = Notice("applications.paper_kept_out", f"{PATH}/paper_kept_out.txt")
FORM_CHANGED = Notice("applications.form_changed", f"{PATH}/form_changed.txt")
WITHDRAWN = Notice("applications.withdrawn", f"{PATH}/withdrawn.txt")


def lapses(application: Application) -> dict[str, Any]:
    """Return the last minute in which an unconfirmed text can be confirmed, by both clocks.

    Every mail about such a text says it (``_lapses.txt``); nothing where nothing lapses. Where it
    is a change of what both have confirmed, only the change does.
    """
    until = application.confirm_by
    if application.status != ApplicationStatus.SUBMITTED or until is None:
        return {}
    return {
        "lapses": clocks(until - timedelta(minutes=1)),
        "is_change": application.is_change_waiting,
    }


def address_of(path: str, language: str) -> str:
    """Return the address of a page of the applicant's door, in the reader's language."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{settings.SITE_URL}{prefix}/min-side/{path}"


def tell_pair(
    notice: Notice,
    application: Application,
    *,
    facts: Mapping[str, Any] | None = None,
    but_not: Any = None,
    side: str = "",
) -> None:
    """Tell everybody of the pair, or of one ``side``; whoever did it knows already."""
    for person in people_of(application):
        if but_not is not None and person.user_id == but_not.pk:
            continue
        if side and person.seat.side != side:
            continue
        tell_person(notice, application, person.user, facts=facts)


def tell_person(
    notice: Notice, application: Application, user: Any, *, facts: Mapping[str, Any] | None = None
) -> None:
    """Tell one who takes part, or helps, in their own language."""
    reader = Reader(user.email, user.language)
    link = address_of(f"soknader/{application.key}/", reader.language)
    tell(notice, to=reader, facts={"link": link, **(facts or {})}, about=application)
