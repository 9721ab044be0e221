"""A receipt is ours or not known: to anybody, and nothing more is told."""

import pytest

from naboskap.applications.models import CodeTry, Snapshot
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.cases.actions import check_receipt
from naboskap.core.errors import RuleNotMet
from naboskap.letters.models import Letter
from naboskap.records.actions import keep_file

pytestmark = pytest.mark.django_db
SHA = "7f3a91c05be2" + "0" * 52


@pytest.fixture
def case():
    case = CaseFactory()
    for number, sha256 in enumerate((SHA, "a" * 64), 1):
        Snapshot.objects.create(
            application=case.application,
            number=number,
            content={},
            sha256=sha256,
            facts={},
            findings=[],
            guideline_version_id=1,
            submitted_by_id=1,
            submitted_at=case.received_at,
        )
    return case


def check(number="", fingerprint="", content=b"", who="x"):
    return check_receipt(number=number, fingerprint=fingerprint, content=content, who=who)


def test_the_number_and_the_fingerprint_belong_together(case):
    number, other = case.case_file.number, CaseFactory().case_file.number
    assert check(number, SHA)
    assert check(f" {number} ", "7F3A 91c0 5be2")
    assert check(number, "a" * 64)  # What was sent before is genuine too.
    several = ((other, SHA), (number, "b" * 64), (number, SHA[:11]), ("", SHA), ("x", ""))
    for who, wrong in enumerate(several):
        assert not check(*wrong, who=str(who))


def test_the_file_is_the_one_that_we_made(case):
    made = keep_file(b"%PDF receipt", file_name="r.pdf", content_type="application/pdf")
    letter = keep_file(b"%PDF letter", file_name="l.pdf", content_type="application/pdf")
    for kind, document in (("receipt", made), ("award", letter)):
        Letter.objects.create(
            kind=kind,
            language="nb",
            facts={},
            subject_type="x",
            subject_id="1",
            reader="a",
            document=document,
        )
    assert check(content=b"%PDF receipt")
    assert not check(content=b"%PDF receipt.")
    assert not check(content=b"%PDF letter")


def test_whoever_guesses_at_receipts_is_asked_to_wait(case):
    for _time in range(5):
        assert not check(case.case_file.number, "b" * 64)
    with pytest.raises(RuleNotMet) as refusal:
        check(case.case_file.number, SHA)
    assert refusal.value.rule == "APP-9"
    assert CodeTry.objects.count() == 5
    assert check(case.case_file.number, SHA, who="another")
