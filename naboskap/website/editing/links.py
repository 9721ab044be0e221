"""Which page is a translation of which."""

from django.db import models
from wagtail.models import Page


class Translation(models.Model):
    """A page that was written from one in another language, and when they last said the same."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    original = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    in_step_at = models.DateTimeField()

    class Meta:
        app_label = "website"
