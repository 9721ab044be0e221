import pytest

from naboskap.core.errors import RuleNotMet
from naboskap.records import tasks, uploads
from naboskap.records.actions import keep_file, scan_waiting
from naboskap.records.adapters.clamd import Clamd
from naboskap.records.models import Document
from naboskap.records.ports import Clean, Infected, Unreachable, Unscannable
from naboskap.records.queries import read_document
from naboskap.records.scanner import scan_words
from naboskap.records.tests import samples
from naboskap.records.tests.listening import MARK, scanner

BAD = samples.PDF + MARK


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    settings.CLAMD = ""
    monkeypatch.setattr(tasks, "_ask_from", float("-inf"))
    monkeypatch.setattr(tasks, "_last", float("-inf"))


def sent(content=samples.PDF):
    return keep_file(content, file_name="a.pdf", content_type=uploads.PDF, is_foreign=True)


def state(document):
    document.refresh_from_db()
    return document.scan


@pytest.mark.parametrize(
    ("content", "verdict"),
    [(samples.PDF, Clean()), (BAD, Infected("Test.Mark")), (b"", Clean())],
)
def test_clamd_says_what_it_found(content, verdict):
    with scanner() as server:
        assert Clamd(server.address).scan([content[:20], b"", content[20:]]) == verdict
        assert server.seen[-1] == content


def test_clamd_listens_on_a_file_too(tmp_path):
    with scanner(path=tmp_path / "clamd") as server:
        assert Clamd(server.address).scan([BAD]) == Infected("Test.Mark")


def test_a_file_over_the_scanners_own_limit_is_not_scanned():
    with scanner("small") as server:
        verdict = Clamd(server.address).scan([b"x" * 2000, b"y" * 2000])
    assert verdict == Unscannable("INSTREAM size limit exceeded. ERROR")


def test_a_scanner_that_keeps_silent_is_waited_for_in_vain():
    with scanner("silent") as server:
        assert isinstance(Clamd(server.address, seconds=0.1).scan([b"x"]), Unreachable)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:/nowhere/at/all"])
def test_nobody_there_is_an_answer_too(address):
    assert isinstance(Clamd(address, seconds=1).scan([b"x"]), Unreachable)


@pytest.mark.django_db
def test_the_worker_scans_what_was_sent_and_nothing_else(settings):
    ours = keep_file(samples.PDF, file_name="brev.pdf", content_type=uploads.PDF)
    good, bad = sent(), sent(BAD)
    assert (state(ours), state(good), state(bad)) == ("own", "waiting", "waiting")

    with scanner() as server:
        settings.CLAMD = server.address
        assert tasks.run_due() == 2
        assert tasks.run_due() == 0

    assert (state(ours), state(good), state(bad)) == ("own", "clean", "infected")
    assert good.scanned_at is not None
    assert read_document(good) == samples.PDF


@pytest.mark.django_db
def test_what_is_infected_is_opened_by_nobody():
    bad = sent(BAD)
    assert read_document(bad) == BAD  # Nobody knows yet.
    with scanner() as server:
        assert scan_waiting(Clamd(server.address)) == (1, True)
    bad.refresh_from_db()

    with pytest.raises(RuleNotMet) as refused:
        read_document(bad)
    assert refused.value.rule == "REC-12"


@pytest.mark.django_db
def test_without_a_scanner_a_file_waits_and_says_so(settings):
    document = sent()
    assert tasks.run_due() == 0
    assert (state(document), scan_words("waiting")) == ("waiting", "Ikke sjekket for virus")
    settings.CLAMD = "127.0.0.1:1"
    assert scan_words("waiting") == "Ikke sjekket for virus ennå"
    assert tasks.run_due() == 0
    assert state(document) == "waiting"


@pytest.mark.django_db
def test_a_scanner_that_was_away_is_asked_again_later(settings, monkeypatch):
    document = sent()
    settings.CLAMD = "127.0.0.1:1"
    tasks.run_due()
    with scanner() as server:
        settings.CLAMD = server.address
        tasks.run_due()
        assert state(document) == "waiting"
        monkeypatch.setattr(tasks, "_ask_from", float("-inf"))
        tasks.run_due()
        assert state(document) == "clean"


@pytest.mark.django_db
def test_what_the_scanner_says_no_to_is_asked_about_once(settings):
    document = sent(samples.PDF + b"x" * 4000)
    with scanner("small") as server:
        settings.CLAMD = server.address
        assert tasks.run_due() == 1
        assert state(document) == "failed"
        assert tasks.run_due() == 0


def test_every_state_has_words(settings):
    assert all(scan_words(state) for state in Document.Scan.values)
