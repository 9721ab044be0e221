"""What the site keeps beside its pages: what came with the house, was missed, or is wrong."""

from django.db import models
from wagtail.models import Page


class LaidPage(models.Model):
    """A page that came with the house: laid once, and an editor's to rename or delete since."""

    language = models.CharField(max_length=5)
    slug = models.CharField(max_length=255)  # As the house calls it.
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="laid_page_once"),
        ]


class MissedAddress(models.Model):
    """An address that was asked for and is not there: how often, and never by whom (WEB-1)."""

    path = models.CharField(max_length=200, unique=True)  # Without its question mark.
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # An editor has led it on, or found that it needs nothing.
    settled_at = models.DateTimeField(null=True)


class PageFault(models.Model):
    """What somebody told us is wrong on a page. How to reach them goes when it is mended."""

    path = models.CharField(max_length=200)
    text = models.TextField()
    contact = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5)  # The one that the page was read in.
    key = models.CharField(max_length=40, unique=True)  # The form's own: a second click is none.
    origin = models.CharField(max_length=64, blank=True)  # A digest that means nothing tomorrow.
    told_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)
    mended_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="page_fault_mended_keeps_no_contact",
                condition=models.Q(mended_at__isnull=True) | models.Q(contact=""),
            )
        ]
