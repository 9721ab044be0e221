from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.applications.models import Application, Seat
from naboskap.assessments.statuses import OPEN, CaseStatus, Turn
from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.organisations.models import Organisation
from naboskap.programmes.models import Criterion, Programme
from naboskap.records.models import CaseFile


class Case(Stateful):
    """An application in the secretariat's hands. Opened when it is sent.

    What a list shows and sorts by is copied here when the application is sent, so that a list
    of any length needs no snapshot and no seat.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="+")
    case_file = models.OneToOneField(CaseFile, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=140)
    theme = models.CharField(max_length=20, blank=True)
    # Both sides in a few words: [{"side": "a", "kind": "school", "place": {"nb": …}}, …]
    parties = models.JSONField(default=list)
    amount_applied_for = OreField()
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=20, choices=CaseStatus, default=CaseStatus.RECEIVED)
    # Who is to act, and by which day: set by the acts that move the case. What is open has its
    # day, and what has its day is open.
    turn = models.CharField(max_length=10, choices=Turn, default=Turn.OFFICE, blank=True)
    due_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    promised_by = models.DateField(null=True)  # The latest day of the promised weeks.
    # A partner that nobody here knows is contacted before a decision.
    partner_known_at = models.DateTimeField(null=True)
    partner_contact = models.TextField(blank=True)
    # An adviser who helped is not barred, but asks for a second reader.
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    second_reading = models.TextField(blank=True)
    second_read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_status_is_known", condition=Q(status__in=CaseStatus.values)
            ),
            models.CheckConstraint(
                name="case_open_has_its_day",
                condition=Q(status__in=sorted(OPEN), due_on__isnull=False)
                | Q(~Q(status__in=sorted(OPEN)), due_on__isnull=True),
            ),
            models.CheckConstraint(name="case_turn_is_known", condition=Q(turn__in=Turn.values)),
            models.CheckConstraint(
                name="case_amount_is_not_negative", condition=Q(amount_applied_for__gte=0)
            ),
            models.CheckConstraint(
                name="second_reader_is_another",
                condition=Q(second_reader__isnull=True)
                | Q(officer__isnull=True)
                | ~Q(second_reader=models.F("officer")),
            ),
        ]
        indexes = [
            # The open cases, most urgent first: the list that staff look at all day. Each index
            # holds the sum too, so that counting and adding up read no row.
            models.Index(
                fields=["due_on", "id", "amount_applied_for"],
                name="case_open_by_urgency",
                condition=Q(due_on__isnull=False),
            ),
            models.Index(
                fields=["programme", "due_on", "id", "amount_applied_for"],
                name="case_of_programme",
            ),
            models.Index(
                fields=["officer", "due_on", "id", "amount_applied_for"], name="case_of_officer"
            ),
            models.Index(
                fields=["status", "due_on", "id", "amount_applied_for"], name="case_of_status"
            ),
            models.Index(
                fields=["theme", "due_on", "id", "amount_applied_for"], name="case_of_theme"
            ),
            models.Index(fields=["-received_at", "-id", "amount_applied_for"], name="case_newest"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the case still waits for its decision."""
        return self.status in OPEN


class Interest(models.Model):
    """A tie between a person and an organisation, remembered for every later case."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="one_interest_in_force",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="interest_ended_by_another",
                condition=Q(ended_by_id__isnull=True) | ~Q(ended_by_id=models.F("user")),
            ),
        ]


class Impartiality(models.Model):
    """What a person said of their impartiality in one case. Until it is given, no text opens."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="impartialities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_impartial = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="impartiality_once_a_person"),
            models.CheckConstraint(
                name="interest_has_its_reason",
                condition=Q(is_impartial=True) | ~Q(reason=""),
            ),
        ]


class QuestionToPair(models.Model):
    """One thing asked for: a question, a day, and only those answers unlocked."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    # Whose answer is asked for; empty: whichever side can tell.
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    # Keys of the questions in the form whose answers the pair may change now.
    unlocked = models.JSONField(default=list)
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    answered_by_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # No longer waited for.

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="one_question_at_a_time",
                condition=Q(answered_at__isnull=True, ended_at__isnull=True),
            )
        ]


class CriterionNote(models.Model):
    """The assessment of one criterion as it stands, with its reason."""

    class Mark(models.TextChoices):
        STRONG = "strong"
        GOOD = "good"
        WEAK = "weak"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="criterion_notes")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=10, choices=Mark, blank=True)
    reason = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "criterion"], name="criterion_note_once"),
            models.CheckConstraint(
                name="criterion_mark_is_known",
                condition=Q(mark__in=["", "strong", "good", "weak"]),
            ),
        ]


class CriterionNoteVersion(models.Model):
    """Every assessment that was ever saved: the note's trail, never changed."""

    note = models.ForeignKey(CriterionNote, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="note_version_is_unique")
        ]


class CouncilAdvice(models.Model):
    """What the expert council recommends, where a programme asks it."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="council_advice")
    supports = models.BooleanField()
    reason = models.TextField()
    given_by_id = models.BigIntegerField()
    given_at = models.DateTimeField()
