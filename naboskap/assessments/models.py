from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.applications.models import Application, Attachment, Seat
from naboskap.assessments.statuses import OPEN, CaseStatus, Turn
from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.guidelines.models import Version
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
    # Since when it is on hold. The hold itself is a row of its own; it is set here by the same
    # acts, so that every act and every list sees it in the row that it has.
    held_at = models.DateTimeField(null=True)
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
            models.Index(
                fields=["-received_at", "-id", "amount_applied_for"],
                name="case_on_hold",
                condition=Q(held_at__isnull=False),
            ),
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


class HoldBatch(models.Model):
    """Cases put on hold, or let go on, by one act. Its items are the work: one at a time.

    ``key`` is of the page it was asked on: a second click there is the same batch.
    """

    class Act(models.TextChoices):
        HOLD = "hold"
        RESUME = "resume"

    key = models.UUIDField(unique=True)
    act = models.CharField(max_length=10, choices=Act)
    # What stopped them: a paragraph (its number) of a version of the guidelines.
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=10)
    reason = models.TextField()
    # The same for the side across the border, in its language. Empty: it gets ``reason``.
    reason_across = models.TextField(blank=True)
    # Which batch's holds are ended.
    ends = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="endings")
    # How many there were that the person may have nothing to do with, and did not see.
    unseen = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batch_that_resumes_says_what",
                condition=Q(act="hold", ends__isnull=True) | Q(act="resume", ends__isnull=False),
            )
        ]


class HoldPlan(models.Model):
    """What a paragraph will forbid, looked through before its version holds: kept until then.

    ``chosen`` are the cases to be held, by id; ``left_out``: why a case goes on, by its id. Of
    every other case on the list nobody has said anything yet.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    clause = models.CharField(max_length=10)
    chosen = models.JSONField(default=list)
    left_out = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    reason_across = models.TextField(blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "clause"], name="one_hold_plan_a_clause")
        ]


class HoldItem(models.Model):
    """One case of a batch: to be done, done, or left out with its reason."""

    class Outcome(models.TextChoices):
        WAITS = ""
        DONE = "done"
        LEFT_OUT = "left_out"
        ALREADY = "already"  # Somebody else was first, or it ended meanwhile.
        REFUSED = "refused"

    batch = models.ForeignKey(HoldBatch, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    # What the paragraph found, as codes and numbers; worded when shown.
    finding = models.JSONField(null=True)
    left_out_because = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITS, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "case"], name="hold_item_once_a_batch"),
            models.CheckConstraint(
                name="hold_item_left_out_has_its_reason",
                condition=~Q(outcome="left_out") | ~Q(left_out_because=""),
            ),
            models.CheckConstraint(
                name="hold_item_is_settled_at_a_time",
                condition=Q(outcome="", settled_at__isnull=True)
                | Q(~Q(outcome=""), settled_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="hold_item_waits", condition=Q(outcome="")),
        ]


class Hold(models.Model):
    """That a case stands still for a time: why, since when, until when. Never taken away again."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    # The same for the side across the border, in its language. Empty: it gets ``reason``.
    reason_across = models.TextField(blank=True)
    # The paragraph that stops it now, by version and number, and what it found. None: by hand,
    # for another reason.
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=10, blank=True)
    finding = models.JSONField(null=True)
    batch = models.ForeignKey(HoldBatch, null=True, on_delete=models.PROTECT, related_name="holds")
    begun_at = models.DateTimeField()
    begun_by_id = models.BigIntegerField()
    # Until when a side had to confirm what was sent: no time runs while it is on hold.
    confirm_by = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)
    ended_because = models.TextField(blank=True)
    ended_because_across = models.TextField(blank=True)
    # By how many days its deadlines moved. Nought where the case was closed.
    days = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_hold_at_a_time", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="hold_has_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hold_clause_is_of_a_version",
                condition=Q(clause="", version__isnull=True)
                | Q(~Q(clause=""), version__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_ends_whole",
                condition=Q(ended_at__isnull=True, ended_by_id__isnull=True, days__isnull=True)
                | Q(ended_at__isnull=False, ended_by_id__isnull=False, days__isnull=False),
            ),
        ]

    def reason_for(self, side: str) -> str:
        """Return why, for one side: in its own language where that was written."""
        return (self.reason_across if side == "b" else "") or self.reason

    def ending_for(self, side: str) -> str:
        """Return why it ended, as ``reason_for`` does; empty where nobody said."""
        return (self.ended_because_across if side == "b" else "") or self.ended_because


class PaperLeave(models.Model):
    """What the office said of a promised paper that has not come: another day, or not needed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)  # None: we do without it.
    reason = models.CharField(max_length=300)
    given_by_id = models.BigIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="paper_leave_has_its_reason", condition=~Q(reason=""))
        ]


class HoldWish(models.Model):
    """That somebody in the office asks the head to put a case on hold, and what came of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hold_wishes")
    reason = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    # Why not. Empty where the case was put on hold.
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_hold_wish_at_a_time", condition=Q(answered_at=None)
            ),
            models.CheckConstraint(name="hold_wish_has_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hold_wish_is_answered_by_somebody",
                condition=Q(answered_at__isnull=True, answered_by_id__isnull=True, answer="")
                | Q(answered_at__isnull=False, answered_by_id__isnull=False),
            ),
        ]
