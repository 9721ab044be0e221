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
    # The plain key by which disclosure knows the two parties: its a and its b stand under it.
    # Empty: the card's own.
    parties = models.CharField(max_length=50, blank=True)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="nb")
    year = models.PositiveSmallIntegerField(null=True)
    award_date = models.DateField(null=True)
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    applicant_name = models.CharField(max_length=200, blank=True)
    applicant_number = models.CharField(max_length=20, blank=True)  # In its country's register.
    applicant_kind = models.CharField(max_length=20, blank=True)
    applicant_place = models.CharField(max_length=120, blank=True)
    applicant_region = models.CharField(max_length=8, blank=True)  # ISO 3166-2
    partner_name = models.CharField(max_length=200, blank=True)
    partner_kind = models.CharField(max_length=20, blank=True)
    partner_regions = models.JSONField(default=list)  # ISO 3166-2 codes, in order
    # Tells partners apart, to count each once; empty where the source does not say.
    partner_identity = models.CharField(max_length=50, blank=True)
    programme = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=20, blank=True)
    amount_awarded = OreField(null=True)
    participants_a = models.PositiveIntegerField(null=True)
    participants_b = models.PositiveIntegerField(null=True)
    origin = models.CharField(max_length=120, blank=True)  # The site it was read from.
    # Our own projects: {"activities": [...], "texts": [...]}, what was done and told, by side.
    story = models.JSONField(default=dict)
    as_read = models.JSONField(default=dict)  # The row of the source, word for word.
    made_of = models.CharField(max_length=60, blank=True)  # What an own card was made of.
    # The search index holds the applicant's name: it was open when the words were indexed.
    indexed_open = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"], name="card_imported_once", condition=~Q(import_key="")
            ),
            models.CheckConstraint(
                name="card_comes_from_somewhere",
                condition=(Q(source="own", grant__isnull=False, import_key=""))
                | (Q(source="catalogue", grant__isnull=True) & ~Q(import_key="")),
            ),
            models.CheckConstraint(
                name="card_amount_is_not_negative",
                condition=Q(amount_awarded__isnull=True) | Q(amount_awarded__gte=0),
            ),
        ]

    @property
    def subject_key(self) -> str:
        """The plain key by which the whole project is hidden."""
        return f"cards/{self.pk}"

    def party_key(self, side: str) -> str:
        """Return the plain key by which disclosure knows the party on ``side``."""
        return f"{self.parties or self.subject_key}/{side}"
