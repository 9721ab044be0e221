"""A report's form is improved while it is written: no word is lost, and all are told."""

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message
from naboskap.questionnaires.queries import improvements, version_in_use
from naboskap.questionnaires.tests.factories import publish_changed, reword, starter_forms
from naboskap.reports.actions import move_reports, roll_reports_forward, save_answer
from naboskap.reports.models import Report
from naboskap.reports.queries import content_of

NEW = {"nb": "Ny hjelp", "en": "New help", "ru": "Новая помощь"}


def again(report):
    return Report.objects.select_related("sheet__version__form", "sheet__moved_from").get(
        pk=report.pk
    )


def test_open_reports_go_on_in_the_improved_form(report, cast):
    save_answer(report, "learned", "Mye", language="nb", read_number=0, by=cast.partner)
    before = report.sheet.version
    form = starter_forms(before.form.slug)[before.form.slug]
    newest = version_in_use(form)
    assert newest != before
    assert roll_reports_forward(by=SYSTEM) == 0

    assert move_reports(newest, by=cast.editor) == 1
    assert move_reports(newest, by=cast.editor) == 0

    found = again(report)
    assert found.sheet.version == newest
    told = Message.objects.filter(kind="reports.form_changed")
    assert {one.address for one in told} == {cast.applicant.email, cast.partner.email}
    asked = {one.identity.key for one in newest.questions.select_related("identity")}
    assert ("learned" in content_of(found)["answers"]) is ("learned" in asked)

    better = publish_changed(
        form,
        by=cast.editor,
        other=cast.head,
        change=lambda draft: reword(draft, "story", by=cast.editor, help=NEW),
    )
    assert roll_reports_forward(by=SYSTEM) == 1
    found = again(report)
    assert found.sheet.version == better
    assert found.sheet.moved_from == before
    assert improvements(found.sheet)
    with pytest.raises(RuleNotMet) as refusal:
        move_reports(newest, by=cast.editor)
    assert refusal.value.rule == "QUE-16"


def test_a_report_that_is_sent_stays_where_it_is(report, cast):
    before = report.sheet.version
    newest = version_in_use(starter_forms(before.form.slug)[before.form.slug])
    Report.objects.filter(pk=report.pk).update(status="submitted")

    assert move_reports(newest, by=cast.head) == 0

    assert again(report).sheet.version == before
    assert not Message.objects.filter(kind="reports.form_changed").exists()


def test_nobody_else_moves_reports(report, cast):
    version = report.sheet.version
    for act in (
        lambda: move_reports(version, by=cast.officer),
        lambda: move_reports(version, by=cast.applicant),
        lambda: roll_reports_forward(by=cast.editor),
    ):
        with pytest.raises(PermissionDenied):
            act()
