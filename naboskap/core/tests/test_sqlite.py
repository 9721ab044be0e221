import pytest
from django.db import OperationalError
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


def test_a_second_writer_looks_again_and_gets_in_when_the_first_is_done(house, monkeypatch):
    first, second = house(5), house(5)
    begin(first)
    looked = []

    def pause(seconds):
        looked.append(seconds)
        if len(looked) == 3:
            end(first)

    monkeypatch.setattr(base.time, "sleep", pause)
    begin(second)
    assert looked == [base.PAUSE] * 3
    assert patience_of(second) == 5000
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
