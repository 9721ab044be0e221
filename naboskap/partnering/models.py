import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.advice.models import Adviser
from naboskap.applications.models import Application
from naboskap.core.models import Stateful
from naboskap.organisations.models import Organisation, Place
from naboskap.partnering.statuses import LIVE, OPEN, IntroductionStatus, WishStatus


def digest(text: str) -> str:
    """Return the digest by which a translation knows the text that it says."""
    return hashlib.sha256(text.encode()).hexdigest()


class Wish(Stateful):
    """Who looks for a partner, told without a name, and what they would like to do.

    Kept by the account that wrote it, or by the advisers for somebody without one (``contact``,
    which nobody but they see). Codes are shared with applications and guidelines.
    """

    key = models.CharField(max_length=40, unique=True)  # Made by the page; never counted up.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.CharField(max_length=120, blank=True)
    adviser = models.ForeignKey(Adviser, null=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=1, choices=[("a", "a"), ("b", "b")])
    kind = models.CharField(max_length=20, choices=Organisation.Kind)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    age = models.CharField(max_length=10)  # "0-14", "15-30", "31-" or "all".
    theme = models.CharField(max_length=20, choices=Application.Theme)
    # Codes with a space on either side of each, so that one can be looked for: " nb ru ".
    languages = models.CharField(max_length=40)
    text = models.TextField()
    language = models.CharField(max_length=5)  # Of the text.
    is_public = models.BooleanField(default=False)
    open_until = models.DateField()
    status = models.CharField(max_length=20, choices=WishStatus, default=WishStatus.WAITING)
    revision = models.PositiveIntegerField(default=1)
    read_revision = models.PositiveIntegerField(default=0)  # What an adviser has read.
    sent_back_because = models.TextField(blank=True)  # For the writer alone.
    written_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    fades_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)  # When its words were erased.

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="wish_status_is_known", condition=Q(status__in=WishStatus.values)
            ),
            models.CheckConstraint(name="wish_side_is_known", condition=Q(side__in=["a", "b"])),
            models.CheckConstraint(
                name="wish_from_across_is_never_public", condition=Q(side="a") | Q(is_public=False)
            ),
            models.CheckConstraint(
                name="wish_shown_has_its_times",
                condition=~Q(status="shown") | Q(shown_at__isnull=False, fades_at__isnull=False),
            ),
            models.CheckConstraint(
                name="wish_without_words_is_over",
                condition=Q(cleared_at__isnull=True) | ~Q(status__in=sorted(LIVE - {"faded"})),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "side", "-shown_at"], name="wish_by_side_newest"),
            models.Index(fields=["status", "fades_at"], name="wish_by_its_end"),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"

    @property
    def spoken(self) -> tuple[str, ...]:
        """The codes of the languages that the group speaks."""
        return tuple(self.languages.split())


class Rendering(models.Model):
    """What a wish says in another language: from its writer, or from an adviser who vouches."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(max_length=5)
    text = models.TextField()
    by_adviser = models.BooleanField(default=False)
    of_text = models.CharField(max_length=64)  # Digest of the text that it says.

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["wish", "language"], name="wish_rendering_once")
        ]

    def is_old_beside(self, wish: Wish) -> bool:
        """Whether the text has changed since this was said of it."""
        return self.of_text != digest(wish.text)


class Introduction(Stateful):
    """Two wishes that may be put in touch. Nobody's name is shown before both have said yes."""

    key = models.CharField(max_length=40, unique=True)
    asks = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="asked_for")
    asked = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="asked_by")
    status = models.CharField(
        max_length=20, choices=IntroductionStatus, default=IntroductionStatus.PROPOSED
    )
    by_adviser = models.BooleanField(default=False)
    asks_yes_at = models.DateTimeField(null=True)
    asked_yes_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="introduction_status_is_known",
                condition=Q(status__in=IntroductionStatus.values),
            ),
            models.CheckConstraint(
                name="introduction_of_two", condition=~Q(asks=models.F("asked"))
            ),
            models.CheckConstraint(
                name="introduction_agreed_by_both",
                condition=~Q(status__in=["agreed", "found"])
                | Q(asks_yes_at__isnull=False, asked_yes_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["asks", "asked"],
                name="introduction_once_at_a_time",
                condition=Q(status__in=sorted(OPEN)),
            ),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="introduction_by_turn")]

    def __str__(self) -> str:
        return f"introduction {self.pk}"

    @property
    def wishes(self) -> tuple[Wish, Wish]:
        return self.asks, self.asked

    def other(self, wish: Wish) -> Wish:
        """Return the wish on the other side of ``wish``."""
        return self.asked if wish.pk == self.asks_id else self.asks

    def has_yes_of(self, wish: Wish) -> bool:
        """Whether the side of ``wish`` has said yes."""
        return (self.asks_yes_at if wish.pk == self.asks_id else self.asked_yes_at) is not None
