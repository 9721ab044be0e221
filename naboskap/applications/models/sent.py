from django.db import models

from naboskap.applications.models.application import Application
from naboskap.applications.models.pair import Seat


class Snapshots(models.QuerySet["Snapshot"]):
    def counting(self) -> "Snapshots":
        """Return what counts, the newest first: all but the changes that were not confirmed."""
        return self.filter(lapsed_at__isnull=True).order_by("-number")


class Snapshot(models.Model):
    """What was sent, frozen: everything the case officer reads, and what the rules said of it.

    ``content`` is the whole application as data; ``sha256`` is the digest of its canonical
    JSON and stands on the receipt. A second snapshot exists where the pair changed what it had
    sent, or one thing was asked for. A change that was not confirmed in time has ``lapsed_at``:
    it is kept, and what both sides confirmed before it counts again.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="snapshots"
    )
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    facts = models.JSONField()  # What the judge saw.
    findings = models.JSONField()  # Codes and numbers; worded when shown.
    guideline_version_id = models.BigIntegerField()
    submitted_by_id = models.BigIntegerField()
    submitted_at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)

    objects = Snapshots.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="snapshot_number_is_unique"
            )
        ]


class Confirmation(models.Model):
    """A side stands behind the exact text: when, in which language, how, by whom, which digest."""

    class Way(models.TextChoices):
        ACCOUNT = "account"
        LINK = "link"
        CODE = "code"
        CALL = "call"  # An adviser heard it and wrote it down.

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="confirmations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way)
    language = models.CharField(max_length=5)
    sha256 = models.CharField(max_length=64)
    confirmed_by_id = models.BigIntegerField(null=True)  # Null: by a link or a code, no account.
    said_by = models.CharField(max_length=120, blank=True)  # In a call: the role, as told.
    spoken_at = models.DateTimeField(null=True)  # In a call: when it was.
    recorded_by_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField()  # When it was written down; what a deadline counts.

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "seat"], name="confirmed_once_a_side"),
            models.CheckConstraint(
                condition=~models.Q(way="call")
                | models.Q(spoken_at__isnull=False, recorded_by_id__isnull=False)
                & ~models.Q(said_by=""),
                name="a_call_is_written_down_whole",
            ),
        ]
