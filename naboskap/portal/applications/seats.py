"""Who takes part, in words: the invitations of a pair, and what was done about its seats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.accounts.models import User
from naboskap.applications.actions import set_organisation
from naboskap.applications.models import Seat, SeatInvitation
from naboskap.applications.queries import (
    Happening,
    helpers_of,
    history_of_pair,
    invitations_to_seats,
    is_open_invitation,
    visible_to,
)
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may, one_reading
from naboskap.core.words import is_latin
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.organisations.models import Organisation
from naboskap.portal.applications.page import DraftPage
from naboskap.portal.applications.tasks import Task


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation as the pair sees it: to whom, by whom, and what became of it."""

    pk: int
    to: str
    side: str
    who: str
    at: datetime
    until: datetime
    state: str  # open, used, ended or expired
    may_end: bool
    reads_only: bool

    @property
    def may_renew(self) -> bool:
        """Whether a new secret can be sent: it waits, or came to its end by itself."""
        return self.may_end and self.state in {"open", "expired"}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was done about the seats."""

    at: datetime
    words: str
    side: str = ""


def names_in(page: DraftPage) -> dict[int, str]:
    """Return who sits here and helps now, by number. Whoever has left is nobody's to name."""
    people = [one for side in page.draft.sides.values() for one in side.people]
    helpers = [(one.user_id, str(one.user)) for one in helpers_of(page.application)]
    return dict(helpers) | {one.user_id: one.name for one in people}


def invitations_of(page: DraftPage, names: Mapping[int, str]) -> list[Asked]:
    """Return all invitations of the pair. An address is shown to its own side, and who sent it."""
    with one_reading():
        may_end = {
            side: may(page.user, "applications.invite_to_seat", seat)
            for side, seat in seats_by_side(page).items()
        }
    return [
        Asked(
            one.pk,
            _to_whom(one, page),
            page.side_name(one.seat.side),
            names.get(one.invited_by_id) or str(GONE),
            one.created_at,
            one.expires_at,
            _state_of(one),
            may_end[one.seat.side],
            not one.may_write,
        )
        for one in invitations_to_seats(page.application)
    ]


def seats_by_side(page: DraftPage) -> dict[str, Any]:
    """Return the two seats, as rules ask about them."""
    seats = {seat.side: seat for seat in page.application.seats.order_by("side")}
    for seat in seats.values():
        seat.application = page.application
    return seats


def sides_to_ask(page: DraftPage) -> list[tuple[str, str]]:
    """Return the sides that the reader may ask somebody to; one that waits for people first."""
    people = {name: len(side.people) for name, side in page.draft.sides.items()}
    with one_reading():
        allowed = [
            side
            for side, seat in seats_by_side(page).items()
            if may(page.user, "applications.invite_to_seat", seat)
        ]
    return [(side, page.side_name(side)) for side in sorted(allowed, key=lambda one: people[one])]


def may_be_named(page: DraftPage) -> bool:
    """Whether the reader says how their side is written: they write on it, and it is a draft."""
    return page.me is not None and not page.reads_only and page.is_draft


def to_do(page: DraftPage, sides: list[tuple[str, str]]) -> list[Task]:
    """Return what the reader can say of the pair, each with its own page and how it stands."""
    gaps = {gap.code for gap in page.gaps}
    told = [
        _own(page, gaps) if page.side and not page.reads_only else None,
        _partner(page, gaps)
        if not page.draft.sides["b"].organisation_id and not page.reads_only
        else None,
        _letters(page) if may_be_named(page) else None,
        _asking(page) if sides else None,
    ]
    return [one for one in told if one is not None]


def _task(
    page: DraftPage, name: str, title: str, *, state: str, note: str, lacks: bool = False
) -> Task:
    href = reverse(f"portal:{name}", kwargs={"key": page.draft.key})
    return Task(title, _("Something is missing") if lacks else state, href, note, lacks)


def _own(page: DraftPage, gaps: set[str]) -> Task:
    own = page.own.organisation_name
    state = _("Filled in") if own else _("When you want")
    title = _("Which organisation are you?")
    lacks = page.side == "a" and "applicant" in gaps
    return _task(page, "side-organisation", title, state=state, note=own, lacks=lacks)


def _partner(page: DraftPage, gaps: set[str]) -> Task:
    other = page.draft.sides["b"]
    title = _("Who are you?") if page.side == "b" else _("Who is your partner?")
    begun = other.place_code or other.kind
    state = _("Filled in") if other.is_known or begun else _("Not begun")
    lacks, note = "partner" in gaps, other.described_as
    return _task(page, "pair-partner", title, state=state, note=note, lacks=lacks)


def _letters(page: DraftPage) -> Task:
    """How the side is written, where it is written in other letters, and its own letters."""
    own, me = page.own, page.me
    written = [(own.own_name, own.latin_name), (str(page.user), me.latin_name if me else "")]
    other = [(name, latin) for name, latin in written if not is_latin(name)]
    title = _("Names and letters") if other else _("Letters")
    chosen = all(latin for _name, latin in other)
    note = _("Letters in %(language)s") % {"language": LANGUAGES[own.language]}
    state = _("Filled in") if chosen else _("When you want")
    return _task(page, "pair-names", title, state=state, note=note)


def _asking(page: DraftPage) -> Task:
    missing = [side for side in page.draft.sides.values() if not side.people]
    waits = all(side.is_invited for side in missing)
    title = _("Ask somebody in")
    if not missing:
        state = _("When you want")
    else:
        state = _("Asked, has not come yet.") if waits else _("Nobody here yet.")
    note = ", ".join(page.side_name(side.side) for side in missing)
    return _task(page, "pair-invite", title, state=state.rstrip("."), note=note)


def _to_whom(one: SeatInvitation, page: DraftPage) -> str:
    if one.way == "code":
        return _("A code")
    if one.way == "adviser":
        return _("Through an adviser")
    if one.seat.side == page.side or one.invited_by_id == page.user.pk:
        return one.address
    return _("An e-mail")


def _state_of(one: SeatInvitation) -> str:
    if is_open_invitation(one):
        return "open"
    if one.used_at is not None:
        return "used"
    return "ended" if one.ended_at is not None else "expired"


GONE = gettext_lazy("Somebody who has left")
WORDS = {
    "applications.start": gettext_lazy("%(who)s began the draft."),
    "applications.start_with_pair": gettext_lazy("%(who)s began the draft together with you."),
    "applications.invite": gettext_lazy("%(who)s asked somebody in."),
    "applications.renew_invitation": gettext_lazy("%(who)s renewed an invitation."),
    "applications.end_invitation": gettext_lazy("%(who)s took back an invitation."),
    "applications.join": gettext_lazy("%(who)s took a place."),
    "applications.offer_lead": gettext_lazy("%(who)s asked %(person)s to lead instead."),
    "applications.take_back_lead_offer": gettext_lazy("%(who)s goes on leading after all."),
    "applications.decline_lead": gettext_lazy("%(who)s said no to leading."),
    "applications.take_lead": gettext_lazy("%(who)s said yes, and leads from now on."),
    "applications.pass_lead_on": gettext_lazy("%(who)s passed the lead on to %(person)s."),
    "applications.leave": gettext_lazy("%(who)s left."),
    "applications.leave_as_side": gettext_lazy("%(who)s left with the whole side."),
    "applications.take_out_partner": gettext_lazy("%(who)s took the partner out."),
    "applications.let_in_adviser": gettext_lazy("%(who)s let the adviser %(person)s in."),
    "applications.end_help": gettext_lazy("%(who)s closed the draft for %(person)s."),
}
MAY_WRITE = {
    True: gettext_lazy("%(who)s let %(person)s write."),
    False: gettext_lazy("%(who)s let %(person)s read only."),
}


def history(page: DraftPage, names: Mapping[int, str]) -> list[Told]:
    """Tell what was done about who takes part, the last first."""
    return list(_told(page, history_of_pair(page.application), names))


def _told(
    page: DraftPage, entries: Iterable[Happening], names: Mapping[int, str]
) -> Iterable[Told]:
    for entry in entries:
        data = entry.data
        words = (
            MAY_WRITE[bool(data["may_write"])]
            if entry.action == "applications.set_may_write"
            else WORDS.get(entry.action)
        )
        if words is None or data.get("purpose") == "confirm":
            continue
        person = data.get("person") or data.get("adviser") or 0
        gone = str(GONE)
        facts = {
            "who": names.get(entry.actor_id) or gone,
            "person": names.get(person) or gone[:1].lower() + gone[1:],
        }
        side = page.side_name(data["side"]) if "side" in data else ""
        yield Told(entry.at, str(words) % facts, side)


def choose_for_side(path: str, organisation: Organisation, *, by: User) -> str:
    """Let an organisation that was just added be the person's side, where they came from there.

    Return where they go on; empty where ``path`` is another page, or it may not be chosen: the
    page that they came from then says why.
    """
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    if found.view_name != "portal:side-organisation":
        return ""
    key = found.kwargs["key"]
    seat = Seat.objects.filter(
        application__in=visible_to(by).filter(key=key),
        people__user=by,
        people__left_at__isnull=True,
    ).first()
    if seat is None or not may(by, "applications.speak_for_seat", seat):
        return ""
    try:
        set_organisation(seat, organisation, by=by)
    except Refusal:
        return ""
    return reverse("portal:pair", kwargs={"key": key})
