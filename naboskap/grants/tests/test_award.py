from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.assessments.models import Case
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.decisions.tests.factories import complaint
from naboskap.grants import tasks
from naboskap.grants.actions import award, decline, lapse, settle_complaint
from naboskap.grants.models import Grant, Source
from naboskap.grants.tests.factories import AWARD, pot_of, proposed_award, rich_pot, with_terms
from naboskap.ledger.models import Account, Entry
from naboskap.ledger.queries import left, of_grant
from naboskap.letters import tasks as letters
from naboskap.letters.queries import letters_about
from naboskap.notifications.models import Message
from naboskap.programmes.models import Programme
from naboskap.questionnaires.models import Sheet


def test_an_award_sets_the_money_aside_and_writes_to_both_sides(proposed, cast):
    grant = award(proposed, by=cast.head)

    assert left(pot_of(proposed)) == 1_000_000_00 - AWARD
    assert sum(of_grant(grant.key, Account.RESERVED).values()) == AWARD
    assert grant.recipient == proposed.case.application.seats.get(side="a").organisation
    assert (grant.status, grant.award_date) == ("offered", clock.today())
    assert grant.accept_by == clock.today() + timedelta(days=21)
    assert grant.report_by == clock.today() + timedelta(days=60 + 90)
    assert (grant.share_percent, grant.advance_percent, grant.needs_auditor) == (70, 75, True)
    assert grant.amount_advance == 135_000_00
    written = letters_about(proposed)
    assert [(letter.reader, letter.language) for letter in written] == [("a", "nb"), ("b", "ru")]
    assert letters.run_due() == 2
    told = Message.objects.filter(kind="decisions.decision_made").values_list("address", flat=True)
    assert set(told) == {cast.applicant.email, cast.partner.email}
    assert [entry.action for entry in trail_of(grant)] == ["grants.award"]
    proposed.refresh_from_db()
    proposed.case.refresh_from_db()
    assert (proposed.status, proposed.case.status) == ("made", "decided")


def test_the_letters_say_what_was_cut_and_why(case, cast):
    decision = proposed_award(
        case, cast.officer, line_reasons=[{"line": 1, "cut": 30_000_00, "reason": "Egne rom."}]
    )
    award(decision, by=cast.head)
    letter = letters_about(decision).get(reader="a")

    amount = next(s for s in letter.facts["page"]["sections"] if s["name"] == "amount")
    assert amount["points"] == ["Linje 1: 30\u00a0000 kroner mindre. Egne rom."]
    assert letter.facts["given"]["complaint_body"] == "board"


def test_a_second_click_is_the_same_grant(proposed, cast):
    assert award(proposed, by=cast.head) == award(proposed, by=cast.head)
    with pytest.raises((PermissionDenied, TransitionRefused)):
        award(proposed, by=cast.deputy)
    assert Grant.objects.count() == 1
    assert Entry.objects.filter(reference__startswith="grants/").count() == 1


@pytest.mark.parametrize(
    "name", ["officer", "deputy", "finance_releaser", "applicant", "superuser"]
)
def test_a_refused_award_leaves_nothing_behind(proposed, cast, name):
    with pytest.raises(PermissionDenied):
        award(proposed, by=getattr(cast, name))
    _nothing_happened(proposed)


def _nothing_happened(decision):
    decision.refresh_from_db()
    assert decision.status == "proposed"
    assert not Grant.objects.exists()
    assert not Source.objects.exists()
    assert not Entry.objects.filter(reference__startswith="grants/").exists()
    assert not letters_about(decision).exists()
    assert not Message.objects.exists()


def _refused(rule, decision, cast):
    with pytest.raises(RuleNotMet) as refusal:
        award(decision, by=cast.head)
    assert refusal.value.rule == rule
    _nothing_happened(decision)


def test_a_refusal_is_not_awarded(proposed, cast):
    proposed.outcome, proposed.amount_awarded, proposed.sources = "refusal", 0, []
    proposed.save()
    _refused("GRA-1", proposed, cast)


def test_the_sources_are_the_sum(case, cast):
    decision = proposed_award(case, cast.officer, sources={rich_pot("liten"): AWARD - 1})
    _refused("GRA-2", decision, cast)


def test_somebody_receives_it(proposed, cast):
    proposed.case.application.seats.filter(side="a").update(organisation=None)
    _refused("GRA-3", proposed, cast)


@pytest.mark.parametrize("field", ["accept_within_days", "report_within_days"])
def test_the_programme_says_by_when(proposed, cast, field):
    Programme.objects.filter(pk=proposed.case.programme_id).update(**{field: None})
    _refused("GRA-4", proposed, cast)


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("MON-1", {"kroner": 100}),
        ("MON-2", {"purpose": "core"}),
        ("MON-3", {"only_children_and_youth": True}),
        ("MON-4", {"only_programmes": ["barentskult"]}),
    ],
)
def test_a_pot_is_used_for_what_it_is_for(case, cast, rule, facts):
    _refused(
        rule, proposed_award(case, cast.officer, sources={rich_pot("p", **facts): AWARD}), cast
    )


def test_several_pots_pay_together(case, cast):
    sums = {rich_pot("en"): 100_000_00, rich_pot("to"): 80_000_00}
    grant = award(proposed_award(case, cast.officer, sources=sums), by=cast.head)

    assert of_grant(grant.key, Account.RESERVED) == {pot.pk: each for pot, each in sums.items()}
    assert {source.pot: source.amount for source in grant.sources.all()} == sums


def test_a_small_grant_needs_no_auditor(case, cast):
    assert not award(
        proposed_award(case, cast.officer, amount=100_000_00), by=cast.head
    ).needs_auditor


def test_where_nothing_is_said_there_is_no_ceiling(case, cast):
    case.application.snapshots.all().delete()
    with_terms(case, auditor_above=None)
    grant = award(proposed_award(case, cast.officer), by=cast.head)
    assert (grant.share_percent, grant.needs_auditor) == (None, False)


def test_where_there_is_no_partner_one_letter_is_written(case, cast):
    case.application.seats.filter(side="b").update(organisation=None, described_as="")
    decision = proposed_award(case, cast.officer)
    award(decision, by=cast.head)
    assert [letter.reader for letter in letters_about(decision)] == ["a"]


def test_declining_gives_the_money_back(offered, cast):
    decline(offered, reason="Vi fikk ikke tid.", by=cast.applicant)

    offered.refresh_from_db()
    assert (offered.status, offered.declined_because) == ("declined", "Vi fikk ikke tid.")
    assert offered.answered_by_id == cast.applicant.pk
    assert left(pot_of(offered.decision)) == 1_000_000_00
    assert Message.objects.filter(kind="grants.declined").get().address == cast.officer.email
    assert Case.objects.get(pk=offered.decision.case_id).status == "closed"
    with pytest.raises(TransitionRefused):
        decline(offered, by=cast.applicant)


def test_only_the_applicants_lead_answers(offered, cast):
    for name in ("partner", "left_the_pair", "stranger", "head", "superuser"):
        with pytest.raises(PermissionDenied):
            decline(offered, by=getattr(cast, name))
    assert left(pot_of(offered.decision)) == 1_000_000_00 - AWARD


def test_an_offer_lapses_when_its_day_is_over(offered, cast):
    with pytest.raises(RuleNotMet) as refusal:
        lapse(offered)
    assert refusal.value.rule == "GRA-5"
    assert tasks.run_due() == 0
    Grant.objects.update(accept_by=clock.today() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        lapse(offered, by=cast.head)

    assert (tasks.run_due(), tasks.run_due()) == (1, 0)
    offered.refresh_from_db()
    assert offered.status == "lapsed"
    assert left(pot_of(offered.decision)) == 1_000_000_00
    assert Message.objects.filter(kind="grants.lapsed").count() == 2
    assert Case.objects.get(pk=offered.decision.case_id).status == "closed"


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "lost"},
        {"amount_awarded": 0},
        {"advance_percent": 101},
        {"share_percent": 0},
    ],
)
def test_the_database_refuses_a_grant_that_cannot_be(offered, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.update(**facts)


def test_the_database_refuses_a_source_that_cannot_be(offered):
    source = offered.sources.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(grant=offered, pot=source.pot, amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.update(amount=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            decision=offered.decision,
            recipient=offered.recipient,
            amount_awarded=1,
            award_date=clock.today(),
            accept_by=clock.today(),
            report_by=clock.today(),
            advance_percent=75,
            needs_auditor=False,
        )
    assert Sheet.objects.count() == 1


def test_an_upheld_complaint_gives_back_what_an_offer_held(offered, cast):
    entered = complaint(offered.decision, cast.applicant)

    settle_complaint(entered, answer="Dere har rett.", is_upheld=True, by=cast.deputy)

    offered.refresh_from_db()
    offered.decision.refresh_from_db()
    assert (offered.status, offered.decision.status) == ("lifted", "lifted")
    assert offered.decision.case.status == "assessing"
    assert left(pot_of(offered.decision)) == 1_000_000_00
    with pytest.raises(TransitionRefused):
        decline(offered, reason="", by=cast.applicant)


def test_an_offer_stands_where_a_complaint_is_not_upheld(offered, cast):
    entered = complaint(offered.decision, cast.applicant)

    settle_complaint(entered, answer="Vi står ved det.", is_upheld=False, by=cast.deputy)

    offered.refresh_from_db()
    assert (offered.status, offered.decision.status) == ("offered", "made")
    assert left(pot_of(offered.decision)) == 1_000_000_00 - AWARD


def test_an_accepted_grant_is_not_lifted(offered, cast):
    Grant.objects.update(status="accepted")
    entered = complaint(offered.decision, cast.applicant)
    with pytest.raises(RuleNotMet) as refusal:
        settle_complaint(entered, answer="Dere har rett.", is_upheld=True, by=cast.deputy)
    assert refusal.value.rule == "GRA-6"
    entered.refresh_from_db()
    assert entered.status == "entered"

    settle_complaint(entered, answer="Søk om resten.", is_upheld=False, by=cast.deputy)
    offered.refresh_from_db()
    assert offered.status == "accepted"


def test_a_refusal_is_lifted_where_there_is_no_grant(proposed, cast):
    proposed.outcome, proposed.amount_awarded, proposed.sources = "refusal", 0, []
    proposed.status, proposed.made_by_id, proposed.made_at = "made", cast.head.pk, clock.now()
    proposed.save()
    Case.objects.update(status="decided", due_on=None)

    settle_complaint(
        complaint(proposed, cast.applicant), answer="Ja.", is_upheld=True, by=cast.deputy
    )

    proposed.refresh_from_db()
    assert proposed.status == "lifted"
