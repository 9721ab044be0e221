"""Wishes and introductions as those who may see them see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet

from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.core.permissions import Actor, may
from naboskap.core.secretariat import secretariat
from naboskap.disclosure import gate, gazetteer
from naboskap.disclosure.queries import protected_names
from naboskap.partnering.fit import EVERY_AGE, Reason, Sought, why
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.statuses import LIVE, OPEN, IntroductionStatus, WishStatus

SALT = "naboskap.partnering.confirm"
FADES_AFTER = 60  # Days from when it was last confirmed.
REMINDED_BEFORE = timedelta(days=7)
FILTERS = ("theme", "kind", "place", "age", "language")


def other_side(side: str) -> str:
    return "b" if side == "a" else "a"


def wishes_of(user: Actor) -> QuerySet[Wish]:
    """Return the wishes of a person's own, newest first; what was taken away is gone."""
    return (
        Wish.objects.filter(user_id=user.pk or 0)
        .exclude(status=WishStatus.TAKEN_AWAY)
        .select_related("place", "adviser__user")
        .order_by("-pk")
    )


def _shown(now: datetime | None = None) -> QuerySet[Wish]:
    """Return what is shown to the other side now, newest first."""
    return (
        Wish.objects.filter(status=WishStatus.SHOWN, fades_at__gt=now or clock.now())
        .select_related("place")
        .prefetch_related("renderings")
        .order_by("-shown_at", "-pk")
    )


def visible_to(user: Actor) -> QuerySet[Wish]:
    """Return the wishes that ``user`` may see. Rule PAR-10: the other side's, for one's own."""
    if may(user, "partnering.read_wish"):
        return Wish.objects.all()
    own = Wish.objects.filter(user_id=user.pk or 0, status=WishStatus.SHOWN)
    across = Q(Exists(own.exclude(side=OuterRef("side"))))
    is_shown = Q(status=WishStatus.SHOWN, fades_at__gt=clock.now())
    return Wish.objects.filter(Q(user_id=user.pk or 0) | (is_shown & across))


def found_for(wish: Wish, filters: Mapping[str, str] | None = None) -> QuerySet[Wish]:
    """Return the other side's wishes for ``wish``, newest first: never ordered by how they fit.

    Nothing for one that no adviser has read (PAR-10). ``filters`` are codes by ``FILTERS``.
    """
    if applies("PAR-10", wish.status != WishStatus.SHOWN):
        return Wish.objects.none()
    across = _shown().filter(side=other_side(wish.side))
    if wish.user_id is not None:  # Nobody finds themselves.
        across = across.filter(Q(user__isnull=True) | ~Q(user=wish.user_id))
    return filtered(across, filters or {})


def filtered(wishes: QuerySet[Wish], filters: Mapping[str, str]) -> QuerySet[Wish]:
    """Keep of ``wishes`` what has the codes asked for; an empty code asks for nothing."""
    for name in ("theme", "kind"):
        if code := filters.get(name):
            wishes = wishes.filter(**{name: code})
    if code := filters.get("place"):
        wishes = wishes.filter(place__code=code)
    if code := filters.get("age"):
        wishes = wishes.filter(age__in=[code, EVERY_AGE])
    if code := filters.get("language"):
        wishes = wishes.filter(languages__contains=f" {code} ")
    return wishes


def sought(wish: Wish) -> Sought:
    """Return a wish as it is laid beside another."""
    return Sought(wish.theme, wish.kind, wish.age, frozenset(wish.spoken))


def fits(mine: Wish, theirs: Wish) -> tuple[Reason, ...]:
    """Say why two wishes fit."""
    return why(sought(mine), sought(theirs))


# ── For outsiders ────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PublicWish:
    """A wish as anybody may read it: no key, and nothing that leads to a person."""

    kind: str
    place: dict[str, str]
    age: str
    theme: str
    spoken: tuple[str, ...]
    text: gate.Public
    language: str
    renderings: tuple[tuple[str, gate.Public, bool], ...]  # Language, text, from the writer.


def may_be_public(side: str) -> bool:
    """Say whether wishes of a side may ever be public: never those of a protected one (PAR-6)."""
    return side == "a" and not secretariat().sides[side].is_protected


def public_wishes() -> tuple[list[PublicWish], datetime | None]:
    """Return the wishes whose writers let everybody read them, newest first, and until when.

    The home side's alone (PAR-6). Every protected name, whosever it is, every address, and each
    place across the border that says more than a region is masked.
    """
    rows = [one for one in _shown().filter(is_public=True, side="a") if may_be_public(one.side)]
    names = protected_names() if rows else frozenset()

    def masked(text: str, language: str) -> gate.Public:
        return gate.mask(
            text, names, language=language, level=gate.REGION, regions_shown=gazetteer.regions()
        )

    shown = [
        PublicWish(
            kind=one.kind,
            place=one.place.name,
            age=one.age,
            theme=one.theme,
            spoken=one.spoken,
            text=masked(one.text, one.language),
            language=one.language,
            renderings=tuple(
                (each.language, masked(each.text, each.language), not each.by_adviser)
                for each in one.renderings.all()
                if not each.is_old_beside(one)
            ),
        )
        for one in rows
    ]
    return shown, min((one.fades_at for one in rows if one.fades_at), default=None)


# ── Introductions ────────────────────────────────────────────────────────────
def introductions_visible_to(user: Actor) -> QuerySet[Introduction]:
    """Return the introductions that ``user`` may see: an adviser all, others those of theirs.

    Nobody hears of a question before an adviser has passed it on to them.
    """
    found = Introduction.objects.select_related(
        "asks__place", "asked__place", "asks__user", "asked__user", "application"
    ).order_by("-pk")
    if may(user, "partnering.handle_introduction"):
        return found
    pk = user.pk or 0
    return found.filter(
        Q(asks__user_id=pk, asks_yes_at__isnull=False)
        | Q(asked__user_id=pk, asked_yes_at__isnull=False)
        | Q(passed_on_at__isnull=False) & (Q(asks__user_id=pk) | Q(asked__user_id=pk))
    )


def between(one: Wish, other: Wish) -> QuerySet[Introduction]:
    """Return the introductions of two wishes to each other, whoever asked."""
    return Introduction.objects.filter(Q(asks=one, asked=other) | Q(asks=other, asked=one))


def introductions_of(wish: Wish) -> QuerySet[Introduction]:
    """Return every introduction of a wish, oldest first: for advisers."""
    return Introduction.objects.filter(Q(asks=wish) | Q(asked=wish)).order_by("pk")


def known_between(mine: Wish, others: Iterable[Wish]) -> dict[int, Introduction]:
    """Return what the side of ``mine`` knows of between it and ``others``, by the other's key."""
    mine_asks, mine_is_asked = Q(asks=mine), Q(asked=mine)
    known = (mine_asks & Q(asks_yes_at__isnull=False)) | (
        mine_is_asked & Q(asked_yes_at__isnull=False)
    )
    told = Q(passed_on_at__isnull=False) & (mine_asks | mine_is_asked)
    pks = [one.pk for one in others]
    found = (
        Introduction.objects.filter(known | told)
        .filter(Q(asks__in=pks) | Q(asked__in=pks))
        .select_related("asks__place", "asked__place")
        .order_by("pk")
    )
    return {one.other(mine).pk: one for one in found}


def was_read(wish: Wish) -> bool:
    """Say whether an adviser has read a wish as it is now, and its words are not erased."""
    return wish.read_revision == wish.revision and wish.cleared_at is None


def is_shown(wish: Wish) -> bool:
    """Say whether the other side sees a wish now, as an adviser has read it."""
    return (
        wish.status == WishStatus.SHOWN
        and wish.fades_at is not None
        and wish.fades_at > clock.now()
        and was_read(wish)
    )


def words_are_shown(introduction: Introduction, theirs: Wish) -> bool:
    """Say whether the other side of an introduction may read the words of ``theirs`` (PAR-25).

    As an adviser has read them: while the wish is shown, and after both have said yes. What was
    changed, sent back or paused in the meantime is not read, nor is what has ended.
    """
    return not applies(
        "PAR-25",
        introduction.status == IntroductionStatus.NOT_NOW
        or not (is_shown(theirs) or (names_are_shown(introduction) and was_read(theirs))),
    )


def may_be_answered(introduction: Introduction) -> bool:
    """Say whether either side may be asked, and say yes: both wishes are shown (PAR-26)."""
    return all(map(is_shown, introduction.wishes))


def names_are_shown(introduction: Introduction) -> bool:
    """Say whether the two may read each other's name and address (PAR-14)."""
    agreed = {IntroductionStatus.AGREED, IntroductionStatus.FOUND}
    return not applies("PAR-14", introduction.status not in agreed)


# ── For advisers and the worker ──────────────────────────────────────────────
def to_read(user: Actor) -> QuerySet[Wish]:
    """Return the wishes that wait for an adviser, oldest first."""
    if not may(user, "partnering.read_wish"):
        return Wish.objects.none()
    return (
        Wish.objects.filter(status=WishStatus.WAITING)
        .select_related("place", "adviser__user")
        .order_by("pk")
    )


def shown_now(user: Actor) -> QuerySet[Wish]:
    """Return all that is shown, of both sides, newest first: for advisers."""
    return _shown() if may(user, "partnering.read_wish") else Wish.objects.none()


def open_introductions(user: Actor) -> QuerySet[Introduction]:
    """Return what is under way between two wishes, oldest first: for advisers."""
    if not may(user, "partnering.handle_introduction"):
        return Introduction.objects.none()
    return introductions_visible_to(user).filter(status__in=OPEN).order_by("pk")


def due_to_fade(now: datetime) -> QuerySet[Wish]:
    """Return the wishes whose time is over: also those whose last day came before an adviser."""
    fading = (WishStatus.SHOWN, WishStatus.PAUSED, WishStatus.SENT_BACK)
    today = now.astimezone(clock.OSLO).date()
    return Wish.objects.filter(
        Q(status__in=fading, fades_at__lte=now)
        | Q(status=WishStatus.WAITING, open_until__lt=today)
    ).order_by("fades_at", "pk")


def due_to_remind(now: datetime) -> QuerySet[Wish]:
    """Return the wishes that fade within days and whose writers have not been told."""
    return Wish.objects.filter(
        status=WishStatus.SHOWN,
        fades_at__gt=now,
        fades_at__lte=now + REMINDED_BEFORE,
        reminded_at__isnull=True,
    ).order_by("fades_at", "pk")


def due_to_clear(before: datetime) -> QuerySet[Wish]:
    """Return the wishes that ended before an instant and still have their words."""
    over = (WishStatus.FADED, WishStatus.FOUND)
    return Wish.objects.filter(
        status__in=over, ended_at__lte=before, cleared_at__isnull=True
    ).order_by("pk")


def open_count(user: Actor) -> int:
    return Wish.objects.filter(user_id=user.pk or 0, status__in=LIVE).count()


def confirm_token(wish: Wish) -> str:
    """Return what stands in the mail's link: it opens a page with a button, and no more."""
    return signing.Signer(salt=SALT).sign(wish.key)


def wish_of_token(token: str) -> Wish | None:
    """Return the wish of a mail's link, or None where it is not ours."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Wish.objects.select_related("user").filter(key=key, status__in=LIVE).first()


def turns_of(user: Actor) -> list[Introduction]:
    """Return what waits for ``user`` with somebody on the other side: an answer, or to meet."""
    pk = user.pk or 0
    asked = Q(status=IntroductionStatus.ASKED) & (
        Q(asked__user_id=pk, asked_yes_at__isnull=True)
        | Q(asks__user_id=pk, asks_yes_at__isnull=True)
    )
    agreed = Q(status=IntroductionStatus.AGREED) & (Q(asked__user_id=pk) | Q(asks__user_id=pk))
    found = Introduction.objects.filter(asked | agreed).select_related("asks", "asked")
    return list(found.order_by("pk"))
