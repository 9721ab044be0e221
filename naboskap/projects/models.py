from typing import Any

from django.db import models
from django.db.models import Q

from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.core.words import WordsField
from naboskap.grants.models import Grant
from naboskap.projects.statuses import StoryStatus
from naboskap.projects.telling import Told


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


class Story(Stateful):
    """What came of a project, told for everybody: from the approved report, by a yes of each side.

    What was said yes to is named by its digest, so that a changed text asks again.
    """

    key = models.CharField(max_length=40, unique=True)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
    title = WordsField()  # By language; a language without words is not faked.
    done = WordsField()
    result = WordsField()
    quotation = WordsField()
    role = WordsField()  # Of whoever is quoted: never a name.
    participants_a = models.PositiveIntegerField(null=True)  # As the report has them.
    participants_b = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=20, choices=StoryStatus, default=StoryStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    asked_about = models.JSONField(default=list)  # The digests that the pair has had a mail about.
    # Words that fold as a name does, and that whoever asked the pair has said are ordinary.
    ordinary = models.JSONField(default=list)
    writers = models.JSONField(default=list)  # Who wrote what nobody else has published yet.
    closed_by = models.CharField(
        max_length=1, blank=True
    )  # The side that said no, or took it back.
    because = models.TextField(blank=True)  # Why the office took it back; for the office alone.
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="story_status_is_known", condition=Q(status__in=StoryStatus.values)
            ),
            models.CheckConstraint(
                name="story_published_has_its_time",
                condition=~Q(status="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="story_closed_by_a_side", condition=Q(closed_by__in=["", "a", "b"])
            ),
            models.CheckConstraint(
                name="story_shown_is_closed_by_nobody",
                condition=~Q(status__in=["agreed", "published"]) | Q(closed_by=""),
            ),
        ]
        indexes = [models.Index(fields=["status", "changed_at"], name="story_by_turn")]

    def __str__(self) -> str:
        return f"story {self.pk}"

    @property
    def told(self) -> Told:
        return Told(self.title, self.done, self.result, self.quotation, self.role)

    @property
    def people(self) -> dict[str, int | None]:
        return {"a": self.participants_a, "b": self.participants_b}


class StoryAnswer(models.Model):
    """What a side said, and of which text of the story. Never changed: the last one counts."""

    class Said(models.TextChoices):
        YES = "yes"
        CHANGE = "change"
        NO = "no"

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="answers")
    side = models.CharField(max_length=1, choices=[("a", "a"), ("b", "b")])
    said = models.CharField(max_length=10, choices=Said)
    digest = models.CharField(max_length=64)  # Of the text that was read.
    words = models.TextField(blank=True)  # What is to be changed.
    language = models.CharField(max_length=5)  # In which it was read, and the words written.
    given_by_id = models.BigIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="story_answer_is_known", condition=Q(said__in=["yes", "change", "no"])
            ),
            models.CheckConstraint(
                name="story_answer_has_a_side", condition=Q(side__in=["a", "b"])
            ),
            models.CheckConstraint(
                name="story_change_has_words", condition=~Q(said="change") | ~Q(words="")
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("What a side said is never changed.")
        super().save(*args, **kwargs)
