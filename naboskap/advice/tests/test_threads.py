"""A question and what is said about it: with and without an account."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import (
    answer_thread,
    ask_question,
    block_sender,
    close_thread,
    disown_thread,
    erase_old_threads,
    hand_thread_over,
    lift_block,
    origin_of,
    write_in_thread,
)
from naboskap.advice.actions.threads import LONGEST_MESSAGE, MESSAGES_IN_AN_HOUR
from naboskap.advice.links import Holder, holder_of, secret_of
from naboskap.advice.models import BlockedSender, Thread, ThreadMessage
from naboskap.advice.queries import contacts_of, is_thread_late, threads_of, waiting_threads
from naboskap.advice.tasks import run_due
from naboskap.advice.tests.factories import AdviserFactory, ThreadFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.core.secretariat import secretariat
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 4, 8, tzinfo=UTC)  # A Monday, ten o'clock in Oslo.
QUESTION = "Может ли школа быть партнёром?"


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


def asked(**values):
    facts = {
        "text": QUESTION,
        "address": "Teacher@Example.org",
        "theme": "education",
        "language": "ru",
        "key": "one",
        "by": AnonymousUser(),
        **values,
    }
    return ask_question(facts.pop("text"), **facts)


def said(thread, **values):
    facts = {"language": "ru", "key": "two", "by": Holder("thread", thread.key), **values}
    return write_in_thread(thread, facts.pop("text", "Спасибо. А клуб?"), **facts)


def answered(thread, by, **values):
    facts = {"language": "nb", "key": "answer", "by": by, **values}
    return answer_thread(thread, facts.pop("text", "Ja, en skole kan være partner."), **facts)


def texts(thread):
    return [one.text for one in thread.messages.all()]


def refused(act, rule):
    threads, messages, mails = (
        list(model.objects.values()) for model in (Thread, ThreadMessage, Message)
    )
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert [list(model.objects.values()) for model in (Thread, ThreadMessage, Message)] == [
        threads,
        messages,
        mails,
    ]


def test_a_question_goes_to_who_knows_the_field_and_speaks_the_language():
    AdviserFactory(themes=["education"], languages=["nb", "en"])
    adviser = AdviserFactory(themes=["education"], languages=["nb", "ru"])
    thread = asked()
    assert thread.adviser == adviser
    assert (thread.status, thread.address) == ("waiting", "teacher@example.org")
    assert thread.answer_by == datetime(2021, 10, 6, 14, tzinfo=UTC)
    assert texts(thread) == [QUESTION]
    assert [entry.action for entry in trail_of(thread)] == ["advice.ask_question"]


def test_the_mails_bear_a_link_and_nothing_of_what_was_written(cast):
    adviser = AdviserFactory()
    thread = asked()
    answered(thread, cast.case_officer)
    to_asker, to_adviser, answer = Message.objects.order_by("pk")
    secret = secret_of("thread", thread.key)
    assert to_asker.address == answer.address == "teacher@example.org"
    assert to_asker.language == answer.language == "ru"
    assert f"/ru/spor/{secret}/" in to_asker.body
    assert f"{secretariat().phone}. {secretariat().phone_answered['ru']}\n" in to_asker.body
    assert f"/ru/spor/{secret}/" in answer.body
    assert to_adviser.address == adviser.email
    assert f"/saksbehandling/sporsmal/{thread.pk}/" in to_adviser.body
    assert secret not in to_adviser.body
    for mail in (to_asker, to_adviser, answer):
        text = mail.title + mail.body
        assert "партнёр" not in text
        assert "partner" not in text
        assert "teacher" not in text


def test_a_second_click_makes_no_second_question():
    AdviserFactory()
    assert asked() == asked(text="Another")
    assert Thread.objects.count() == 1
    assert Message.objects.count() == 2


def test_somebody_chosen_is_asked():
    AdviserFactory(themes=["education"], languages=["ru"])
    chosen = AdviserFactory()
    assert asked(adviser=chosen).adviser == chosen


def test_without_any_adviser_the_question_is_kept_all_the_same(cast):
    thread = asked()
    assert list(waiting_threads(cast.head)) == [thread]
    adviser = AdviserFactory(user=cast.case_officer)
    assert answered(thread, cast.case_officer).adviser == adviser


def test_signed_in_the_account_s_own_address_and_page_are_used():
    person = UserFactory(language="nb")
    thread = asked(by=person, address="another@example.org", language="nb")
    assert (thread.user, thread.address) == (person, person.email)
    [mail] = Message.objects.all()
    assert f"/min-side/sporsmal/{thread.key}/" in mail.body
    assert secret_of("thread", thread.key) not in mail.body


def test_whoever_registers_later_finds_what_they_asked():
    thread = asked()
    assert thread in threads_of(UserFactory(email="teacher@example.org"))
    assert thread not in threads_of(UserFactory())


@pytest.mark.parametrize("text", ["  ", "a" * (LONGEST_MESSAGE + 1)])
def test_a_question_is_in_words_and_not_in_too_many(text):
    refused(lambda: asked(text=text), "ADV-8")
    thread = asked(key="other")
    refused(lambda: said(thread, text=text), "ADV-8")


@pytest.mark.parametrize("address", ["", "ring meg", "+47 00 00 00 99", "a@b"])
def test_there_is_an_address_to_answer_to(address):
    refused(lambda: asked(address=address), "ADV-9")


def test_no_flood_of_questions_from_one_place():
    origin = origin_of("192.0.2.7")
    for number in range(5):
        asked(key=str(number), origin=origin, address=f"p{number}@example.org")
    refused(lambda: asked(key="6", origin=origin, address="p6@example.org"), "ADV-10")
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        assert asked(key="6", origin=origin, address="p6@example.org")


def test_one_address_has_three_questions_waiting_at_most(cast):
    first, *_others = [asked(key=str(number)) for number in range(3)]
    refused(lambda: asked(key="4", address="teacher@EXAMPLE.org"), "ADV-10")
    answered(first, cast.case_officer)
    assert asked(key="4")


def test_the_asker_writes_by_the_link_alone():
    thread = asked()
    assert not thread.is_address_known
    thread = said(thread)
    assert thread.is_address_known
    assert texts(thread) == [QUESTION, "Спасибо. А клуб?"]
    said(thread)  # A second click.
    assert len(texts(thread)) == 2
    for stranger in (AnonymousUser(), Holder("thread", "x"), UserFactory(), SYSTEM):
        with pytest.raises(PermissionDenied):
            said(thread, key="three", by=stranger)
    assert len(texts(thread)) == 2


def test_a_link_is_signed_by_the_house_for_one_kind():
    secret = secret_of("thread", "abc")
    assert holder_of("thread", secret) == Holder("thread", "abc")
    assert holder_of("talk", secret) is None
    assert holder_of("thread", f"{secret}x") is None
    assert holder_of("thread", "abc") is None


def test_an_answer_stops_the_clock_and_a_new_question_winds_it(cast):
    adviser = AdviserFactory()
    thread = asked()
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        assert is_thread_late(thread)
        thread = answered(thread, cast.case_officer)
        assert not is_thread_late(thread)
        assert (thread.status, thread.answered_at) == ("answered", NOW + timedelta(days=3))
        assert list(waiting_threads(cast.head)) == []
        Message.objects.all().delete()
        thread = said(thread)
        assert thread.status == "waiting"
        assert thread.answer_by == datetime(2021, 10, 11, 14, tzinfo=UTC)
        assert thread.answered_at == NOW + timedelta(days=3)  # The first answer's.
        said(thread, key="three")
    assert [one.address for one in Message.objects.all()] == [adviser.email]


def test_each_writes_in_their_own_language(cast):
    thread = answered(asked(), cast.case_officer)
    assert [(one.language, one.is_from_adviser) for one in thread.messages.all()] == [
        ("ru", False),
        ("nb", True),
    ]


def test_what_was_written_is_never_changed():
    message = asked().messages.get()
    message.text = "Something else"
    with pytest.raises(TypeError):
        message.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        ThreadMessage.objects.update(text="Something else")
    assert ThreadMessage.objects.get().text == QUESTION


def test_no_flood_in_one_thread():
    thread = asked()
    for number in range(MESSAGES_IN_AN_HOUR - 1):
        said(thread, key=f"more-{number}")
    refused(lambda: said(thread, key="too many"), "ADV-12")
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        said(thread, key="too many")


def test_a_thread_is_handed_over_and_the_other_is_told(cast):
    AdviserFactory(themes=["education"], languages=["ru"])
    other = AdviserFactory()
    thread = asked()
    Message.objects.all().delete()
    hand_thread_over(thread, other, by=cast.deputy)
    thread = hand_thread_over(thread, other, by=cast.deputy)
    assert thread.adviser == other
    assert thread.answer_by == datetime(2021, 10, 6, 14, tzinfo=UTC)
    assert [one.address for one in Message.objects.all()] == [other.email]
    close_thread(thread, by=cast.head)
    refused(lambda: hand_thread_over(thread, AdviserFactory(), by=cast.head), "ADV-13")


def test_the_asker_reopens_what_was_closed(cast):
    thread = close_thread(asked(), by=cast.case_officer)
    assert thread.status == "closed"
    assert Message.objects.filter(kind="advice.closed").count() == 1
    with pytest.raises(TransitionRefused):
        answered(thread, cast.case_officer)
    thread = said(thread)
    assert thread.status == "waiting"
    assert [entry.action for entry in trail_of(thread)] == [
        "advice.ask_question",
        "advice.close_thread",
        "advice.reopen_thread",
    ]


def test_the_asker_closes_it_and_gets_no_mail_about_that():
    thread = asked()
    thread = close_thread(thread, by=Holder("thread", thread.key))
    assert (thread.status, thread.is_address_known) == ("closed", True)
    assert not Message.objects.filter(kind="advice.closed").exists()


def test_whoever_did_not_ask_is_left_alone(cast):
    thread = asked()
    thread = disown_thread(thread, by=Holder("thread", thread.key))
    assert thread.status == "disowned"
    with pytest.raises(TransitionRefused):
        answered(thread, cast.case_officer)
    with pytest.raises(TransitionRefused):
        said(thread)
    with pytest.raises(PermissionDenied):
        disown_thread(asked(key="other"), by=cast.case_officer)


def test_an_abusive_sender_is_blocked_with_a_reason(cast):
    thread = asked()
    refused(lambda: block_sender(thread, " ", by=cast.case_officer), "ADV-14")
    block_sender(thread, "Skjellsord.", by=cast.case_officer)
    thread.refresh_from_db()
    assert thread.status == "blocked"
    block = BlockedSender.objects.get()
    assert (block.because, block.blocked_by_id) == ("Skjellsord.", cast.case_officer.pk)
    assert "example" not in block.digest
    refused(lambda: asked(key="new", address="TEACHER@example.org"), "ADV-11")
    with pytest.raises(TransitionRefused):
        said(thread)
    assert "Skjell" not in str([entry.data for entry in trail_of(thread)])
    lift_block(thread, by=cast.head)
    assert asked(key="new")


def test_a_blocked_sender_s_other_threads_stand_still_too(cast):
    first, second = asked(), asked(key="second")
    block_sender(first, "Skjellsord.", by=cast.case_officer)
    refused(lambda: said(second), "ADV-11")
    block_sender(second, "Igjen.", by=cast.case_officer)
    assert BlockedSender.objects.count() == 1


def test_others_answer_nothing(cast):
    thread = asked()
    for act in (
        lambda: answered(thread, cast.auditor),
        lambda: hand_thread_over(thread, AdviserFactory(), by=cast.administrator),
        lambda: close_thread(thread, by=cast.visitor),
        lambda: block_sender(thread, "x", by=cast.board_member),
        lambda: lift_block(thread, by=cast.visitor),
        lambda: erase_old_threads(by=cast.head),
    ):
        with pytest.raises(PermissionDenied):
            act()
    thread.refresh_from_db()
    assert (thread.status, len(texts(thread))) == ("waiting", 1)


def test_the_most_urgent_stands_first(cast):
    later = ThreadFactory(answer_by=NOW + timedelta(days=2))
    sooner = ThreadFactory(answer_by=NOW + timedelta(days=1))
    ThreadFactory(status="closed")
    assert list(waiting_threads(cast.case_officer)) == [sooner, later]


def test_a_thread_is_erased_two_years_after_its_last_word():
    old, new = asked(), asked(key="new")
    with time_machine.travel(NOW + timedelta(days=100), tick=False):
        said(new)
    with time_machine.travel(NOW + timedelta(days=731), tick=False):
        assert run_due() == 1
        assert run_due() == 0
    assert list(Thread.objects.all()) == [new]
    assert not ThreadMessage.objects.filter(thread_id=old.pk).exists()
    assert [entry.action for entry in trail_of(old)][-1] == "advice.erase_thread"
    # What was mailed about it goes too: it holds the address and the link.
    assert {mail.subject_id for mail in Message.objects.all()} == {str(new.pk)}


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "lost"}, "thread_status_is_known"),
        ({"status": "answered"}, "thread_answered_has_its_time"),
        ({"key": "taken"}, "key"),
        ({"form_key": "taken"}, "form_key"),
    ],
)
def test_what_the_table_refuses(values, constraint):
    ThreadFactory(key="taken", form_key="taken")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ThreadFactory(**values)


def test_what_is_not_theirs_is_not_on_their_page(cast):
    thread = ThreadFactory(address=cast.visitor.email)
    assert list(threads_of(cast.visitor)) == [thread]
    disown_thread(thread, by=Holder("thread", thread.key))
    assert list(threads_of(cast.visitor)) == []
    assert contacts_of(cast.visitor) == ([], [])


def test_their_page_asks_for_the_ten_newest_in_one_statement(cast, django_assert_num_queries):
    for number in range(12):
        ThreadFactory(address=cast.visitor.email, last_at=NOW - timedelta(days=number))
    with django_assert_num_queries(1):
        asked, talks = contacts_of(cast.visitor)
    newest = threads_of(cast.visitor)[:10]
    assert ([one.key for one in asked], talks) == ([one.key for one in newest], [])
