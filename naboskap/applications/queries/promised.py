"""Which promised papers are still to come, and which of them the guidelines require."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from naboskap.applications.models import Attachment, Snapshot
from naboskap.applications.papers import AWAITED, Paper
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import stopping
from naboskap.guidelines.judge import judge
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import rules_of


def required_and_awaited(applications: Iterable[int]) -> dict[int, tuple[Paper, ...]]:
    """Return the awaited papers that the guidelines require, by the application's id, in order.

    A promise holds up no application: the guidelines that each was judged by are asked again, of
    the same facts without what was only promised. At most three statements; one where nothing is
    awaited.
    """
    awaited: dict[int, list[Attachment]] = {}
    rows = _awaited().filter(application__in=list(applications))
    for row in rows:
        awaited.setdefault(row.application_id, []).append(row)
    if not awaited:
        return {}
    sent = {
        each.application_id: each
        for each in Snapshot.objects.counting().filter(application__in=awaited).reverse()
    }
    versions = Version.objects.in_bulk({each.guideline_version_id for each in sent.values()})
    found = {}
    for application, papers in awaited.items():
        required = _required(sent.get(application), versions, {row.kind for row in papers})
        if owed := tuple(_paper(row) for row in papers if row.kind in required):
            found[application] = owed
    return found


def awaited_papers() -> QuerySet[Attachment]:
    """Return the papers that were promised by a day, have not come and are not done without."""
    return _awaited().filter(due_on__isnull=False).order_by("due_on", "pk")


def _awaited() -> QuerySet[Attachment]:
    return Attachment.objects.filter(state__in=AWAITED, waived_at__isnull=True)


def _required(
    sent: Snapshot | None, versions: Mapping[int, Version], promised: set[str]
) -> set[str]:
    """Return what of ``promised`` the guidelines stop at where it is not there."""
    version = versions.get(sent.guideline_version_id) if sent else None
    if sent is None or version is None:
        return set()
    facts = Facts.model_validate(sent.facts)
    without = facts.model_copy(update={"attachments": facts.attachments - promised})
    return {
        kind
        for finding in stopping(judge(rules_of(version), without))
        if finding.kind == "required_attachments"
        for kind in finding.found["lacking"]
    } & promised


def _paper(row: Attachment) -> Paper:
    return Paper(
        pk=row.pk,
        revision=row.revision,
        kind=row.kind,
        state=row.state,
        called=row.called,
        note=row.note,
        due_on=row.due_on,
    )
