from django.db import models
from django.db.models import Q

from naboskap.applications.models.application import Application, Revised
from naboskap.records.models import Document


class Attachment(Revised):
    """A paper that goes with the application, or what the pair says of it instead."""

    class State(models.TextChoices):
        HERE = "here"
        LATER = "later"
        KNOWN = "known"  # The secretariat has it already.
        FROM_OTHER = "from_other"  # Somebody else sends it.
        NONE = "none"

    # Made by the page: a second click and a second try bring the same paper.
    key = models.CharField(max_length=40, unique=True)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="attachments"
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)  # A code of papers.KINDS.
    state = models.CharField(max_length=10, choices=State)
    called = models.CharField(max_length=120, blank=True)  # Of what is something else.
    # Which they have, who sends it, or why there is none.
    note = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)  # The day by which it comes.
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)  # As the sender calls it.
    reminded_at = models.DateTimeField(null=True)  # The pair, that the day comes.
    day_told_at = models.DateTimeField(null=True)  # The pair, that the day is here.
    warned_at = models.DateTimeField(null=True)  # The pair, that the file is kept out.
    # The office does without what is awaited.
    waived_at = models.DateTimeField(null=True)
    waived_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="attachments_to_remind_of",
                condition=Q(due_on__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                name="attachment_once_a_kind",
                condition=~Q(kind="other"),
            ),
            models.CheckConstraint(
                name="attachment_state_is_known",
                condition=Q(state__in=["here", "later", "known", "from_other", "none"]),
            ),
            models.CheckConstraint(
                name="attachment_here_is_a_file",
                condition=Q(state="here", document__isnull=False)
                | (~Q(state="here") & Q(document__isnull=True)),
            ),
            models.CheckConstraint(
                name="attachment_later_has_its_day",
                condition=~Q(state="later") | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="attachment_waived_is_awaited",
                condition=Q(waived_at__isnull=True) | Q(state__in=["later", "from_other"]),
            ),
        ]
