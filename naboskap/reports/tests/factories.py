"""Reports filled in, as a pair would."""

from django.utils import timezone

from naboskap.applications.models import Activity, ParticipantGroup
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.grants.tests.factories import budget, guided, with_terms
from naboskap.questionnaires.models import (
    Form,
    FormVersion,
    Question,
    QuestionIdentity,
)
from naboskap.questionnaires.queries import questions_of
from naboskap.records.tests import samples
from naboskap.reports.actions import (
    attach_auditor,
    save_accounts,
    save_activities,
    save_answer,
    save_participants,
)


def report_form(slug="report-short"):
    """Publish a report's form with one question that is needed and one that is not."""
    form, is_new = Form.objects.get_or_create(slug=slug, defaults={"purpose": "report"})
    if is_new:
        version = FormVersion.objects.create(form=form, number=1, published_at=timezone.now())
        for position, (key, needed) in enumerate((("story", True), ("learned", False)), 1):
            identity, _new = QuestionIdentity.objects.get_or_create(
                key=key, defaults={"kind": "long_text", "role": key}
            )
            Question.objects.create(
                version=version,
                identity=identity,
                section="story",
                position=position,
                words={"nb": key, "en": key, "ru": key},
                is_required=needed,
            )
    return form


def ready(**rates):
    """A case that can be granted and reported on: terms, a budget, a plan, and guidelines."""
    report_form()
    case = with_terms(CaseFactory())
    budget(case, 100_000_00, 100_000_00, 50_000_00, 50_000_00)
    planned(case)
    guided(case, percent=70, **rates)
    return case


def planned(case):
    """Give the case's application two activities and three groups of participants."""
    for position, what in enumerate(("Vannprøver ved elva", "Felles konsert")):
        Activity.objects.create(
            application=case.application,
            position=position,
            what=what,
            changed_by_id=0,
            changed_at=timezone.now(),
        )
    for side, age, number in (("a", "15-30", 12), ("a", "31-", 3), ("b", "15-30", 10)):
        ParticipantGroup.objects.create(
            application=case.application, side=side, age=age, number=number
        )


def filled(report, by, *, spent=None, own=120_000_00):
    """Fill a report in: by default what was planned is what happened and what it cost."""
    report.refresh_from_db()
    lines = list(report.lines.all())
    sums = [line.amount_planned for line in lines] if spent is None else spent
    save_accounts(
        report,
        spent={line.pk: (each, "") for line, each in zip(lines, sums, strict=True)},
        amount_own=own,
        read_revision=report.revision,
        by=by,
    )
    save_activities(
        report,
        told={activity.pk: ("yes", "Alle var med.") for activity in report.activities.all()},
        read_revision=report.revision + 1,
        by=by,
    )
    save_participants(
        report,
        numbers={group.pk: group.planned for group in report.participants.all()},
        read_revision=report.revision + 2,
        by=by,
    )
    for question in questions_of(report.sheet.version):
        if question.is_required:
            save_answer(
                report, question.key, "Det gikk fint.", language="nb", read_number=0, by=by
            )
    if report.grant.needs_auditor:
        attach_auditor(report, name="revisor.pdf", content=samples.PDF, by=by)
    report.refresh_from_db()
    return report
