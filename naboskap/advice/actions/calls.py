"""A call noted while it is fresh, and the caller sent into a draft that is begun already."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.actions.ideas import LONGEST, WORKING_DAYS, note_call
from naboskap.advice.contact import can_be_reached, email_in
from naboskap.advice.models import Adviser, Idea
from naboskap.advice.notices import address_of, tell_beginning
from naboskap.advice.outline import Outline, sealed
from naboskap.advice.promise import answer_by
from naboskap.advice.statuses import WAITS
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.programmes.models import Programme


@transaction.atomic
def take_call(
    caller: str,
    contact: str,
    *,
    about: str,
    said: str,
    theme: str,
    language: str,
    key: str,
    by: User,
    next_step: str = "",
) -> Idea:
    """Note that somebody called: who, what about, what was said and what comes next.

    It stands among the ideas from now, called already, with the adviser who noted it. The same
    ``key`` notes the same call.

    Rules: ADV-1, ADV-2, ADV-3 as for any idea, ADV-5 (what was said), ADV-15 (who called).
    """
    if not may(by, "advice.answer_idea"):
        raise PermissionDenied
    if (known := Idea.objects.filter(key=key).first()) is not None:
        return known
    caller, contact, about = caller.strip(), contact.strip(), about.strip()
    require("ADV-15", caller, _("Write who called: a name, or what they are."))
    require("ADV-1", about, _("Write in a sentence or two what they want to do."))
    require(
        "ADV-2",
        can_be_reached(contact),
        _("Write a phone number with all its digits, or an e-mail address like name@example.org."),
    )
    require("ADV-3", len(about) <= LONGEST, _("Two sentences are enough for now."))
    now = clock.now()
    adviser = Adviser.objects.filter(user=by).first()
    days = adviser.answers_within_days if adviser else WORKING_DAYS
    try:
        with transaction.atomic():
            idea = Idea.objects.create(
                came_by=Idea.CameBy.CALL,
                caller=caller,
                contact=contact,
                text=about,
                theme=theme,
                language=language,
                adviser=adviser,
                created_at=now,
                answer_by=answer_by(now, days, clock.OSLO),
                key=key,
            )
    except IntegrityError:  # Two clicks at once: the other was first.
        return Idea.objects.get(key=key)
    record("advice.take_call", idea, by=by)
    note_call(idea, said, next_step=next_step, by=by)
    idea.refresh_from_db()
    return idea


@transaction.atomic
def send_beginning(
    idea: Idea,
    programme: Programme,
    outline: Outline,
    *,
    address: str,
    by: User,
) -> str:
    """Mail whoever had the idea the way into a draft with what they told; return the way.

    Nothing is made before they go it: they sign in, see what is known, and begin themselves. The
    link bears the answers as codes, and the idea's key. The mail says nothing of what it is about.

    Rules: ADV-16 (an e-mail address), ADV-17 (the idea waits still).
    """
    idea = locked(idea)
    if not may(by, "advice.answer_idea", idea):
        raise PermissionDenied
    require(
        "ADV-17",
        idea.status in WAITS,
        _("This idea is answered already."),
    )
    to = email_in(address)
    require("ADV-16", to, _("Write a whole e-mail address, like name@example.org."))
    asked = urlencode({"ide": idea.key, "svar": sealed(outline)})
    link = address_of(f"min-side/soknader/ny/{programme.slug}/?{asked}", idea.language)
    idea.beginning_sent_at = clock.now()
    idea.save(update_fields=["beginning_sent_at"])
    record("advice.send_beginning", idea, by=by, programme=programme.pk)
    tell_beginning(idea, to, link)
    return link
