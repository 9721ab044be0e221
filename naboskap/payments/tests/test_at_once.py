from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.core.tests.at_once import at_once
from naboskap.grants.actions import award
from naboskap.grants.tests.factories import budget, proposed_award, with_terms
from naboskap.ledger.models import Entry
from naboskap.ledger.queries import paid_to
from naboskap.payments.actions import prepare_advance, release
from naboskap.payments.models import Instalment, PaymentList
from naboskap.payments.tests.factories import account
from naboskap.reports.actions import accept_grant
from naboskap.reports.tests.factories import report_form


def test_many_clicks_at_once_are_one_grant_and_one_payment(committed):
    report_form()
    case = with_terms(CaseFactory())
    budget(case, 300_000_00)
    cast = people(case)
    decision = proposed_award(case, cast.officer)

    grants = at_once(4, lambda: award(decision, by=cast.head))
    assert len(grants) == 4
    assert len(set(grants)) == 1
    grant = grants[0]
    account(grant.recipient)
    reports = at_once(4, lambda: accept_grant(grant, by=cast.applicant))
    assert (len(reports), len(set(reports))) == (4, 1)
    advances = at_once(4, lambda: prepare_advance(grant, by=cast.finance_preparer))
    assert (len(advances), len(set(advances))) == (4, 1)
    lists = at_once(4, lambda: release(advances[:1], by=cast.finance_releaser))
    assert (len(lists), len(set(lists))) == (4, 1)

    assert (Instalment.objects.count(), PaymentList.objects.count()) == (1, 1)
    assert Entry.objects.filter(reference__startswith="payments/").count() == 1
    assert paid_to(grant.key) == 135_000_00
