import pytest
from django.core.exceptions import PermissionDenied

from naboskap.advice.models import Adviser, Idea
from naboskap.applications.models import Application
from naboskap.assessments.actions import advise, note_second_reading
from naboskap.assessments.models import Case, CriterionNote
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.decisions.actions import propose
from naboskap.decisions.models import Decision
from naboskap.decisions.tests.factories import budget_line, pot
from naboskap.programmes.models import Programme

pytestmark = pytest.mark.django_db

REFUSAL = {
    "outcome": "refusal",
    "reason": "Partneren har ingen oppgave.",
    "criterion_reasons": [{"criterion": "cooperation", "reason": "Bare én part gjør noe."}],
}
AWARD = {
    "outcome": "award",
    "reason": "Begge gjør noe.",
    "amount_awarded": 210_000_00,
    "sources": [{"pot": "prosjekt", "amount": 210_000_00}],
}
REDUCED = {
    "outcome": "reduced",
    "reason": "Vi gir mindre til overnatting.",
    "amount_awarded": 180_000_00,
    "sources": [{"pot": "prosjekt", "amount": 180_000_00}],
    "line_reasons": [{"line": 1, "cut": 30_000_00, "reason": "Skolen kan tilby overnatting."}],
}


@pytest.fixture
def ready(ready):
    budget_line(ready, 1, 100_000_00)
    budget_line(ready, 2, 200_000_00)
    return ready


@pytest.mark.parametrize("given", [AWARD, REDUCED, REFUSAL], ids=lambda given: given["outcome"])
def test_a_proposal_goes_to_the_head(given, cast, ready):
    decision = propose(ready, **given, by=cast.officer)

    ready.refresh_from_db()
    assert (decision.status, decision.level) == ("proposed", "head")
    assert decision.amount_awarded == given.get("amount_awarded", 0)
    assert (ready.status, ready.turn) == ("proposed", "head")
    assert [e.action for e in trail_of(ready, decision)] == [
        "assessments.propose",
        "decisions.propose",
    ]


def test_from_the_threshold_it_goes_to_the_board_by_the_sum_applied_for(cast, ready):
    Programme.objects.update(board_threshold=210_000_00)

    decision = propose(ready, **REDUCED, by=cast.officer)

    ready.refresh_from_db()
    assert (decision.level, ready.turn) == ("board", "board")


def spoil(ready, **facts):
    Application.objects.update(**facts)
    ready.refresh_from_db()


@pytest.mark.parametrize(
    ("rule", "before"),
    [
        ("DEC-1", lambda case: Application.objects.update(status="submitted")),
        ("DEC-2", lambda case: Case.objects.update(partner_known_at=None)),
        ("DEC-3", lambda case: CriterionNote.objects.filter(criterion__slug="budget").delete()),
        ("DEC-3", lambda case: CriterionNote.objects.update(reason="")),
        ("DEC-4", lambda case: Programme.objects.update(council_advises=True)),
        ("DEC-13", lambda case: Programme.objects.update(board_threshold=None)),
    ],
)
def test_what_must_be_there_before_a_proposal(rule, before, cast, ready):
    before(ready)

    refused(rule, ready, cast, REFUSAL)


@pytest.mark.parametrize(
    ("rule", "given", "changed"),
    [
        ("DEC-6", REFUSAL, {"reason": " "}),
        ("DEC-7", AWARD, {"amount_awarded": 200_000_00}),
        ("DEC-7", REDUCED, {"amount_awarded": 210_000_00}),
        ("DEC-7", REDUCED, {"amount_awarded": 0}),
        ("DEC-7", REFUSAL, {"amount_awarded": 1}),
        ("DEC-8", AWARD, {"sources": []}),
        ("DEC-8", AWARD, {"sources": [{"pot": "prosjekt", "amount": 209_999_99}]}),
        ("DEC-8", AWARD, {"sources": [{"pot": "nowhere", "amount": 210_000_00}]}),
        (
            "DEC-8",
            AWARD,
            {
                "sources": [
                    {"pot": "prosjekt", "amount": 220_000_00},
                    {"pot": "ungdom", "amount": -10_000_00},
                ]
            },
        ),
        (
            "DEC-8",
            AWARD,
            {
                "sources": [
                    {"pot": "prosjekt", "amount": 110_000_00},
                    {"pot": "prosjekt", "amount": 100_000_00},
                ]
            },
        ),
        ("DEC-9", AWARD, {"sources": [{"pot": "ungdom", "amount": 210_000_00}]}),
        ("DEC-9", AWARD, {"sources": [{"pot": "drift", "amount": 210_000_00}]}),
        ("DEC-10", REDUCED, {"line_reasons": [{"line": 1, "cut": 30_000_00, "reason": " "}]}),
        ("DEC-10", REDUCED, {"line_reasons": [{"line": 9, "cut": 30_000_00, "reason": "x"}]}),
        ("DEC-10", REDUCED, {"line_reasons": [{"line": 1, "cut": 100_000_01, "reason": "x"}]}),
        (
            "DEC-10",
            REDUCED,
            {"line_reasons": [{"line": 1, "cut": 15_000_00, "reason": "x"}] * 2},
        ),
        ("DEC-11", REDUCED, {"line_reasons": [{"line": 1, "cut": 29_999_99, "reason": "x"}]}),
        ("DEC-11", REDUCED, {"line_reasons": []}),
        ("DEC-12", REFUSAL, {"criterion_reasons": []}),
        ("DEC-12", REFUSAL, {"criterion_reasons": [{"criterion": "budget", "reason": ""}]}),
        ("DEC-12", REFUSAL, {"criterion_reasons": [{"criterion": "luck", "reason": "x"}]}),
    ],
)
def test_what_a_proposal_must_say(rule, given, changed, cast, ready):
    pot("ungdom", only_children_and_youth=True)
    pot("drift", purpose="core")

    refused(rule, ready, cast, given | changed)


def test_the_council_has_advised_where_the_programme_asks(cast, ready):
    Programme.objects.update(council_advises=True)
    ready.refresh_from_db()
    ready.programme.refresh_from_db()
    advise(ready, supports=False, reason="Ikke nytt.", by=cast.council_member)

    assert propose(ready, **REFUSAL, by=cast.officer).status == "proposed"


def test_an_adviser_who_helped_has_a_second_reader(cast, ready):
    adviser = Adviser.objects.create(user=cast.officer, phone="1", email="a@example.org")
    idea = Idea.objects.create(
        text="En tur.",
        contact="1",
        language="nb",
        adviser=adviser,
        created_at=ready.received_at,
        answer_by=ready.received_at,
        key="k",
    )
    spoil(ready, idea=idea)
    ready = Case.objects.get()
    refused("DEC-5", ready, cast, REFUSAL)

    note_second_reading(ready, text="Jeg er enig.", by=cast.second_reader)

    assert propose(ready, **REFUSAL, by=cast.officer).status == "proposed"


def test_nobody_but_the_impartial_officer_of_the_case_proposes(cast, ready):
    for person in (cast.impartial_officer, cast.head, cast.applicant, cast.superuser):
        with pytest.raises(PermissionDenied):
            propose(ready, **REFUSAL, by=person)
    assert not Decision.objects.exists()


def refused(rule, ready, cast, given):
    before = trail_of(ready).count()
    with pytest.raises(RuleNotMet) as refusal:
        propose(Case.objects.get(pk=ready.pk), **given, by=cast.officer)
    assert refusal.value.rule == rule
    assert Case.objects.get(pk=ready.pk).status == "assessing"
    assert not Decision.objects.exists()
    assert trail_of(ready).count() == before
