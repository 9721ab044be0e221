"""What was found in the words of a page when it was looked at, and what a reader said of it."""

from django.db import models


class PageLook(models.Model):
    """What a page's words were found to hold, and which of them somebody vouched for."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    ordinary = models.JSONField(default=list)  # Words that a second reader said are no names.
    swept_with = models.CharField(max_length=64, blank=True)  # The names of then, by digest.
    version = models.PositiveIntegerField(null=True)  # That was out then.
    swept_at = models.DateTimeField(null=True)
    faulted_at = models.DateTimeField(null=True)  # It could not be looked at then.
    told = models.CharField(max_length=64, blank=True)  # A digest of what the editors know of.
