"""The office: it assesses a case, asks the pair, proposes and decides; the grant begins to run."""

from config.example_projects.scene import Scene
from config.example_projects.writing import ORE
from config.management.commands.load_starter import STARTER, read
from naboskap.assessments.actions import (
    ask_pair,
    assign,
    begin,
    declare_impartiality,
    note_partner_contact,
    save_criterion_note,
)
from naboskap.core import clock
from naboskap.decisions.actions import propose
from naboskap.grants.actions import award
from naboskap.grants.models import Grant
from naboskap.ledger.actions import load_pots
from naboskap.ledger.models import Pot
from naboskap.organisations.actions import propose_account
from naboskap.organisations.queries import account_in_force
from naboskap.payments.actions import prepare_advance, release
from naboskap.programmes.models import Criterion
from naboskap.reports.actions import accept_grant

ACCOUNT = "12345678903"  # Its check digit holds, and everybody sees that it is nobody's.


def take(scene: Scene) -> None:
    """The case officer takes the case up and writes what is written of its criteria."""
    with scene.on(scene.row["taken"]):
        case = scene.case
        if case.officer is None:
            officer = scene.cast["case_officer"]
            assign(case, officer, by=officer)
        officer = scene.officer
        declare_impartiality(case, is_impartial=True, by=officer)
        begin(scene.case, by=officer)
        note_partner_contact(scene.case, how=scene.row["contact"], by=officer)
        of_programme = Criterion.objects.filter(programme=case.programme)
        for criterion in of_programme.filter(slug__in=scene.row["criteria"]):
            mark, reason = scene.row["criteria"][criterion.slug]
            save_criterion_note(
                scene.case, criterion, mark=mark, reason=reason, read_number=0, by=officer
            )


def ask(scene: Scene) -> None:
    """The case officer asks the pair for one thing; the answer is still to come."""
    with scene.on(scene.row["asked"]):
        ask_pair(
            scene.case,
            text=scene.row["question"],
            answer_by=scene.day(scene.row["answer_by"]),
            by=scene.officer,
        )


def decide(scene: Scene) -> None:
    """What was applied for is proposed, the head awards it, and the applicant says yes."""
    row, head, applicant = scene.row, scene.cast["head"], scene.cast["applicant"]
    with scene.on(row["decided"]):
        amount = row["amount"] * ORE
        decision = propose(
            scene.case,
            outcome="award",
            reason=row["reason"],
            amount_awarded=amount,
            sources=[{"pot": _pot(scene), "amount": amount}],
            by=scene.officer,
        )
        declare_impartiality(scene.case, is_impartial=True, by=head)
        award(decision, by=head)
    with scene.on(row["accepted"]):
        grant = grant_of(scene)
        if account_in_force(grant.recipient) is None:
            propose_account(grant.recipient, ACCOUNT, by=applicant)
        accept_grant(grant, by=applicant)


def _pot(scene: Scene) -> str:
    """Return the pot of the year in which it is decided; an earlier year's is loaded first."""
    year = clock.today().year
    slug = f"{scene.row['pot']}-{year}"
    if not Pot.objects.filter(slug=slug).exists():
        load_pots(read(STARTER / "money.json"), year, with_examples=True)
    return slug


def pay(scene: Scene) -> None:
    """One person prepares the advance, and another releases it."""
    with scene.on(scene.row["paid"]):
        advance = prepare_advance(grant_of(scene), by=scene.cast["finance_preparer"])
        release([advance], by=scene.cast["finance_releaser"])


def grant_of(scene: Scene) -> Grant:
    return Grant.objects.get(decision__case=scene.case)
