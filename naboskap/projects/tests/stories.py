"""A project whose report is approved, and its story on the way to everybody."""

from types import SimpleNamespace

from naboskap.applications.models import SeatPerson
from naboskap.assessments.tests.conftest import people
from naboskap.core.permissions import SYSTEM
from naboskap.grants.actions import award
from naboskap.grants.tests.factories import proposed_award
from naboskap.notifications.models import Message
from naboskap.projects.actions import ask_pair, card_for, draft_story, publish_story, say_yes
from naboskap.projects.telling import Told
from naboskap.reports.actions import accept_grant, approve_report, submit_report
from naboskap.reports.tests.factories import filled, ready

NB = {
    "title": "To kor ble ett",
    "done": "De øvde hver for seg, og sang sammen i juni.",
    "result": "Nå møtes de hvert år.",
    "quotation": "Jeg sang på et språk jeg ikke kan.",
    "role": "en som sang",
}
RU = {
    "title": "Два хора стали одним",
    "done": "Они репетировали врозь и пели вместе.",
    "result": "Теперь они встречаются каждый год.",
    "quotation": "Я пела на чужом языке.",
    "role": "певица",
}


def told(**changed):
    parts = {name: {"nb": NB[name], "ru": RU[name]} for name in NB}
    return Told(**{**parts, **changed})


def finished():
    case = ready(by_theme={"business": 50})
    cast = people(case)
    SeatPerson.objects.filter(user=cast.partner).update(is_lead=True)
    grant = award(proposed_award(case, cast.officer), by=cast.head)
    report = filled(accept_grant(grant, by=cast.applicant), cast.partner)
    submit_report(report, by=cast.applicant)
    report.refresh_from_db()
    report = approve_report(report, by=cast.officer)
    grant.refresh_from_db()
    card = card_for(grant, by=SYSTEM)
    Message.objects.all().delete()
    return SimpleNamespace(report=report, cast=cast, card=card, grant=grant)


def drafted(world, **changed):
    return draft_story(world.report, told(**changed), by=world.cast.officer)


def asked(world, **changed):
    return ask_pair(drafted(world, **changed), read_revision=1, by=world.cast.officer)


def yes(story, who, digest=""):
    return say_yes(story, digest=digest or story.digest, language="nb", by=who)


def agreed(world, **changed):
    story = yes(asked(world, **changed), world.cast.applicant)
    return yes(story, world.cast.partner)


def published(world, **changed):
    story = agreed(world, **changed)
    return publish_story(story, read_revision=story.revision, by=world.cast.head)
