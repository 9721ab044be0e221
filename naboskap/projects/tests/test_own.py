from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Seat, Snapshot
from naboskap.assessments.tests.factories import CaseFactory, OrganisationFactory, seated
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.decisions.tests.factories import DecisionFactory
from naboskap.disclosure import queries as disclosure
from naboskap.disclosure.tests import canaries
from naboskap.grants.models import Grant
from naboskap.organisations.models import Place
from naboskap.projects import actions, queries, tasks
from naboskap.projects.models import Card
from naboskap.projects.shelf import Filters
from naboskap.questionnaires.models import Answer, FormVersion, QuestionIdentity, Sheet
from naboskap.reports.models import Report


def content(**facts):
    return {
        "title": "Fra Kirkenes til Кедрозёрск",
        "theme": "sport",
        "sides": {"a": {"language": "nb"}, "b": {"language": "ru"}},
        "participants": [
            {"side": "a", "age": "15-30", "number": 18},
            {"side": "b", "age": "15-30", "number": 17},
        ],
        "activities": [
            {
                "what": "Skileir sammen med Чибисёнок",
                "language": "nb",
                "mode": "in_person",
                "place": "RU-MUR",
                "place_text": "Gjøkelia",
                "from_date": "2021-11-04",
                "a": {"people": 18, "task": "Lager løypa"},
                "b": {"people": 17, "task": "Жужелица готовит лыжи"},
            }
        ],
        "answers": {
            "short": {"role": "summary", "language": "nb", "text": "Vi går på ski i Gjøkelia."},
            "more": {"role": "budget_note", "language": "nb", "text": "Hemmelig"},
        },
    } | facts


@pytest.fixture
def grant(db):
    murmansk = Place.objects.create(code="RU-MUR", country="RU", name={"nb": "Murmansk oblast"})
    finnmark = Place.objects.create(code="NO-56", country="NO", name={"nb": "Finnmark"})
    home = OrganisationFactory(name="Skilaget Elva", place=finnmark)
    across = OrganisationFactory(
        name="Дом культуры «Чибисёнок»",
        kind="culture",
        country="RU",
        place=murmansk,
        municipality="Кедрозёрск",
    )
    case = CaseFactory(application__seats=(home, across))
    seated(case, UserFactory(name="Жужелица Щукогорьева"), "b")
    seated(case, UserFactory(name="Xenja Tsjibisjova"), "a")
    Snapshot.objects.create(
        application=case.application,
        number=1,
        content=content(),
        sha256="0" * 64,
        facts={},
        findings=[],
        guideline_version_id=1,
        submitted_by_id=1,
        submitted_at=timezone.now(),
    )
    decision = DecisionFactory(
        case=case, outcome="award", amount_awarded=5_900_000, criterion_reasons=[]
    )
    return Grant.objects.create(
        decision=decision,
        recipient=home,
        amount_awarded=5_900_000,
        award_date=date(2021, 10, 4),
        accept_by=date(2021, 11, 1),
        report_by=date(2022, 2, 1),
        advance_percent=75,
        needs_auditor=False,
        status="accepted",
    )


def shown():
    (card,) = queries.public_cards(Filters()).cards
    return queries.public_card(card.slug)


def test_a_text_that_was_not_confirmed_and_lapsed_is_never_shown(grant):
    sent = Snapshot.objects.get()
    sent.pk, sent.number, sent.lapsed_at = None, 2, timezone.now()
    sent.content = content(title="Ikke bekreftet")
    sent.save()
    tasks.run_due()
    assert shown().title == "Fra Kirkenes til [et sted på partnersiden]"
    assert "Ikke bekreftet" not in str(Card.objects.values())


def test_an_accepted_grant_comes_into_the_bank_as_the_pair_wished(grant):
    assert tasks.run_due() == 1
    card = shown()
    assert card.title == "Fra Kirkenes til [et sted på partnersiden]"
    assert (card.a.text, card.b.text) == ("Skilaget Elva", "En partner i nord")
    assert (card.amount_awarded, card.participants_a, card.participants_b, card.participants) == (
        5_900_000,
        18,
        17,
        35,
    )
    (activity,) = card.activities
    assert activity.what == "Skileir sammen med [en partner]"
    assert (activity.task_a, activity.task_b) == ("Lager løypa", "[en person] готовит лыжи")
    assert (activity.people_a, activity.people_b, activity.date, activity.place) == (
        18,
        17,
        None,
        None,
    )
    (text,) = card.texts
    assert (text.part, text.text) == ("summary", "Vi går på ski i [et sted på partnersiden].")
    assert canaries.leaks(repr(card)) == []


@pytest.mark.parametrize("size", ["short", None, "full"])
def test_dis_6_a_place_whose_side_nobody_told_is_taken_for_the_protected_sides(grant, size):
    """The short form asks for no region and says the applicant's own."""
    told = content(size=size)
    told["activities"][0]["place"] = "NO-56"
    Snapshot.objects.update(content=told)
    tasks.run_due()
    (text,) = shown().texts
    assert ("Gjøkelia" in text.text) == (size == "full")


def test_nothing_to_do_is_nothing_done(grant):
    assert tasks.run_due() == 1
    assert tasks.run_due() == 0
    slug = Card.objects.get().slug
    Grant.objects.update(status="closed")
    assert tasks.run_due() == 1
    assert Card.objects.get().slug == slug


def test_the_report_tells_the_story_when_it_is_approved(grant):
    tasks.run_due()
    sheet = Sheet.objects.create(version=FormVersion.objects.get())
    story = QuestionIdentity.objects.create(key="story", kind="long_text", role="story")
    Answer.objects.create(
        sheet=sheet,
        identity=story,
        text="Vi fikk nye venner i Кедрозёрске.",
        language="nb",
        saved_by_id=1,
        saved_at=timezone.now(),
    )
    report = Report.objects.create(
        grant=grant, sheet=sheet, status="submitted", due_on=date(2022, 2, 1)
    )
    tasks.run_due()
    assert [text.part for text in shown().texts] == ["summary"]
    Report.objects.filter(pk=report.pk).update(status="approved", amount_approved=1)
    assert tasks.run_due() == 1
    told = {text.part: text.text for text in shown().texts}
    assert list(told) == ["story", "summary"]
    assert told["story"] == "Vi fikk nye venner i [et sted på partnersiden]."


@pytest.mark.parametrize("status", ["offered", "declined", "lapsed"])
def test_pub_2_a_grant_is_shown_once_it_is_accepted(grant, status):
    Grant.objects.update(status=status)
    assert tasks.run_due() == 0
    with pytest.raises(RuleNotMet) as refused:
        actions.card_for(grant, by=SYSTEM)
    assert refused.value.rule == "PUB-2"
    assert not Card.objects.exists()


def test_a_grant_for_which_nothing_was_sent_has_no_card(grant):
    Snapshot.objects.all().delete()
    assert actions.card_for(grant, by=SYSTEM) is None
    assert not Card.objects.exists()


def test_what_a_side_said_before_is_what_counts(grant):
    Seat.objects.filter(side="a").update(publication_wish="hidden", publication_wished_by_id=7)
    tasks.run_due()
    card = shown()
    assert card.a.text == "En søker i nord"
    assert "Elva" not in repr(card)


def test_a_side_that_wants_its_name_shown_needs_a_second_person(grant, cast):
    Seat.objects.filter(side="b").update(publication_wish="open", publication_wished_by_id=7)
    tasks.run_due()
    assert shown().b.text == "En partner i nord"
    seat = Seat.objects.get(side="b")
    with pytest.raises(PermissionDenied):
        actions.confirm_wish(seat, "open", by=cast.applicant)
    actions.confirm_wish(seat, "open", by=cast.case_officer)
    card = shown()
    assert (card.b.text, card.level) == ("Дом культуры «Чибисёнок»", "open")
    assert (card.activities[0].date, card.activities[0].place) == ("2021-11-04", "Gjøkelia")
    assert "Жужелица" not in repr(card), "a person is never named"


def test_confirming_takes_the_wish_that_stands_on_the_seat(grant, cast):
    Seat.objects.filter(side="b").update(publication_wish="open", publication_wished_by_id=7)
    seat = Seat.objects.get(side="b")
    actions.confirm_wish(seat, "open", by=cast.head)
    assert disclosure.party_levels([seat.party_key])[seat.party_key].wish_is_confirmed


def test_pub_4_a_wish_that_was_not_given_cannot_be_confirmed(grant, cast):
    with pytest.raises(RuleNotMet) as refused:
        actions.confirm_wish(Seat.objects.get(side="b"), "open", by=cast.case_officer)
    assert refused.value.rule == "PUB-4"
    assert disclosure.every_level() == {}


def test_a_private_applicant_is_never_named(grant):
    grant.recipient.kind = "private_person"
    grant.recipient.name = "Xenja Tsjibisjova"
    grant.recipient.save()
    tasks.run_due()
    card = shown()
    assert card.a.text == "En privatperson i Finnmark"
    assert canaries.leaks(repr(card)) == []


def test_making_a_card_is_for_the_office(grant, cast):
    with pytest.raises(PermissionDenied):
        actions.card_for(grant, by=cast.applicant)
    assert actions.card_for(grant, by=cast.case_officer)
