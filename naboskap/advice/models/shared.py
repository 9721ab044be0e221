from django.db import models
from django.db.models import Q

from naboskap.advice.models.threads import Thread
from naboskap.advice.statuses import SharedStatus
from naboskap.core.models import Stateful
from naboskap.core.words import WordsField


class SharedAnswer(Stateful):
    """A question and its answer for everybody, in words of our own.

    Which thread it came of is for the office alone, and gone when the thread is erased. Nothing
    public bears it: not the address, which is drawn, and not a day of the thread.
    """

    slug = models.CharField(max_length=20, unique=True)
    thread = models.OneToOneField(
        Thread, null=True, on_delete=models.SET_NULL, related_name="shared"
    )
    theme = models.CharField(max_length=20, blank=True)
    question = WordsField()  # By language; a language without words is not faked.
    answer = WordsField()
    status = models.CharField(max_length=20, choices=SharedStatus, default=SharedStatus.OFFERED)
    revision = models.PositiveIntegerField(default=1)  # Whoever publishes says which they read.
    # Words that fold as a name does, and that the writer has said are ordinary.
    ordinary = models.JSONField(default=list)
    writers = models.JSONField(default=list)  # Who wrote what nobody else has published yet.
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    taken_back_because = models.TextField(blank=True)  # For the office alone.

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="shared_answer_status_is_known", condition=Q(status__in=SharedStatus.values)
            ),
            models.CheckConstraint(
                name="shared_answer_published_has_its_time",
                condition=~Q(status="published") | Q(published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "changed_at"], name="shared_answer_by_turn")]

    def __str__(self) -> str:
        return f"shared answer {self.pk}"
