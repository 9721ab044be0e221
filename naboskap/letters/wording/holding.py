"""The letters that say that a case stands still, and that it goes on again."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naboskap.letters.kinds import HoldFacts, Paragraph, ResumeFacts
from naboskap.letters.wording.parts import Block, Body, and_answered, day, house_and_phone


def _ask(adviser: str) -> str:
    return and_answered(
        _("Call %(adviser)s if you wonder about anything, or only want to talk about it.")
        % {"adviser": adviser or house_and_phone()},
        unless=adviser,
    )


def _ground(paragraph: Paragraph) -> tuple[str, ...]:
    named = " ".join(part for part in (paragraph.number, paragraph.heading) if part)
    says = _("The guidelines (%(guidelines)s), paragraph %(paragraph)s, now say:") % {
        "guidelines": paragraph.guidelines,
        "paragraph": named,
    }
    found = _("What we found in your case: %(found)s") % {"found": paragraph.found}
    return tuple(text for text in (says, paragraph.text, found if paragraph.found else "") if text)


def _complaint(facts: HoldFacts) -> tuple[str, ...]:
    if facts.complain_by is None:
        return ()
    text = _(
        "Your right to complain of the decision is not on hold: you may complain until %(day)s. "
        "We take the complaint in, and answer it when the case goes on."
    )
    return (text % {"day": day(facts.complain_by)},)


def hold(facts: HoldFacts) -> Body:
    """Say why a case stands still, what that means, and what the pair can do."""
    meaning = (
        (
            _("The grant stands, but we pay nothing of it while the case is on hold."),
            _(
                "No deadline runs, neither to answer us nor to report. Wait with new costs: call "
                "us before you spend more."
            ),
        )
        if facts.is_grant
        else (
            _("We do not assess or decide the application while the case is on hold."),
            _("No deadline runs, neither yours nor ours. You keep your place in the queue."),
        )
    )
    choices = (
        _("You need not do anything. If you do not want to wait, tell us, and we find a way out.")
        if facts.is_grant
        else _(
            "You need not do anything. If you do not want to wait, you may take the application "
            "back on your page in the portal, and send a new one later."
        )
    )
    return Body(
        title=_("The case is on hold"),
        heading=_("Your grant is on hold") if facts.is_grant else _("Your application is on hold"),
        lead=_("“%(title)s” has to wait. It is not a refusal, and nothing that you wrote is lost.")
        % {"title": facts.title},
        facts=((_("Case number"), facts.case_number),),
        blocks=(
            Block(
                "why",
                _("Why"),
                (facts.reason, *(_ground(facts.paragraph) if facts.paragraph else ())),
            ),
            Block("meaning", _("What it means"), (*meaning, *_complaint(facts))),
            Block(
                "next",
                _("What happens next"),
                (
                    _(
                        "We write to both sides as soon as the case can go on. All deadlines then "
                        "move by as many days as it was on hold."
                    )
                    if facts.side_b
                    else _(
                        "We write to you as soon as the case can go on. All deadlines then move "
                        "by as many days as it was on hold."
                    ),
                ),
            ),
            Block("choices", _("What you can do"), (choices, _ask(facts.adviser))),
        ),
    )


def resume(facts: ResumeFacts) -> Body:
    """Say that a case goes on, and to which days its deadlines have moved."""
    called = {
        "answer": _("You get our answer by"),
        "question": _("Answer our question by"),
        "confirm": _("Confirm the application by"),
        "accept": _("Say yes or no to the grant by"),
        "report": _("Final report by"),
        "paper": _("The paper that you promised by"),
    }
    moved = ngettext(
        "It was on hold since %(day)s. Every deadline has moved by %(number)s day.",
        "It was on hold since %(day)s. Every deadline has moved by %(number)s days.",
        facts.days,
    ) % {"day": day(facts.held_from), "number": facts.days}
    meaning = (
        _("The grant stands as before, and can be paid again.")
        if facts.is_grant
        else _("We take up the application again where we left it.")
    )
    return Body(
        title=_("The case goes on"),
        heading=_("Your grant is no longer on hold")
        if facts.is_grant
        else _("Your application is no longer on hold"),
        lead=_("We go on with “%(title)s”. Thank you for waiting.") % {"title": facts.title},
        facts=tuple((called[each.what], day(each.day)) for each in facts.deadlines),
        blocks=(
            Block(
                "meaning",
                _("What it means"),
                tuple(text for text in (facts.because, meaning) if text),
            ),
            Block("days", _("The days"), (moved,)),
            Block("ask", _("Ask us"), (_ask(facts.adviser),)),
        ),
    )
