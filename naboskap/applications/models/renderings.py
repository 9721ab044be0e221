from django.db import models
from django.db.models import Q

from naboskap.applications.models.application import Application
from naboskap.questionnaires.models import Translation


class ShortTranslation(models.Model):
    """A short text of the application in another language: its title, a line's or a task's words.

    ``of_text`` is the very text that it renders. Where another stands now, it is old.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="short_translations"
    )
    # Which text: "title", "activity:12:what", "cost:5:text" (``applications.renderings``).
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    text = models.TextField(blank=True)
    mark = models.CharField(max_length=10, choices=Translation.Mark)
    of_text = models.TextField()
    number = models.PositiveIntegerField(default=1)
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()
    checked_by_id = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key", "language"],
                name="short_translation_once_a_language",
            ),
            models.CheckConstraint(
                name="short_translation_checked_says_by_whom",
                condition=~Q(mark="checked")
                | Q(checked_by_id__isnull=False, checked_at__isnull=False),
            ),
        ]


class ShortTranslationVersion(models.Model):
    """Every such translation that was ever saved, and every check: never changed or removed."""

    translation = models.ForeignKey(
        ShortTranslation, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    mark = models.CharField(max_length=10)
    of_text = models.TextField()
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "number"], name="short_translation_version_is_unique"
            )
        ]
