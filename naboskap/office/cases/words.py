"""What the office calls things: statuses, marks, and every act that stands in a trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.assessments.statuses import CaseStatus

Words = str | Promise
_ON_HOLD = _("On hold (%(status)s)")

OUTCOMES: dict[str, Words] = {
    "award": _("Support as applied for"),
    "reduced": _("Less than applied for"),
    "refusal": _("Refusal"),
}
LEVELS: dict[str, Words] = {"head": _("The head"), "board": _("The board")}
GRANTS: dict[str, Words] = {
    "offered": _("Awarded, waits for an answer"),
    "accepted": _("Accepted"),
    "declined": _("Not taken"),
    "lapsed": _("Lapsed"),
    "lifted": _("Lifted after a complaint"),
    "closed": _("Finished"),
}
UNCONFIRMED: Words = _("Waits for the partner's confirmation")


def status_in_words(
    status: str, *, is_unconfirmed: bool, is_held: bool, outcome: str = "", grant: str = ""
) -> str:
    """Say where a case stands, past its decision too: the one place for every page and list.

    ``outcome``: of the decision; ``grant``: the grant's status; empty before there is one.
    """
    if grant:
        words = GRANTS[grant]
    elif outcome:
        words = OUTCOMES[outcome]
    elif is_unconfirmed:
        words = UNCONFIRMED
    else:
        words = CaseStatus(status).label
    return _ON_HOLD % {"status": words} if is_held else str(words)


WAYS: dict[str, Words] = {
    "account": _("with an account"),
    "link": _("by a link"),
    "code": _("with a code"),
    "call": _("in a call"),
}
EVENTS: dict[str, Words] = {
    "applications.submit": _("The application was sent"),
    "applications.confirm": _("Both sides have confirmed"),
    "applications.stand_behind": _("A side stands behind the text"),
    "applications.withdraw": _("The application was taken back"),
    "applications.lapse": _("The application lapsed: it was not confirmed in time"),
    "applications.let_change_lapse": _(
        "The change was not confirmed in time: what both sides confirmed before stands"
    ),
    "applications.change_sent": _("The pair changed what we asked about"),
    "applications.hand_in": _("A promised paper came"),
    "applications.postpone_attachment": _("The pair got another day for a promised paper"),
    "applications.waive_attachment": _("We do without a promised paper"),
    "assessments.open_case": _("The case was opened"),
    "assessments.assign": _("The case was given to a case officer"),
    "assessments.declare_impartiality": _("Said of impartiality"),
    "assessments.name_second_reader": _("A second reader was asked"),
    "assessments.note_second_reading": _("The second reader has read it"),
    "assessments.begin": _("The assessment began"),
    "assessments.ask": _("A question was sent to the pair"),
    "assessments.answer": _("The pair answered"),
    "assessments.stop_waiting": _("We went on without an answer"),
    "assessments.save_criterion_note": _("A criterion was assessed"),
    "assessments.note_partner_contact": _("The partner was contacted"),
    "assessments.advise": _("The expert council advised"),
    "assessments.propose": _("A proposal was made"),
    "assessments.take_back": _("The proposal came back"),
    "assessments.decide": _("The case was decided"),
    "assessments.reopen": _("A complaint was upheld: the case is decided anew"),
    "assessments.hold": _("The case was put on hold"),
    "assessments.ask_for_hold": _("The head was asked to put the case on hold"),
    "assessments.refuse_hold": _("The case was not put on hold, as was asked for"),
    "assessments.go_on": _("The case goes on after a hold"),
    "assessments.close": _("The case was closed"),
    "cases.read_by_auditor": _("An auditor read the case"),
    "decisions.vote": _("A member of the board voted"),
}
# What is only a shadow of another line, or of what the pair did before it was sent.
SILENT = {
    "assessments.close_reason",
    "applications.let_wait",
    "applications.let_run",
    "assessments.set_back",
    "decisions.make",
    "decisions.lift",
    "decisions.return",
    "decisions.propose",
}
