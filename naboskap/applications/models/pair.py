from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.applications.models.application import Application
from naboskap.core.words import in_script
from naboskap.organisations.models import Organisation, Place


class Seat(models.Model):
    """One of the two equal sides: ``a`` is the home side, ``b`` the one across the border."""

    class Side(models.TextChoices):
        A = "a"
        B = "b"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="seats")
    side = models.CharField(max_length=1, choices=Side)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # What is known of a side before it has an organisation here.
    described_as = models.CharField(max_length=200, blank=True)
    described_kind = models.CharField(max_length=20, choices=Organisation.Kind, blank=True)
    described_control = models.CharField(
        max_length=20, choices=Organisation.Control, default=Organisation.Control.UNKNOWN
    )
    # How its name is written in Latin letters, as the side itself chose. Empty: not chosen.
    latin_name = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, default="nb")  # The side's own voice.
    time_zone = models.CharField(max_length=40, default="Europe/Oslo")
    # What the side has said about being shown. Empty: not asked yet, and the default holds.
    publication_wish = models.CharField(max_length=10, blank=True)
    publication_wished_at = models.DateTimeField(null=True)
    publication_wished_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "side"], name="seat_once_a_side"),
            models.CheckConstraint(name="seat_side_is_known", condition=Q(side__in=["a", "b"])),
        ]

    def name_in(self, language: str) -> str:
        """Return what the pair calls this side, for a reader of ``language``."""
        own = self.organisation.name if self.organisation is not None else self.described_as
        return in_script(own, self.latin_name, language)

    @property
    def party_key(self) -> str:
        """The plain key by which disclosure knows this party."""
        return f"applications/{self.application_id}/{self.side}"


class FormerSide(models.Model):
    """Who held a seat of a draft before, and how that ended. Their words stay in the draft.

    What the side was called is kept so that no text for outsiders ever holds it.
    """

    class Way(models.TextChoices):
        LEFT = "left"
        TAKEN_OUT = "taken_out"

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="former")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    described_as = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=10, choices=Way)
    reason = models.CharField(max_length=20, blank=True)  # A code: the mail words it.
    ended_at = models.DateTimeField()
    ended_by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_partner_is_taken_out_with_a_reason",
                condition=~Q(way="taken_out") | ~Q(reason=""),
            )
        ]


class SeatPerson(models.Model):
    """A person of a side. ``is_lead`` may send and withdraw, and says who else is on the side.

    Without ``may_write`` the person reads everything and writes nothing.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)
    may_write = models.BooleanField(default=True)
    # The lead has asked this person to lead instead, and waits for a yes.
    lead_offered_at = models.DateTimeField(null=True)
    latin_name = models.CharField(max_length=120, blank=True)  # As in the passport, if chosen.
    # When the person was told what is kept, who sees it, and that a public name is optional.
    informed_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "user"], name="seat_person_once"),
            models.UniqueConstraint(
                fields=["seat"],
                name="one_lead_a_side",
                condition=Q(is_lead=True, left_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["seat"],
                name="one_lead_offered_a_side",
                condition=Q(lead_offered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="whoever_leads_a_side_writes",
                condition=Q(is_lead=False) | Q(may_write=True),
            ),
        ]


class SeatInvitation(models.Model):
    """How somebody is asked to a seat: a mail in neutral words, a code to read aloud, an adviser.

    Only a digest of the code is kept. ``purpose`` is to write on the seat, or only to confirm.
    """

    class Way(models.TextChoices):
        MAIL = "mail"
        CODE = "code"
        ADVISER = "adviser"

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="invitations")
    way = models.CharField(max_length=10, choices=Way)
    purpose = models.CharField(
        max_length=10, choices=[("write", "write"), ("confirm", "confirm")], default="write"
    )
    # Whoever comes writes too; else they read only.
    may_write = models.BooleanField(default=True)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    code_digest = models.CharField(max_length=64, unique=True)
    invited_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)


class Help(models.Model):
    """An adviser who helps a pair with a draft. Recorded and shown; in itself never a bar.

    ``may_write`` ends when the draft is handed over; ``wrote_at`` is when they first wrote in
    it, which asks for a second reader later.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="helpers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    may_write = models.BooleanField(default=False)
    wrote_at = models.DateTimeField(null=True)
    let_in_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="helper_once")]


class Comment(models.Model):
    """What an adviser says of a part of the draft or of one answer: for the pair alone.

    Never part of what is sent. ``part`` is a page of the draft; ``question`` the key of an answer.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="comments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20)
    question = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=5)
    written_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True)


class CodeTry(models.Model):
    """A code that fitted nothing, by whom (a digest): a guesser is soon asked to wait."""

    who = models.CharField(max_length=64)
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["who", "tried_at"])]
