from hypothesis import given
from hypothesis import strategies as st

from naboskap.reports.reckoning import Spent, reckoned

LINES = st.lists(
    st.builds(
        Spent,
        st.sampled_from(["travel", "stay"]),
        st.integers(0, 10**8),
        st.none() | st.integers(0, 10**8),
    ),
    max_size=6,
)


@given(
    LINES,
    st.integers(1, 10**8),
    st.none() | st.integers(0, 10**8),
    st.none() | st.integers(1, 100),
    st.sampled_from([(), ("travel",)]),
)
def test_a_project_never_keeps_too_much(lines, award, own, percent, categories):
    sums = reckoned(lines, award=award, own=own, percent=percent, categories=categories)

    assert 0 <= sums.may_keep <= award
    assert sums.may_keep <= sums.counted <= sums.cost
    assert sums.may_keep + sums.to_pot == award
    if percent is not None:
        assert sums.may_keep * 100 <= sums.counted * percent
    if own is not None:
        assert sums.may_keep + min(own, sums.cost) <= sums.cost


def test_only_the_costs_that_the_ceiling_names_are_counted():
    lines = [Spent("travel", 0, 100_00), Spent("stay", 0, 100_00)]
    sums = reckoned(lines, award=500_00, own=50_00, percent=70, categories=("travel",))
    assert (sums.cost, sums.counted, sums.may_keep) == (200_00, 100_00, 70_00)
    assert (sums.own_needed, sums.is_whole) == (30_00, True)
    assert not reckoned([Spent("travel", 1, None)], award=1, own=0, percent=None).is_whole
