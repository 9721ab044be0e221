"""An answer for everybody: rewritten, read by a second adviser, shown, and taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import (
    Worded,
    answer_thread,
    block_sender,
    close_thread,
    erase_old_threads,
    offer_answer,
    publish_answer,
    rewrite_answer,
    take_back_answer,
)
from naboskap.advice.models import SharedAnswer
from naboskap.advice.queries import (
    has_public_answers,
    public_answers,
    seen_in_answer,
    shared_to_read,
    shared_visible_to,
)
from naboskap.advice.tests.factories import ThreadFactory
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM, may
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name, Public
from naboskap.disclosure.queries import public_stamp
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db
ASKED = "Vi er fire lærere ved en liten skole, og vil synge med et kor. Kan vi få penger til buss?"
QUESTION = {"nb": "Kan en skole få støtte til reisen?", "ru": "Оплачивается ли дорога?"}
ANSWER = {"nb": "Ja. Reisen er en del av prosjektet.", "ru": "Да, это часть проекта."}


def adviser():
    return UserFactory(roles=[Role.CASE_OFFICER])


@pytest.fixture
def thread():
    one = ThreadFactory(text=ASKED, language="nb", theme="culture")
    return answer_thread(one, "Ja, reisen er med.", language="nb", key="a", by=adviser())


def worded(question=None, answer=None, **facts):
    return Worded(question or QUESTION, answer or ANSWER, **{"theme": "culture", **facts})


def offered(thread, by=None, **facts):
    return offer_answer(thread, worded(**facts), by=by or adviser())


def published(thread, **facts):
    shared = offered(thread, **facts)
    return publish_answer(shared, read_revision=shared.revision, by=adviser())


def refused(rule, act):
    before = list(SharedAnswer.objects.values())
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert list(SharedAnswer.objects.values()) == before
    return str(refusal.value.reason)


def test_what_is_offered_is_seen_by_nobody_before_a_second_adviser_has_read_it(thread):
    writer, reader = adviser(), adviser()
    mails = Message.objects.count()
    shared = offered(thread, writer)
    assert public_answers() == []
    assert not has_public_answers()
    assert shared_to_read(writer) == []
    assert shared_to_read(reader) == [shared]
    stamp = public_stamp()
    shared = publish_answer(shared, read_revision=1, by=reader)
    assert public_stamp() != stamp
    [one] = public_answers()
    assert (dict(one.question), dict(one.answer), one.theme) == (QUESTION, ANSWER, "culture")
    assert all(type(text) is Public for text in (*one.question.values(), *one.answer.values()))
    assert (one.language_for("ru"), one.language_for("en")) == ("ru", "nb")
    assert has_public_answers()
    # Whoever asked is told nothing and asked nothing, and the trail has none of the words.
    assert Message.objects.count() == mails
    told = str([entry.data for entry in trail_of(shared)])
    assert "skole" not in told
    assert str(thread.key) not in shared.slug


def test_an_offer_is_made_once_for_a_thread(thread):
    shared = offered(thread)
    assert offered(thread, answer={"nb": "Noe annet."}, question={"nb": "Hva?"}) == shared
    assert shared.answer == ANSWER
    with pytest.raises(IntegrityError), transaction.atomic():
        SharedAnswer.objects.create(slug="other", thread=thread, changed_at=clock.now())


def test_adv_30_only_what_is_answered_is_offered(thread):
    refused("ADV-30", lambda: offered(ThreadFactory()))
    assert offered(close_thread(thread, by=adviser()))
    abused = answer_thread(ThreadFactory(), "Nei.", language="nb", key="a", by=adviser())
    block_sender(abused, "Truet.", by=adviser())
    refused("ADV-30", lambda: offered(abused))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"nb": " "}, {"nb": "Ja."}),
        ({"ru": "Можно?"}, {"ru": "Да."}),
        ({"nb": "Kan vi?", "ru": "Можно?"}, {"nb": "Ja."}),
        ({"nb": "Kan vi?"}, {"nb": "Ja.", "en": "Yes."}),
    ],
)
def test_adv_31_norwegian_is_there_and_no_language_is_half(thread, question, answer):
    refused("ADV-31", lambda: offered(thread, question=question, answer=answer))


def test_adv_32_it_is_short(thread):
    refused("ADV-32", lambda: offered(thread, question={"nb": "a" * 201}, answer={"nb": "Ja."}))
    refused("ADV-32", lambda: offered(thread, question={"nb": "Hva?"}, answer={"nb": "a" * 3001}))


def test_adv_33_nothing_of_what_the_asker_wrote_is_quoted(thread):
    said = refused("ADV-33", lambda: offered(thread, question={"nb": ASKED}, answer={"nb": "Ja."}))
    assert "Vi er fire lærere ved en liten skole" in said
    shared = offered(thread)
    again = worded(question={"nb": "Hva?"}, answer={"nb": f"De skrev: {ASKED}"})
    refused("ADV-33", lambda: rewrite_answer(shared, again, read_revision=1, by=adviser()))


@pytest.mark.parametrize(
    "said",
    [
        "Canaryna",
        "CANARYNAS",
        "Lovozero",
        "navn@example.org",
        "ring 00 00 00 99",
        "t.me/canary_i",
        "vk.com/id1",
        "@canaryiv",
    ],
)
def test_adv_34_nobody_is_named_and_no_way_to_reach_them_stands_in_it(thread, said):
    protect_names("seats/7/b", [Name("Canaryna", "person")], by=SYSTEM)
    for texts in ({"answer": {"nb": f"Spør {said}."}}, {"question": {"nb": f"Hva med {said}?"}}):
        whole = {"question": {"nb": "Hva?"}, "answer": {"nb": "Ja."}, **texts}
        refused("ADV-34", lambda: offered(thread, **whole, words_are_ordinary=True))  # noqa: B023
    assert offered(thread, question={"nb": "Hva i Murmansk?"}, answer={"nb": "Ja."})


def test_adv_34_a_name_that_is_protected_meanwhile_stops_the_second_reader(thread):
    shared = offered(thread, question={"nb": "Hva med Canaryna?"}, answer={"nb": "Ja."})
    protect_names("seats/7/b", [Name("Canaryna", "person")], by=SYSTEM)
    refused("ADV-34", lambda: publish_answer(shared, read_revision=1, by=adviser()))


def test_adv_35_a_word_in_small_letters_may_be_ordinary_and_somebody_says_so(thread):
    protect_names("seats/7/b", [Name("Vera", "person")], by=SYSTEM)
    texts = {"question": {"nb": "Må vi være to?"}, "answer": {"nb": "Ja, sammen."}}
    assert "være" in refused("ADV-35", lambda: offered(thread, **texts))
    shared = offered(thread, **texts, words_are_ordinary=True)
    assert shared.ordinary == ["være"]
    assert seen_in_answer(shared).is_nothing
    publish_answer(shared, read_revision=1, by=adviser())
    assert [one.question["nb"] for one in public_answers()] == ["Må vi være to?"]
    # It was said of that word alone: what is protected since is looked at anew.
    protect_names("seats/8/b", [Name("Samena", "person")], by=SYSTEM)
    assert public_answers() == []


def test_adv_35_what_begins_a_sentence_may_be_ordinary_too(thread):
    protect_names("seats/7/b", [Name("Vera Canaryna", "person")], by=SYSTEM)
    texts = {"question": {"nb": "Hva?"}, "answer": {"nb": "Vær to. Og så Vær, og igjen."}}
    refused("ADV-34", lambda: offered(thread, **texts, words_are_ordinary=True))
    texts = {"question": {"nb": "Hva?"}, "answer": {"nb": "Vær to. Vær på to sider."}}
    refused("ADV-35", lambda: offered(thread, **texts))
    assert offered(thread, **texts, words_are_ordinary=True).ordinary == ["vær"]


def test_adv_40_what_the_asker_may_be_known_by_is_asked_about():
    asker = UserFactory(name="Canary Nabokova", email="canaryna.vadso@example.org")
    text = "Hei, Tryggve og jeg er fra Sørvær. KAN VI SØKE? Vi er i Norge og Murmansk."
    one = ThreadFactory(text=text, language="nb", user=asker, address=asker.email)
    thread = answer_thread(one, "Ja.", language="nb", key="a", by=adviser())
    for said in ("Nabokova", "Canarynas", "Набокова", "vadso", "Tryggve", "Sørvær"):
        texts = {"question": {"nb": "Hva?"}, "answer": {"nb": f"Vi kan hjelpe {said}."}}
        assert said in refused("ADV-40", lambda: offered(thread, **texts))  # noqa: B023
    begins = {"question": {"nb": "Hva?"}, "answer": {"nb": "Sørvær kan få støtte."}}
    refused("ADV-40", lambda: offered(thread, **begins))
    fine = {"question": {"nb": "Kan vi søke?"}, "answer": {"nb": "Vi sier ja i Norge, Murmansk."}}
    shared = offered(thread, **fine)
    shared = rewrite_answer(
        shared, worded(**begins, words_are_ordinary=True), read_revision=1, by=adviser()
    )
    assert shared.ordinary == ["sørvær"]
    assert publish_answer(shared, read_revision=2, by=adviser()).status == "published"


def test_adv_36_what_is_published_and_changed_is_what_was_read(thread):
    shared = offered(thread)
    rewrite_answer(shared, worded(), read_revision=1, by=adviser())
    refused("ADV-36", lambda: publish_answer(shared, read_revision=1, by=adviser()))
    refused("ADV-36", lambda: rewrite_answer(shared, worded(), read_revision=1, by=adviser()))


def test_adv_37_nobody_publishes_what_they_wrote(thread):
    first, second, third = adviser(), adviser(), adviser()
    shared = offered(thread, first)
    shared = rewrite_answer(shared, worded(), read_revision=1, by=second)
    for writer in (first, second):
        refused(
            "ADV-37",
            lambda: publish_answer(shared, read_revision=2, by=writer),  # noqa: B023
        )
    shared = publish_answer(shared, read_revision=2, by=third)
    # What is changed afterwards is out of sight, and the one who published did not write it.
    shared = rewrite_answer(shared, worded(), read_revision=2, by=third)
    assert public_answers() == []
    refused("ADV-37", lambda: publish_answer(shared, read_revision=3, by=third))
    assert publish_answer(shared, read_revision=3, by=first).status == "published"


def test_adv_38_it_is_taken_back_with_a_reason_and_offered_again(thread):
    shared = published(thread)
    refused("ADV-38", lambda: take_back_answer(shared, " ", by=adviser()))
    shared = take_back_answer(shared, "Reglene er endret.", by=adviser())
    assert public_answers() == []
    with pytest.raises(TransitionRefused):
        take_back_answer(shared, "Igjen.", by=adviser())
    with pytest.raises(TransitionRefused):
        publish_answer(shared, read_revision=1, by=adviser())
    shared = rewrite_answer(shared, worded(), read_revision=1, by=adviser())
    publish_answer(shared, read_revision=2, by=adviser())
    assert SharedAnswer.objects.get().taken_back_because == ""
    assert len(public_answers()) == 1


def test_adv_39_a_name_that_is_protected_since_takes_it_off_the_page(thread):
    published(thread, question={"nb": "Hva med Canaryna?"}, answer={"nb": "Ja."})
    assert len(public_answers()) == 1
    protect_names("seats/7/b", [Name("Canaryna", "person")], by=SYSTEM)
    assert public_answers() == []
    assert not has_public_answers()


def test_what_is_shown_stays_when_the_thread_is_erased(thread):
    shared = published(thread)
    with time_machine.travel(clock.now() + timedelta(days=731)):
        assert erase_old_threads(by=SYSTEM) == 1
    shared.refresh_from_db()
    assert shared.thread_id is None
    assert len(public_answers()) == 1
    shared = rewrite_answer(shared, worded(), read_revision=1, by=adviser())
    assert shared.status == "offered"


def test_a_strange_theme_or_language_is_left_out(thread):
    shared = offered(thread, question={**QUESTION, "fi": "Mitä?"}, theme="weather")
    assert (shared.theme, list(shared.question)) == ("", ["nb", "ru"])


def test_only_advisers_offer(thread):
    editor = UserFactory(roles=[Role.EDITOR])
    with pytest.raises(PermissionDenied):
        offered(thread, editor)
    shared = offered(thread)
    for act in (
        lambda: publish_answer(shared, read_revision=1, by=editor),
        lambda: rewrite_answer(shared, worded(), read_revision=1, by=editor),
        lambda: take_back_answer(shared, "Nei.", by=editor),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert SharedAnswer.objects.get().status == "offered"


def test_the_list_of_answers_and_the_lock_agree(cast, thread):
    shared = offered(thread)
    for name, person in vars(cast).items():
        assert (shared in shared_visible_to(person)) == may(
            person, "advice.see_shared_answer", shared
        ), name


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_two_statements_however_many_there_are(number, django_assert_num_queries):
    for each in range(number):
        one = ThreadFactory(text=ASKED, language="nb")
        published(answer_thread(one, "Ja.", language="nb", key=f"a{each}", by=adviser()))
    with django_assert_num_queries(2):
        assert len(public_answers()) == number
