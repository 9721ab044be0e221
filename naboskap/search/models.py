from django.db import models


class Entry(models.Model):
    """What may be found: stems of a subject's words, in one language, for one audience."""

    class Audience(models.TextChoices):
        PUBLIC = "public"
        OFFICE = "office"

    audience = models.CharField(max_length=10, choices=Audience)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    stems = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "subject_type", "subject_id"], name="search_entry_once"
            )
        ]
