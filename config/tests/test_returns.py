"""The command that reads what came back: files, a Maildir, and a message from a mail server."""

import io
import os
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from naboskap.network.returns import LARGEST, address_for

REPORT = b"""Content-Type: multipart/report; boundary=B

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Action: failed
Status: 5.1.1

--B--
"""


@pytest.fixture
def told(settings, db):
    settings.MAIL_RETURN = "retur@example.org"

    def take(*args, **options):
        out = io.StringIO()
        call_command("take_returns", *map(str, args), stdout=out, **options)
        return out.getvalue()

    return take


def test_a_maildir_is_read_and_emptied_only_when_asked(told, tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1").write_bytes(b"To: someone@example.org\r\n\r\nHi")
    assert told(tmp_path) == "2 not addressed to a newsletter of ours\n"
    told(tmp_path, delete=True)
    assert [one.parent.name for one in tmp_path.glob("*/1")] == ["tmp"]  # Half written yet.
    assert told(tmp_path) == ""


def test_a_mail_server_hands_one_over_and_never_meets_a_fault(told, monkeypatch):
    raw = io.BytesIO(b"\xff" * (LARGEST + 9))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=raw))
    assert told(to="retur+1-00@example.org") == "1 not addressed to a newsletter of ours\n"


def test_what_is_not_there_is_told(told, tmp_path):
    with pytest.raises(CommandError, match="is not there"):
        told(tmp_path / "nothing")


def test_one_that_cannot_be_read_stops_none_of_the_others_and_stays(told, tmp_path):
    (tmp_path / "1").symlink_to("/proc/self/mem")  # It is a file, and cannot be read.
    (tmp_path / "2").write_bytes(b"To: someone@example.org\r\n\r\nHi")
    with pytest.raises(CommandError, match="1 could not be read") as fault:
        told(tmp_path, delete=True)
    assert fault.value.returncode == os.EX_TEMPFAIL
    assert [one.name for one in tmp_path.iterdir()] == ["1"]


def test_what_passes_is_told_so_that_the_mail_server_tries_again(told, monkeypatch, settings):
    def locked(execute, *said):
        raise OperationalError("database is locked")

    raw = f"To: {address_for(1, settings.MAIL_RETURN)}\r\n".encode() + REPORT
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    with connection.execute_wrapper(locked), pytest.raises(CommandError) as fault:
        told()
    assert fault.value.returncode == os.EX_TEMPFAIL
    settings.MAIL_RETURN = ""
    with pytest.raises(CommandError) as fault:
        told()
    assert fault.value.returncode == os.EX_TEMPFAIL
