from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from naboskap.accounts.models import User
from naboskap.core.words import WordsField


class Rulebook(models.Model):
    """The guidelines of one or more programmes, over time."""

    slug = models.SlugField(unique=True)
    name = WordsField()

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """Guidelines in force from a date until the next version takes over. No end date.

    One person says from which day a version that lies ready shall hold; another publishes it, who
    is none of its writers.
    ``stamp`` is another after every change of its clauses, so that what was read can be kept.
    """

    rulebook = models.ForeignKey(Rulebook, on_delete=models.PROTECT, related_name="versions")
    slug = models.SlugField(unique=True)
    name = WordsField()
    in_force_from = models.DateField(null=True)  # Null while it lies ready, unpublished.
    stamp = models.UUIDField(default=uuid4)
    proposed_from = models.DateField(null=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    # Who made it in the office; null for what came with the house.
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    # Everybody who has named it, or written, moved or taken out a paragraph.
    writers = models.ManyToManyField(User, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rulebook", "in_force_from"],
                name="one_version_from_a_date",
                condition=Q(in_force_from__isnull=False),
            ),
            models.CheckConstraint(
                name="version_is_published_by_another",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="version_is_proposed_by_somebody",
                condition=Q(proposed_from__isnull=True) | Q(proposed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Clause(models.Model):
    """One paragraph: the text that people read and the rule that the judge applies."""

    class Severity(models.TextChoices):
        STOPS = "stops"
        WARNS = "warns"
        ADVISES = "advises"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="clauses")
    number = models.CharField(max_length=10)  # 4.1
    position = models.PositiveSmallIntegerField()
    heading = WordsField()
    words = WordsField()
    kind = models.CharField(max_length=40, blank=True)  # Empty: text only.
    # Null in a parameter is an explicit "not set": the rule is silent, and the page says so.
    parameters = models.JSONField(default=dict)
    severity = models.CharField(max_length=10, choices=Severity, blank=True)  # Empty: informs.
    basis = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    # Counts its changes: who saves says which they read, and meets the other's.
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="clause_number_is_unique"),
            models.CheckConstraint(
                name="clause_severity_is_known",
                condition=Q(severity__in=["", "stops", "warns", "advises"]),
            ),
            models.CheckConstraint(
                name="clause_text_only_judges_nothing", condition=~Q(kind="") | Q(severity="")
            ),
        ]


class SentBack(models.Model):
    """A proposal that came back: who sent it, when and why. It is kept as long as the version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sent_back")
    proposed_from = models.DateField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ["-pk"]


class TakenOut(models.Model):
    """A paragraph that was taken out of a version, whole, so that it can be put back."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="taken_out")
    facts = models.JSONField()  # Of the paragraph, by name, as it stood.
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]


class ThrownAway(models.Model):
    """A version that was thrown away before it held anywhere, whole, so that it can be put back.

    ``clauses`` are its paragraphs by their facts; ``beside`` are the rows that hung on it by
    table: what was taken out of it, and why a proposal came back.
    """

    rulebook = models.ForeignKey(Rulebook, on_delete=models.PROTECT, related_name="thrown_away")
    slug = models.SlugField()
    name = WordsField()
    clauses = models.JSONField()
    beside = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True)
    writers = models.ManyToManyField(User, related_name="+")
    thrown_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    thrown_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
