"""Offer an answer to everybody: rewritten, read by a second adviser, published, taken back.

Whoever asked is not asked first, since nothing of theirs goes out: the rules refuse their own
words (ADV-33) and the names that are protected (ADV-34), ask about their own name and what both
wrote with a capital (ADV-40), and a second adviser reads it. Nothing public leads to the thread.
A mail that asks for leave would only make one more trace of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.models import SharedAnswer, Thread
from naboskap.advice.queries import can_be_shared
from naboskap.advice.quoting import names_shared, quoted_in
from naboskap.advice.statuses import LIFE_OF_A_SHARED_ANSWER
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.disclosure.actions import touch_public
from naboskap.disclosure.gate import Name
from naboskap.disclosure.leaks import leaks_in
from naboskap.disclosure.masking import PERSON
from naboskap.disclosure.queries import seen_in
from naboskap.guidelines.vocabulary import THEMES

LONGEST_QUESTION = 200  # Characters: it is a heading.
LONGEST_ANSWER = 3_000
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Worded:
    """A question and its answer by language, as an adviser has rewritten them."""

    question: Mapping[str, str]
    answer: Mapping[str, str]
    theme: str = ""
    words_are_ordinary: bool = False  # "These are no names": the adviser has looked.

    def in_order(self) -> "Worded":
        """Return it without languages that say nothing, in the order of the house."""

        def told(words: Mapping[str, str]) -> dict[str, str]:
            return {
                code: words[code].strip()
                for code in secretariat().languages
                if words.get(code, "").strip()
            }

        theme = self.theme if self.theme in THEMES else ""
        return Worded(told(self.question), told(self.answer), theme, self.words_are_ordinary)


@transaction.atomic
def offer_answer(thread: Thread, worded: Worded, *, by: User) -> SharedAnswer:
    """Offer what was answered in a thread as a question and answer for everybody.

    A second adviser reads it before anybody sees it. A thread is offered once: whoever offers it
    again meets what is there. Rules ADV-30 (it is answered), ADV-31 to ADV-35 (its words).
    """
    thread = locked(thread)
    if not may(by, "advice.offer_answer", thread):
        raise PermissionDenied
    if (known := SharedAnswer.objects.filter(thread=thread).first()) is not None:
        return known
    require(
        "ADV-30",
        can_be_shared(thread),
        _("This question has no answer that can be shown. Answer it first."),
    )
    worded = _checked(worded, thread)
    shared = SharedAnswer.objects.create(
        slug=get_random_string(8, LETTERS),
        thread=thread,
        theme=worded.theme,
        question=worded.question,
        answer=worded.answer,
        ordinary=_vouched(worded, thread),
        writers=[by.pk],
        changed_at=clock.now(),
    )
    record("advice.offer_answer", shared, by=by, languages=list(worded.answer))
    return shared


@transaction.atomic
def rewrite_answer(
    shared: SharedAnswer, worded: Worded, *, read_revision: int, by: User
) -> SharedAnswer:
    """Change its words. It is out of sight until a second adviser has read it as it is now.

    Rules ADV-31 to ADV-35 as when it is offered, ADV-36 (what was changed is what was read).
    """
    shared = locked(shared)
    permit = LIFE_OF_A_SHARED_ANSWER.permit("rewrite_answer", shared, by=by)
    _hold_read(shared, read_revision)
    worded = _checked(worded, shared.thread)
    before = [] if shared.status == "published" else shared.writers
    move(
        permit,
        theme=worded.theme,
        question=worded.question,
        answer=worded.answer,
        ordinary=_vouched(worded, shared.thread),
        revision=shared.revision + 1,
        writers=sorted({*before, by.pk}),
        changed_at=clock.now(),
    )
    touch_public()
    return shared


@transaction.atomic
def publish_answer(shared: SharedAnswer, *, read_revision: int, by: User) -> SharedAnswer:
    """Show it to everybody, having read it as the second one.

    Rules ADV-36 (it is what was read), ADV-37 (another wrote it), ADV-34 (a name may have come to
    be protected since).
    """
    shared = locked(shared)
    permit = LIFE_OF_A_SHARED_ANSWER.permit("publish_answer", shared, by=by)
    _hold_read(shared, read_revision)
    require(
        "ADV-37",
        by.pk not in shared.writers,
        _("Somebody else than whoever wrote it reads it and publishes it."),
    )
    texts = [*shared.question.values(), *shared.answer.values()]
    _hold_names(texts, shared.ordinary, shared.thread)
    move(permit, published_at=clock.now(), taken_back_because="")
    touch_public()
    return shared


@transaction.atomic
def take_back_answer(shared: SharedAnswer, because: str, *, by: User) -> SharedAnswer:
    """Take it away from everybody at once; the words stay in the office. Rule ADV-38."""
    shared = locked(shared)
    permit = LIFE_OF_A_SHARED_ANSWER.permit("take_back_answer", shared, by=by)
    require("ADV-38", because.strip(), _("Write why it is taken back."))
    move(permit, taken_back_because=because.strip())
    touch_public()
    return shared


def written_by_asker(thread: Thread) -> tuple[str, ...]:
    """Return what whoever asked wrote in a thread."""
    theirs = thread.messages.filter(is_from_adviser=False)
    return tuple(theirs.values_list("text", flat=True))


def _hold_read(shared: SharedAnswer, read_revision: int) -> None:
    require(
        "ADV-36",
        shared.revision == read_revision,
        _("This has been changed since you opened the page. Look at it as it is now."),
    )


def _checked(worded: Worded, thread: Thread | None) -> Worded:
    """Hold what must be true of the words, and return them in order."""
    worded = worded.in_order()
    first = secretariat().languages[0]
    require(
        "ADV-31",
        first in worded.question and worded.question.keys() == worded.answer.keys(),
        _(
            "Write the question and the answer in Norwegian. In another language write both, or"
            " leave both empty: the page then says that it is not translated."
        ),
    )
    require(
        "ADV-32",
        all(len(one) <= LONGEST_QUESTION for one in worded.question.values())
        and all(len(one) <= LONGEST_ANSWER for one in worded.answer.values()),
        _("Make it shorter: the question one sentence, the answer half a page."),
    )
    texts = [*worded.question.values(), *worded.answer.values()]
    theirs = written_by_asker(thread) if thread else ()
    quote = next(filter(None, (quoted_in(text, theirs) for text in texts)), "")
    require(
        "ADV-33",
        not quote,
        _("“%(words)s” are the words of whoever asked. Say it in your own.") % {"words": quote},
    )
    _hold_names(texts, _vouched(worded, thread), thread)
    return worded


def _vouched(worded: Worded, thread: Thread | None) -> list[str]:
    """Return the words that the adviser has said are ordinary: what they were asked about."""
    if not worded.words_are_ordinary:
        return []
    texts = [*worded.question.values(), *worded.answer.values()]
    seen = [*seen_in(texts).ordinary, *_of_the_asker(texts, thread)]
    return sorted({word.casefold() for word in seen})


def _of_the_asker(texts: list[str], thread: Thread | None) -> tuple[str, ...]:
    """Return what may name whoever asked: their own name and address, and names of both texts."""
    if thread is None:
        return ()
    own = [thread.user.name] if thread.user else []
    own += [part for part in re.split(r"[\W\d_]+", thread.address.split("@")[0]) if len(part) > 2]
    seen = seen_in(texts, frozenset(Name(one, PERSON) for one in own), places_too=False)
    written = written_by_asker(thread)
    both = [word for text in texts for word in names_shared(text, written)]
    return tuple(dict.fromkeys([*seen.names, *seen.ordinary, *both]))


def _hold_names(texts: Iterable[str], vouched: Iterable[str], thread: Thread | None) -> None:
    """Refuse what names somebody, a place that few are from, or a way to reach somebody."""
    told, known = list(texts), list(vouched)
    seen = seen_in(told).but(known)
    leaks = [text for text in told if leaks_in(text)]
    require(
        "ADV-34",
        not seen.names and not seen.contacts and not leaks,
        _(
            "This may name somebody, or be a way to reach somebody: %(words)s. Take it out: the"
            " page has the adviser's name and number beside the answer."
        )
        % {
            "words": ", ".join([*seen.names, *seen.contacts])
            or _("a number, an address or a link")
        },
    )
    # One box vouches for all that was asked about: it is asked about together.
    asker = [word for word in _of_the_asker(told, thread) if word.casefold() not in known]
    require(
        "ADV-40",
        not asker,
        _(
            "Whoever asked may be known by this: %(words)s. Take it out, or tick the box if it"
            " names nobody and no place that few are from."
        )
        % {"words": ", ".join([*asker, *seen.ordinary])},
    )
    require(
        "ADV-35",
        not seen.ordinary,
        _("Are these ordinary words, or somebody's name? %(words)s. Tick the box if no name is.")
        % {"words": ", ".join(seen.ordinary)},
    )
