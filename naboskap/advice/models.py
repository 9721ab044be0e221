from django.conf import settings
from django.db import models

from naboskap.advice.statuses import IdeaStatus
from naboskap.core.models import Stateful
from naboskap.core.words import WordsField


class Adviser(models.Model):
    """Somebody to call: a field, languages, phone, e-mail, and what to ask about."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    field = WordsField()  # "skole og ungdom"
    # What routes an idea or a page to the adviser: themes by code (school, sport, culture …).
    themes = models.JSONField(default=list)
    ask_about = WordsField()
    languages = models.JSONField(default=list)
    phone = models.CharField(max_length=40)
    email = models.EmailField()
    order = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "pk"]


class Idea(Stateful):
    """Two sentences and a way to be reached: no account, organisation or partner needed."""

    text = models.TextField()
    contact = models.CharField(max_length=120)  # A phone number or an e-mail address, as typed.
    theme = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5)
    status = models.CharField(max_length=20, choices=IdeaStatus, default=IdeaStatus.NEW)
    adviser = models.ForeignKey(Adviser, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    answer_by = models.DateTimeField()  # The clock that the adviser sees.
    called_at = models.DateTimeField(null=True)
    # A key made in the form: a second click brings the same idea, not another.
    key = models.CharField(max_length=40, unique=True)


class IdeaNote(models.Model):
    """What was said in a call."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    written_by_id = models.BigIntegerField()
    written_at = models.DateTimeField()
