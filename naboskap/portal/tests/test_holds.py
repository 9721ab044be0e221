"""A hold as the pair meets it: why, what it means, whom to call, and the letters."""

import pytest

from naboskap.advice.models import Adviser
from naboskap.assessments.actions import Ground
from naboskap.assessments.models import Case
from naboskap.grants.models import Grant
from naboskap.grants.queries import forbidden_by
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent
from naboskap.letters import tasks as letters
from naboskap.letters.models import Letter
from naboskap.portal.tests import test_grants
from naboskap.portal.tests.test_grants import address, get, post
from naboskap.reports.actions import hold_case, resume_case

case, cast, offered, report, own_folder = (
    test_grants.case,
    test_grants.cast,
    test_grants.offered,
    test_grants.report,
    test_grants.own_folder,
)


@pytest.fixture
def held(case, cast):
    version = forbidding(case.programme.rulebook)
    sent(case, number=2)
    Adviser.objects.create(user=cast.officer, phone="78 97 00 00", is_shown=True)
    (row,) = forbidden_by(cast.head, version, CLAUSE).rows
    hold_case(
        case,
        reason="Vi er bedt om å vente.",
        reason_across="Нас попросили подождать.",
        ground=Ground(version, CLAUSE, row.finding.as_data()),
        by=cast.head,
    )
    return case


def test_each_side_reads_why_in_its_own_language(client, held, cast):
    home = get(client, cast.applicant, address("sent", held)).text
    across = get(client, cast.partner, f"/ru{address('sent', held)}").text

    for told in (
        "Søknaden din er på vent",
        "Vi er bedt om å vente.",
        "Partneren er uavhengig",
        "regional myndighet",
        "78 97 00 00",
        "Trekk søknaden",
    ):
        assert told in home
    assert "Ваша заявка приостановлена" in across
    assert "Нас попросили подождать." in across
    assert "Партнёр независим" in across
    assert "Vi er bedt om å vente." not in across
    assert str(cast.head) not in home


def test_each_side_opens_its_own_letter(client, held, cast):
    letters.run_due()
    mine, theirs = Letter.objects.filter(kind="hold").order_by("reader")

    assert get(client, cast.applicant, address("letter", held, mine.pk)).status_code == 200
    assert get(client, cast.applicant, address("letter", held, theirs.pk)).status_code == 404
    assert "Saken er på vent (PDF)" in get(client, cast.applicant, address("sent", held)).text


def test_it_may_be_taken_back_while_it_waits(client, held, cast):
    post(client, cast.applicant, address("withdraw", held))

    assert Case.objects.get().status == "closed"
    assert "på vent" not in get(client, cast.applicant, address("sent", held)).text


def test_a_grant_on_hold_is_not_taken_and_may_be_declined(client, offered, cast):
    case = offered.decision.case
    hold_case(case, reason="Vi er bedt om å vente.", by=cast.head)

    text = get(client, cast.applicant, address("decision", case)).text

    assert "Tilskuddet ditt er på vent" in text
    assert address("accept-grant", case) not in text
    assert "(står stille)" in text
    post(client, cast.applicant, address("accept-grant", case))
    assert Grant.objects.get().status == "offered"
    post(client, cast.applicant, address("decline-grant", case), reason="")
    assert Grant.objects.get().status == "declined"


def test_after_a_hold_everything_is_as_before_and_both_letters_are_there(client, report, cast):
    case = report.grant.decision.case
    hold_case(case, reason="Vi er bedt om å vente.", by=cast.head)
    resume_case(case, by=cast.head)
    letters.run_due()

    text = get(client, cast.partner, f"/ru{address('decision', case)}").text

    assert "приостановлен<" not in text
    assert "Дело приостановлено" in text
    assert "Работа по делу продолжается" in text
    mine = Letter.objects.get(kind="resume", reader="b")
    answer = get(client, cast.partner, address("decision-letter", case, mine.pk))
    assert answer["Content-Type"] == "application/pdf"
    mine.refresh_from_db()
    assert mine.opened_at is not None
