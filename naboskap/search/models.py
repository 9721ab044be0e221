from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """What may be found: a subject's words and their stems, for one audience.

    The database keeps its own index over ``stems`` (FTS5, or GIN), made by a migration.
    """

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
            ),
            models.CheckConstraint(
                name="search_audience_is_known", condition=Q(audience__in=["public", "office"])
            ),
        ]
