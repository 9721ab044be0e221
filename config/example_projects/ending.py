"""The end: the pair reports, the rest is paid, the case is closed and its story told."""

from config.example_projects.handling import grant_of
from config.example_projects.scene import Scene
from config.example_projects.writing import ORE
from naboskap.core.permissions import SYSTEM
from naboskap.payments.actions import close_case, prepare_final, release
from naboskap.projects.actions import ask_pair, card_for, draft_story, publish_story, say_yes
from naboskap.projects.telling import Told
from naboskap.reports.actions import (
    approve_report,
    save_accounts,
    save_activities,
    save_answer,
    save_participants,
    submit_report,
)
from naboskap.reports.models import Report


def begin_report(scene: Scene) -> None:
    """The project is shown, and its pair has begun to write the report: one activity is told."""
    with scene.on(scene.row["paid"]):
        card_for(grant_of(scene), by=SYSTEM)
    with scene.on(scene.row["reporting"]):
        report = _report(scene)
        first = report.activities.order_by("position").first()
        assert first is not None
        happened, words = scene.row["report"]["told"]
        save_activities(
            report,
            told={first.pk: (happened, words)},
            read_revision=report.revision,
            by=scene.cast["applicant"],
        )


def end(scene: Scene) -> None:
    """The report is sent and approved, the rest is paid, and the case is closed."""
    row, applicant = scene.row, scene.cast["applicant"]
    with scene.on(row["paid"]):
        card_for(grant_of(scene), by=SYSTEM)
    with scene.on(row["reported"]):
        _fill(scene)
        submit_report(_report(scene), by=applicant)
    with scene.on(row["approved"]):
        approve_report(_report(scene), by=scene.officer)
    with scene.on(row["settled"]):
        rest = prepare_final(grant_of(scene), by=scene.cast["finance_preparer"])
        release([rest], by=scene.cast["finance_releaser"])
        close_case(grant_of(scene), by=SYSTEM)
        card_for(grant_of(scene), by=SYSTEM)


def _fill(scene: Scene) -> None:
    """Fill the report in: what was planned is what happened, and what it cost."""
    told, by = scene.row["report"], scene.cast["applicant"]
    report = _report(scene)
    own = sum(kroner for _side, _source, _text, kroner in scene.row["financing"]) * ORE
    own += sum(line.amount_planned for line in report.lines.filter(category="own_work"))
    save_accounts(
        report,
        spent={line.pk: (line.amount_planned, "") for line in report.lines.all()},
        amount_own=own,
        read_revision=report.revision,
        by=by,
    )
    report = _report(scene)
    happened, words = told["told"]
    save_activities(
        report,
        told={activity.pk: (happened, words) for activity in report.activities.all()},
        read_revision=report.revision,
        by=by,
    )
    report = _report(scene)
    save_participants(
        report,
        numbers={group.pk: group.planned for group in report.participants.all()},
        read_revision=report.revision,
        by=by,
    )
    for key, text in told["texts"].items():
        save_answer(_report(scene), key, text, language="nb", read_number=0, by=by)


def tell(scene: Scene) -> None:
    """The case officer drafts the story, both sides say yes to it, and the head publishes it."""
    row, head = scene.row, scene.cast["head"]
    with scene.on(row["story"]):
        story = draft_story(_report(scene), Told(**row["told"]), by=scene.officer)
        story = ask_pair(story, read_revision=story.revision, by=scene.officer)
    with scene.on(row["yes"]):
        for name in ("applicant", "partner"):
            who = scene.cast[name]
            story = say_yes(story, digest=story.digest, language=who.language, by=who)
    with scene.on(row["published"]):
        publish_story(story, read_revision=story.revision, by=head)


def _report(scene: Scene) -> Report:
    return Report.objects.get(grant=grant_of(scene))
