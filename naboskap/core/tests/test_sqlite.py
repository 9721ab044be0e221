import sqlite3
import threading

import pytest
from django.db import OperationalError, transaction
from django.db.utils import ConnectionHandler

from naboskap.core.sqlite import base

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(tmp_path):
    """Open connections to one SQLite file: ``house(timeout)``, each with its own patience."""
    opened = []

    def connect(timeout):
        handler = ConnectionHandler(
            {
                "default": {
                    "ENGINE": "naboskap.core.sqlite",
                    "NAME": str(tmp_path / "rows.sqlite3"),
                    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": timeout},
                }
            }
        )
        connection = handler["default"]
        connection.inc_thread_sharing()
        opened.append(connection)
        return connection

    yield connect
    for connection in opened:
        connection.close()


def patience_of(connection):
    return connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection):
    connection.commit()
    connection.set_autocommit(True)


@pytest.fixture
def elsewhere(tmp_path):
    """Begin to write as another process does, which knows nothing of our turns."""
    other = sqlite3.connect(tmp_path / "rows.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_a_writer_looks_again_and_gets_in_when_another_process_is_done(
    house, elsewhere, monkeypatch
):
    ours = house(5)
    looked = []

    def pause(seconds):
        looked.append(seconds)
        if len(looked) == 3:
            elsewhere.execute("COMMIT")

    monkeypatch.setattr(base.time, "sleep", pause)
    begin(ours)
    assert looked == [base.PAUSE] * 3
    assert patience_of(ours) == 5000
    end(ours)


def another(act):
    """Do something in a thread of its own; return the thread, and what it will have said."""
    said = []
    thread = threading.Thread(target=lambda: said.append(act()), daemon=True)
    thread.start()
    return thread, said


@pytest.mark.parametrize("ending", ["commit", "rollback", "close"])
def test_a_thread_that_has_looked_often_waits_for_another_without_looking(
    house, monkeypatch, ending
):
    """However the first one's transaction ends, the second gets in, and has looked no more."""
    first, second = house(5), house(5)
    asked, looked = threading.Event(), []
    begin(first)
    turn = first._turn
    monkeypatch.setattr(base.time, "sleep", looked.append)

    class Turn:
        def acquire(self, timeout):
            asked.set()
            return turn.acquire(timeout=timeout)

        def release(self):
            turn.release()

    monkeypatch.setitem(base._turns, first.settings_dict["NAME"], Turn())

    def write():
        begin(second)
        end(second)
        return True

    thread, said = another(write)
    assert asked.wait(5)
    assert not said
    getattr(first, ending)()
    thread.join(5)
    assert said == [True]
    assert looked == [base.PAUSE] * (base.LOOKS + 1)


def test_a_savepoint_ends_no_turn(house):
    first = house(5)
    begin(first)
    with transaction.atomic():
        point = first.savepoint()
        first.savepoint_rollback(point)
    assert first._turn.locked()
    end(first)
    assert first._turn is None


def test_whoever_is_gone_without_a_word_holds_up_others_once(house):
    first, second = house(5), house(0.05)
    begin(first)
    lost, first._turn = first._turn, None  # As when a thread is gone, and what it held is not.
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    end(first)
    begin(second)
    assert second._turn not in {None, lost}
    end(second)


def test_patience_ends(house):
    first, second = house(5), house(0.05)
    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    assert patience_of(second) == 50
    end(first)
    begin(second)
    end(second)


def test_patience_with_another_process_ends(house, elsewhere):
    ours = house(0.05)
    for _ in range(2):
        with pytest.raises(OperationalError, match="locked"):
            begin(ours)
    elsewhere.execute("COMMIT")
    begin(ours)
    end(ours)


def test_what_is_no_waiting_is_told_at_once(house):
    one = house(5)
    one.ensure_connection()
    one.connection.execute("BEGIN")
    with pytest.raises(OperationalError, match="within a transaction"):
        one._start_transaction_under_autocommit()
    assert patience_of(one) == 5000
    one.connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("statement", "values", "expected"),
    [
        ("SELECT %s, '%%s', '100 %%'", ["ж"], ("ж", "%s", "100 %")),
        ("SELECT %(here)s, '%%'", {"here": 7}, (7, "%")),
        ("SELECT '%s'", None, ("%s",)),
    ],
)
def test_a_statement_that_comes_again_means_the_same(house, statement, values, expected):
    with house(5).cursor() as cursor:
        for _ in range(2):
            assert cursor.execute(statement, values).fetchone() == expected
