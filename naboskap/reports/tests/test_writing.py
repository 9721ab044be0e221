import pytest
from django.core.exceptions import PermissionDenied

from naboskap.core.errors import RuleNotMet
from naboskap.questionnaires.actions import AnswerChanged
from naboskap.records.queries import read_document
from naboskap.records.tests import samples
from naboskap.reports.actions import (
    ReportChangedError,
    attach_auditor,
    save_accounts,
    save_activities,
    save_answer,
    save_participants,
)


def acts(report, by):
    revision = report.revision
    return {
        "accounts": lambda: save_accounts(
            report, spent={}, amount_own=1, read_revision=revision, by=by
        ),
        "activities": lambda: save_activities(report, told={}, read_revision=revision, by=by),
        "participants": lambda: save_participants(
            report, numbers={}, read_revision=revision, by=by
        ),
        "answer": lambda: save_answer(report, "story", "x", language="nb", read_number=0, by=by),
        "auditor": lambda: attach_auditor(report, name="a.pdf", content=samples.PDF, by=by),
    }


def test_only_the_pair_writes(report, cast):
    for name in ("stranger", "left_the_pair", "officer", "head", "superuser"):
        for act in acts(report, getattr(cast, name)).values():
            with pytest.raises(PermissionDenied):
                act()
    report.refresh_from_db()
    assert (report.revision, report.amount_own, report.auditor_document) == (0, None, None)


def test_what_is_sent_is_not_changed(sent, cast):
    before = sent.revision
    for act in acts(sent, cast.applicant).values():
        with pytest.raises(RuleNotMet) as refusal:
            act()
        assert refusal.value.rule == "REP-2"
    sent.refresh_from_db()
    assert sent.revision == before


def test_both_sides_write_and_neither_overwrites_the_other(report, cast):
    line, *_rest = report.lines.all()
    save_accounts(
        report, spent={line.pk: (90_000_00, "Billigere")}, amount_own=None, read_revision=0,
        by=cast.applicant,
    )  # fmt: skip
    with pytest.raises(ReportChangedError):
        save_accounts(
            report, spent={line.pk: (1, "")}, amount_own=None, read_revision=0, by=cast.partner
        )
    line.refresh_from_db()
    assert (line.amount_spent, line.note) == (90_000_00, "Billigere")
    activity = report.activities.first()
    save_activities(
        report, told={activity.pk: ("changed", "På nett")}, read_revision=1, by=cast.partner
    )
    group = report.participants.first()
    save_participants(report, numbers={group.pk: 0}, read_revision=2, by=cast.partner)
    activity.refresh_from_db()
    group.refresh_from_db()
    assert (activity.happened, activity.told, group.number) == ("changed", "På nett", 0)


def test_a_text_that_another_saved_is_kept(report, cast):
    save_answer(report, "story", "Vår tekst", language="nb", read_number=0, by=cast.applicant)
    with pytest.raises(AnswerChanged) as changed:
        save_answer(report, "story", "Наш текст", language="ru", read_number=0, by=cast.partner)
    assert (changed.value.theirs, changed.value.yours) == ("Vår tekst", "Наш текст")


def test_a_line_of_another_report_is_not_touched(report, cast):
    save_accounts(report, spent={0: (1, "")}, amount_own=5, read_revision=0, by=cast.applicant)
    assert not report.lines.filter(amount_spent__isnull=False).exists()


def test_the_auditors_file_has_a_neutral_name(report, cast):
    attach_auditor(report, name="Kari Demoskolen.pdf", content=samples.PDF, by=cast.applicant)
    report.refresh_from_db()
    number = report.grant.decision.case.case_file.number.replace("/", "-")
    assert report.auditor_document.file_name == f"revisor-{number}.pdf"
    assert read_document(report.auditor_document) == samples.PDF
    with pytest.raises(RuleNotMet) as refusal:
        attach_auditor(report, name="revisor.pdf", content=samples.EXE, by=cast.applicant)
    assert refusal.value.rule == "REC-5"
