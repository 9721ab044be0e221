"""A process is killed (``kill -9``) in the middle of an act, at random moments.

What was acknowledged is there; what was not is whole or absent, and can then be done. The seed
is printed; ``CRASH_SEED`` repeats a run, ``CRASH_TIMES`` says how often (20 by default).
"""

import os
import random
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Application, Snapshot
from naboskap.applications.tests.factories import NOW, draft, fill, join
from naboskap.assessments.actions import send_application
from naboskap.assessments.models import Case
from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import CaseFactory, said, seated
from naboskap.audit.queries import trail_of
from naboskap.grants.actions import award
from naboskap.grants.models import Grant
from naboskap.grants.tests.factories import budget, guided, proposed_award, with_terms
from naboskap.ledger.models import Entry, Line
from naboskap.ledger.queries import paid_to
from naboskap.letters.actions import make_pdf
from naboskap.letters.models import Letter
from naboskap.payments.actions import prepare_advance, release
from naboskap.payments.models import Instalment, PaymentList
from naboskap.payments.tests.factories import account
from naboskap.records.actions import sweep_orphans
from naboskap.records.models import CaseFile, Document, JournalEntry
from naboskap.records.queries import read_document
from naboskap.reports.actions import accept_grant
from naboskap.reports.tests.factories import report_form

pytestmark = pytest.mark.crash

TIMES = int(os.environ.get("CRASH_TIMES", "20"))
SEED = int(os.environ.get("CRASH_SEED", str(random.randrange(2**32))))
DURABLE = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
    " PRAGMA temp_store=MEMORY;"
)


@pytest.fixture
def house(committed):
    """A database as in production: what is committed is on the disk."""
    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["OPTIONS"]["init_command"] = DURABLE
    print(f"CRASH_SEED={SEED}")  # noqa: T201 -- to be read when a run fails
    with time_machine.travel(NOW, tick=True):
        yield


def perform(act: Callable[[], object], *, kill_after: float | None) -> tuple[bool, float]:
    """Do ``act`` in a process of its own; kill it after so many seconds. Was it acknowledged?

    No act is done in this process: what it would start (threads that set PDFs) does not live on
    in a fork. For the same reason these tests run in a process that has run no others.
    """
    connection.close()
    ours, theirs = os.pipe()
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            act()
            os.write(theirs, b"1")
        finally:
            os._exit(0)
    os.close(theirs)
    ready, _, _ = select.select([ours], [], [], kill_after)
    if not ready:
        os.kill(child, signal.SIGKILL)
    acknowledged = os.read(ours, 1) == b"1"
    took = time.perf_counter() - began
    os.close(ours)
    os.waitpid(child, 0)
    return acknowledged, took


def at_random_moments(prepare, act, state) -> None:
    """Prepare, do, kill, look: ``state(subject)`` is "whole" or "absent", and nothing else."""
    moments = random.Random(SEED)
    subject = prepare()
    acknowledged, usual = perform(lambda: act(subject), kill_after=None)
    assert acknowledged
    assert state(subject) == "whole"
    seen = {"whole": 0, "absent": 0}
    for _ in range(TIMES):
        subject = prepare()
        acknowledged, _took = perform(
            lambda: act(subject),  # noqa: B023 -- done before the next turn
            kill_after=moments.uniform(0, usual * 1.2),
        )
        after = state(subject)
        seen[after] += 1
        assert after == "whole" or not acknowledged
        if after == "absent":
            assert perform(lambda: act(subject), kill_after=None)[0]  # noqa: B023
            assert state(subject) == "whole"
    assert TIMES < 20 or seen["absent"], "no kill came in the middle of an act"


def whole_or_absent(*marks: bool) -> str:
    """Say "whole" when every mark of the act is there, "absent" when none is."""
    if all(marks):
        return "whole"
    return "torn: " + str(marks) if any(marks) else "absent"


def test_a_submission(house):
    def prepare():
        lead = UserFactory()
        application = draft(lead)
        join(application, UserFactory(language="ru"), by=lead)
        return fill(application, by=lead), lead

    def act(subject):
        application, lead = subject
        send_application(application, by=lead)

    def state(subject):
        application = Application.objects.get(pk=subject[0].pk)
        case = Case.objects.filter(application=application).first()
        sent = Snapshot.objects.filter(application=application).count()
        return whole_or_absent(
            application.status == "submitted",
            application.submitted_at is not None,
            sent == 1,
            case is not None,
            case is not None and JournalEntry.objects.filter(case_file=case.case_file).exists(),
            case is not None and Letter.objects.filter(case_file=case.case_file).count() == 2,
            any(entry.action == "applications.submit" for entry in trail_of(application)),
        )

    at_random_moments(prepare, act, state)
    numbers = list(CaseFile.objects.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "a number was lost"


def test_an_award(house):
    head, officer = UserFactory(roles=[Role.HEAD]), UserFactory(roles=[Role.CASE_OFFICER])

    def prepare():
        case = with_terms(CaseFactory())
        budget(case, 150_000_00, 150_000_00)
        guided(case)
        said(case, head)
        return proposed_award(case, officer)

    def state(decision):
        decision.refresh_from_db()
        grant = Grant.objects.filter(decision=decision).first()
        lines = Line.objects.filter(grant_key=grant.key) if grant else Line.objects.none()
        reserved = sum(line.amount for line in lines if line.account == "reserved")
        return whole_or_absent(
            decision.status == "made",
            grant is not None,
            reserved == decision.amount_awarded,
            any(entry.action == "decisions.make" for entry in trail_of(decision)),
        )

    at_random_moments(prepare, lambda decision: award(decision, by=head), state)


def test_a_payment(house):
    report_form()
    cast = people(with_terms(CaseFactory()))

    def prepare():
        case = with_terms(CaseFactory())
        budget(case, 150_000_00, 150_000_00)
        guided(case)
        said(case, cast.officer)
        said(case, cast.head)
        seated(case, cast.applicant, "a", is_lead=True)
        grant = award(proposed_award(case, cast.officer), by=cast.head)
        account(grant.recipient)
        accept_grant(grant, by=cast.applicant)
        grant.refresh_from_db()
        return prepare_advance(grant, by=cast.finance_preparer)

    def state(advance):
        advance.refresh_from_db()
        booked = paid_to(advance.grant.key)
        return whole_or_absent(
            advance.status == "released",
            advance.payment_list is not None,
            booked == advance.amount,
            Entry.objects.filter(reference=f"payments/{advance.pk}").count() == 1,
            any(entry.action == "payments.release" for entry in trail_of(advance)),
        )

    at_random_moments(prepare, lambda advance: release([advance], by=cast.finance_releaser), state)
    numbers = list(PaymentList.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "a payment list was lost"
    released = Instalment.objects.filter(status="released").count()
    assert released == PaymentList.objects.count() == TIMES + 1, "a payment was made twice"


def test_a_letter_on_its_way_to_the_disk(house):
    def prepare():
        lead = UserFactory()
        application = draft(lead)
        join(application, UserFactory(language="ru"), by=lead)
        case = send_application(fill(application, by=lead), by=lead)
        return Letter.objects.filter(case_file=case.case_file).earliest("pk")

    def state(letter):
        letter.refresh_from_db()
        document = letter.document
        return whole_or_absent(
            document is not None,
            letter.made_at is not None,
            document is not None and len(read_document(document)) == document.size,
        )

    at_random_moments(prepare, make_pdf, state)
    for path in Path(settings.DATA_DIR, "files").rglob("*"):
        os.utime(path, (0, 0))  # A file that has lain there for long.
    sweep_orphans()
    kept = {path.name for path in Path(settings.DATA_DIR, "files").rglob("*") if path.is_file()}
    assert kept == {Path(path).name for path in Document.objects.values_list("path", flat=True)}
