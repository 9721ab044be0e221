"""Who may publish, hide and stand behind a wish; and who tells a story, and says yes to it."""

from typing import Any

from naboskap.accounts.rules import (
    is_administrator,
    is_case_officer,
    is_deputy,
    is_editor,
    is_head,
)
from naboskap.applications.models import SeatPerson
from naboskap.assessments.rules import ties_of
from naboskap.core.permissions import allow, is_system, once, predicate
from naboskap.grants.models import Grant

allow("projects.import_catalogue", is_system | is_administrator)
allow("projects.make_card", is_system | is_case_officer | is_head | is_deputy)
# Hiding must be quick: whoever takes the call. Lifting it is the head's.
allow("projects.hide_card", is_case_officer | is_head | is_deputy | is_editor | is_administrator)
allow("projects.show_card_again", is_head | is_deputy)
allow("projects.confirm_wish", is_case_officer | is_head | is_deputy)


# ── Stories ──────────────────────────────────────────────────────────────────
def side_led_by(user_pk: int | None, grant: Grant) -> str:
    """Return the side that a person leads now: a, b, or empty."""

    def fetch() -> str:
        seats = SeatPerson.objects.filter(
            seat__application=grant.decision.case.application_id,
            user=user_pk,
            is_lead=True,
            left_at__isnull=True,
        )
        return seats.values_list("seat__side", flat=True).first() or ""

    return once(("leads side", user_pk, grant.pk), fetch) if user_pk else ""


@predicate
def leads_a_side(user: Any, subject: Any) -> bool:
    return side_led_by(user.pk, subject.grant) != ""


@predicate
def was_asked(_user: Any, story: Any) -> bool:
    """Hold once the sides have had it before them: what is only drafted is the office's."""
    return bool(story.asked_about)


@predicate
def is_impartial(user: Any, subject: Any) -> bool:
    """Hold for whoever has said so in the case of a story, or of the report it is told from."""
    return bool(user.pk) and ties_of(user.pk, subject.grant.decision.case).is_impartial


tells = (is_case_officer | is_head | is_deputy) & is_impartial

allow("projects.see_stories", is_case_officer | is_head | is_deputy)
allow("projects.see_story", tells | (leads_a_side & was_asked))
allow("projects.write_story", tells)
allow("projects.answer_story", leads_a_side & was_asked)
allow("projects.publish_story", tells)  # A second person: PRO-26.
# Either side, at any time and at once. In an emergency anybody in the office hides the project.
allow("projects.take_back_story", tells | (leads_a_side & was_asked))
