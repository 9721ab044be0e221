"""A closing moves when the service was down, and only then."""

from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from threading import Thread

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core.permissions import SYSTEM
from naboskap.programmes.actions import extend_rounds, look_each_minute
from naboskap.programmes.adapters.healthz import Healthz
from naboskap.programmes.models import Extension, Heartbeat
from naboskap.programmes.outage import Gap, Sign, gaps_in, moved_closing
from naboskap.programmes.ports import Seen
from naboskap.programmes.queries import open_round
from naboskap.programmes.tasks import run_due
from naboskap.programmes.tests.factories import RoundFactory

CLOSES = datetime(2021, 11, 1, 22, 59, 59, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
START = CLOSES.replace(second=0) - 3 * HOUR
UP = START - timedelta(days=30)


def signs(pattern, up_since=UP):
    """One sign a minute: "." answered, "x" not answered, " " nobody looked."""
    return [
        Sign(START + n * MINUTE, mark == ".", up_since if mark == "." else None)
        for n, mark in enumerate(pattern)
        if mark != " "
    ]


@pytest.mark.parametrize(
    ("pattern", "minutes"),
    [
        ("." * 30, []),
        ("..xxxxxxxx..", []),  # Nine minutes between two answers.
        ("..xxxxxxxxx..", [10]),
        ("..xxxxxxxxxxxxxxx..xxxxxxxxxxx..", [16, 12]),
        ("..xxxxxxxxxxxxxxxxxx", []),  # Not over yet.
        ("..   x               ..", [20]),  # The worker was silent too, but saw it down once.
        ("..                   ..", []),  # The worker was silent, the server stood all the time.
    ],
)
def test_what_counts_as_down(pattern, minutes):
    assert [gap.length for gap in gaps_in(signs(pattern))] == [n * MINUTE for n in minutes]


def test_where_nobody_looked_the_servers_own_word_decides():
    pattern = ".." + " " * 40 + ".."
    for began, minutes in ((5, []), (10, [10]), (30, [30]), (90, [41])):
        up_since = START + MINUTE + began * MINUTE
        found = gaps_in([Sign(START, True, UP), *signs(pattern, up_since)[1:]])
        assert [gap.length for gap in found] == [n * MINUTE for n in minutes]
    assert gaps_in(signs(pattern, None)) == []


@pytest.mark.parametrize(
    ("before_closing", "length", "moved"),
    [
        (2 * HOUR, 10 * MINUTE, HOUR),
        (2 * HOUR, 90 * MINUTE, 90 * MINUTE),
        # The closing itself fell into it: an hour to send in, when it is over.
        (HOUR / 2, 5 * HOUR, 5.5 * HOUR),
        (timedelta(0), 10 * MINUTE, 70 * MINUTE),
        (-1 * MINUTE, HOUR, None),
        (25 * HOUR, 61 * MINUTE, 61 * MINUTE),
        (25 * HOUR, HOUR, None),
    ],
)
def test_a_closing_moves_by_the_gap_and_an_hour_at_least(before_closing, length, moved):
    begins = CLOSES - before_closing
    found = moved_closing(CLOSES, Gap(begins, begins + length), now=begins + length)
    assert found == (None if moved is None else CLOSES + moved)


def test_whoever_is_told_late_has_an_hour_all_the_same():
    gap = Gap(CLOSES - HOUR, CLOSES)
    assert moved_closing(CLOSES, gap, now=CLOSES + 5 * HOUR) == CLOSES + 6 * HOUR
    assert moved_closing(CLOSES, gap, now=CLOSES + 26 * HOUR) is None


spans = st.timedeltas(timedelta(0), timedelta(days=3))


@given(spans, spans, spans)
def test_a_closing_never_moves_to_sooner_and_gives_back_all_that_was_lost(before, length, late):
    gap = Gap(CLOSES - before, CLOSES - before + length)
    moved = moved_closing(CLOSES, gap, now=gap.ends + late)
    if moved is not None:
        assert moved >= CLOSES + max(length, HOUR)
        assert moved >= (gap.ends + late).replace(microsecond=0) + HOUR
        longer = Gap(gap.begins, gap.ends + HOUR)
        again = moved_closing(CLOSES, longer, now=gap.ends + late)
        assert again is None or again >= moved


@given(st.text(alphabet=".x ", max_size=60))
def test_gaps_lie_between_answers_and_do_not_touch(pattern):
    found = gaps_in(signs(pattern))
    answered = {one.at for one in signs(pattern) if one.answered}
    assert all(gap.length >= 10 * MINUTE and gap.begins in answered for gap in found)
    assert all(one.ends <= two.begins for one, two in pairwise(found))


class Service:
    """The service as a test has it: up or down."""

    def __init__(self, answer):
        self.answer = answer
        self.looks = 0

    def look(self):
        self.looks += 1
        return self.answer


def beats(pattern):
    Heartbeat.objects.bulk_create(
        Heartbeat(minute_at=one.at, answered=one.answered, up_since=one.up_since)
        for one in signs(pattern)
    )


@pytest.mark.django_db
def test_it_looks_once_a_minute_and_keeps_three_days():
    service = Service(Seen(answered=True, up_seconds=90))
    for minutes in (0, 0.5, 1, 1.5, 5 * 24 * 60):
        with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
            look_each_minute(service)
    assert service.looks == 3
    beat = Heartbeat.objects.get()
    assert (beat.answered, beat.up_since) == (True, beat.minute_at - 90 * timedelta(seconds=1))


@pytest.mark.django_db
def test_a_round_is_extended_once_for_a_gap():
    one = RoundFactory(closes_at=CLOSES, grace_minutes=15)
    other = RoundFactory(closes_at=CLOSES + timedelta(days=9))
    RoundFactory(closes_at=None)
    early = RoundFactory(closes_at=CLOSES, closed_early_at=START)
    beats("..xxxxxxxxxxx..")
    with time_machine.travel(START + HOUR, tick=False):
        assert len(extend_rounds(by=SYSTEM)) == 1
        assert extend_rounds(by=SYSTEM) == []
    one.refresh_from_db()
    assert (one.closes_at, one.first_closes_at) == (CLOSES + HOUR, CLOSES)
    assert one.is_extended
    assert open_round(one.programme, CLOSES + HOUR + 15 * MINUTE) == one
    for untouched in (other, early):
        closes_at = untouched.closes_at
        untouched.refresh_from_db()
        assert (untouched.closes_at, untouched.first_closes_at) == (closes_at, None)
    assert trail_of(one).get().action == "programmes.extend_round"
    # Down once more: extended once more, and what was announced first is still told.
    Heartbeat.objects.all().delete()
    beats(" " * 60 + "..xxxxxxxxxxx..")
    with time_machine.travel(START + 2 * HOUR, tick=False):
        extend_rounds(by=SYSTEM)
    one.refresh_from_db()
    assert (one.closes_at, one.first_closes_at) == (CLOSES + 2 * HOUR, CLOSES)
    assert Extension.objects.count() == 2


@pytest.mark.django_db
def test_nobody_extends_a_round_by_hand_here():
    RoundFactory(closes_at=CLOSES)
    beats("..xxxxxxxxxxx..")
    with (
        time_machine.travel(START + HOUR, tick=False),
        pytest.raises(PermissionDenied),
    ):
        extend_rounds(by=UserFactory(roles=["head"]))
    assert not Extension.objects.exists()


@pytest.mark.django_db
def test_it_does_not_look_where_it_is_told_not_to(settings):
    settings.HEALTH_ADDRESS = "off"
    assert run_due() == 0
    assert not Heartbeat.objects.exists()


@pytest.fixture
def page():
    """A page of health on this machine, with what it answers."""

    class Answer(BaseHTTPRequestHandler):
        status, text = 200, b"{}"

        def do_GET(self):
            self.send_response(self.status)
            self.end_headers()
            self.wfile.write(self.text)

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Answer, f"http://127.0.0.1:{server.server_port}/healthz"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "text", "seen"),
    [
        (200, b'{"database": "ok", "worker": "ok", "up_seconds": 7}', Seen(True, 7)),
        # Only the worker was silent: the service stands.
        (503, b'{"database": "ok", "worker": "silent", "up_seconds": 7}', Seen(True, 7)),
        (503, b'{"database": "down", "worker": "ok"}', Seen(False)),
        (502, b"<html>Bad gateway</html>", Seen(False)),
        (200, b"[]", Seen(False)),
    ],
)
def test_what_the_page_of_health_tells(page, status, text, seen):
    answer, address = page
    answer.status, answer.text = status, text
    assert Healthz(address).look() == seen


def test_no_answer_is_an_answer():
    assert Healthz("http://127.0.0.1:1/healthz", seconds=1).look() == Seen(answered=False)
    with pytest.raises(ValueError, match="no address"):
        Healthz("file:///etc/passwd")
