"""Who gets the newsletter, what an issue says and to whom, and how far it has come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from naboskap.accounts.models import User
from naboskap.accounts.queries import people_with
from naboskap.advice.links import Holder, holder_of
from naboskap.core.permissions import Actor, may
from naboskap.disclosure.gate import Public
from naboskap.network.models import Delivery, Issue, Leaver, Subscriber, SubscriberTopic
from naboskap.network.prose import first_words
from naboskap.network.queries.texts import as_shown, held, language_for
from naboskap.network.rules import KEEPERS
from naboskap.network.statuses import PUBLIC, IssueStatus, SubscriberStatus
from naboskap.network.topics import named
from naboskap.programmes.queries import shown_programmes

KIND = "subscriber"  # Of the mailed link.
Outcome = Delivery.Outcome


# ── Subscribers ──────────────────────────────────────────────────────────────
def digest_of(address: str) -> str:
    """Return what is kept of an address that has left."""
    told = salted_hmac("naboskap.network.left", address.casefold(), algorithm="sha256")
    return str(told.hexdigest())


def has_left(address: str) -> bool:
    """Say whether the address has left, and has not come back by itself since."""
    return Leaver.objects.filter(digest=digest_of(address)).exists()


def subscriber_of(secret: str) -> tuple[Holder | None, Subscriber | None]:
    """Return who came by a mailed link, and their subscription.

    No holder: the house did not make the link. No subscription: it is over, or never was.
    """
    holder = holder_of(KIND, secret)
    if holder is None:
        return None, None
    return holder, Subscriber.objects.filter(key=holder.key).first()


def topic_names() -> dict[str, str]:
    """Return what the newsletter tells of, by code, in the reader's language."""
    return named({one.slug: one.name for one in shown_programmes()})


def topics_of(subscriber: Subscriber) -> list[str]:
    return list(subscriber.topics.order_by("pk").values_list("topic", flat=True))


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many get the newsletter, by language and by topic; and how many do not yet, or rest."""

    subscribed: int
    waiting: int
    resting: int
    by_language: dict[str, int]
    by_topic: dict[str, int]


def numbers() -> Numbers:
    """Count the subscribers, in two statements."""
    rows = Subscriber.objects.values_list("status", "language").annotate(number=Count("pk"))
    by_status: Counter[str] = Counter()
    by_language: Counter[str] = Counter()
    for status, language, number in rows.order_by():
        by_status[status] += number
        if status == SubscriberStatus.SUBSCRIBED:
            by_language[language] += number
    topics = (
        SubscriberTopic.objects.filter(subscriber__status=SubscriberStatus.SUBSCRIBED)
        .values_list("topic")
        .annotate(number=Count("pk"))
        .order_by()
    )
    return Numbers(
        by_status[SubscriberStatus.SUBSCRIBED],
        by_status[SubscriberStatus.WAITING],
        by_status[SubscriberStatus.RESTING],
        dict(by_language),
        dict(topics),
    )


# ── Issues ───────────────────────────────────────────────────────────────────
def issues_visible_to(user: Actor) -> QuerySet[Issue]:
    """Return the issues that ``user`` may see in the office, the newest first."""
    if not may(user, "network.see_newsletter"):
        return Issue.objects.none()
    return Issue.objects.select_related("proposed_by", "sent_by")


def has_part_in(issue: Issue, user: User) -> bool:
    """Say whether ``user`` has written in it or proposed it: then somebody else sends it."""
    return issue.proposed_by_id == user.pk or issue.writers.filter(pk=user.pk).exists()


def senders(issue: Issue) -> list[User]:
    """Return the people who may send the issue: they keep texts, and have written none of it."""
    wrote = set(issue.writers.values_list("pk", flat=True)) | {issue.proposed_by_id}
    return [one for one in people_with(*KEEPERS) if one.pk not in wrote]


def may_be_sent_by(issue: Issue, user: User) -> bool:
    """Say whether ``user`` may send it now."""
    return (
        issue.status == IssueStatus.READY
        and may(user, "network.send_issue", issue)
        and not has_part_in(issue, user)
    )


def waiting_for(user: User) -> list[Issue]:
    """Return the issues that wait for ``user`` to read and send them."""
    if not may(user, "network.send_issue"):
        return []
    return list(
        Issue.objects.filter(status=IssueStatus.READY)
        .exclude(writers=user)
        .exclude(proposed_by=user)
        .select_related("proposed_by")
    )


def audience(issue: Issue, begun_at: datetime | None = None) -> QuerySet[Subscriber]:
    """Return who is still to get the issue: those who had confirmed when it began (NET-18)."""
    chosen = SubscriberTopic.objects.filter(subscriber=OuterRef("pk"), topic__in=issue.topics)
    got = Delivery.objects.filter(issue=issue, subscriber=OuterRef("pk"))
    return Subscriber.objects.filter(
        Exists(chosen),
        ~Exists(got),
        status=SubscriberStatus.SUBSCRIBED,
        confirmed_at__lte=begun_at or issue.begun_at,
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an issue has come. ``left`` have not been begun with."""

    taken: int = 0
    refused: int = 0
    unknown: int = 0
    dropped: int = 0
    returned: int = 0
    underway: int = 0
    left: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    reasons: dict[str, int] = field(default_factory=dict)
    returned_because: dict[str, int] = field(default_factory=dict)
    by_language: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.done + self.underway + self.left

    @property
    def failed(self) -> int:
        return self.refused + self.returned

    @property
    def done(self) -> int:
        return self.taken + self.refused + self.unknown + self.dropped + self.returned


def progress(issue: Issue) -> Progress:
    """Count what became of an issue, in two statements; three while it is being sent."""
    rows = (
        issue.deliveries.values_list("outcome", "reason", "language")
        .annotate(number=Count("pk"), first=Min("at"), last=Max("at"))
        .order_by()
    )
    counted: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    taken_at = []
    for outcome, reason, language, number, first, last in rows:
        counted[outcome] += number
        if outcome == Outcome.REFUSED:
            reasons[reason] += number
        if outcome == Outcome.RETURNED:
            returned[reason] += number
        if outcome == Outcome.TAKEN:
            languages[language] += number
            taken_at += [first, last]
    goes_on = issue.status in {IssueStatus.SENDING, IssueStatus.STOPPED}
    return Progress(
        taken=counted[Outcome.TAKEN],
        refused=counted[Outcome.REFUSED],
        unknown=counted[Outcome.UNKNOWN],
        dropped=counted[Outcome.DROPPED],
        returned=counted[Outcome.RETURNED],
        underway=counted[Outcome.UNDERWAY],
        left=audience(issue).count() if goes_on else 0,
        first_at=min(taken_at, default=None),
        last_at=max(taken_at, default=None),
        reasons=dict(reasons),
        returned_because=dict(returned),
        by_language=dict(languages),
    )


def would_get(issue: Issue, now: datetime) -> dict[str, int]:
    """Return how many would get the issue if it were sent now, by the language of the reader."""
    rows = audience(issue, now).values_list("language").annotate(number=Count("pk"))
    return dict(rows.order_by())


# ── The archive ──────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PublicIssue:
    """An issue as anybody may read it, in one language. Every text has passed the gate."""

    pk: int
    title: Public
    text: Public
    language: str
    sent_at: datetime

    @property
    def summary(self) -> str:
        return first_words(self.text)


def archive() -> QuerySet[Issue]:
    """Return the issues of the archive, the newest first: to be shown by ``shown_in``."""
    return Issue.objects.filter(status__in=PUBLIC).order_by("-begun_at", "-pk")


def shown_in(language: str, rows: Iterable[Issue]) -> list[PublicIssue]:
    """Return issues of the archive in the language nearest to the reader's.

    A name that has become protected since an issue went out is taken out of it here.
    """
    issues = list(rows)
    names = held() if issues else None
    shown = []
    for one in issues:
        spoken = language_for(one, language)
        if names is None or not spoken or one.begun_at is None:
            continue
        title, text = (as_shown(one, part, spoken, names) for part in one.PARTS)
        shown.append(PublicIssue(one.pk, title, text, spoken, one.begun_at))
    return shown
