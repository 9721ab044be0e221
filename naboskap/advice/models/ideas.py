from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.advice.statuses import IdeaStatus
from naboskap.core.models import Stateful
from naboskap.core.words import WordsField


class Adviser(models.Model):
    """Somebody to call: a field, languages, phone, e-mail, and what to ask about."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    field = WordsField()  # "skole og ungdom"
    # What routes an idea or a page to the adviser: themes by code (school, sport, culture …).
    themes = models.JSONField(default=list)
    ask_about = WordsField()
    languages = models.JSONField(default=list)
    # The regions that they know best, by code; empty: all of them.
    places = models.JSONField(default=list)
    phone = models.CharField(max_length=40)
    email = models.EmailField()
    order = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(default=True)
    # The promise that a visitor is given: working days until the adviser has called.
    answers_within_days = models.PositiveSmallIntegerField(default=2)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"adviser {self.pk}"


class Idea(Stateful):
    """Two sentences and a way to be reached: no account, organisation or partner needed.

    Sent by whoever had it, or noted by an adviser whom they called.
    """

    class CameBy(models.TextChoices):
        FORM = "form"
        CALL = "call"

    came_by = models.CharField(max_length=4, choices=CameBy, default=CameBy.FORM)
    caller = models.CharField(max_length=120, blank=True)  # Who called; only in a noted call.
    # When the way into a draft was mailed to them last.
    beginning_sent_at = models.DateTimeField(null=True)
    text = models.TextField()
    contact = models.CharField(max_length=120)  # A phone number or an e-mail address, as typed.
    theme = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5)
    status = models.CharField(max_length=20, choices=IdeaStatus, default=IdeaStatus.NEW)
    adviser = models.ForeignKey(Adviser, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    answer_by = models.DateTimeField()  # The clock that the adviser sees.
    called_at = models.DateTimeField(null=True)
    # A key made in the form: a second click brings the same idea, not another.
    key = models.CharField(max_length=40, unique=True)
    # Where it came from, as a digest that says nothing the next day: it only slows a flood.
    origin = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="idea_status_is_known", condition=Q(status__in=IdeaStatus.values)
            ),
            models.CheckConstraint(
                name="idea_way_is_known", condition=Q(came_by__in=["form", "call"])
            ),
            models.CheckConstraint(
                name="idea_called_has_its_time",
                condition=~Q(status=IdeaStatus.CALLED) | Q(called_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "answer_by"], name="idea_by_its_clock")]

    def __str__(self) -> str:
        return f"idea {self.pk}"


class LessonProgress(models.Model):
    """What a person has ticked and gone through in a lesson of the school: theirs alone."""

    # It is the person's own, and goes with them.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    lesson = models.SlugField(max_length=100)  # The last part of the lesson's address.
    ticked = models.JSONField(default=list)  # Lines of its checklist, by their number from 1.
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson"], name="lesson_progress_once")
        ]

    def __str__(self) -> str:
        return f"progress {self.pk}"


class IdeaNote(models.Model):
    """What was said in a call."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    next_step = models.CharField(max_length=300, blank=True)
    written_by_id = models.BigIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
