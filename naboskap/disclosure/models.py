from django.db import models
from django.db.models import Q


class Level(models.TextChoices):
    """How much of a party may be known outside. Stored and compared as a code."""

    OPEN = "open"
    REGION = "region"
    HIDDEN = "hidden"


class PublicStamp(models.Model):
    """One row that counts every change of what the public may see.

    A page kept for reuse was made under a number: with another number it is made again. So a
    hide is in force everywhere at once, in every process, without telling any of them.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="public_stamp_is_one_row", condition=Q(pk=1))]


class Wish(models.Model):
    """What a party has said about being shown, in words that were shown to it.

    ``party`` is a plain key such as ``application/12/b``: this room knows no application.
    Lowering the protection of a party abroad needs its own wish **and** a second person's
    confirmation (``confirmed_by_id``); until then the default holds.
    """

    party = models.CharField(max_length=60, unique=True)
    level = models.CharField(max_length=10, choices=Level)
    language = models.CharField(max_length=5)
    given_by_id = models.BigIntegerField(null=True)
    given_at = models.DateTimeField()
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="wish_level_is_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="wish_confirmed_by_another",
                condition=Q(confirmed_by_id__isnull=True)
                | Q(given_by_id__isnull=True)
                | ~Q(confirmed_by_id=models.F("given_by_id")),
            ),
        ]


class ProtectedName(models.Model):
    """A name that no text for outsiders may hold: looked for folded, in every script.

    ``holder`` is the plain key of the party it belongs to. A name may be a person's, an
    organisation's, or that of a place so small that it points at the party.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"
        PLACE = "place"

    holder = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=400, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "folded"], name="protected_name_once")
        ]


class Hidden(models.Model):
    """A subject that is hidden everywhere at once, whatever its wishes say."""

    subject = models.CharField(max_length=60, unique=True)
    hidden_by_id = models.BigIntegerField(null=True)
    hidden_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
