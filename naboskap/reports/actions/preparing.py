"""Many cases that a paragraph is going to stop: chosen before the day, put on hold from it."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.assessments.models import HoldPlan
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import rules_of, to_hold_from
from naboskap.guidelines.running import forbidding_clauses


@transaction.atomic
def prepare_hold(
    version: Version,
    clause: str,
    *,
    shown: Collection[int],
    chosen: Collection[int],
    left_out: Mapping[int, str],
    reason: str,
    reason_across: str = "",
    by: User,
) -> HoldPlan:
    """Keep what is chosen of the cases ``shown``, by id, until the version holds.

    What was said before of a case that is not shown stands: another person sees it. Nobody is
    told, and nothing is on hold. Rule: ASS-75 (the version does not hold yet, has a day, and the
    paragraph forbids what runs).
    """
    if not may(by, "assessments.hold_cases"):
        raise PermissionDenied
    version = locked(version)
    require(
        "ASS-75",
        to_hold_from(version) is not None
        and clause in {each.number for each in forbidding_clauses(rules_of(version))},
        _("This is prepared only for a paragraph that forbids what runs, and has a day to come."),
    )
    plan = HoldPlan.objects.filter(version=version, clause=clause).first()
    plan = plan or HoldPlan(version=version, clause=clause)
    stands = {pk: why for pk, why in plan.left_out.items() if int(pk) not in set(shown)}
    goes_on = {str(pk): why.strip()[:300] for pk, why in left_out.items() if pk in set(shown)}
    plan.left_out = stands | goes_on
    held = {pk for pk in plan.chosen if pk not in set(shown)} | (set(chosen) & set(shown))
    plan.chosen = sorted(held)
    plan.reason, plan.reason_across = reason.strip(), reason_across.strip()
    plan.changed_by, plan.changed_at = by, clock.now()
    plan.save()
    record(
        "assessments.prepare_hold",
        version,
        by=by,
        clause=clause,
        shown=len(shown),
        left_out=len(goes_on),
    )
    return plan
