"""The answer to an application and the report, as the pair meets them."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.middleware import SEEN
from naboskap.applications.models import Attachment
from naboskap.applications.tests.factories import promised
from naboskap.assessments.tests.conftest import people
from naboskap.core import clock
from naboskap.decisions.actions import enter_complaint, refuse
from naboskap.decisions.models import Complaint
from naboskap.grants.actions import award, settle_complaint
from naboskap.grants.models import Grant
from naboskap.grants.tests.factories import proposed_award
from naboskap.letters import tasks as letters
from naboskap.letters.models import Letter
from naboskap.records.models import Document
from naboskap.records.tests import samples
from naboskap.reports.actions import accept_grant, approve_report, return_report, submit_report
from naboskap.reports.models import Report
from naboskap.reports.tests.factories import filled, ready

PARTS = ["activities", "participants", "answers", "accounts", "auditor"]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with translation.override("nb"):
        yield


@pytest.fixture
def case(db):
    return ready()


@pytest.fixture
def cast(case):
    return people(case)


@pytest.fixture
def offered(case, cast):
    return award(proposed_award(case, cast.officer), by=cast.head)


@pytest.fixture
def report(offered, cast):
    return accept_grant(offered, by=cast.applicant)


def address(name, case, *more):
    return reverse(f"portal:{name}", args=[case.application.key, *more])


def signed_in(client, user):
    client.force_login(user)
    session = client.session
    session[SEEN] = True  # The second factor has been shown.
    session.save()
    return client


def get(client, user, url):
    return signed_in(client, user).get(url)


def post(client, user, url, **data):
    return signed_in(client, user).post(url, data)


def test_the_answer_says_what_by_when_and_how_to_complain(client, case, cast, offered):
    text = get(client, cast.applicant, address("decision", case)).content.decode()
    assert "180\u00a0000" in text
    assert address("accept-grant", case) in text
    assert address("complain", case) in text
    theirs = get(client, cast.partner, address("decision", case)).content.decode()
    assert address("accept-grant", case) not in theirs


NOBODYS = ["stranger", "left_the_pair", "officer", "head", "auditor", "superuser"]


def test_anothers_case_is_not_found(client, case, cast, report):
    names = ["decision", "complain", "report", "report-auditor-file"]
    pages = [address(view, case) for view in (*names, *(f"report-{part}" for part in PARTS))]
    pages.append(address("decision-letter", case, Letter.objects.first().pk))
    acts = ("accept-grant", "decline-grant", "send-report", "complain")
    for name in NOBODYS:
        signed_in(client, getattr(cast, name))
        for page in pages:
            assert client.get(page).status_code == 404, (name, page)
        for view in acts:
            answer = client.post(address(view, case), {"text": "x"})
            assert answer.status_code == 404, (name, view)


def test_before_it_is_decided_there_is_no_answer(client, case, cast):
    proposed_award(case, cast.officer)
    assert get(client, cast.applicant, address("decision", case)).status_code == 404


def test_a_letter_comes_as_pdf_and_is_seen(client, case, cast, offered):
    mine, theirs = Letter.objects.order_by("reader")
    url = address("decision-letter", case, mine.pk)
    assert get(client, cast.applicant, url).status_code == 302  # It is coming.
    letters.run_due()
    answer = get(client, cast.applicant, url)
    assert answer["Content-Type"] == "application/pdf"
    assert re.search(r'filename="award-\d+-\d+-nb\.pdf"', answer["Content-Disposition"])
    get(client, cast.applicant, address("decision-letter", case, theirs.pk))
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.opened_at is not None
    assert theirs.opened_at is None
    other = Letter.objects.exclude(pk__in=[mine.pk, theirs.pk])
    assert not other.exists()
    assert get(client, cast.applicant, address("decision-letter", case, 0)).status_code == 404


def test_yes(client, case, cast, offered):
    assert post(client, cast.applicant, address("accept-grant", case)).status_code == 302
    assert post(client, cast.applicant, address("accept-grant", case)).status_code == 302
    assert Report.objects.count() == 1
    assert (
        address("report", case)
        in get(client, cast.applicant, address("decision", case)).content.decode()
    )


def test_no(client, case, cast, offered):
    answer = post(client, cast.applicant, address("decline-grant", case), reason="x" * 50_000)
    assert answer.status_code == 422
    assert "x" * 50_000 in answer.content.decode()
    post(client, cast.applicant, address("decline-grant", case), reason="Ikke nok tid.")
    assert Grant.objects.get().status == "declined"


def test_too_late_is_said_kindly(client, case, cast, offered):
    Grant.objects.update(accept_by=clock.today() - timedelta(days=1))
    answer = post(client, cast.applicant, address("accept-grant", case))
    assert answer["Location"] == address("decision", case)
    assert Grant.objects.get().status == "offered"


def test_the_partner_does_not_answer(client, case, cast, offered):
    assert post(client, cast.partner, address("accept-grant", case)).status_code == 403


def test_a_refusal_never_ends_in_a_bare_no(client, case, cast):
    decision = proposed_award(case, cast.officer)
    decision.outcome, decision.amount_awarded, decision.sources = "refusal", 0, []
    decision.criterion_reasons = [{"criterion": "cooperation", "reason": "Bare én side er med."}]
    decision.save()
    refuse(decision, by=cast.head)
    text = get(client, cast.applicant, address("decision", case)).content.decode()
    assert "/radgivere/" in text
    assert address("complain", case) in text
    assert post(client, cast.applicant, address("accept-grant", case)).status_code == 404
    assert post(client, cast.applicant, address("decline-grant", case)).status_code == 404


def test_a_complaint_is_entered_for_ones_own_side(client, case, cast, offered):
    url = address("complain", case)
    assert post(client, cast.partner, url, text=" ").status_code == 422
    assert post(client, cast.partner, url, text="Мы не согласны.").status_code == 302
    assert Complaint.objects.get().side == "b"
    again = post(client, cast.partner, url, text="Ещё раз.")
    assert again.status_code == 422
    assert "Ещё раз." in again.content.decode()
    get(client, cast.partner, address("decision", case))


def test_the_whole_report_goes_through_the_pages(client, case, cast, report):
    page = get(client, cast.applicant, address("report", case)).content.decode()
    assert address("send-report", case) not in page
    post(client, cast.partner, address("report-activities", case), revision=0, **{
        key: value
        for activity in report.activities.all()
        for key, value in ((f"happened_{activity.pk}", "yes"), (f"told_{activity.pk}", "Vi sang."))
    })  # fmt: skip
    numbers = {f"number_{group.pk}": "ca. 12" for group in report.participants.all()}
    post(client, cast.partner, address("report-participants", case), revision=1, **numbers)
    post(client, cast.applicant, address("report-answers", case), answer_story="Det gikk fint.",
         answer_learned="", read_story=0, read_learned=0)  # fmt: skip
    spent = {f"spent_{line.pk}": "75 000,00" for line in report.lines.all()}
    post(client, cast.applicant, address("report-accounts", case), revision=2, own="120 000 kr",
         **spent)  # fmt: skip
    file = SimpleUploadedFile("revisor.pdf", samples.PDF)
    post(client, cast.applicant, address("report-auditor", case), file=file)
    page = get(client, cast.applicant, address("report", case)).content.decode()
    assert address("send-report", case) in page
    Document.objects.filter(scan="waiting").update(scan="infected")
    shut = get(client, cast.partner, address("report-auditor-file", case))
    assert shut["Location"] == address("report", case)
    Document.objects.filter(scan="infected").update(scan="clean")
    got = get(client, cast.partner, address("report-auditor-file", case))
    assert got.content == samples.PDF
    assert got["Content-Disposition"].startswith("attachment")
    post(client, cast.applicant, address("send-report", case))

    report.refresh_from_db()
    assert report.status == "submitted"
    assert report.sent["content"]["lines"][0]["amount_spent"] == 75_000_00
    assert {each["number"] for each in report.sent["content"]["participants"]} == {12}


def test_what_is_missing_is_said_and_nothing_is_sent(client, case, cast, report):
    answer = post(client, cast.applicant, address("send-report", case))
    assert answer["Location"] == address("report", case)
    report.refresh_from_db()
    assert report.status == "due"


TYPED = {
    "accounts": ("own", "mye"),
    "participants": ("number_%d", "mange"),
    "activities": ("told_%d", "y" * 50_000),
}


@pytest.mark.parametrize("part", TYPED)
def test_what_was_typed_stays_when_it_cannot_be_read(client, cast, report, part):
    case = report.grant.decision.case
    name, value = TYPED[part]
    rows = {"participants": report.participants, "activities": report.activities}
    field = name % rows[part].first().pk if part in rows else name
    answer = post(
        client, cast.applicant, address(f"report-{part}", case), revision=0, **{field: value}
    )
    assert answer.status_code == 422
    assert value in answer.content.decode()
    report.refresh_from_db()
    assert report.revision == 0


@pytest.mark.parametrize("part", ["accounts", "participants", "activities"])
def test_two_writers_meet_and_neither_loses(client, case, cast, report, part):
    post(client, cast.partner, address("report-participants", case), revision=0)
    url = address(f"report-{part}", case)
    answer = post(client, cast.applicant, url, revision=0, own="5")
    assert answer.status_code == 422
    assert 'name="revision" value="1"' in answer.content.decode()
    assert post(client, cast.applicant, url, revision=1, own="5").status_code == 302


def test_two_texts_meet_side_by_side(client, case, cast, report):
    url = address("report-answers", case)
    data = {"answer_learned": "", "read_learned": 0}
    post(client, cast.partner, url, answer_story="Наш текст", read_story=0, **data)
    answer = post(client, cast.applicant, url, answer_story="Vår tekst", read_story=0, **data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Наш текст" in text
    assert "Vår tekst" in text
    post(client, cast.applicant, url, answer_story="Vår tekst", read_story=1, **data)
    get(client, cast.applicant, url)


def test_a_file_that_is_not_what_it_says(client, case, cast, report):
    file = SimpleUploadedFile("revisor.pdf", samples.EXE)
    answer = post(client, cast.applicant, address("report-auditor", case), file=file)
    assert answer.status_code == 422
    assert post(client, cast.applicant, address("report-auditor", case)).status_code == 422
    Grant.objects.update(needs_auditor=False)
    assert get(client, cast.applicant, address("report-auditor", case)).status_code == 404


def test_a_sent_report_is_read_and_not_changed(client, case, cast, report):
    sent = submit_report(filled(report, cast.partner), by=cast.applicant)
    for part in PARTS:
        assert get(client, cast.applicant, address(f"report-{part}", case)).status_code == 200
    answer = post(client, cast.applicant, address("report-participants", case), revision=9)
    assert answer.status_code == 422
    changed = post(client, cast.applicant, address("report-answers", case), answer_story="Ny",
                   read_story=1, answer_learned="", read_learned=0)  # fmt: skip
    assert changed.status_code == 422
    return_report(sent, reason="Send kvittering for bussen.", by=cast.officer)
    page = get(client, cast.applicant, address("report", case)).content.decode()
    assert "Send kvittering for bussen." in page
    approve_report(submit_report(sent, by=cast.applicant), by=cast.officer)
    assert "180\u00a0000" in get(client, cast.applicant, address("report", case)).content.decode()
    assert get(client, cast.applicant, address("decision", case)).status_code == 200


@pytest.mark.parametrize("status", ["accepted", "declined", "lapsed", "closed"])
def test_every_state_has_its_sentence(client, cast, report, status):
    Grant.objects.update(status=status)
    url = "/ru" + address("decision", report.grant.decision.case)
    for user in (cast.applicant, cast.partner):
        assert get(client, user, url).status_code == 200


def test_the_page_of_the_application_leads_to_the_answer(client, case, cast, offered):
    page = get(client, cast.applicant, reverse("portal:sent", args=[case.application.key]))
    assert address("decision", case) in page.content.decode()


def test_an_upheld_complaint_is_told_and_the_earlier_answer_can_still_be_read(
    client, case, cast, offered
):
    entered = enter_complaint(offered.decision, side="a", text="Vi er uenige.", by=cast.applicant)
    settle_complaint(entered, answer="Dere har rett.", is_upheld=True, by=cast.deputy)

    text = get(client, cast.applicant, address("decision", case)).content.decode()
    assert "Saken avgjøres på nytt" in text
    assert "Du fikk medhold" in text
    assert "Dere har rett." in text
    assert address("complain", case) not in text
    assert address("accept-grant", case) not in text
    theirs = get(client, cast.partner, address("decision", case)).content.decode()
    assert "Saken avgjøres på nytt" in theirs or "Дело решается заново" in theirs
    assert "Dere har rett." not in theirs


def test_a_lesson_opens_the_report_that_waits(client, case, cast, report):
    there = reverse("portal:do-now", kwargs={"part": "report"})

    assert get(client, cast.applicant, there).url == address("report", case)
    assert get(client, cast.partner, there).url == address("report", case)
    assert get(client, cast.stranger, there).url == reverse("portal:home")


def test_the_pair_reads_which_paper_the_money_waits_for(report, case, cast, client):
    paper = promised(case.application)

    for who in (cast.applicant, cast.partner):
        shown = get(client, who, address("decision", case)).content.decode()
        if who == cast.applicant:
            assert "Vi venter på et vedlegg dere lovet" in shown
        assert address("paper", case, paper.pk) in shown

    Attachment.objects.update(waived_at=clock.now(), waived_by_id=1)
    shown = get(client, cast.applicant, address("decision", case)).content.decode()
    assert address("paper", case, paper.pk) not in shown
