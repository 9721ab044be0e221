"""A house in which everything has happened once, so that every page has something to show."""

from types import SimpleNamespace

from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import Worded, answer_thread, offer_answer, publish_answer
from naboskap.advice.tests.factories import IdeaFactory, ThreadFactory
from naboskap.applications.models import Application, SeatPerson
from naboskap.applications.tests.factories import (
    awaited,
    draft,
    fill,
    join,
    organisation,
    place,
    promised,
)
from naboskap.assessments.actions import send_application
from naboskap.assessments.models import Case
from naboskap.assessments.tests.conftest import IMPARTIAL, people
from naboskap.assessments.tests.factories import said, seated
from naboskap.core import clock
from naboskap.decisions.tests.factories import DecisionFactory, MeetingFactory, complaint, pot
from naboskap.grants.actions import award
from naboskap.grants.tests.factories import proposed_award
from naboskap.ledger.actions import give
from naboskap.network.actions import register, sign_up
from naboskap.network.tests.factories import (
    EventFactory,
    IssueFactory,
    SubscriberFactory,
)
from naboskap.notifications.models import Message
from naboskap.organisations.models import Organisation
from naboskap.payments.actions import prepare_advance, release
from naboskap.payments.tests.factories import account
from naboskap.programmes.models import Programme
from naboskap.projects.actions import ask_pair, card_for, draft_story, publish_story, say_yes
from naboskap.projects.telling import Told
from naboskap.reports.actions import accept_grant, approve_report, submit_report
from naboskap.reports.queries import report_of
from naboskap.reports.tests.factories import filled, ready
from tests.journeys import happened
from tests.journeys.pages import kinds_of_pages


def browser(user) -> Client:
    """Return a browser that is signed in as somebody, with their second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def filled_house() -> SimpleNamespace:
    """Load the starter, let things happen, and return the cast with a lead of their own draft."""
    with override_settings(DEMONSTRATION=True):
        call_command("load_starter", verbosity=0)
        call_command("make_demonstration", verbosity=0)
    first = sent_case()
    cast = people(first)
    Case.objects.filter(pk=first.pk).update(
        status="proposed", turn="board", partner_known_at=clock.now()
    )
    give(pot(), 1_000_000_00, reference="gift")
    DecisionFactory(
        case=first, level="board", outcome="award", amount_awarded=60_000_00,
        sources=[{"pot": "prosjekt", "amount": 60_000_00}], proposed_by_id=cast.officer.pk,
    )  # fmt: skip
    MeetingFactory()
    working = sent_case()
    stand(cast, working)
    browser(cast.officer).post(
        reverse("office:case-begin", args=[working.case_file.number.replace("/", "-")])
    )
    refused = sent_case()
    stand(cast, refused)
    made = {"status": "made", "made_by_id": cast.head.pk, "made_at": clock.now()}
    complaint(DecisionFactory(case=refused, **made), cast.officer)
    IdeaFactory()
    newsletters(cast)
    kinds_of_pages()
    told_to_everybody(cast)
    stories(cast)
    offered, paid = granted(cast), granted(cast)
    account(paid.recipient)
    accept_grant(paid, by=cast.applicant)
    paid.refresh_from_db()
    release([prepare_advance(paid, by=cast.finance_preparer)], by=cast.finance_releaser)
    submit_report(filled(report_of(paid), cast.partner), by=cast.applicant)
    begun = granted(cast)
    account(begun.recipient)
    accept_grant(begun, by=cast.applicant)
    card_for(paid, by=cast.officer)
    lead = UserFactory()
    application = draft(lead, of=ordinary())
    cast.writer = join(application, UserFactory(language="ru"), by=lead)
    application = fill(application, by=lead)
    awaited(application)
    held = sent_case()
    stand(cast, held)
    happened.changes_under_way(cast, held)
    promised(working.application)  # Last: it changes the guidelines.
    cast.lead, cast.offered = lead, offered
    happened.conversations(cast)
    happened.wishes(cast)
    happened.drafts(cast)
    happened.worked()
    return cast


def newsletters(cast) -> None:
    """Newsletters that are sent, wait and are being written, one of them in Norwegian alone."""
    SubscriberFactory()
    out = {"status": "sent", "begun_at": clock.now(), "ended_at": clock.now()}
    IssueFactory(sent_by=cast.head, **out)
    IssueFactory(sent_by=cast.head, title={"nb": "Vinterens møter"}, text={"nb": "Kom!"}, **out)
    IssueFactory(status="ready", proposed_by=cast.editor, writers=[cast.editor])
    IssueFactory(status="stopped", sent_by=cast.head, begun_at=clock.now())
    IssueFactory(writers=[cast.deputy])
    # What these two are mailed leads to pages of their own.
    choice = {"language": "nb", "topics": ["news"], "key": "k", "by": cast.applicant}
    sign_up("reader@example.org", **choice)
    facts = {
        "side": "b",
        "language": "ru",
        "people": 2,
        "needs": "",
        "key": "k",
        "by": cast.applicant,
    }
    register(EventFactory(), name="Koret", address="guest@example.org", **facts)
    EventFactory(status="cancelled", title={"nb": "Lesekveld"})
    EventFactory(status="writing")


def stories(cast) -> None:
    """Two projects whose reports are approved; the story of one stands on the website."""
    told_before = set(Message.objects.values_list("pk", flat=True))
    _untold, told = reported(cast), reported(cast)
    words = {
        "title": {"nb": "To kor ble ett", "en": "Two choirs", "ru": "Два хора"},
        "done": {"nb": "De sang sammen.", "en": "They sang together.", "ru": "Они пели вместе."},
        "result": {"nb": "De møtes igjen.", "en": "They meet again.", "ru": "Они встретятся."},
    }
    story = draft_story(told, Told(**words), by=cast.officer)
    story = ask_pair(story, read_revision=1, by=cast.officer)
    for who in (cast.applicant, cast.partner):
        story = say_yes(story, digest=story.digest, language="nb", by=who)
    publish_story(story, read_revision=1, by=cast.head)
    # The worker sends so many at a time: the mails of others are those that are looked at.
    Message.objects.exclude(pk__in=told_before).delete()


def reported(cast):
    """A project that is over: its report approved, and shown in the bank."""
    grant = granted(cast)
    account(grant.recipient)
    report = filled(accept_grant(grant, by=cast.applicant), cast.partner)
    submit_report(report, by=cast.applicant)
    report.refresh_from_db()
    report = approve_report(report, by=cast.officer)
    application = grant.decision.case.application
    across = SeatPerson.objects.filter(seat__application=application, user=cast.partner)
    across.update(is_lead=True)
    grant.refresh_from_db()
    card_for(grant, by=cast.officer)
    return report


def told_to_everybody(cast) -> None:
    """Answer two questions, and show one of the answers to everybody in words of our own."""
    first, _second = [
        answer_thread(
            ThreadFactory(user=cast.applicant, text="Går det an?", language="nb"),
            "Ja, det går.", language="nb", key="answer", by=cast.officer,
        )
        for _number in range(2)
    ]  # fmt: skip
    worded = Worded(
        {"nb": "Kan en skole søke?", "en": "May a school apply?", "ru": "Может ли школа?"},
        {"nb": "Ja, med en partner.", "en": "Yes, with a partner.", "ru": "Да, с партнёром."},
    )
    shared = offer_answer(first, worded, by=cast.officer)
    publish_answer(shared, read_revision=shared.revision, by=cast.head)


def ordinary() -> Programme:
    return Programme.objects.get(slug="barentsmidler")


def sent_case() -> Case:
    """A case as a pair sent it, confirmed."""
    lead = UserFactory()
    application = draft(lead, of=ordinary())
    join(application, UserFactory(language="ru"), by=lead)
    application = fill(application, by=lead)
    partner = organisation(country="RU")
    Organisation.objects.filter(pk=partner.pk).update(place=place("RU-MUR", "b", "Murmansk"))
    application.seats.filter(side="b").update(organisation=partner)
    case = send_application(application, by=lead)
    Application.objects.filter(pk=application.pk).update(status="confirmed")
    return case


def stand(cast, case, *, leads=False) -> None:
    """Let the cast stand to one more case."""
    for name in IMPARTIAL:
        said(case, getattr(cast, name))
    seated(case, cast.applicant, "a", is_lead=leads)
    seated(case, cast.partner, "b")
    case.officer, case.second_reader = cast.officer, cast.second_reader
    case.save()


def granted(cast):
    """Award a case of its own, to which the whole cast stands."""
    case = ready()
    stand(cast, case, leads=True)
    return award(proposed_award(case, cast.officer), by=cast.head)
