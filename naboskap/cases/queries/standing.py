"""Whose turn it is, what they do, by when, and what comes after: from the first draft to the end.

One answer for the pair's page and the office's. It never ends in a bare no.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Application
from naboskap.applications.queries import behind_newest
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case
from naboskap.assessments.queries import case_of, open_question
from naboskap.assessments.statuses import CaseStatus
from naboskap.core import clock
from naboskap.decisions.models import Decision
from naboskap.decisions.queries import complains_until, complaint_due_on, decision_of
from naboskap.decisions.statuses import ComplaintStatus
from naboskap.grants.models import Grant
from naboskap.grants.statuses import GrantStatus
from naboskap.reports.models import Report
from naboskap.reports.statuses import ReportStatus

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose turn, what, by when, and what is next. ``is_yours``: the reader is to act.

    ``is_answer``: ``by_when`` is the day of the answer to the application, not of this act.
    """

    whose: Words
    what: Words
    by_when: date | datetime | None
    next: Words
    is_yours: bool = False
    is_answer: bool = False


YOURS, PARTNERS, APPLICANTS, OURS = (
    _("Your turn:"),
    _("The partner's turn:"),
    _("The applicant's turn:"),
    _("The secretariat's turn:"),
)
PAIRS = _("The pair's turn:")
NOBODYS = _("Nobody's turn:")
WAIT = _("You need not do anything now.")


HELD = _("When it goes on, we write to both of you, and every deadline has moved.")
CARRY_OUT = _("carry out the project together, and report.")
FOR_ONE = (
    (HELD, _("When it goes on, we write to you, and every deadline has moved.")),
    (CARRY_OUT, _("carry out the project, and report.")),
)


def _for_one(words: Words) -> Words:
    """Return what is said instead where there is no other side."""
    return next((one for both, one in FOR_ONE if words is both), words)


def standing(application: Application, reader: str, *, is_alone: bool = False) -> Standing:
    """Say where an application stands to ``reader``: side "a" or "b", or "office".

    ``is_alone``: there is no other side, and none is spoken of.
    """
    found = _standing(application, reader)
    if not is_alone:
        return found
    return replace(found, what=_for_one(found.what), next=_for_one(found.next))


def _standing(application: Application, reader: str) -> Standing:
    if application.status == ApplicationStatus.DRAFT:
        return _of_draft(application, reader)
    case = case_of(application)
    if case is None:
        return _of_sent(application, reader) or Standing(OURS, _("open the case."), None, WAIT)
    return standing_of_case(case, decision_of(case), reader)


def standing_of_case(case: Case, decision: Decision | None, reader: str) -> Standing:
    """Say where a case stands to ``reader``, with the decision that it has, if any."""
    if case.held_at is not None:
        return _of_held(reader, complains_until(case, reader) if reader != "office" else None)
    if case.status in {CaseStatus.DECIDED, CaseStatus.CLOSED} and decision is not None:
        return _of_decided(case, decision, reader)
    sent = _of_sent(case.application, reader)
    if sent is not None:
        return sent
    if case.status == CaseStatus.CLOSED:
        return Standing(NOBODYS, _("the case is closed."), None, _("Call us if you wonder why."))
    return _of_open(case, reader)


def _of_held(reader: str, complain_by: date | None) -> Standing:
    """Say that a case waits: it is nobody's turn, and no day is the last.

    But the time to complain of a decision is the pair's right, counted from when it was told of
    it: no hold stops it.
    """
    if complain_by is not None:
        return Standing(
            _("On hold:"),
            _("nothing is asked of anybody. Only your time to complain of the decision runs."),
            complain_by,
            _("When it goes on, we write to both of you, and every other deadline has moved."),
        )
    return Standing(
        _("On hold:"),
        _("nothing is asked of anybody, and no deadline runs."),
        None,
        HELD
        if reader != "office"
        else _("When it goes on, every deadline moves by the days that it was on hold."),
    )


def _of_sent(application: Application, reader: str) -> Standing | None:
    """Say what holds of the application itself, whatever its case: unconfirmed, or ended."""
    if application.status == ApplicationStatus.SUBMITTED:
        return _of_unconfirmed(application, reader)
    if application.status in {ApplicationStatus.LAPSED, ApplicationStatus.WITHDRAWN}:
        return _of_ended(application)
    return None


def _turn(side: str, reader: str) -> Words:
    if side == reader:
        return YOURS
    return PARTNERS if side == "b" else APPLICANTS


def _of_draft(application: Application, reader: str) -> Standing:
    closes = application.round.closes_at if application.round else None
    return Standing(
        YOURS if reader != "office" else APPLICANTS,
        _("write the application together, and send it when it is ready."),
        closes,
        _("Everything is saved as you write. You can ask an adviser at any time."),
        is_yours=reader != "office",
    )


def _of_unconfirmed(application: Application, reader: str) -> Standing:
    side = _side_to_confirm(application, reader)
    return Standing(
        _turn(side, reader),
        _("confirm the change.") if application.is_change_waiting else _("confirm what was sent."),
        application.confirm_by,
        _(
            "If that does not happen in time, the change lapses, and what both sides confirmed"
            " before stands. Nothing you wrote is lost."
        )
        if application.is_change_waiting
        else _(
            "We assess the application when both sides have confirmed. If that does not happen in"
            " time, it lapses. Nothing you wrote is lost."
        ),
        is_yours=side == reader,
    )


def _side_to_confirm(application: Application, reader: str) -> str:
    """Say which side's word is missing on what was sent last.

    If both are, each is told that it is theirs, and the office that it is the partner's.
    """
    said = {each.seat.side for each in behind_newest(application)}
    if reader in {"a", "b"} and reader not in said:
        return reader
    return "a" if "b" in said else "b"


def _of_ended(application: Application) -> Standing:
    if application.status == ApplicationStatus.LAPSED:
        what = _("it was not confirmed in time, and has been laid aside.")
    else:
        what = _("it was taken back.")
    return Standing(
        NOBODYS,
        what,
        None,
        _("All that you wrote can still be read. Call us if you want to try again: we help."),
    )


def _asked_of(case: Case, side: str, reader: str) -> Words:
    """Name whom a question is for: one side, or whoever of the two knows."""
    if not side and case.application.programme.needs_partner:
        return PAIRS
    return _turn(side or "a", reader)


def _of_open(case: Case, reader: str) -> Standing:
    if case.status == CaseStatus.ASKED:
        question = open_question(case)
        side = question.seat.side if question is not None and question.seat else ""
        is_yours = reader != "office" and side in {"", reader}
        return Standing(
            YOURS if is_yours else _asked_of(case, side, reader),
            _("answer a question from us."),
            question.answer_by if question is not None else None,
            _("After that we go on with the assessment."),
            is_yours=is_yours,
        )
    what = {
        CaseStatus.RECEIVED: _("take up the application."),
        CaseStatus.ASSESSING: _("assess the application."),
        CaseStatus.PROPOSED: _("decide."),
    }[CaseStatus(case.status)]
    after = WAIT if reader != "office" else ""
    return Standing(OURS, what, case.promised_by, after, is_answer=True)


def _of_decided(case: Case, decision: Decision, reader: str) -> Standing:
    if decision.outcome == Decision.Outcome.REFUSAL:
        if decision.complaints.filter(status=ComplaintStatus.ENTERED).exists():
            return Standing(
                OURS,
                _("answer the complaint."),
                None,
                _("Somebody who took no part in the decision answers it."),
            )
        if case.status == CaseStatus.CLOSED:
            return Standing(
                NOBODYS,
                _("the case is answered, and closed."),
                None,
                _("You are welcome to apply again. Call us first, and we help."),
            )
        return Standing(
            NOBODYS if reader == "office" else YOURS,
            _("read our answer and the reasons."),
            complaint_due_on(decision, reader if reader in {"a", "b"} else "a"),
            _(
                "By that day you can complain. Call an adviser: many get support when they try"
                " again with what they learned."
            ),
            is_yours=False,
        )
    grant = Grant.objects.filter(decision=decision).first()
    if grant is None:
        return Standing(OURS, _("write the letter."), None, WAIT)
    return _of_grant(grant, reader)


def _of_grant(grant: Grant, reader: str) -> Standing:
    outside = reader != "office"
    if grant.status == GrantStatus.OFFERED:
        return Standing(
            _turn("a", reader),
            _("read the letter, and say yes or no to the grant."),
            grant.accept_by,
            _("When the grant is accepted, you can ask for an advance and begin."),
            is_yours=reader == "a",
        )
    if grant.status in {GrantStatus.DECLINED, GrantStatus.LAPSED, GrantStatus.LIFTED}:
        return Standing(
            NOBODYS,
            _("the grant was not taken, and the money is back in its pot."),
            None,
            _("You are welcome to apply again. Call us first, and we help."),
        )
    if grant.status == GrantStatus.CLOSED:
        return Standing(
            NOBODYS,
            _("the project is finished and reported."),
            None,
            _("It can be read in the project bank, as you wished."),
        )
    return _of_report(grant, outside=outside, reader=reader)


def _of_report(grant: Grant, *, outside: bool, reader: str) -> Standing:
    report = Report.objects.filter(grant=grant).first()
    if report is None:
        return Standing(_turn("a", reader), _("carry out the project."), None, "")
    told: dict[str, Callable[[], Standing]] = {
        ReportStatus.DUE: lambda: Standing(
            YOURS if outside else APPLICANTS,
            CARRY_OUT,
            report.due_on,
            _("The report begins with what you promised. The rest of the money follows it."),
            is_yours=outside and (report.due_on is None or report.due_on <= clock.today()),
        ),
        ReportStatus.SUBMITTED: lambda: Standing(OURS, _("read the report."), None, WAIT),
        ReportStatus.RETURNED: lambda: Standing(
            YOURS if outside else APPLICANTS,
            _("complete the report: something is missing."),
            report.due_on,
            _("We have written what is missing. Call us if it is unclear."),
            is_yours=outside,
        ),
        ReportStatus.APPROVED: lambda: Standing(
            OURS, _("pay the rest and close the case."), None, WAIT
        ),
    }
    return told[report.status]()
