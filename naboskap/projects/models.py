from django.db import models
from django.db.models import Q

from naboskap.core.money import OreField
from naboskap.grants.models import Grant


class Card(models.Model):
    """A project as the catalogue has it: our own (``grant``) or imported from public pages.

    A card is data to be judged, never shown as it is: what goes out is what ``disclosure``
    answers for it. Empty means not known; nothing is filled in.
    """

    class Source(models.TextChoices):
        CATALOGUE = "catalogue"
        OWN = "own"

    slug = models.SlugField(max_length=80, unique=True)  # Neutral: no name of a party.
    source = models.CharField(max_length=10, choices=Source)
    grant = models.OneToOneField(Grant, null=True, on_delete=models.PROTECT, related_name="+")
    import_key = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="nb")
    year = models.PositiveSmallIntegerField(null=True)
    applicant_name = models.CharField(max_length=200, blank=True)
    applicant_place = models.CharField(max_length=120, blank=True)
    applicant_is_person = models.BooleanField(default=False)
    partner_kind = models.CharField(max_length=60, blank=True)
    partner_regions = models.JSONField(default=list)  # ISO 3166-2 codes
    programme = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    amount_awarded = OreField(null=True)
    participants_a = models.PositiveIntegerField(null=True)
    participants_b = models.PositiveIntegerField(null=True)
    origin = models.CharField(max_length=120, blank=True)  # The site it was read from.
    # Our own projects: what was done and told, by side, and what it came to.
    story = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"], name="card_imported_once", condition=~Q(import_key="")
            )
        ]
