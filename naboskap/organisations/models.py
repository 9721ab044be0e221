from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naboskap.core.words import WordsField


class Place(models.Model):
    """A county, region or oblast by its ISO 3166-2 code, valid over a stretch of time."""

    code = models.CharField(max_length=8)
    country = models.CharField(max_length=2)
    name = WordsField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    # Which side's place it is for this secretariat: a (home), b (across the border), or neither.
    side = models.CharField(max_length=1, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="place_once_at_a_time"),
            # Without a first day, too: an empty day is like no other.
            models.UniqueConstraint(
                fields=["code"],
                name="place_once_from_of_old",
                condition=Q(valid_from__isnull=True),
            ),
        ]


class Organisation(models.Model):
    """A legal entity, or a private person where a programme allows it, on either side.

    ``number`` is the one in the register of ``country``; a partner abroad need not give one.
    """

    class Kind(models.TextChoices):
        SCHOOL = "school", _("School or kindergarten")
        MUSIC_SCHOOL = "music_school", _("School of music and arts")
        SPORTS_CLUB = "sports_club", _("Sports club")
        VOLUNTARY = "voluntary", _("Voluntary organisation")
        CULTURE = "culture", _("Cultural institution")
        MUSEUM = "museum", _("Museum")
        LIBRARY = "library", _("Library")
        INDIGENOUS = "indigenous", _("Indigenous people's organisation")
        UNIVERSITY = "university", _("University or college")
        MEDIA = "media", _("Media house")
        COMPANY = "company", _("Company")
        FOUNDATION = "foundation", _("Foundation")
        MUNICIPALITY = "municipality", _("Municipality")
        COUNTY = "county", _("County or region")
        STATE = "state", _("State body")
        PRIVATE_PERSON = "private_person", _("Private person")
        OTHER = "other", _("Something else")

    class Control(models.TextChoices):
        """Who controls it: matters where authorities of a state are out of bounds."""

        INDEPENDENT = "independent"
        LOCAL_AUTHORITY = "local_authority"
        REGIONAL_AUTHORITY = "regional_authority"
        NATIONAL_AUTHORITY = "national_authority"
        UNKNOWN = "unknown"

    country = models.CharField(max_length=2)
    number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    control = models.CharField(max_length=20, choices=Control, default=Control.UNKNOWN)
    legal_form = models.CharField(max_length=60, blank=True)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    municipality = models.CharField(max_length=80, blank=True)
    # Name, place and form came from the register; else a person typed them in.
    from_register_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "number"],
                name="organisation_number_is_unique",
                condition=~Q(number=""),
            ),
            models.CheckConstraint(
                name="private_person_has_no_number",
                condition=~Q(kind="private_person") | Q(number=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person who speaks for an organisation, or has asked to.

    The first person of an organisation sees only what they write (``is_first``, and no
    other's applications); whoever joins later needs a member's or a case officer's approval.
    """

    class Standing(models.TextChoices):
        ASKED = "asked"
        ACTIVE = "active"
        DECLINED = "declined"
        ENDED = "ended"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing)
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_by_id = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="membership_is_unique")
        ]


class BankAccount(models.Model):
    """An account to pay to. A change is asked for by one person and confirmed by another."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="bank_accounts"
    )
    number = models.CharField(max_length=34)
    proposed_by_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bank_account_confirmed_by_another",
                condition=Q(confirmed_by_id__isnull=True)
                | ~Q(confirmed_by_id=models.F("proposed_by_id")),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                name="one_bank_account_in_force",
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
            ),
        ]


class Obligation(models.Model):
    """What an organisation owes, since when and by when: an open one blocks a new application.

    Opened and closed by ``reports`` in its own act (the one deliberate push).
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="obligations"
    )
    kind = models.CharField(max_length=20)  # final_report
    key = models.CharField(max_length=40, unique=True)  # reports/12
    since = models.DateField()
    due_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
