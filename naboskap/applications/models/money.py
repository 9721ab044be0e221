from django.db import models
from django.db.models import Q

from naboskap.applications.models.application import Application, Revised
from naboskap.applications.models.plan import Activity
from naboskap.core.money import OreField


class BudgetLine(Revised):
    """What something costs, on which side: one sum, or so many at a price for one.

    ``own_work`` is hours times the rate of the rules.
    """

    class Category(models.TextChoices):
        TRAVEL = "travel"
        STAY = "stay"
        FOOD = "food"
        VISA = "visa"
        RENT = "rent"
        INTERPRETING = "interpreting"
        SERVICES = "services"
        ADMINISTRATION = "administration"
        MANAGEMENT = "management"
        MATERIALS = "materials"
        OWN_WORK = "own_work"
        COURSE_FEE = "course_fee"
        EQUIPMENT = "equipment"
        INVESTMENT = "investment"
        MARKETING = "marketing"
        PUBLICATIONS = "publications"
        WEBSITE = "website"
        FILM_PRODUCTION = "film_production"
        RUNNING_COSTS = "running_costs"
        BUSINESS_SETUP = "business_setup"
        RESEARCH = "research"
        HUMANITARIAN = "humanitarian"
        DEFICIT = "deficit"
        OTHER = "other"

    class Unit(models.TextChoices):
        WHOLE = "whole"
        PERSON = "person"
        NIGHT = "night"
        DAY = "day"
        HOUR = "hour"
        TRIP = "trip"
        OCCASION = "occasion"
        PIECE = "piece"

    class Source(models.TextChoices):
        NORGES_BANK = "norges_bank"
        BY_HAND = "by_hand"

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="budget_lines"
    )
    activity = models.ForeignKey(Activity, null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=1, choices=[("a", "a"), ("b", "b")])
    # Empty: nobody has said yet. It counts in every sum, and is asked for before it is sent.
    category = models.CharField(max_length=20, choices=Category, blank=True)
    text = models.CharField(max_length=200, blank=True)
    hours_hundredths = models.PositiveIntegerField(null=True)  # 7,5 hours is 750.
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.WHOLE)
    quantity_hundredths = models.PositiveIntegerField(null=True)  # 22 nights are 2200.
    # Øre for one. Own work: an hour, from the guidelines in force when it was written.
    rate = OreField(null=True)
    amount = OreField()
    # Written in another currency: hundredths of it, and the rate that the øre were reckoned by.
    # ``rate`` is then in its hundredths too.
    currency = models.CharField(max_length=3, blank=True)  # Empty: the house's own.
    original_amount = models.BigIntegerField(null=True)
    exchange_rate = models.CharField(max_length=20, blank=True)  # A decimal, in full.
    exchange_per = models.PositiveIntegerField(default=1)  # What so many cost in kroner.
    exchange_on = models.DateField(null=True)
    exchange_source = models.CharField(max_length=12, blank=True, choices=Source)
    exchange_note = models.CharField(max_length=200, blank=True)
    # Lines that were pasted together bear the mark of their page, so that they are added once.
    pasted = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="budget_amount_is_not_negative", condition=Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="own_work_is_counted_in_hours",
                condition=~Q(category="own_work") | Q(hours_hundredths__isnull=False),
            ),
            models.CheckConstraint(
                name="other_currency_has_rate_day_and_source",
                condition=Q(currency="", original_amount__isnull=True, exchange_rate="")
                | Q(original_amount__gte=0, original_amount__isnull=False, exchange_per__gt=0)
                & Q(exchange_on__isnull=False, exchange_source__in=["norges_bank", "by_hand"])
                & ~Q(currency="")
                & ~Q(exchange_rate=""),
            ),
            models.CheckConstraint(
                name="rate_by_hand_says_where_it_was_found",
                condition=~Q(exchange_source="by_hand") | ~Q(exchange_note=""),
            ),
            models.CheckConstraint(
                name="what_is_counted_has_quantity_and_rate",
                condition=Q(unit="whole")
                | Q(
                    quantity_hundredths__isnull=False,
                    rate__isnull=False,
                    quantity_hundredths__gt=0,
                    rate__gte=0,
                ),
            ),
        ]


class FinancingLine(Revised):
    """Who pays what, beside the sum applied for. Own work is counted from the budget."""

    class Source(models.TextChoices):
        OWN = "own"
        OTHER_PUBLIC = "other_public"
        OTHER_PRIVATE = "other_private"
        FEES = "fees"

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="financing_lines"
    )
    position = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=1, choices=[("a", "a"), ("b", "b")])
    source = models.CharField(max_length=20, choices=Source)
    text = models.CharField(max_length=200, blank=True)
    amount = OreField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="financing_amount_is_not_negative", condition=Q(amount__gte=0)
            )
        ]
