import pytest

from naboskap.assessments.tests.conftest import CAST
from naboskap.core.permissions import may
from naboskap.payments.actions import release
from naboskap.payments.bank import as_csv, kroner_cell
from naboskap.payments.models import Instalment, PaymentList
from naboskap.payments.queries import (
    account_of,
    awaiting_advance,
    awaiting_rest,
    instalments_of,
    lists_for,
    money_of,
    visible_to,
)

OFFICERS = {
    "officer",
    "second_reader",
    "other_officer",
    "impartial_officer",
    "disqualified_officer",
    "tied_officer",
}
FINANCE = {"finance_preparer", "finance_releaser", "both_roles"}
WHO_MAY = {
    "payments.see_payments": OFFICERS | FINANCE | {"head", "deputy", "auditor"},
    "payments.prepare_instalment": {"finance_preparer", "both_roles"},
    "payments.release_instalment": {"finance_releaser", "both_roles"},
    "payments.cancel_instalment": FINANCE,
    "payments.note_repayment": FINANCE,
}
EVERYBODY = (*CAST, "both_roles")


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(advance, cast, permission):
    able = {name for name in EVERYBODY if may(getattr(cast, name), permission, advance)}
    assert able == WHO_MAY[permission]


def test_who_prepared_it_may_not_release_it(advance, cast):
    advance.prepared_by_id = cast.both_roles.pk
    assert not may(cast.both_roles, "payments.release_instalment", advance)


def test_the_list_and_the_lock_agree(advanced, cast):
    people = {name: getattr(cast, name) for name in EVERYBODY}
    for query, model in ((visible_to, Instalment), (lists_for, PaymentList)):
        everything = set(model.objects.all())
        assert everything
        assert {name: set(query(user)) for name, user in people.items()} == {
            name: everything if may(user, "payments.see_payments") else set()
            for name, user in people.items()
        }


def test_what_waits_for_whom(accepted, cast, report_in):
    assert (list(awaiting_advance()), list(awaiting_rest())) == ([accepted], [])
    assert account_of(accepted).number == "86011117947"
    report_in(accepted)
    assert (list(awaiting_advance()), list(awaiting_rest())) == ([], [accepted])


def test_what_waits_no_more(advance, cast):
    assert list(awaiting_advance()) == []
    assert list(instalments_of(advance.grant)) == [advance]
    money = money_of(advance.grant)
    assert (money.prepared, money.paid, money.rest, money.to_repay) == (135_000_00, 0, 0, 0)
    release([advance], by=cast.finance_releaser)
    assert money_of(advance.grant).committed == 45_000_00


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+47 78", "'+47 78"),
        ("-2+3", "'-2+3"),
        ("@x", "'@x"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        (-5, "-5"),
        ("Demolaget", "Demolaget"),
        ("86011117947", "86011117947"),
    ],
)
def test_a_cell_is_never_a_formula(cell, written):
    assert as_csv(["a"], [[cell]]) == f"a\r\n{written}\r\n"


def test_sums_for_a_spreadsheet():
    assert [kroner_cell(ore) for ore in (12_345_00, 5, -12_30)] == ["12345,00", "0,05", "-12,30"]
