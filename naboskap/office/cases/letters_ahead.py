"""The letters of a decision as both sides will read them, before it is made."""

from typing import Any

from naboskap.core import clock
from naboskap.core.permissions import Actor
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.decisions.actions import letters_of_refusal
from naboskap.decisions.models import Decision
from naboskap.grants.actions import letters_of_award, offered
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.letters.kinds import AWARD, KINDS, REFUSAL
from naboskap.letters.wording import worded


def letters_ahead(decision: Decision, *, by: Actor) -> list[dict[str, Any]]:
    """Return the letters that a decision would write today, as pages, each with its side's name.

    ``by`` would sign them. Refuses as the decision itself would, where it cannot be made: rules
    GRA-1 to GRA-4.
    """
    if decision.outcome == Decision.Outcome.REFUSAL:
        kind, letters = REFUSAL, letters_of_refusal(decision)
    else:
        kind, letters = AWARD, letters_of_award(offered(decision), by=by)
    return [
        {
            **worded(kind, KINDS[kind].model_validate(facts), language, clock.today()),
            "side": in_language(secretariat().sides[side].name),
            "language": language,
            "spoken": LANGUAGES[language],
        }
        for side, language, facts in letters
    ]
