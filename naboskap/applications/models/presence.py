from django.conf import settings
from django.db import models

from naboskap.applications.models.application import Application


class Presence(models.Model):
    """Where somebody writes just now: one row for each person in a draft, written over.

    It is no trail: a minute later it says nothing, and nobody asks it afterwards.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=60)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "user"], name="presence_once_a_person")
        ]
