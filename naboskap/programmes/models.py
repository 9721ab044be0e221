from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from naboskap.core.money import OreField
from naboskap.core.words import WordsField
from naboskap.guidelines.models import Rulebook
from naboskap.programmes.deadlines import is_open, taken_until
from naboskap.questionnaires.models import Form


class Programme(models.Model):
    """A scheme that one may apply to, with the parameters that staff set."""

    class Guidance(models.TextChoices):
        """What it means for the assessment that a case officer has helped the pair."""

        VISIBLE = "visible"  # It is shown, and means no more.
        SECOND_READER = "second_reader"
        CANNOT_ASSESS = "cannot_assess"

    slug = models.SlugField(unique=True)
    name = WordsField()
    summary = WordsField()  # One or two sentences for a visitor.
    about = WordsField()  # Who it is for and what it can pay, in paragraphs.
    rulebook = models.ForeignKey(Rulebook, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(default=True)
    adviser_theme = models.CharField(max_length=20, blank=True)  # Who to ask: advice's theme.

    # The fields that it is for, by code; empty: for all of them.
    themes = models.JSONField(default=list)

    # Who may apply
    allows_private_person = models.BooleanField(default=False)
    needs_partner = models.BooleanField(default=True)

    # The forms
    short_form = models.ForeignKey(Form, null=True, on_delete=models.PROTECT, related_name="+")
    full_form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    short_form_up_to = OreField(null=True)  # Null: no short form.

    # The way to a decision. Null is "not set": a round cannot open before staff fill it in.
    board_threshold = OreField(null=True)
    board_threshold_included = models.BooleanField(
        default=True
    )  # Does the boundary go to the board?
    council_advises = models.BooleanField(default=False)
    # Whoever wrote in a draft always has a second reader, whatever stands here.
    guidance = models.CharField(max_length=20, choices=Guidance, default=Guidance.SECOND_READER)
    board_quorum = models.PositiveSmallIntegerField(default=2)

    # Clocks, in days
    confirm_within_days = models.PositiveSmallIntegerField(default=14)
    answer_from_weeks = models.PositiveSmallIntegerField(null=True)
    answer_to_weeks = models.PositiveSmallIntegerField(null=True)
    accept_within_days = models.PositiveSmallIntegerField(null=True)
    report_within_days = models.PositiveSmallIntegerField(null=True)
    complain_within_days = models.PositiveSmallIntegerField(default=21)

    # Money
    advance_share_percent = models.PositiveSmallIntegerField(default=75)
    auditor_above = OreField(null=True)
    # Fields that hold an example, in a demonstration; staff's own value takes the mark away.
    example_values = models.JSONField(default=list)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="programme_advance_is_a_share",
                condition=Q(advance_share_percent__lte=100),
            ),
            models.CheckConstraint(
                name="programme_guidance_is_known",
                condition=Q(guidance__in=["visible", "second_reader", "cannot_assess"]),
            ),
            models.CheckConstraint(
                name="programme_answer_weeks_in_order",
                condition=Q(answer_from_weeks__isnull=True)
                | Q(answer_to_weeks__isnull=True)
                | Q(answer_to_weeks__gte=models.F("answer_from_weeks")),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Round(models.Model):
    """An invitation to apply, open between two instants; or continuous (no closing).

    ``closes_at`` is the last second that is announced: 23:59:59 in Oslo on the closing day, or
    later where it was extended. ``takes_until`` is the last second that counts, after the grace.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    name = WordsField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)  # Null: handled continuously.
    # Whoever was held up is let in so long after; told to staff and applicants alike.
    grace_minutes = models.PositiveSmallIntegerField(default=0)
    takes_until = models.DateTimeField(null=True, editable=False)
    # What was announced first, where the closing was moved since the service had been down.
    first_closes_at = models.DateTimeField(null=True)
    closed_early_at = models.DateTimeField(null=True)  # The money ran out.
    starts_from = models.DateField(null=True)  # The window of project starts that it serves.
    starts_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_closes_after_it_opens",
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=models.F("opens_at")),
            ),
            models.CheckConstraint(
                name="round_start_window_in_order",
                condition=Q(starts_from__isnull=True)
                | Q(starts_to__isnull=True)
                | Q(starts_to__gte=models.F("starts_from")),
            ),
            models.CheckConstraint(
                name="round_is_taken_through_its_closing",
                condition=Q(closes_at__isnull=True, takes_until__isnull=True)
                | Q(
                    closes_at__isnull=False,
                    takes_until__isnull=False,
                    takes_until__gte=models.F("closes_at"),
                ),
            ),
            models.CheckConstraint(
                name="round_was_extended_to_later",
                condition=Q(first_closes_at__isnull=True)
                | Q(closes_at__gt=models.F("first_closes_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"

    def save(self, *args: Any, **how: Any) -> None:
        """Save, with the last second that counts beside the closing: lists ask for it in SQL."""
        self.takes_until = taken_until(self.closes_at, self.grace_minutes)
        if how.get("update_fields") is not None:
            how["update_fields"] = {*how["update_fields"], "takes_until"}
        super().save(*args, **how)

    def is_open(self, at: datetime) -> bool:
        """Say whether one may send at ``at`` (``deadlines.is_open``)."""
        return is_open(
            at,
            opens_at=self.opens_at,
            takes_until=self.takes_until,
            closed_early_at=self.closed_early_at,
        )

    @property
    def changeable_until(self) -> datetime | None:
        """The last instant in which what was sent may be changed; None: it does not close."""
        return self.closed_early_at or self.takes_until

    @property
    def is_extended(self) -> bool:
        """Whether it closes later than was announced first."""
        return self.first_closes_at is not None


class Heartbeat(models.Model):
    """What the worker saw of the service in one minute; kept for some days, then let go."""

    minute_at = models.DateTimeField(unique=True)
    answered = models.BooleanField()
    up_since = models.DateTimeField(null=True)  # The server's own word; null: it told nothing.


class Extension(models.Model):
    """That a round closes later since the service was down: once for each time it was."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions")
    down_from = models.DateTimeField()
    down_to = models.DateTimeField()
    closed_at = models.DateTimeField()  # When it would have closed.
    closes_at = models.DateTimeField()
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # When those who write a draft were told.

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "down_from"], name="extended_once_a_gap"),
            models.CheckConstraint(
                name="an_extension_is_to_later", condition=Q(closes_at__gt=models.F("closed_at"))
            ),
        ]


class Criterion(models.Model):
    """What an application is assessed by; a refusal gives its reasons by these."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="criteria")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    name = WordsField()
    words = WordsField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="criterion_is_unique")
        ]
