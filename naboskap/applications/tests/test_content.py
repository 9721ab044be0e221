from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from naboskap.applications import notices
from naboskap.applications.actions import submit_application
from naboskap.applications.codes import digest, new_code, new_link
from naboskap.applications.content import changed_parts, content_of, digest_of, short_digest
from naboskap.applications.gaps import gaps_of
from naboskap.applications.models import (
    Activity,
    Application,
    BudgetLine,
    Confirmation,
    FinancingLine,
    Help,
    ParticipantGroup,
    Seat,
    SeatPerson,
    Snapshot,
)
from naboskap.applications.profile import facts_from
from naboskap.applications.queries import draft_of, visible_to
from naboskap.applications.tests.factories import NOW, draft
from naboskap.questionnaires.queries import questions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(ready, lead):
    return draft_of(visible_to(lead).get(pk=ready.pk))


def test_the_same_content_gives_the_same_digest(whole):
    first, again = content_of(whole), content_of(whole)

    assert digest_of(first) == digest_of(again)
    assert digest_of(dict(reversed(first.items()))) == digest_of(first)
    assert digest_of({"title": "a\u030a"}) == digest_of({"title": "å"})
    assert short_digest("7f3a91c05be2ffff") == "7f3a 91c0 5be2"


def test_any_change_gives_another_digest(whole):
    before = content_of(whole)
    for change in (
        {"title": "Bekken"},
        {"amount_applied_for": 1},
        {"costs": ()},
        {"activities": ()},
        {"participants": ()},
        {"end_date": None},
    ):
        assert digest_of(content_of(replace(whole, **change))) != digest_of(before)


def test_what_changed_is_named(whole):
    before = content_of(whole)
    answers = dict(whole.answers)
    answers["summary"] = replace(answers["summary"], text="Ny")
    after = content_of(replace(whole, answers=answers, amount_applied_for=1))

    assert changed_parts(before, after) == ["amount_applied_for", "answer:summary"]
    assert changed_parts(before, before) == []


def test_a_line_that_is_one_sum_reads_as_it_always_did(whole):
    assert content_of(whole)["budget"][0] == {
        "side": "a",
        "category": "travel",
        "text": "Buss",
        "hours_hundredths": None,
        "rate": None,
        "amount": 50_000_00,
    }


def test_how_a_line_is_counted_is_sent_and_confirmed(whole):
    activity = whole.activities[0].pk
    line = replace(
        whole.costs[0], unit="night", quantity_hundredths=6_600, rate=900_00, activity_id=activity
    )
    before = content_of(whole)
    after = content_of(replace(whole, costs=(line, *whole.costs[1:])))

    assert after["budget"][0].items() >= {"unit": "night", "quantity_hundredths": 6_600}.items()
    assert after["budget"][0]["activity"] == after["activities"][0]["key"]
    assert digest_of(after) != digest_of(before)
    assert changed_parts(before, after) == ["budget"]


def test_what_was_sent_in_the_first_shape_is_compared_with_the_second(whole):
    after = content_of(whole)
    first = {
        **after,
        "format": 1,
        "activities": [{k: v for k, v in after["activities"][0].items() if k != "key"}],
    }
    assert changed_parts(first, after) == []


def test_an_activity_taken_out_does_not_change_the_budget(whole):
    line = replace(whole.costs[0], activity_id=whole.activities[0].pk)
    before = content_of(replace(whole, costs=(line,)))
    gone = replace(whole, activities=(), costs=(replace(line, activity_id=None),))
    assert changed_parts(before, content_of(gone)) == ["activities"]
    elsewhere = replace(whole, costs=(replace(line, activity_id=None),))
    assert changed_parts(before, content_of(elsewhere)) == ["budget"]


def test_the_rules_see_the_draft(whole):
    facts = facts_from(whole, on=date(2021, 10, 4), open_obligations=1)

    assert (facts.programme, facts.theme, facts.language) == ("ordinary", "environment", "nb")
    assert (facts.applicant.country, facts.applicant.is_registered) == ("NO", True)
    assert facts.partner is not None
    assert (facts.partner.kind, facts.partner.country) == ("school", "RU")
    assert facts.activities[0].sides_with_task == {"a", "b"}
    assert (facts.total_cost, facts.own_work) == (100_000_00, {"a": 0, "b": 10_000_00})
    assert facts.open_obligations == 1


def test_the_rules_see_how_many_take_part(whole):
    first = replace(whole.activities[0], mode="in_person", people_a=3, people_b=2)
    first = replace(first, from_date=date(2022, 1, 10), to_date=date(2022, 1, 11))
    facts = facts_from(replace(whole, activities=(first,)), on=date(2021, 10, 4))

    assert facts.person_days == {"a": 6, "b": 4}


def test_a_side_of_which_nothing_is_said_is_nobody(application, lead):
    facts = facts_from(draft_of(visible_to(lead).get(pk=application.pk)), on=date(2021, 10, 4))

    assert facts.partner is None


def test_gaps_are_told_in_one_list(application, lead):
    empty = draft_of(visible_to(lead).get(pk=application.pk))
    questions = questions_of(application.sheet.version)

    gaps = gaps_of(empty, questions, needs_partner=True)

    assert [(gap.part, gap.code) for gap in gaps] == [
        ("basics", "title"),
        ("basics", "theme"),
        ("basics", "dates"),
        ("pair", "partner"),
        ("activities", "activities"),
        ("participants", "participants"),
        ("money", "budget"),
        ("money", "amount"),
        *(
            (f"answer:{key}", "answer")
            for key in ("summary", "cooperation", "description", "partner", "result")
        ),
    ]
    assert all(str(gap.words) for gap in gaps)


def test_nothing_is_missing_in_a_whole_draft(whole, ready):
    assert gaps_of(whole, questions_of(ready.sheet.version), needs_partner=True) == []


def test_codes_are_read_aloud_and_links_are_long():
    code = new_code()
    assert [len(group) for group in code.split()] == [4, 3, 3]
    assert digest(code) == digest(code.replace(" ", ""))
    assert len(new_link()) > 30
    assert new_link() != new_link()


def test_what_the_tables_refuse(ready, lead):
    snapshot = submit_application(ready, by=lead)
    seat = ready.seats.get(side="a")
    stamp = {"changed_by_id": 1, "changed_at": NOW, "application": ready}
    Help.objects.create(application=ready, user=lead, let_in_at=NOW)
    other = draft()
    stranger = other.seats.get(side="a").people.get().user
    refused = {
        "application_status_is_known": lambda: Application.objects.update(status="x"),
        "application_sent_has_its_time": lambda: Application.objects.update(submitted_at=None),
        "application_amount_is_not_negative": lambda: Application.objects.update(
            amount_applied_for=-1
        ),
        "application_ends_after_it_begins": lambda: Application.objects.update(
            start_date="2022-02-02", end_date="2022-02-01"
        ),
        "application_key_is_unique": lambda: Application.objects.update(key=other.key),
        "seat_once_a_side": lambda: Seat.objects.create(application=ready, side="a"),
        "seat_side_is_known": lambda: Seat.objects.create(application=ready, side="c"),
        "seat_person_once": lambda: SeatPerson.objects.create(seat=seat, user=lead, joined_at=NOW),
        "one_lead_a_side": lambda: SeatPerson.objects.create(
            seat=seat,
            user=stranger,
            is_lead=True,
            joined_at=NOW,
        ),
        "helper_once": lambda: Help.objects.create(application=ready, user=lead, let_in_at=NOW),
        "activity_is_led_by_a_side_or_both": lambda: Activity.objects.create(
            what="x", position=1, led_by="c", **stamp
        ),
        "activity_ends_after_it_begins": lambda: Activity.objects.create(
            what="x", position=1, from_date="2022-02-02", to_date="2022-02-01", **stamp
        ),
        "participants_once_a_group": lambda: ParticipantGroup.objects.create(
            application=ready, side="a", age="15-30", number=1
        ),
        "budget_amount_is_not_negative": lambda: BudgetLine.objects.create(
            side="a", category="travel", position=1, amount=-1, **stamp
        ),
        "other_currency_has_rate_day_and_source": lambda: BudgetLine.objects.create(
            side="a", category="stay", position=1, amount=1, currency="RUB", **stamp
        ),
        "rate_by_hand_says_where_it_was_found": lambda: BudgetLine.objects.create(
            side="a",
            category="stay",
            position=1,
            amount=1,
            currency="RUB",
            original_amount=1,
            exchange_rate="11.77",
            exchange_on="2021-10-01",
            exchange_source="by_hand",
            **stamp,
        ),
        "what_is_counted_has_quantity_and_rate": lambda: BudgetLine.objects.create(
            side="a", category="stay", position=1, amount=1, unit="night", **stamp
        ),
        "own_work_is_counted_in_hours": lambda: BudgetLine.objects.create(
            side="a", category="own_work", position=1, amount=1, **stamp
        ),
        "financing_amount_is_not_negative": lambda: FinancingLine.objects.create(
            side="a", source="own", position=1, amount=-1, **stamp
        ),
        "snapshot_number_is_unique": lambda: Snapshot.objects.create(
            application=ready,
            number=1,
            content={},
            facts={},
            findings=[],
            guideline_version_id=1,
            submitted_by_id=1,
            submitted_at=NOW,
        ),
        "confirmed_once_a_side": lambda: Confirmation.objects.create(
            snapshot=snapshot, seat=seat, way="link", language="nb", confirmed_at=NOW
        ),
        "a_call_is_written_down_whole": lambda: Confirmation.objects.create(
            snapshot=snapshot,
            seat=ready.seats.get(side="b"),
            way="call",
            language="nb",
            said_by="rektor",
            recorded_by_id=1,
            confirmed_at=NOW,
        ),
    }
    for act in refused.values():
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_every_notice_is_worded_in_every_language(ready, lead, partner):
    kinds = [one for one in vars(notices).values() if isinstance(one, notices.Notice)]
    facts = {"link": "https://example.org/", "code": "1234", "until": date(2021, 10, 18)}
    for notice in kinds:
        texts = set()
        for language in ("nb", "en", "ru"):
            with translation.override(language):
                text = render_to_string(notice.template, facts)
            # Whoever is told that they are out has nowhere to go.
            is_out = notice in {notices.TAKEN_OUT, notices.HELP_ENDED}
            assert ("https://example.org/" in text) != is_out
            texts.add(text)
        assert len(texts) == 3, notice.kind
