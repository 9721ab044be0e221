"""For any run of acts the books hold: nothing is lost, nothing is owed, earmarks are kept."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naboskap.core.errors import RuleNotMet
from naboskap.ledger.actions import commit, give, pay, release, reserve, share, take_back
from naboskap.ledger.earmarks import Use, refusal_for
from naboskap.ledger.models import Account, Line
from naboskap.ledger.queries import facts_of, pots_with_sums
from naboskap.ledger.tests.factories import PotFactory

GRANTS = [f"grants/{number}" for number in range(3)]
SUMS = st.integers(min_value=1, max_value=400)
USES = st.builds(Use, st.sampled_from(["barentsmidler", "barentskult"]), st.booleans())
POTS = st.integers(min_value=0, max_value=3)
ACTS = st.one_of(
    st.tuples(st.just("give"), POTS, SUMS),
    st.tuples(
        st.just("reserve"),
        st.sampled_from(GRANTS),
        st.dictionaries(POTS, SUMS, min_size=1, max_size=3),
        USES,
    ),
    st.tuples(st.just("commit"), st.sampled_from(GRANTS)),
    st.tuples(st.just("pay"), st.sampled_from(GRANTS), SUMS),
    st.tuples(st.just("take_back"), st.sampled_from(GRANTS), SUMS),
    st.tuples(st.just("release"), st.sampled_from(GRANTS)),
)


def do(act, pots, reference, uses):
    """Do one act of a run; a refusal and an act that finds nothing to do are both answers."""
    match act:
        case ("give", pot, amount):
            give(pots[pot], amount, reference=reference)
        case ("reserve", grant, sums, use):
            chosen = {pots[pot]: amount for pot, amount in sums.items()}
            reserve(grant, chosen, reference=reference, use=use)
            uses.extend((pot, use) for pot in chosen)
        case ("commit", grant):
            commit(grant, reference=reference)
        case ("pay", grant, amount):
            pay(grant, amount, reference=reference)
        case ("take_back", grant, amount):
            take_back(grant, amount, reference=reference)
        case ("release", grant):
            release(grant, reference=reference)


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, max_size=14))
def test_whatever_is_done_the_books_hold(db, acts):
    with transaction.atomic():
        pots = [
            PotFactory(given=500),
            PotFactory(given=500, only_children_and_youth=True),
            PotFactory(given=500, only_programmes=["barentskult"]),
            PotFactory(given=500, purpose="core"),
        ]
        uses: list = []
        for number, act in enumerate(acts):
            try:
                with transaction.atomic():
                    do(act, pots, f"run/{number}", uses)
            except (RuleNotMet, ValueError):
                continue
        assert sum(Line.objects.values_list("amount", flat=True)) == 0
        for each in pots_with_sums():
            sums = each.sums
            assert sums.left == sums.given - sums.reserved - sums.committed - sums.paid >= 0
            assert sums.left == sums.given - sums.granted + sums.returned
            assert min(sums.reserved, sums.committed, sums.paid, sums.granted) >= 0
        assert all(refusal_for(facts_of(pot), use) == "" for pot, use in uses)
        spent = Line.objects.filter(pot=pots[3]).exclude(
            account__in=[Account.GIVEN, Account.AVAILABLE]
        )
        assert not spent.exists()
        transaction.set_rollback(True)


@given(st.data())
def test_a_share_is_whole_and_fits(data):
    over = data.draw(st.dictionaries(st.integers(1, 9), st.integers(1, 10_000), min_size=1))
    amount = data.draw(st.integers(0, sum(over.values())))
    shared = share(amount, over)

    assert sum(shared.values()) == amount
    assert all(0 < part <= over[pot] for pot, part in shared.items())
