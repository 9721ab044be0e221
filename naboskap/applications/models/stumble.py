from django.db import models


class Stumble(models.Model):
    """How often in a month one thing was in the way: on sending, or at the check while writing.

    Counted, and never whose: no application, no person, no day. A paragraph is known by its
    rulebook and number, a question by its identity, which outlives the form's versions.
    """

    class What(models.TextChoices):
        CLAUSE = "clause"
        QUESTION = "question"
        LENGTH = "length"  # A text that is longer than there is room for.

    class Stage(models.TextChoices):
        WRITING = "writing"
        SENDING = "sending"

    month = models.DateField()  # Its first day.
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.SENDING)
    what = models.CharField(max_length=10, choices=What)
    rulebook = models.SlugField(blank=True)  # Where it is a paragraph.
    name = models.CharField(max_length=40)  # The paragraph's number, or the question's identity.
    lesson = models.SlugField(max_length=100, blank=True)  # Of the school, about it.
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "stage", "what", "rulebook", "name"],
                name="stumbled_over_once_a_month",
            )
        ]
