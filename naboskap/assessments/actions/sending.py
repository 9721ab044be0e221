"""An application comes in: the pair's sending and the secretariat's receiving are one act."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.models import Adviser
from naboskap.advice.queries import adviser_for
from naboskap.applications.actions import (
    begin_change,
    send_change,
    submit_application,
    withdraw_application,
)
from naboskap.applications.actions import let_change_lapse as let_change_lapse_of
from naboskap.applications.draft import Side
from naboskap.applications.models import Application, Change, Snapshot
from naboskap.applications.notices import lapses
from naboskap.applications.queries import sides_of
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.actions.assessing import close_case
from naboskap.assessments.actions.papers import journal_papers
from naboskap.assessments.models import Case
from naboskap.assessments.notices import CASE_ASSIGNED, CASE_RECEIVED, CHANGE_LAPSED, tell_person
from naboskap.assessments.queries import (
    adviser_of,
    guides_of,
    known_before,
    officer_for,
    promised,
)
from naboskap.assessments.statuses import OPEN, CaseStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import Refusal, TransitionRefused, require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may, one_reading
from naboskap.core.statements import insert, together
from naboskap.core.words import in_language
from naboskap.letters.actions import write
from naboskap.letters.kinds import RECEIPT
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import promise_of
from naboskap.records.actions import journal, open_case_file
from naboskap.records.models import JournalEntry
from naboskap.search.actions import index


@transaction.atomic
@together()
@one_reading()
def send_application(application: Application, *, by: User) -> Case:
    """Send the application and receive it: all of it, or none.

    The application is frozen (``submit_application``); a case is opened in the journal, with the
    paper that came in; the case officer who advises in its theme gets it; both sides get a
    receipt in their own language. An answer is promised by the programme's latest week, counted
    as PRO-10 says. The other rules are those of ``submit_application``.
    """
    snapshot = submit_application(application, by=by)
    application = snapshot.application
    sides = sides_of(application)
    programme = application.programme
    answer = promise_of(programme, application.round, received_on=clock.today())
    neutral = _neutral_title(application)
    organisations = [side.organisation_id for side in sides.values() if side.organisation_id]
    officer = officer_for(application.theme, organisations, but_not=_barred(application))
    partner = sides["b"].organisation_id if "b" in sides else None
    partner_known_at = snapshot.submitted_at if known_before(partner) else None
    # Numbers are taken last: all others who send wait until this act is done.
    case_file = open_case_file(application.title, neutral, by=by)
    case = insert(
        Case(
            application=application,
            case_file=case_file,
            programme=programme,
            title=application.title,
            theme=application.theme,
            parties=[_in_few_words(side) for side in sides.values()],
            amount_applied_for=application.amount_applied_for or 0,
            officer=officer,
            received_at=snapshot.submitted_at,
            promised_by=answer.told,
            due_on=answer.due,
            partner_known_at=partner_known_at,
        )
    )
    record("assessments.open_case", case, by=by, officer=officer.pk if officer else None)
    journal(case_file, JournalEntry.Kind.INCOMING, neutral, neutral, by=by)
    journal_papers(case, by=by)
    _write_receipts(case, snapshot, sides, by=by)
    tell_person(
        CASE_RECEIVED,
        case,
        by,
        address_of_page="/min-side/",
        promised_by=answer.told,
        **lapses(application),
    )
    if officer is not None:
        tell_person(CASE_ASSIGNED, case, officer)
    let_be_found(case, sides)
    return case


def _barred(application: Application) -> list[int]:
    """Return who helped the pair, where the programme lets them assess nothing."""
    if application.programme.guidance != Programme.Guidance.CANNOT_ASSESS:
        return []
    return [guide.user_id for guide in guides_of(application.pk)]


def _in_few_words(side: Side) -> dict[str, Any]:
    return {"side": side.side, "kind": side.kind, "place": dict(side.place_words)}


def let_be_found(case: Case, sides: dict[str, Side]) -> None:
    """Let the office find the case by what its row tells: never by what is in the text."""
    names = " ".join(f"{side.own_name} {side.latin_name} {side.place}" for side in sides.values())
    text = f"{case.case_file.number} {case.title} {names}"
    index("office", case._meta.label_lower, case.pk, {"nb": text, "ru": text})


def _write_receipts(case: Case, snapshot: Snapshot, sides: dict[str, Side], *, by: User) -> None:
    own = adviser_of(case)
    confirm_by = case.application.confirm_by
    is_confirmed = case.application.status == ApplicationStatus.CONFIRMED
    for side in sides.values():
        if not side.own_name:
            continue
        names = {key: one.name_in(side.language) for key, one in sides.items()}
        adviser = own and _who_speaks(side.language, own, case.theme)
        write(
            RECEIPT,
            language=side.language,
            facts={
                "case_number": case.case_file.number,
                "title": _title_in(snapshot, side.language),
                "to": (names[side.side],),
                "side_a": names["a"],
                "side_b": names.get("b", ""),
                "amount_applied_for": case.amount_applied_for,
                "sent_at": snapshot.submitted_at,
                "sha256": snapshot.sha256,
                "confirm_by": None
                if is_confirmed or confirm_by is None
                else (confirm_by - timedelta(seconds=1)).astimezone(clock.OSLO).date(),
                "is_change": case.application.is_change_waiting,
                "answer_by": case.promised_by,
                "adviser": f"{adviser.user}, {adviser.phone}" if adviser else "",
            },
            about=case,
            reader=side.side,
            case_file=case.case_file,
            by=by,
        )


def _title_in(snapshot: Snapshot, language: str) -> str:
    """Return the title that was sent, with what it is called in the reader's language."""
    title = str(snapshot.content["title"])
    said = snapshot.content.get("title_translations", ())
    own = next((one["text"] for one in said if one["language"] == language), "")
    return f"{title} ({own})" if own else title


def _who_speaks(language: str, own: Adviser, theme: str) -> Adviser:
    """Return whom a side may call: the case's own adviser, or one who speaks its language."""
    if language in own.languages:
        return own
    other = adviser_for(theme, language)
    return other if other is not None and language in other.languages else own


@transaction.atomic
def change_what_was_sent(application: Application, *, by: User) -> Change:
    """Let the pair change what it sent, while the round is open and no one has taken it up.

    The rules are those of ``begin_change``.
    """
    application = locked(application)
    case = Case.objects.filter(application=application).first()
    is_taken_up = case is not None and case.status != CaseStatus.RECEIVED
    return begin_change(application, is_taken_up=is_taken_up, by=by)


@transaction.atomic
def send_again(application: Application, *, by: User) -> Case:
    """Send the changed text, and receive it: the same case and number, and a new receipt.

    The day of the first sending stands. So does the answer that was promised; but where the round
    does not close, it is counted from the day that the text came in which is to be answered
    (PRO-10). The other rules are those of ``send_change``.
    """
    application = locked(application)
    snapshot = send_change(application, by=by)
    application = snapshot.application
    case = locked(Case.objects.get(application=application), "case_file", "programme", "officer")
    case.application = application
    sides = sides_of(application)
    case.title, case.theme = application.title, application.theme
    case.amount_applied_for = application.amount_applied_for or 0
    answer = promise_of(case.programme, application.round, received_on=clock.today())
    if case.promised_by is not None and answer.told is not None:
        case.promised_by = max(case.promised_by, answer.told)
    case.due_on = max(promised(case), answer.due)
    case.save(update_fields=["title", "theme", "amount_applied_for", "promised_by", "due_on"])
    record("assessments.receive_again", case, by=by, number=snapshot.number)
    neutral = _neutral_title(application)
    journal(case.case_file, JournalEntry.Kind.INCOMING, neutral, neutral, by=by)
    _write_receipts(case, snapshot, sides, by=by)
    let_be_found(case, sides)
    return case


@transaction.atomic
def let_change_lapse(application: Application, *, by: Actor) -> Case:
    """Let a change go that was not confirmed in time; the case reads what both confirmed before.

    The officer is told, who may have read the changed text. The day by which we answer stays as
    it was told last. The rules are those of ``applications.let_change_lapse``.
    """
    application = locked(application)
    snapshot = let_change_lapse_of(application, by=by)
    application = snapshot.application
    case = locked(Case.objects.get(application=application), "case_file", "programme", "officer")
    case.application = application
    case.title, case.theme = application.title, application.theme
    case.amount_applied_for = application.amount_applied_for or 0
    case.save(update_fields=["title", "theme", "amount_applied_for"])
    record("assessments.set_back", case, by=by, number=snapshot.number)
    let_be_found(case, sides_of(application))
    if case.officer is not None and case.is_open:
        tell_person(CHANGE_LAPSED, case, case.officer)
    return case


def let_changes_lapse(*, at_once: int = 100) -> int:
    """Let the changes lapse whose time to be confirmed is over; return how many."""
    over = Application.objects.filter(
        status=ApplicationStatus.SUBMITTED,
        stands_meanwhile__isnull=False,
        confirm_by__lte=clock.now(),
    )
    done = 0
    for application in over.order_by("confirm_by", "pk")[:at_once]:
        try:
            let_change_lapse(application, by=SYSTEM)
        except Refusal:  # Confirmed or withdrawn in the meantime.
            continue
        done += 1
    return done


def _neutral_title(application: Application) -> str:
    """Name the paper in the journal by its programme alone."""
    with translation.override("nb"):
        return str(_("Application for %(programme)s")) % {
            "programme": in_language(application.programme.name, "nb")
        }


@transaction.atomic
def withdraw(application: Application, *, by: User) -> Application:
    """Take an application back; its case is closed. All that was written stays readable.

    Rule: ASS-21 (after the decision one says no to the grant instead).
    """
    application = locked(application)
    if not may(by, "applications.withdraw_application", application):
        raise PermissionDenied
    case = Case.objects.filter(application=application).first()
    require(
        "ASS-21",
        case is None or case.status in OPEN,
        _("There is a decision already. If you do not want the grant, say no to it."),
    )
    application = withdraw_application(application, by=by)
    if case is not None:
        close_case(case, reason="withdrawn", by=SYSTEM)
    return application


def close_ended(*, at_once: int = 100) -> int:
    """Close the cases whose application lapsed or was taken back. The pair has been told."""
    ended = Case.objects.filter(
        due_on__isnull=False,
        application__status__in=[ApplicationStatus.LAPSED, ApplicationStatus.WITHDRAWN],
    ).select_related("application")
    closed = 0
    for case in ended.order_by("pk")[:at_once]:
        try:
            close_case(case, reason=case.application.status, by=SYSTEM)
        except TransitionRefused:  # Another worker was first.
            continue
        closed += 1
    return closed
