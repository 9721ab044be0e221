"""Who may do what with ideas and questions. Anybody may bring one; the office's advisers see all.

Whoever asked writes in their own thread and closes it: by their account, or by the mailed link.
What is kept of the school is each person's own.
"""

from typing import Any

from naboskap.accounts.rules import (
    is_administrator,
    is_case_officer,
    is_deputy,
    is_head,
    is_signed_in,
)
from naboskap.advice.links import Holder
from naboskap.core.permissions import allow, anybody, is_system, predicate

is_adviser = is_case_officer | is_head | is_deputy


@predicate
def holds_its_link(actor: Any, subject: Any) -> bool:
    """Hold for whoever came by the link that was mailed about just this."""
    return (
        isinstance(actor, Holder)
        and subject is not None
        and (actor.kind, actor.key) == (subject._meta.model_name, subject.key)
    )


@predicate
def asked_it(actor: Any, subject: Any) -> bool:
    """Hold for the person who asked, signed in; a confirmed address is theirs everywhere."""
    if subject is None or not getattr(actor, "is_authenticated", False) or not actor.pk:
        return False
    return bool(
        subject.user_id == actor.pk or (subject.user_id is None and subject.address == actor.email)
    )


is_asker = holds_its_link | (is_signed_in & asked_it)

allow("advice.send_idea", anybody)
allow("advice.see_idea", is_adviser)
allow("advice.answer_idea", is_adviser)
allow("advice.begin_draft", is_signed_in)  # By the idea's key, which only its owner has.
allow("advice.ask_question", anybody)
allow("advice.see_thread", is_adviser)
allow("advice.answer_thread", is_adviser)
allow("advice.write_in_thread", is_asker)
allow("advice.close_thread", is_adviser | is_asker)
allow("advice.disown_thread", holds_its_link)
allow("advice.block_sender", is_adviser)
allow("advice.see_shared_answer", is_adviser)
allow("advice.offer_answer", is_adviser)
allow("advice.publish_answer", is_adviser)  # A second one: ADV-37.
allow("advice.take_back_answer", is_adviser)
allow("advice.book_talk", anybody)
allow("advice.see_talk", is_adviser)
allow("advice.open_times", is_adviser)
allow("advice.change_talk", is_adviser | is_asker)
allow("advice.reschedule_talk", is_adviser)
allow("advice.ask_for_link", anybody)
allow("advice.mail_links", is_system)
allow("advice.erase_threads", is_system)
allow("advice.keep_progress", is_signed_in)
allow("advice.load_advisers", is_system | is_administrator)
