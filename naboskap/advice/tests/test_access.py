import pytest

from naboskap.advice.links import Holder
from naboskap.advice.queries import threads_of, threads_visible_to, visible_to
from naboskap.advice.tests.factories import IdeaFactory, TalkFactory, ThreadFactory
from naboskap.core.permissions import may

ADVISERS = {"case_officer", "head", "deputy"}
ALL = {
    "system",
    "visitor",
    "superuser",
    "board_member",
    "council_member",
    "finance_preparer",
    "finance_releaser",
    "auditor",
    "editor",
    "administrator",
    *ADVISERS,
}
WHO_MAY = {
    "advice.send_idea": ALL,
    "advice.see_idea": ADVISERS,
    "advice.answer_idea": ADVISERS,
    "advice.begin_draft": ALL - {"system"},
    "advice.ask_question": ALL,
    "advice.see_thread": ADVISERS,
    "advice.answer_thread": ADVISERS,
    "advice.block_sender": ADVISERS,
    "advice.see_shared_answer": ADVISERS,
    "advice.offer_answer": ADVISERS,
    "advice.publish_answer": ADVISERS,
    "advice.take_back_answer": ADVISERS,
    "advice.erase_threads": {"system"},
    "advice.book_talk": ALL,
    "advice.see_talk": ADVISERS,
    "advice.open_times": ADVISERS,
    "advice.reschedule_talk": ADVISERS,
    "advice.ask_for_link": ALL,
    "advice.mail_links": {"system"},
    "advice.keep_progress": ALL - {"system"},
    "advice.load_advisers": {"system", "administrator"},
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast):
    allowed = {name for name, person in vars(cast).items() if may(person, permission)}
    assert allowed == WHO_MAY[permission]


def test_the_list_and_the_lock_agree(cast):
    idea = IdeaFactory()
    for name, person in vars(cast).items():
        assert visible_to(person).filter(pk=idea.pk).exists() == may(
            person, "advice.see_idea", idea
        ), name


OF_A_THREAD = {
    "advice.write_in_thread": {"visitor", "link"},
    "advice.close_thread": ADVISERS | {"visitor", "link"},
    "advice.disown_thread": {"link"},
}


@pytest.mark.parametrize("has_account", [True, False])
@pytest.mark.parametrize("permission", OF_A_THREAD)
def test_who_may_in_a_thread_that_the_visitor_asked(permission, has_account, cast):
    """Signed in, or by an address that has an account since; the link is for its thread alone."""
    thread = ThreadFactory(user=cast.visitor if has_account else None, address=cast.visitor.email)
    everybody = {
        **vars(cast),
        "link": Holder("thread", thread.key),
        "other_link": Holder("thread", "another"),
        "talk_link": Holder("talk", thread.key),
    }
    allowed = {name for name, one in everybody.items() if may(one, permission, thread)}
    assert allowed == OF_A_THREAD[permission]
    assert not may(cast.visitor, permission)


def test_nobody_reads_a_thread_of_another_account_by_its_address(cast):
    thread = ThreadFactory(user=cast.visitor, address=cast.superuser.email)
    assert not may(cast.superuser, "advice.write_in_thread", thread)
    for name, person in vars(cast).items():
        if name != "system":
            assert (thread in threads_of(person)) == may(
                person, "advice.write_in_thread", thread
            ), name


def test_the_list_of_threads_and_the_lock_agree(cast):
    thread = ThreadFactory()
    for name, person in vars(cast).items():
        assert threads_visible_to(person).filter(pk=thread.pk).exists() == may(
            person, "advice.see_thread", thread
        ), name


def test_who_changes_a_talk_that_the_visitor_booked(cast):
    talk = TalkFactory(user=cast.visitor, address=cast.visitor.email)
    everybody = {
        **vars(cast),
        "link": Holder("talk", talk.key),
        "other_link": Holder("talk", "another"),
        "thread_link": Holder("thread", talk.key),
    }
    allowed = {name for name, one in everybody.items() if may(one, "advice.change_talk", talk)}
    assert allowed == ADVISERS | {"visitor", "link"}
