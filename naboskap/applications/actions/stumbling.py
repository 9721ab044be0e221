"""Count what stops those who want to send: for whoever writes the lessons, and without names."""

from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import F

from naboskap.applications.actions.sending import judgement_of
from naboskap.applications.gaps import ASKED_BY, FACT_ASKED_BY, gaps_of
from naboskap.applications.models import Application, Stumble
from naboskap.applications.queries import draft_of
from naboskap.core import clock
from naboskap.guidelines.findings import stopping
from naboskap.questionnaires.queries import everything_in


@transaction.atomic
def count_stumbles(application: Application, *, counted: Collection[str] = ()) -> set[str]:
    """Count each thing that stops ``application`` now; return the things' names.

    ``counted`` are the names that this writer's earlier tries were counted under: a second press
    of the button is no second stumble. Nothing of the application is kept, and the trail learns
    nothing of it either: the refusal itself stands there already.
    """
    month = clock.today().replace(day=1)
    found = {"/".join(key): (key, lesson) for key, lesson in _stopped_by(application)}
    for one in set(found) - set(counted):
        (what, rulebook, name), lesson = found[one]
        row, _new = Stumble.objects.get_or_create(
            month=month, what=what, rulebook=rulebook, name=name
        )
        Stumble.objects.filter(pk=row.pk).update(count=F("count") + 1, lesson=lesson)
    return set(found)


def _stopped_by(application: Application) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield (what, rulebook, name) and the lesson of everything that stops it."""
    draft = draft_of(application)
    asked = everything_in(application.sheet.version)
    by_role = {one.role: one for one in asked if one.is_built_in}
    programme = application.programme
    for gap in gaps_of(draft, asked, needs_partner=programme.needs_partner):
        question = gap.question or by_role.get(ASKED_BY.get(gap.code, gap.code))
        if question is not None:
            key = (Stumble.What.QUESTION.value, "", str(question.identity_id))
            yield key, question.lesson
    judged = judgement_of(application, draft, on=clock.today())
    for finding in stopping(judged.findings):
        fact = finding.fields[0].split(".")[0] if finding.fields else ""
        about = by_role.get(FACT_ASKED_BY.get(fact, ""))
        key = (Stumble.What.CLAUSE.value, programme.rulebook.slug, finding.clause)
        yield key, about.lesson if about else ""
