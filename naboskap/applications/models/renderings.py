from typing import Any

from django.db import models
from django.db.models import Q

from naboskap.applications.models.application import Application
from naboskap.questionnaires.models import Rendering, RenderingVersion


class ShortTranslation(Rendering):
    """A short text of the application in another language: its title, a line's or a task's words.

    ``of_text`` is the very text that it renders. Where another stands now, it is old.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="short_translations"
    )
    # Which text: "title", "activity:12:what", "cost:5:text" (``applications.renderings``).
    key = models.CharField(max_length=40)
    of_text = models.TextField()

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

    def renders(self) -> dict[str, Any]:
        return {"of_text": self.of_text}


class ShortTranslationVersion(RenderingVersion):
    """A version of a short text's translation."""

    translation = models.ForeignKey(
        ShortTranslation, on_delete=models.PROTECT, related_name="versions"
    )
    of_text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "number"], name="short_translation_version_is_unique"
            )
        ]
