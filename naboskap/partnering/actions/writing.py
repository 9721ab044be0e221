"""Write a wish, and keep it: change, pause, confirm, take away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.validators import slug_re
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.contact import can_be_reached
from naboskap.advice.models import Adviser
from naboskap.advice.queries import adviser_for
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.disclosure.actions import touch_public
from naboskap.disclosure.leaks import leaks_in
from naboskap.organisations.models import Place
from naboskap.organisations.queries import place_by_code
from naboskap.partnering.actions.ending import WITH_IT, clear
from naboskap.partnering.actions.introducing import end_open
from naboskap.partnering.models import Rendering, Wish, digest
from naboskap.partnering.notices import TO_READ, tell_adviser
from naboskap.partnering.queries import (
    FADES_AFTER,
    may_be_public,
    open_count,
    wish_of_token,
)
from naboskap.partnering.statuses import LIFE

LONGEST = 1_500  # Characters: a wish is a few sentences.
LONGEST_OPEN = timedelta(days=366)
AT_ONCE = 5  # Open wishes of one account.


@dataclass(frozen=True, slots=True)
class Told:
    """What a wish says. ``translations`` are by language; codes as applications have them."""

    kind: str
    place: str
    age: str
    theme: str
    languages: tuple[str, ...]
    text: str
    language: str
    open_until: date
    translations: Mapping[str, str] = field(default_factory=dict)
    is_public: bool = False
    contact: str = ""
    leaks_are_meant: bool = False  # "This is no way to reach us": the writer has looked.


def fades_at(now: datetime, open_until: date) -> datetime:
    """Return when a wish that is confirmed ``now`` fades: in 60 days, or at its own end."""
    return min(clock.days_later(now, FADES_AFTER), clock.end_of(open_until))


def _checked(told: Told, *, by: Actor, on_behalf: bool) -> Place:
    """Hold what must be true of every wish, and return its place."""
    texts = [told.text, *told.translations.values()]
    require("PAR-1", told.text.strip(), _("Write in a few sentences what you would like to do."))
    require(
        "PAR-2",
        all(len(text) <= LONGEST for text in texts),
        _("A few sentences are enough for now. Make it shorter."),
    )
    require(
        "PAR-3",
        told.leaks_are_meant or not any(leaks_in(text) for text in texts),
        _(
            "This looks like a way to reach you: an e-mail address, a number or a link. Take it"
            " out: an adviser puts you in touch. Is it something else? Tick the box below."
        ),
    )
    place = place_by_code(told.place)
    require("PAR-4", place, _("Choose where you are."))
    assert place is not None
    require("PAR-5", told.languages, _("Choose at least one language that you speak."))
    require(
        "PAR-6",
        not told.is_public or may_be_public(side_at(place)),
        _("A wish from the partner's side is never shown to the public."),
    )
    today = clock.today()
    require(
        "PAR-7",
        today < told.open_until <= today + LONGEST_OPEN,
        _("Choose a day between tomorrow and a year from now."),
    )
    require(
        "PAR-17",
        told.language not in told.translations,
        _("Write the translation in another language than the text."),
    )
    require(
        "PAR-19",
        not on_behalf or can_be_reached(told.contact),
        _("Write a phone number with all its digits, or an e-mail address like name@example.org."),
    )
    return place


def side_at(place: Place) -> str:
    """Return the side that looks from a place: home, or across the border."""
    return "a" if place.side == "a" else "b"


@transaction.atomic
def write_wish(told: Told, *, key: str, by: User) -> Wish:
    """Write a wish: one's own, or as an adviser for somebody without an account.

    Nobody but its writer and advisers sees it before an adviser has read it. The same ``key``
    brings the same wish. Rules PAR-1 to PAR-7, PAR-8 (so many at a time), PAR-17, PAR-19, PAR-28
    (the key is the writer's own, and an address can hold it).
    """
    if not may(by, "partnering.write_wish"):
        raise PermissionDenied
    on_behalf = bool(by.roles)
    locked(by)  # Two clicks at once, and the count below.
    if (known := Wish.objects.filter(key=key, written_by_id=by.pk).first()) is not None:
        return known
    place = _checked(told, by=by, on_behalf=on_behalf)
    require(
        "PAR-8",
        on_behalf or open_count(by) < AT_ONCE,
        _("You have as many wishes as one account can have. Take one away first."),
    )
    adviser = Adviser.objects.filter(user=by).first() if on_behalf else None
    wish = _make(
        told,
        place,
        key=key,
        by=by,
        user=None if on_behalf else by,
        adviser=adviser or adviser_for(told.theme, told.language),
    )
    if not on_behalf:
        tell_adviser(TO_READ, wish)
    return wish


def _make(
    told: Told, place: Place, *, key: str, by: Actor, user: User | None, adviser: Adviser | None
) -> Wish:
    others: dict[str, Any] = {"user": user, "adviser": adviser, "written_by_id": by.pk}
    wish, is_new = Wish.objects.get_or_create(
        key=key, defaults={**others, "created_at": clock.now(), **_facts(told, place)}
    )
    require(
        "PAR-28",
        is_new and slug_re.match(key) is not None,
        _("Open the page for a new wish again, and write it there."),
    )
    _keep_translations(wish, told.translations)
    record("partnering.write_wish", wish, by=by, side=wish.side, on_behalf=user is None)
    return wish


def _facts(told: Told, place: Place) -> dict[str, Any]:
    return {
        "side": side_at(place),
        "kind": told.kind,
        "place": place,
        "age": told.age,
        "theme": told.theme,
        "languages": f" {' '.join(told.languages)} ",
        "text": told.text.strip(),
        "language": told.language,
        "is_public": told.is_public,
        "open_until": told.open_until,
        "contact": told.contact.strip(),
    }


def _keep_translations(wish: Wish, translations: Mapping[str, str]) -> None:
    """Keep the writer's translations; an adviser's stands while the text and they are the same."""
    kept = {one.language: one for one in wish.renderings.all()}
    for language, text in translations.items():
        before = kept.pop(language, None)
        if before is not None and before.text == text.strip():
            continue
        if not text.strip():
            if before is not None:
                before.delete()
            continue
        Rendering.objects.update_or_create(
            wish=wish,
            language=language,
            defaults={
                "text": text.strip(),
                "by_adviser": False,
                "of_text": digest(wish.text),
            },
        )
    for one in kept.values():
        if one.language == wish.language or not one.by_adviser:
            one.delete()


@transaction.atomic
def edit_wish(wish: Wish, told: Told, *, read_revision: int, by: User) -> Wish:
    """Change a wish. It is out of sight until an adviser has read it again.

    Rules as for ``write_wish``, PAR-20 (what one read is what stands), and PAR-27: what was shown
    stays on its side. It is asked whether it was shown, not whether somebody is in touch: that
    would tell of a question that no adviser has passed on yet.
    """
    wish = locked(wish, *WITH_IT)
    permit = LIFE.permit("edit", wish, by=by)
    require(
        "PAR-20",
        wish.revision == read_revision,
        _("This has been changed since you opened the page. Look at it as it is now."),
    )
    place = _checked(told, by=by, on_behalf=wish.user_id is None)
    require(
        "PAR-27",
        wish.shown_at is None or side_at(place) == wish.side,
        _(
            "This wish has been shown as one from the other side of the border. Write a new one"
            " for this place, and take this one away."
        ),
    )
    facts = _facts(told, place)
    begins_again = {"sent_back_because": "", "ended_at": None, "cleared_at": None}
    move(permit, revision=wish.revision + 1, **begins_again, **facts)
    _keep_translations(wish, told.translations)
    touch_public()
    if wish.user_id is not None:
        tell_adviser(TO_READ, wish)
    return wish


@transaction.atomic
def pause(wish: Wish, *, by: User) -> Wish:
    """Take a wish out of sight for a while; it fades on its day all the same."""
    wish = locked(wish)
    move(LIFE.permit("pause", wish, by=by))
    touch_public()
    return wish


@transaction.atomic
def confirm(wish: Wish, *, by: Actor, way: str = "page") -> Wish:
    """Say that one is still looking: a wish that was read is shown for another 60 days.

    Rules PAR-18 (the day that it is open until is not over), PAR-24 (what it says has been read).
    """
    wish = locked(wish)
    permit = LIFE.permit("confirm", wish, by=by)
    now = clock.now()
    require(
        "PAR-24",
        wish.read_revision == wish.revision and wish.cleared_at is None,
        _("Write it anew first, and an adviser reads it."),
    )
    require(
        "PAR-18",
        clock.today() <= wish.open_until,
        _("The last day that you chose is over. Choose a new one first."),
    )
    move(
        permit,
        fades_at=fades_at(now, wish.open_until),
        shown_at=wish.shown_at or now,
        reminded_at=None,
        ended_at=None,
    )
    record("partnering.still_looking", wish, by=by, way=way)
    touch_public()
    return wish


def confirm_by_link(token: str) -> Wish | None:
    """Confirm by the link of a mail, in the name of whoever has the wish. None: not ours."""
    wish = wish_of_token(token)
    return confirm(wish, by=wish.user or SYSTEM, way="link") if wish is not None else None


@transaction.atomic
def take_away(wish: Wish, *, by: User) -> Wish:
    """Take a wish away: what is under way ends, and its words are erased at once."""
    wish = locked(wish)
    move(LIFE.permit("take_away", wish, by=by), ended_at=clock.now(), is_public=False)
    end_open(wish, by=SYSTEM)
    return clear(wish, by=by)


@transaction.atomic
def load_wishes(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> list[Wish]:
    """Make the demonstration's wishes, read and shown, each once by its key."""
    if not may(by, "partnering.load_wishes"):
        raise PermissionDenied
    made = []
    for row in rows:
        facts = dict(row)
        key = facts.pop("key")
        place = place_by_code(facts["place"])
        if place is None or Wish.objects.filter(key=key).exists():
            continue
        last = clock.today() + timedelta(days=facts.pop("days"))
        told = Told(**{**facts, "languages": tuple(facts["languages"])}, open_until=last)
        wish = _make(told, place, key=key, by=by, user=None, adviser=None)
        now = clock.now()
        move(
            LIFE.permit("show", wish, by=by),
            shown_at=now,
            fades_at=fades_at(now, last),
            read_revision=wish.revision,
        )
        made.append(wish)
    if made:
        touch_public()
    return made
