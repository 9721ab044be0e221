from django.db import models
from django.db.models import Q

from naboskap.core.money import OreField
from naboskap.core.words import WordsField


class Giver(models.Model):
    """Who gives or owns: a ministry, a county. Every krone has one."""

    slug = models.SlugField(unique=True)
    name = WordsField()
    is_owner = models.BooleanField(default=False)


class Pot(models.Model):
    """Money from one giver, for one thing, for one year; its earmarks are data."""

    class Purpose(models.TextChoices):
        PROJECTS = "projects"
        CORE = "core"  # The secretariat's own running costs. Never a grant.

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="pots")
    slug = models.SlugField(unique=True)
    name = WordsField()
    year = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=10, choices=Purpose)
    # Programmes (by slug) that the money may go to; empty means any.
    only_programmes = models.JSONField(default=list)
    only_children_and_youth = models.BooleanField(default=False)
    # A sum made up for the starter: marked so wherever it is seen, never public.
    is_example = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]


class Entry(models.Model):
    """One balanced movement. Corrected by another entry, never by an edit.

    ``reference`` makes a retry harmless; ``digest`` makes sure that a retry is the same.
    """

    reference = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64)
    booked_at = models.DateTimeField()
    text = models.CharField(max_length=120, blank=True)


class Account(models.TextChoices):
    """Where money stands in a pot. The sum over all accounts of an entry is nought."""

    GIVEN = "given"  # From outside: negative, as it is where money comes from.
    AVAILABLE = "available"
    RESERVED = "reserved"  # Decided, not yet accepted.
    COMMITTED = "committed"  # Accepted.
    PAID = "paid"  # Left the bank.


class Line(models.Model):
    """A sum in øre on one account of one pot; ``grant_key`` is a plain key such as grants/12."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(max_length=10, choices=Account)
    amount = OreField()
    grant_key = models.CharField(max_length=40, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="line_account_is_known", condition=Q(account__in=Account.values)
            ),
            models.CheckConstraint(name="line_is_not_nought", condition=~Q(amount=0)),
        ]
        indexes = [models.Index(fields=["pot", "account"])]


class Gift(models.Model):
    """The giver's letter behind an entry: money for a pot, or money that went back.

    The sum stands in the entry's lines alone.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="gift")
    letter = models.CharField(max_length=80)  # Its number, or where it lies.
    dated_on = models.DateField()
    recorded_by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_gift_has_its_letter", condition=~Q(letter="")),
        ]
