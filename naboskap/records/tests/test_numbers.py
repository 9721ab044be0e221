import threading
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from naboskap.audit.queries import trail_of
from naboskap.core.permissions import SYSTEM
from naboskap.core.statements import count_up, insert, together
from naboskap.records.actions import close_case_file, journal, next_number, open_case_file
from naboskap.records.models import CaseFile, Document, JournalEntry, Sequence
from naboskap.records.queries import papers_of
from naboskap.records.tests.factories import CaseFileFactory

AUTUMN = datetime(2021, 10, 4, 12, tzinfo=UTC)
ENTERED = {
    "number_in_case": 1,
    "year": 2021,
    "sequence": 9,
    "kind": "incoming",
    "title": "x",
    "public_title": "x",
    "journaled_at": AUTUMN,
}


@pytest.mark.django_db
def test_a_case_gets_the_next_number_of_its_year():
    with time_machine.travel(AUTUMN):
        first, second = (open_case_file("Søknad", "Søknad", by=SYSTEM) for _ in range(2))
    with time_machine.travel(datetime(2022, 1, 1, 0, 30, tzinfo=UTC)):
        third = open_case_file("Søknad", "Søknad", by=SYSTEM)

    assert [first.number, second.number, third.number] == ["21/0001", "21/0002", "22/0001"]
    assert [entry.action for entry in trail_of(first)] == ["records.open_case_file"]


@pytest.mark.django_db
def test_the_year_is_the_one_in_oslo():
    with time_machine.travel(datetime(2021, 12, 31, 23, 30, tzinfo=UTC)):
        assert open_case_file("Søknad", "Søknad", by=SYSTEM).year == 2022


@pytest.mark.django_db
def test_what_is_undone_gives_its_number_back():
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():  # noqa: PT012
        open_case_file("Søknad", "Søknad", by=SYSTEM)
        raise RuntimeError("undone")

    assert open_case_file("Søknad", "Søknad", by=SYSTEM).sequence == 1


@pytest.mark.django_db
def test_papers_are_numbered_in_the_case_and_in_the_year():
    one, other = CaseFileFactory(), CaseFileFactory()
    with time_machine.travel(AUTUMN):
        for case_file, kind in ((one, "incoming"), (other, "incoming"), (one, "outgoing")):
            journal(case_file, kind, "Brev", "Brev", by=SYSTEM)

    papers = [(paper.number_in_case, paper.sequence, paper.kind) for paper in papers_of(one)]
    assert papers == [(1, 1, "incoming"), (2, 3, "outgoing")]


@pytest.mark.django_db
def test_a_kind_of_paper_that_does_not_exist_is_a_fault():
    with pytest.raises(ValueError):
        journal(CaseFileFactory(), "sideways", "Brev", "Brev", by=SYSTEM)


@pytest.mark.django_db
def test_a_case_is_closed_once():
    case_file = CaseFileFactory()
    first = close_case_file(case_file, by=SYSTEM).closed_at
    assert close_case_file(case_file, by=SYSTEM).closed_at == first


def test_eight_at_once_get_eight_numbers_without_a_gap(committed):
    """On both databases: with two connections nobody gets a number twice, nobody skips one."""
    faults: list[Exception] = []
    gate = threading.Barrier(8)

    def open_one() -> None:
        try:
            gate.wait()
            open_case_file("Søknad", "Søknad", by=SYSTEM)
        except Exception as fault:  # noqa: BLE001 -- shown in the assertion
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert sorted(CaseFile.objects.values_list("sequence", flat=True)) == list(range(1, 9))


@pytest.mark.django_db
def test_a_number_is_counted_up_where_there_is_one():
    Sequence.objects.create(pk="case/2021", last=4)
    assert [count_up(Sequence, "last", pk="case/2021") for _ in range(2)] == [5, 6]
    assert count_up(Sequence, "last", pk="case/2022") is None
    assert Sequence.objects.get().last == 6


def test_what_is_written_together_is_written_in_one_transaction(committed):
    with pytest.raises(RuntimeError), together():
        pass
    with pytest.raises(RuntimeError):
        next_number("case/2021")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "second",
    [
        lambda: CaseFileFactory(year=2021, sequence=7),
        lambda: JournalEntry.objects.create(
            case_file=CaseFile.objects.get(sequence=7), number_in_case=1, year=2022, sequence=9,
            kind="incoming", title="x", public_title="x", journaled_at=AUTUMN,
        ),
        lambda: JournalEntry.objects.create(
            case_file=CaseFile.objects.get(sequence=7), number_in_case=2, year=2021, sequence=9,
            kind="incoming", title="x", public_title="x", journaled_at=AUTUMN,
        ),
        lambda: JournalEntry.objects.create(
            case_file=CaseFile.objects.get(sequence=7), number_in_case=2, year=2021, sequence=10,
            kind="sideways", title="x", public_title="x", journaled_at=AUTUMN,
        ),
        lambda: Sequence.objects.create(pk="case/2021"),
    ],
    ids=["case number", "number in case", "journal number", "kind", "sequence"],
)  # fmt: skip
def test_the_database_refuses_a_double_number(second):
    case_file = CaseFileFactory(year=2021, sequence=7)
    JournalEntry.objects.create(case_file=case_file, **ENTERED)
    with transaction.atomic():
        next_number("case/2021")
    with pytest.raises(IntegrityError), transaction.atomic():
        second()


@pytest.mark.django_db
def test_a_paper_does_not_lose_its_document_on_the_way_in():
    document = Document(
        file_name="a.pdf", content_type="application/pdf", size=1, sha256="0" * 64, path="0/0"
    )
    paper = JournalEntry(case_file=CaseFileFactory(), **ENTERED, document=document)
    with pytest.raises(ValueError, match="unsaved related object"):
        insert(paper)
    assert not JournalEntry.objects.exists()
    document.save()
    insert(paper)
    assert JournalEntry.objects.get().document == document
