"""The words of every letter, block by block, in the reader's language. Pure."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from naboskap.core import clock
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.letters import kinds
from naboskap.letters.kinds import (
    ApprovalFacts,
    AwardFacts,
    Complainable,
    Facts,
    ReceiptFacts,
    RefusalFacts,
)
from naboskap.letters.wording.holding import hold, resume
from naboskap.letters.wording.parts import (
    LOCALES,
    Block,
    Body,
    MissingBlockError,
    and_answered,
    day,
    house_and_phone,
    money,
)

__all__ = ["WORDED", "MissingBlockError", "worded"]


def _complaint(facts: Complainable) -> tuple[Block, Block]:
    weeks, days = divmod(facts.complain_within_days, 7)
    within = (
        npgettext("within", "%(number)s day", "%(number)s days", facts.complain_within_days)
        % {"number": facts.complain_within_days}
        if days
        else npgettext("within", "%(number)s week", "%(number)s weeks", weeks) % {"number": weeks}
    )
    body = (
        _("You send the complaint to us. If we do not change the decision, the board handles it.")
        if facts.complaint_body == "board"
        else _(
            "You send the complaint to us. The board made this decision, so if it does not "
            "change it, the owners' appeals body handles the complaint."
        )
    )
    return (
        Block(
            "complaint",
            _("If you disagree"),
            (
                _(
                    "You may complain within %(within)s of the day this letter reached you. "
                    "Write what you disagree with and what you want changed."
                )
                % {"within": within},
                (
                    _(
                        "Write the complaint on your page in the portal, or send it to %(email)s. "
                        "Both sides may complain. Ask us if you want help."
                    )
                    if facts.side_b
                    else _(
                        "Write the complaint on your page in the portal, or send it to %(email)s. "
                        "Ask us if you want help."
                    )
                )
                % {"email": secretariat().email},
                body,
            ),
        ),
        Block(
            "access",
            _("The papers of the case"),
            (
                and_answered(
                    _(
                        "You may see the papers of your case. Write to %(email)s or call "
                        "%(phone)s, and give the case number."
                    )
                    % {"email": secretariat().email, "phone": secretariat().phone}
                ),
            ),
        ),
    )


def _last_minute_of(on: date, clocks: list[tuple[str, ZoneInfo]], language: str) -> str:
    """Say when a day in Oslo is over, by each clock: "18. oktober 2021, 23:59 (Oslo)"."""
    instant = clock.end_of(on) - timedelta(minutes=1)
    each = [(place, instant.astimezone(zone)) for place, zone in clocks]
    return "; ".join(
        f"{day(local.date())}, {format_time(local, 'HH:mm', locale=LOCALES[language])} ({place})"
        for place, local in each
    )


def _receipt(facts: ReceiptFacts) -> Body:
    house = secretariat()
    clocks = [(each.place, ZoneInfo(each.zone)) for each in facts.clocks] or [
        (in_language(side.clock_place), side.zone) for side in (house.home, house.across)
    ]
    language = (translation.get_language() or "nb").split("-")[0]
    times = tuple(
        (
            _("Time in %(place)s") % {"place": place},
            f"{day(facts.sent_at.astimezone(zone).date())}, "
            + format_time(facts.sent_at.astimezone(zone), "HH:mm:ss", locale=LOCALES[language]),
        )
        for place, zone in clocks
    )
    if facts.confirm_by:
        following = (
            _(
                "Both sides must confirm the changed text. The last time to confirm is %(when)s. "
                "If a side has not confirmed by then, the change lapses, and what you both "
                "confirmed before stands. Nothing you wrote is lost."
            )
            if facts.is_change
            else _(
                "Both sides must confirm the text, and we begin to read it when they have. The "
                "last time to confirm is %(when)s. If a side has not confirmed by then, the "
                "application lapses. Nothing you wrote is lost."
            )
        ) % {"when": _last_minute_of(facts.confirm_by, clocks, language)}
    else:
        following = (
            _("Both sides have confirmed the text. A case officer begins to read it.")
            if facts.side_b
            else _("A case officer begins to read it.")
        )
    answer = (
        _("You get an answer by %(day)s at the latest.") % {"day": day(facts.answer_by)}
        if facts.answer_by
        else _("You see on your page in the portal how far we have come.")
    )
    ask = and_answered(
        _("Ask %(adviser)s if you wonder about anything.")
        % {"adviser": facts.adviser or house_and_phone()},
        unless=facts.adviser,
    )
    return Body(
        title=_("Receipt"),
        heading=_("We have received your application"),
        lead=_("“%(title)s” is sent, and nothing in it can be changed by others.")
        % {"title": facts.title},
        facts=(
            (_("Case number"), facts.case_number),
            *times,
            (_("Sum applied for"), money(facts.amount_applied_for)),
        ),
        blocks=(
            Block(
                "received",
                _("What we have received"),
                (_("We keep the application exactly as you sent it, with all its parts."),),
            ),
            Block("next", _("What happens next"), (following, answer, ask)),
            Block(
                "digest",
                _("The mark of the text"),
                (
                    _(
                        "This number is made from the text that you sent. If one letter "
                        "were changed, the number would be another (SHA-256):"
                    ),
                    facts.sha256,
                ),
            ),
        ),
    )


def _amount_blocks(facts: AwardFacts) -> tuple[Block, Block]:
    purpose = Block(
        "purpose",
        _("What the money is for"),
        (
            (
                _(
                    "The money is for the activities in your cooperation plan, under the "
                    "programme %(programme)s. It cannot be used for anything else."
                )
                if facts.side_b
                else _(
                    "The money is for the activities in your plan, under the programme "
                    "%(programme)s. It cannot be used for anything else."
                )
            )
            % {"programme": facts.programme},
        ),
    )
    whole = facts.amount >= facts.amount_applied_for
    paragraphs = (
        _("You get %(sum)s, which is all that you applied for.")
        if whole
        else _("You get %(sum)s. You applied for %(asked)s.")
    ) % {"sum": money(facts.amount), "asked": money(facts.amount_applied_for)}
    amount = Block(
        "amount",
        _("The sum") if whole else _("The sum, and why it is not all"),
        (paragraphs, *((facts.reason,) if facts.reason else ())),
        tuple(
            _("%(line)s: %(cut)s less. %(reason)s")
            % {"line": point.what, "cut": money(point.cut), "reason": point.reason}
            for point in facts.line_reasons
        ),
    )
    return purpose, amount


def _what_to_tell(facts: AwardFacts) -> str:
    if not facts.side_b:
        return _(
            "Tell what you did, how many took part, and what it cost, line by line. The report "
            "is on your page in the portal, filled in with your plan."
        )
    return _(
        "Tell what you did together, how many took part, and what it cost, line by "
        "line. The report is on your page in the portal, filled in with your plan."
    )


def _report_block(facts: AwardFacts) -> Block:
    if facts.report_by:
        due = _("Send the final report by %(day)s.") % {"day": day(facts.report_by)}
    elif facts.report_within_days:
        due = _("Send the final report within %(days)s days after the project has ended.") % {
            "days": facts.report_within_days
        }
    else:
        due = ""
    auditor = (
        _("The grant is above %(limit)s, so an auditor must confirm the accounts.")
        % {"limit": money(facts.auditor_above or 0)}
        if facts.needs_auditor
        else _("The person who keeps the project's accounts signs them. No auditor is needed.")
    )
    return Block(
        "reporting",
        _("Report"),
        tuple(
            text
            for text in (
                due,
                _what_to_tell(facts) if due else "",
                auditor,
                _("Until the report is approved you cannot apply for a new grant."),
            )
            if text
        )
        if due
        else (),
    )


def _terms(facts: AwardFacts) -> tuple[Block, ...]:
    conditions = [
        _("Both sides take part as planned. Ask us before you change anything important.")
        if facts.side_b
        else _("Ask us before you change anything important in the plan."),
        _("Keep receipts for everything, from the first day."),
    ]
    if facts.share_percent:
        conditions.insert(
            1,
            _("The grant is at most %(percent)s per cent of what the project really costs.")
            % {"percent": facts.share_percent},
        )
    if facts.conditions:
        conditions.append(facts.conditions)
    advance = (
        _(
            "When you have accepted, you may ask for an advance of up to %(sum)s "
            "(%(percent)s per cent). The rest is paid when the report is approved."
        )
        % {"sum": money(facts.advance_amount), "percent": facts.advance_percent}
        if facts.advance_amount
        else _("The money is paid when the report is approved.")
    )
    return (
        Block(
            "payment",
            _("Payment"),
            (advance, _("We pay to the account that you have given us, and to no other.")),
        ),
        Block("conditions", _("Conditions"), tuple(conditions)),
        _report_block(facts),
        Block(
            "control",
            _("Control"),
            (
                _(
                    "We, those who give the money and the Office of the Auditor General may "
                    "check that it is used as agreed. We may ask to see receipts and accounts."
                ),
            ),
        ),
        Block(
            "breach",
            _("If the conditions are not met"),
            (
                _(
                    "We may hold back payments, lower the grant, or ask for money back. We "
                    "always talk with you first. What is not used goes back to us."
                ),
            ),
        ),
        Block(
            "acceptance",
            _("Answer us"),
            (
                _(
                    "Say yes or no on your page in the portal by %(day)s. If you do not "
                    "answer, the offer lapses, and the money goes to others."
                )
                % {"day": day(facts.accept_by)},
            ),
        ),
    )


def _award(facts: AwardFacts) -> Body:
    rows = [(_("Sum"), money(facts.amount))]
    if facts.from_date and facts.to_date:
        rows.append((_("The project lasts"), f"{day(facts.from_date)} – {day(facts.to_date)}"))
    rows.append((_("Answer us by"), day(facts.accept_by)))
    if facts.report_by:
        rows.append((_("Final report by"), day(facts.report_by)))
    return Body(
        title=_("Decision on a grant"),
        heading=_("You get %(sum)s") % {"sum": money(facts.amount)},
        lead=_("We support “%(title)s”, which you have applied for together.")
        % {"title": facts.title}
        if facts.side_b
        else _("We support “%(title)s”.") % {"title": facts.title},
        facts=tuple(rows),
        blocks=(*_amount_blocks(facts), *_terms(facts), *_complaint(facts)),
    )


def _refusal(facts: RefusalFacts) -> Body:
    return Body(
        title=_("Decision"),
        heading=_("You do not get a grant this time"),
        lead=_("We have read “%(title)s” with care. Here is why, and what you can do.")
        % {"title": facts.title},
        facts=(
            (_("Programme"), facts.programme),
            (_("Sum applied for"), money(facts.amount_applied_for)),
        ),
        blocks=(
            Block("reasons", _("Why"), (facts.reason,)),
            Block(
                "criteria",
                _("What we weighed"),
                (_("We weigh every application by the same criteria."),),
                tuple(f"{point.what}: {point.reason}" for point in facts.criterion_reasons),
            ),
            Block(
                "again",
                _("What you can do now"),
                (
                    and_answered(
                        _(
                            "You may apply again, also with the same idea. Talk with %(adviser)s "
                            "about what would make it stronger."
                        )
                        % {"adviser": facts.adviser or house_and_phone()},
                        unless=facts.adviser,
                    ),
                ),
            ),
            *_complaint(facts),
        ),
    )


def _approval(facts: ApprovalFacts) -> Body:
    if facts.amount_to_repay:
        rest = _("You have received %(sum)s more than you may keep. Pay it back to us.") % {
            "sum": money(facts.amount_to_repay)
        }
    elif facts.amount_rest:
        rest = _("We pay you the rest, %(sum)s, to the account that you have given us.") % {
            "sum": money(facts.amount_rest)
        }
    else:
        rest = _("Everything is paid. You need not do anything more.")
    released = (
        _("%(sum)s of the grant was not used. It goes back to the pot that it came from.")
        % {"sum": money(facts.amount_released)}
        if facts.amount_released
        else ""
    )
    return Body(
        title=_("The report is approved"),
        heading=_("Your report is approved"),
        lead=(
            _("Thank you for what you have done together in “%(title)s”.")
            if facts.side_b
            else _("Thank you for what you have done in “%(title)s”.")
        )
        % {"title": facts.title},
        facts=(
            (_("Granted"), money(facts.amount_awarded)),
            (_("What the project cost"), money(facts.amount_cost)),
            (_("Approved"), money(facts.amount_approved)),
            (_("Paid before"), money(facts.amount_paid)),
        ),
        blocks=(
            Block(
                "sums",
                _("The accounts"),
                (_("We have read the report and the accounts, and approve both."),),
            ),
            Block("rest", _("The rest"), tuple(text for text in (rest, released) if text)),
        ),
    )


WORDED: dict[str, Callable[[Any], Body]] = {
    kinds.RECEIPT: _receipt,
    kinds.AWARD: _award,
    kinds.REFUSAL: _refusal,
    kinds.APPROVAL: _approval,
    kinds.HOLD: hold,
    kinds.RESUME: resume,
}


def _demand_blocks(kind: str, blocks: tuple[Block, ...]) -> None:
    there = {block.name for block in blocks if any(block.paragraphs)}
    if missing := [name for name in kinds.REQUIRED[kind] if name not in there]:
        raise MissingBlockError(f"{kind}: {', '.join(missing)}")


def worded(kind: str, facts: Facts, language: str, on: date) -> dict[str, Any]:
    """Return the page as plain data for the layout, or raise ``MissingBlockError``."""
    house = secretariat()
    with translation.override(language):
        body = WORDED[kind](facts)
        _demand_blocks(kind, body.blocks)
        sides = [(in_language(house.home.name), facts.side_a)]
        if facts.side_b:
            sides.append((in_language(house.across.name), facts.side_b))
        case = _("Case %(number)s") % {"number": facts.case_number}
        return {
            "language": language,
            # Neutral: what a PDF says of itself names no person, partner or project.
            "title": f"{body.title}, {case}",
            "sender": in_language(house.name),
            "place_date": day(on),
            "date": [on.year, on.month, on.day],
            "case": case,
            "to": list(facts.to),
            "heading": body.heading,
            "lead": body.lead,
            "sides": sides if len(sides) == 2 else [],
            "facts": [list(row) for row in body.facts],
            "sections": [asdict(block) for block in body.blocks],
            "signed": list(facts.signed),
            "foot": _("Approved electronically and sent without a signature."),
        }
