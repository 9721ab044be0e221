from typing import Any, NoReturn

from django.db import models


class Entry(models.Model):
    """One act. Written in the act's own transaction; never changed, never removed.

    The database refuses a change too (a trigger on both databases).
    """

    occurred_at = models.DateTimeField(auto_now_add=True)  # Real time, also in a demonstration.
    actor_id = models.BigIntegerField(null=True)  # No key: the trail outlives the person.
    action = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An audit entry is never removed.")


class Refused(models.Model):
    """An act that was turned down. Written after the rollback, in a transaction of its own."""

    occurred_at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=60)  # A rule's number or the refusal's kind; no words.
    path = models.CharField(max_length=200)


class Seal(models.Model):
    """A digest over a run of entries and the seal before it: what was written cannot be changed
    without breaking every later seal."""

    sealed_at = models.DateTimeField(auto_now_add=True)
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
