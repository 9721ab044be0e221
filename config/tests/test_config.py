import json
import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as settings_of
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from config import housekeeping, people
from config.env import Env
from config.logs import Line
from config.mail import FolderBackend
from config.management.commands import work
from config.management.commands.make_demonstration import make_people
from naboskap.accounts.models import User


def test_a_variable_may_come_from_a_file(tmp_path):
    (tmp_path / "word").write_text("open sesame\n")
    env = Env(values={"WORD_FILE": str(tmp_path / "word")})
    assert env.text("WORD", "A word.") == "open sesame"


@pytest.mark.parametrize(
    ("ask", "value"),
    [
        (lambda env: env.flag("IT", "It.", default=True), "true"),
        (lambda env: env.number("IT", "It.", default=1), "one"),
        (lambda env: env.choice("IT", "It.", among=("a", "b"), default="a"), "c"),
        (lambda env: env.date("IT", "It."), "31.04.2021"),
    ],
)
def test_a_wrong_value_stops_the_start(ask, value):
    with pytest.raises(ImproperlyConfigured, match="IT is"):
        ask(Env(values={"IT": value}))


def test_a_misspelt_variable_is_named():
    env = Env(values={"NABOSKAP_HOSTS": "x", "NABOSKAP_HOTSS": "x", "NABOSKAP_KEY_FILE": __file__})
    env.text("NABOSKAP_HOSTS", "Names.")
    env.text("NABOSKAP_KEY", "Key.", default="")
    assert env.unknown() == ["NABOSKAP_HOTSS"]
    assert env.date("NABOSKAP_DAY", "A day.") is None
    assert Env(values={"D": "2021-10-04"}).date("D", "A day.") == date(2021, 10, 4)


def test_a_log_line_repeats_nothing_that_somebody_wrote():
    def refuse(row):
        raise ValueError(f"Key (email)=({row}) already exists")

    try:
        refuse("someone@example.org")
    except ValueError as error:
        record = logging.LogRecord(
            "django.request",
            logging.ERROR,
            __file__,
            1,
            "Internal Server Error: /invitasjon/%s/",
            ("a-token",),
            (type(error), error, error.__traceback__),
        )
    text = Line().format(record)
    line = json.loads(text)
    assert "someone" not in text
    assert "a-token" not in text
    assert line["fault"] == "ValueError"
    assert line["where"][0].endswith("test_a_log_line_repeats_nothing_that_somebody_wrote")
    assert line["where"][1].endswith("refuse")


def test_a_message_sent_twice_is_one_file(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    message = EmailMessage(
        "Kvittering", "…", to=["a@example.org"], headers={"Message-ID": "<1@x>"}
    )
    assert FolderBackend().send_messages([message, message]) == 2
    assert [path.name for path in (tmp_path / "mail").iterdir()] == ["1.eml"]


def test_the_database_answers_but_the_worker_is_silent(client, db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    answer = client.get("/healthz")
    state = answer.json()
    assert state.pop("up_seconds") >= 0
    assert (answer.status_code, state) == (503, {"database": "ok", "worker": "not started"})
    (tmp_path / "worker-beat").touch()
    state = client.get("/healthz").json()
    assert state.pop("up_seconds") >= 0
    assert state == {"database": "ok", "worker": "ok"}


def test_a_fault_in_one_room_stops_no_other(db, caplog):
    def broken():
        raise ZeroDivisionError

    assert work.one_round({"letters": broken, "audit": lambda: 2}) == 2
    assert "letters" in caplog.text


def test_every_room_with_work_is_asked():
    asked = work.rooms_with_work()
    assert {"audit", "notifications", "letters", "housekeeping"} <= set(asked)
    there = {path.parent.name for path in (settings_of.ROOT / "naboskap").glob("*/tasks.py")}
    assert set(asked) == there | {"housekeeping"}


def test_sessions_that_are_over_are_cleared(db):
    housekeeping._last.clear()
    with time_machine.travel(datetime(2021, 10, 4, tzinfo=UTC)):
        old = SessionStore()
        old.save()
    new = SessionStore()
    new.save()
    assert housekeeping.run_due() == 2
    assert housekeeping.run_due() == 0
    assert [session.pk for session in Session.objects.all()] == [new.session_key]


def test_nobody_from_elsewhere_does_anything_in_a_demonstration(client, db, settings):
    settings.DEMONSTRATION = True
    assert client.post("/healthz", REMOTE_ADDR="10.0.0.7").status_code == 403
    assert client.post("/healthz", HTTP_X_FORWARDED_FOR="10.0.0.7").status_code == 403
    assert client.post("/healthz", REMOTE_ADDR="127.0.0.1").status_code == 503
    settings.DEMONSTRATION = False
    assert client.post("/healthz", REMOTE_ADDR="10.0.0.7").status_code == 503


def test_the_cast_is_made_once_with_passwords_of_its_own(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.DEMONSTRATION = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    make_people()
    make_people()
    assert User.objects.filter(is_demonstration=True).count() == len(people.CAST)
    words = people.passwords(tmp_path)
    assert len(set(words.values())) == len(people.CAST)
    assert User.objects.get(email="head@example.org").check_password(words["head"])
    assert User.objects.get(email="head@example.org").roles == {"head"}
    assert (Path(tmp_path) / "demonstration.json").stat().st_mode & 0o777 == 0o600


def test_there_is_no_cast_outside_a_demonstration(db, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="demonstration"):
        call_command("make_demonstration")
    assert not User.objects.exists()
