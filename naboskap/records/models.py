from django.db import models
from django.db.models import Q


class CaseFile(models.Model):
    """A case in the journal: a year and a running number (``21/0412``)."""

    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    # What the public journal may print; words that point at a protected party are left out.
    public_title = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="case_number_is_unique")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.year % 100:02d}/{self.sequence:04d}"


class Document(models.Model):
    """A private file, never changed: it is on the disk, and synced, before its row is."""

    class Scan(models.TextChoices):
        """Whether somebody has looked for harmful programs in it. Our own need no look."""

        OWN = "own"
        WAITING = "waiting"
        CLEAN = "clean"
        INFECTED = "infected"  # Kept, and never opened.
        FAILED = "failed"  # The scanner said no to it.

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    # Neutral: a file's name never tells of a person or partner.
    file_name = models.CharField(max_length=120)
    path = models.CharField(max_length=200, unique=True)
    language = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.OWN)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="documents_waiting_for_a_scan", condition=Q(scan="waiting")
            ),
            models.Index(
                fields=["id"], name="documents_that_are_infected", condition=Q(scan="infected")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="document_scan_is_known",
                condition=Q(scan__in=["own", "waiting", "clean", "infected", "failed"]),
            )
        ]


class JournalEntry(models.Model):
    """One paper in a case: in, out or internal."""

    class Kind(models.TextChoices):
        INCOMING = "incoming"
        OUTGOING = "outgoing"
        INTERNAL = "internal"

    case_file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="entries")
    number_in_case = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    public_title = models.CharField(max_length=200)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="journal_entries"
    )
    journaled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_file", "number_in_case"], name="journal_number_in_case_is_unique"
            ),
            models.UniqueConstraint(fields=["year", "sequence"], name="journal_number_is_unique"),
            models.CheckConstraint(
                name="journal_kind_is_known",
                condition=Q(kind__in=["incoming", "outgoing", "internal"]),
            ),
        ]


class Sequence(models.Model):
    """The last number used, by name (``case/2021``): taken under a lock, never reused."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)
