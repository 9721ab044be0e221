"""Rounds open and close at instants, the same for page, act and worker."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import now_and_next
from naboskap.guidelines.tests.factories import every_row
from naboskap.programmes.actions import (
    close_early,
    fill_examples,
    last_second_of,
    open_example_rounds,
    open_round,
    set_parameters,
)
from naboskap.programmes.models import Programme, Round
from naboskap.programmes.queries import (
    last_closed,
    missing_values,
    new_guidelines,
    next_round,
    open_rounds,
    promise_of,
    rounds_ahead,
    rounds_open,
)
from naboskap.programmes.queries import open_round as round_of
from naboskap.programmes.tests.factories import (
    ProgrammeFactory,
    RoundFactory,
    load_starter,
    programme_rows,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 4, 8, tzinfo=UTC)
NAME = {"nb": "Runde", "en": "Round", "ru": "Конкурс"}


@pytest.fixture
def ready(cast):
    """The ordinary programme with everything set, on 4 October 2021."""
    programme = load_starter()["barentsmidler"]
    with time_machine.travel(NOW, tick=False):
        yield set_parameters(programme, accept_within_days=21, report_within_days=90, by=cast.head)


def opened(programme, by, **values):
    facts = {"name": NAME, "opens_at": NOW, "closes_on": date(2021, 11, 1), **values}
    return open_round(programme, **facts, by=by)


def refused(programme, by, **values):
    with pytest.raises(RuleNotMet) as refusal:
        opened(programme, by, **values)
    assert not Round.objects.exists()
    return refusal.value.rule


def test_a_round_is_opened_and_written_down(ready, cast):
    new = opened(ready, cast.head, starts_from=date(2022, 1, 1), starts_to=date(2022, 3, 31))
    assert new.closes_at == datetime(2021, 11, 1, 22, 59, 59, tzinfo=UTC)
    assert round_of(ready) == new
    assert [entry.action for entry in trail_of(new)] == ["programmes.open_round"]


def test_no_round_before_staff_fill_in_what_is_not_set(cast):
    programme = load_starter()["barentsmidler"]
    assert missing_values(programme) == ["accept_within_days", "report_within_days"]
    with time_machine.travel(NOW, tick=False):
        assert refused(programme, cast.head) == "PRO-3"
        set_parameters(programme, accept_within_days=21, report_within_days=90, by=cast.head)
        assert opened(programme, cast.head)


def test_no_round_without_guidelines(cast):
    with time_machine.travel(NOW, tick=False):
        assert refused(ProgrammeFactory(), cast.head) == "PRO-4"


def test_no_round_against_the_guidelines(ready, cast):
    Programme.objects.update(board_threshold=300_000_00)
    assert refused(ready, cast.head) == "PRO-1"


@pytest.mark.parametrize("closes_on", [date(2021, 10, 3), date(2021, 9, 1)])
def test_a_round_closes_later_than_it_opens(ready, cast, closes_on):
    assert refused(ready, cast.head, closes_on=closes_on) == "PRO-5"


def test_a_round_does_not_close_in_the_past(ready, cast):
    past = NOW - timedelta(days=30)
    assert refused(ready, cast.head, opens_at=past, closes_on=date(2021, 10, 3)) == "PRO-5"


def test_the_first_start_is_not_after_the_last(ready, cast):
    window = {"starts_from": date(2022, 2, 1), "starts_to": date(2022, 1, 1)}
    assert refused(ready, cast.head, **window) == "PRO-6"


@pytest.mark.parametrize("closes_on", [None, date(2021, 12, 1)])
def test_one_round_at_a_time(ready, cast, closes_on):
    opened(ready, cast.head)
    with pytest.raises(RuleNotMet) as refusal:
        opened(ready, cast.head, closes_on=closes_on)
    assert refusal.value.rule == "PRO-7"
    assert opened(ready, cast.head, opens_at=NOW + timedelta(days=60), closes_on=None)


def test_a_case_officer_opens_no_round(ready, cast):
    with pytest.raises(PermissionDenied):
        opened(ready, cast.case_officer)
    assert not Round.objects.exists()


def test_a_round_is_closed_early_when_the_money_runs_out(ready, cast):
    new = opened(ready, cast.head)
    with pytest.raises(PermissionDenied):
        close_early(new, by=cast.administrator)
    closed = close_early(new, by=cast.deputy)
    assert closed.closed_early_at == NOW
    assert round_of(ready) is None
    with pytest.raises(RuleNotMet) as refusal:
        close_early(closed, by=cast.head)
    assert refusal.value.rule == "PRO-8"
    assert len(trail_of(new)) == 2
    assert opened(ready, cast.head)


@pytest.mark.parametrize("grace", [-1, 121])
def test_the_grace_is_short(ready, cast, grace):
    assert refused(ready, cast.head, grace_minutes=grace) == "PRO-9"


@pytest.mark.parametrize("closes_on", [date(2021, 10, 30), date(2022, 3, 26)])
def test_the_grace_is_minutes_that_pass_also_in_the_night_when_the_clock_changes(closes_on):
    closes_at = last_second_of(closes_on)
    one = RoundFactory(closes_at=closes_at, grace_minutes=120)
    moments = {0: True, 7_200: True, 7_201: False}
    for seconds, is_open in moments.items():
        moment = closes_at + timedelta(seconds=seconds)
        assert one.is_open(moment) == is_open
        assert (round_of(one.programme, moment) == one) == is_open


def test_there_is_no_grace_when_the_money_has_run_out(ready, cast):
    new = opened(ready, cast.head, grace_minutes=15)
    assert not close_early(new, by=cast.head).is_open(NOW)
    assert round_of(ready) is None


def test_the_round_that_closed_last_is_told():
    one = RoundFactory(closes_at=NOW - timedelta(days=1), opens_at=NOW - timedelta(days=9))
    RoundFactory(programme=one.programme, opens_at=NOW + timedelta(days=9))
    assert last_closed(one.programme, NOW) == one


@pytest.mark.parametrize(
    ("closes_on", "instant"),
    [
        (date(2021, 10, 30), datetime(2021, 10, 30, 21, 59, 59, tzinfo=UTC)),
        (date(2021, 10, 31), datetime(2021, 10, 31, 22, 59, 59, tzinfo=UTC)),
        (date(2022, 3, 26), datetime(2022, 3, 26, 22, 59, 59, tzinfo=UTC)),
        (date(2022, 3, 27), datetime(2022, 3, 27, 21, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_last_second_counts_also_when_the_clock_changes(closes_on, instant):
    assert last_second_of(closes_on) == instant
    one = RoundFactory(closes_at=last_second_of(closes_on))
    moments = {
        instant - timedelta(seconds=1): True,
        instant: True,
        instant + timedelta(microseconds=999_999): True,
        instant + timedelta(seconds=1): False,
    }
    for moment, is_open in moments.items():
        assert one.is_open(moment) == is_open
        assert rounds_open(moment).filter(pk=one.pk).exists() == is_open


def test_the_row_and_the_list_agree_on_what_is_open():
    hour = timedelta(hours=1)
    for opens_at in (NOW - hour, NOW, NOW + hour):
        for closes_at in (None, NOW + 2 * hour):
            for early in (None, NOW - hour / 2, NOW, NOW + hour):
                RoundFactory(opens_at=opens_at, closes_at=closes_at, closed_early_at=early)
    for late in (14, 15, 16):
        closes_at = NOW - timedelta(minutes=late)
        RoundFactory(opens_at=NOW - 5 * hour, closes_at=closes_at, grace_minutes=15)
    assert set(rounds_open(NOW)) == {one for one in Round.objects.all() if one.is_open(NOW)}


def test_the_next_round_is_the_nearest_closing_then_the_nearest_opening():
    programme = ProgrammeFactory()
    continuous = RoundFactory(programme=programme)
    assert next_round(NOW) == continuous
    ahead = RoundFactory(opens_at=NOW + timedelta(days=5), closes_at=NOW + timedelta(days=9))
    assert list(rounds_ahead(NOW)) == [ahead]
    assert next_round(NOW) == ahead
    later = RoundFactory(closes_at=NOW + timedelta(days=3))
    nearest = RoundFactory(closes_at=NOW + timedelta(days=2))
    assert next_round(NOW) == nearest
    assert next_round(NOW, later.programme) == later
    assert set(open_rounds(NOW).values()) == {continuous, later, nearest}


def test_what_is_not_shown_has_no_open_round():
    RoundFactory(programme__is_shown=False)
    RoundFactory(programme__is_shown=False, opens_at=NOW + timedelta(days=1))
    assert not rounds_open(NOW).exists()
    assert not rounds_ahead(NOW).exists()


def test_the_demonstration_always_has_an_open_round(cast):
    load_starter()
    for day in (date(2021, 10, 4), date(2026, 11, 23), date(2024, 2, 29)):
        moment = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        with time_machine.travel(moment, tick=False):
            fill_examples(programme_rows(), by=SYSTEM)
            open_example_rounds(programme_rows(), by=SYSTEM)
            assert open_example_rounds(programme_rows(), by=SYSTEM) == []
            assert set(open_rounds()) == set(Programme.objects.values_list("pk", flat=True))
    ordinary = Programme.objects.get(slug="barentsmidler")
    assert ordinary.example_values == ["accept_within_days", "report_within_days"]
    set_parameters(ordinary, accept_within_days=30, by=cast.head)
    ordinary.refresh_from_db()
    assert ordinary.example_values == ["report_within_days"]


def test_what_is_taken_is_no_less_than_what_is_announced():
    RoundFactory(closes_at=NOW)
    match = "round_is_taken_through_its_closing"
    for wrong in (None, NOW - timedelta(seconds=1)):
        with pytest.raises(IntegrityError, match=match), transaction.atomic():
            Round.objects.update(takes_until=wrong)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"closes_at": datetime(2021, 10, 1, tzinfo=UTC)}, "round_closes_after_it_opens"),
        (
            {"starts_from": date(2022, 2, 1), "starts_to": date(2022, 1, 1)},
            "round_start_window_in_order",
        ),
        (
            {"closes_at": NOW, "first_closes_at": NOW},
            "round_was_extended_to_later",
        ),
    ],
)
def test_what_the_table_of_rounds_refuses(values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RoundFactory(**values)


@pytest.mark.parametrize(
    ("received_on", "closing", "told"),
    [
        (date(2021, 10, 4), {"closes_at": last_second_of(date(2021, 11, 1))}, date(2021, 12, 13)),
        # The last second of a round lies on another day by the other clock: Oslo's counts.
        (
            date(2021, 10, 4),
            {"closes_at": datetime(2021, 11, 1, 23, 30, tzinfo=UTC)},
            date(2021, 12, 14),
        ),
        # Through the late door, when the round is closed.
        (date(2021, 11, 8), {"closes_at": last_second_of(date(2021, 11, 1))}, date(2021, 12, 20)),
        (
            date(2021, 10, 4),
            {
                "closes_at": last_second_of(date(2021, 11, 1)),
                "closed_early_at": datetime(2021, 10, 8, 9, tzinfo=UTC),
            },
            date(2021, 11, 19),
        ),
        (date(2021, 10, 4), {}, date(2021, 11, 15)),
    ],
)
def test_an_answer_is_counted_from_the_last_day_for_changes(received_on, closing, told):
    current = RoundFactory(**closing)

    promise = promise_of(current.programme, current, received_on=received_on)

    assert (promise.told, promise.due) == (told, told)
    assert current.changeable_until is None or told > current.changeable_until.date()


def test_without_weeks_no_answer_is_promised_and_the_office_has_a_clock():
    programme = ProgrammeFactory(answer_from_weeks=None, answer_to_weeks=None)
    current = RoundFactory(programme=programme, closes_at=last_second_of(date(2021, 11, 1)))

    promise = promise_of(programme, current, received_on=date(2021, 10, 4))

    assert (promise.told, promise.due) == (None, date(2021, 12, 13))


@pytest.mark.parametrize(
    ("closings", "told"),
    [
        ([], True),
        ([None], True),
        ([date(2021, 10, 31)], False),
        ([date(2021, 11, 1)], True),
        ([date(2021, 10, 31), date(2022, 3, 1)], True),
    ],
)
def test_guidelines_to_come_are_told_where_one_may_send_under_them(ready, closings, told):
    load_guidelines(every_row(), by=SYSTEM)
    coming = Version.objects.get(slug="ordinary-2022")
    Version.objects.filter(pk=coming.pk).update(
        rulebook=ready.rulebook, in_force_from=date(2021, 11, 1)
    )
    rounds = [
        RoundFactory(programme=ready, closes_at=last_second_of(day) if day else None)
        for day in closings
    ]

    soon = new_guidelines(now_and_next(ready.rulebook), rounds)

    assert (soon is not None) == told
    if soon is not None:
        assert soon.version == coming
        assert soon.headings
        assert len(set(soon.headings)) == len(soon.headings)


def test_without_guidelines_to_come_nothing_is_told(ready):
    assert new_guidelines(now_and_next(ready.rulebook), []) is None
