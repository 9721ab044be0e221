"""One example project, written by the acts: a school on each side, and the river between them.

The tests fill a draft with it, and the bench copies it. Nothing stops it: both sides are active,
and it asks for 60 per cent.
"""

from collections.abc import Iterable
from datetime import date

from naboskap.accounts.models import User
from naboskap.applications.actions import (
    describe_side,
    save_activity,
    save_amount,
    save_answer,
    save_basics,
    save_cost,
    save_financing,
    save_participants,
)
from naboskap.applications.models import Application
from naboskap.organisations.models import Place
from naboskap.questionnaires.queries import questions_of

TITLE = "Elva mellom oss"
WHAT = "Vi tar vannprøver på begge bredder."
ANSWER = "Vi lærer om elva."


def write_example(
    application: Application,
    *,
    here: Place,
    there: Place,
    period: tuple[date, date],
    meetings: Iterable[tuple[date, date]],
    by: User,
    amount: int = 60_000_00,
    answer: str = ANSWER,
) -> Application:
    """Fill in all that is asked, with a meeting by the river on each of these days."""
    application.refresh_from_db()
    save_basics(
        application,
        title=TITLE,
        theme="environment",
        for_children_and_youth=True,
        start_date=period[0],
        end_date=period[1],
        read_revision=application.revision_of("basics"),
        by=by,
    )
    describe_side(
        application,
        "b",
        described_as="Partnerskolen",
        kind="school",
        control="local_authority",
        place=there,
        read_revision=application.revision_of("pair_b"),
        by=by,
    )
    for first, last in meetings:
        save_activity(
            application,
            what=WHAT,
            place=here,
            from_date=first,
            to_date=last,
            people_a=22,
            people_b=22,
            task_a="Tar prøvene",
            task_b="Fører skjema",
            by=by,
        )
    save_participants(
        application,
        {("a", "15-30"): 22, ("b", "15-30"): 22},
        read_revision=application.revision_of("participants"),
        by=by,
    )
    for side, sum_ in (("a", 50_000_00), ("b", 40_000_00)):
        save_cost(application, side=side, category="travel", text="Buss", amount=sum_, by=by)
    save_cost(application, side="b", category="own_work", hours_hundredths=10_000, by=by)
    save_financing(application, side="a", source="own", amount=30_000_00, by=by)
    save_amount(application, amount, read_revision=application.revision_of("amount"), by=by)
    for question in questions_of(application.sheet.version):
        if not question.is_required:
            continue
        save_answer(application, question.key, answer, language="nb", read_number=0, by=by)
    return Application.objects.get(pk=application.pk)
