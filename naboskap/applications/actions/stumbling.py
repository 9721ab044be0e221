"""Count what is in the way of those who write: for whoever writes the lessons, and no names."""

from collections.abc import Collection, Iterable, Iterator

from django.db import transaction
from django.db.models import F, Q

from naboskap.applications.actions.sending import judgement_of
from naboskap.applications.gaps import ASKED_BY, FACT_ASKED_BY, Gap, gaps_of
from naboskap.applications.models import Application, Stumble
from naboskap.applications.queries import draft_of
from naboskap.core import clock
from naboskap.guidelines.findings import Finding, known, stopping
from naboskap.questionnaires.queries import everything_in
from naboskap.questionnaires.text import QuestionText

Thing = tuple[str, str, str]  # What, rulebook, name.


@transaction.atomic
def count_stumbles(application: Application, *, counted: Collection[str] = ()) -> set[str]:
    """Count each thing that stops ``application`` from being sent now; return the things' names.

    ``counted`` are the names that this writer's earlier tries were counted under: a second press
    of the button is no second stumble. Nothing of the application is kept, and the trail learns
    nothing of it either: the refusal itself stands there already.
    """
    draft = draft_of(application)
    asked = everything_in(application.sheet.version)
    judged = judgement_of(application, draft, on=clock.today())
    gaps = gaps_of(draft, asked, needs_partner=application.programme.needs_partner)
    found = _things(application, asked, gaps, stopping(judged.findings))
    return _count(Stumble.Stage.SENDING, dict(found), counted)


@transaction.atomic
def count_at_the_check(
    application: Application,
    *,
    asked: Iterable[QuestionText],
    gaps: Iterable[Gap],
    findings: Iterable[Finding],
    counted: Collection[str] = (),
) -> set[str]:
    """Count what a draft stumbles over while it is written, as its writer opens the check.

    All that the judge says is counted, also what only warns and advises: it is what the lessons
    should have told. What ``gaps`` and ``findings`` hold has been found already to be shown, so
    to count costs two statements, and none where nothing is new.

    Rules: WEB-81 (each thing once a sitting; nothing of who or of which application).
    """
    found = _things(application, asked, gaps, known(findings))
    return _count(Stumble.Stage.WRITING, dict(found), counted)


def _count(stage: str, found: dict[Thing, str], counted: Collection[str]) -> set[str]:
    names = {"/".join(thing): thing for thing in found}
    new = [names[name] for name in sorted(set(names) - set(counted))]
    if new:
        month = clock.today().replace(day=1)
        Stumble.objects.bulk_create(
            [
                Stumble(
                    month=month, stage=stage, what=what, rulebook=rulebook, name=name,
                    lesson=found[what, rulebook, name],
                )
                for what, rulebook, name in new
            ],
            update_conflicts=True,
            unique_fields=["month", "stage", "what", "rulebook", "name"],
            update_fields=["lesson"],
        )  # fmt: skip
        these = Q()
        for what, rulebook, name in new:
            these |= Q(what=what, rulebook=rulebook, name=name)
        Stumble.objects.filter(these, month=month, stage=stage).update(count=F("count") + 1)
    return set(names)


def _things(
    application: Application,
    asked: Iterable[QuestionText],
    gaps: Iterable[Gap],
    findings: Iterable[Finding],
) -> Iterator[tuple[Thing, str]]:
    """Yield everything that is in the way, and the lesson about it."""
    by_role = {one.role: one for one in asked if one.is_built_in}
    for gap in gaps:
        question = gap.question or by_role.get(ASKED_BY.get(gap.code, gap.code))
        if question is not None:
            is_long = gap.code == "length"
            what = Stumble.What.LENGTH if is_long else Stumble.What.QUESTION
            yield (what.value, "", str(question.identity_id)), question.lesson
    for finding in findings:
        fact = finding.fields[0].split(".")[0] if finding.fields else ""
        about = by_role.get(FACT_ASKED_BY.get(fact, ""))
        rulebook = application.programme.rulebook.slug
        lesson = about.lesson if about else ""
        yield (Stumble.What.CLAUSE.value, rulebook, finding.clause), lesson
