from typing import Any

from django.db import models
from django.db.models import F, Q

from naboskap.accounts.models import User
from naboskap.core.words import WordsField


class Form(models.Model):
    """A set of questions for a purpose: the short application, the full one, a report."""

    class Purpose(models.TextChoices):
        APPLICATION = "application"
        REPORT = "report"

    slug = models.SlugField(unique=True)
    purpose = models.CharField(max_length=12, choices=Purpose)


class FormVersion(models.Model):
    """A form as it was at a time. Never changed once published; the tables refuse it too.

    What lies unpublished is a draft, one for each form. One person proposes it as it stands,
    and another publishes it, who is none of its writers; every change of a draft takes a proposal
    back.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    # Of all its questions: the same questions again are not a new version.
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    # Nobody published what came with the starter.
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # Everybody who has written, moved or taken out a question.
    writers = models.ManyToManyField(User, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_is_unique"),
            models.UniqueConstraint(
                fields=["form"],
                name="form_has_one_draft",
                condition=Q(published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="form_version_is_published_by_another",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form.slug} {self.number}"


class QuestionIdentity(models.Model):
    """What a question *is*, across versions and forms. Answers point here; its kind is fixed."""

    class Kind(models.TextChoices):
        LONG_TEXT = "long_text"
        SHORT_TEXT = "short_text"
        CHOICE = "choice"
        YES_NO = "yes_no"
        # Asked by a page of its own, with figures, dates and rows; ``role`` says which.
        BUILT_IN = "built_in"

    key = models.SlugField(unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    # A word that lists, letters and the project bank read, instead of the key.
    role = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role"], name="question_role_is_unique", condition=~Q(role="")
            )
        ]


class Question(models.Model):
    """A question in one version: its words, its place, its limits, and what it is for."""

    class LegalBasis(models.TextChoices):
        """Why we may keep the answer (the general data protection regulation, article 6)."""

        PUBLIC_TASK = "public_task"  # 1 e
        LEGAL_DUTY = "legal_duty"  # 1 c
        CONSENT = "consent"  # 1 a
        NOTHING_PERSONAL = "nothing_personal"  # The answer tells of no person.

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="questions")
    identity = models.ForeignKey(QuestionIdentity, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    words = WordsField()
    help = WordsField()
    why = WordsField()  # Why we ask.
    good = WordsField()  # An answer that helps the reader, made up by us.
    weak = WordsField()  # An answer that does not.
    purpose = WordsField()  # What the answer is used for, and for nothing else.
    legal_basis = models.CharField(max_length=20, choices=LegalBasis, blank=True)
    lesson = models.SlugField(max_length=100, blank=True)  # The lesson of the school about it.
    criterion = models.SlugField(blank=True)  # The criterion that the answer feeds.
    is_required = models.BooleanField(default=False)
    # Advice on length, in characters; a text is never cut.
    length_advised = models.PositiveIntegerField(null=True)
    length_limit = models.PositiveIntegerField(null=True)
    choices = models.JSONField(default=list)  # [{"code": …, "words": {…}}]
    # {"key": …, "choice": …}: asked only where that choice is made. Empty: asked always.
    only_if = models.JSONField(default=dict)
    # Counts its changes while it is a draft: who saves says which they read.
    revision = models.PositiveIntegerField(default=1)
    # Set when its version is published. From then on the table itself refuses every change.
    stands = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "identity"], name="question_once_a_version")
        ]


class SentBack(models.Model):
    """A proposal that came back: who sent it, when and why. It stays with the form.

    ``number``: of the version that was proposed.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="sent_back")
    number = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ["-pk"]


class TakenOut(models.Model):
    """What was taken out of a draft, whole, so that it can be put back: a question, or all of it.

    ``number``: of the draft. ``questions``: what each was, and how the draft asked it.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="taken_out")
    number = models.PositiveSmallIntegerField()
    questions = models.JSONField()
    is_whole = models.BooleanField()  # The draft itself was thrown away.
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    writers = models.ManyToManyField(User, related_name="+")  # Of what was taken out.

    class Meta:
        ordering = ["-pk"]


class Sheet(models.Model):
    """The answers to one form version, for one application or report."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # The version it was on before the form was improved, so that the writers can be told.
    moved_from = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    moved_at = models.DateTimeField(null=True)


class Answer(models.Model):
    """The answer as it stands. ``number`` counts its versions: who saves says which they read."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="answers")
    identity = models.ForeignKey(QuestionIdentity, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    number = models.PositiveIntegerField(default=1)
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "identity"], name="answer_once_a_sheet")
        ]


class AnswerVersion(models.Model):
    """Every text that was ever saved. It is the answer's trail: never changed, never removed."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_version_is_unique")
        ]


class Rendering(models.Model):
    """A text in another language, beside the original: as it stands, and what it is worth.

    ``number`` counts its own versions, which have the related name ``versions``.
    """

    class Mark(models.TextChoices):
        WRITTEN = "written"  # In their own words, by somebody who speaks the language.
        TRANSLATED = "translated"  # By a person or a machine; nobody has held both together.
        CHECKED = "checked"  # Somebody who reads both says that they say the same.

    versions: Any

    language = models.CharField(max_length=5)
    text = models.TextField(blank=True)
    mark = models.CharField(max_length=10, choices=Mark)
    number = models.PositiveIntegerField(default=1)
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()
    checked_by_id = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def renders(self) -> dict[str, Any]:
        """Return what of the original it renders, as its versions keep it."""
        raise NotImplementedError


class RenderingVersion(models.Model):
    """Every rendering that was ever saved, and every check: never changed, never removed."""

    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    mark = models.CharField(max_length=10)
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        abstract = True


class Translation(Rendering):
    """An answer in another language.

    ``of_number`` is the version of the original that it renders; when the original has another
    number, it has changed since.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="translations")
    of_number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "language"], name="translation_once_a_language"
            ),
            models.CheckConstraint(
                name="translation_checked_says_by_whom",
                condition=~Q(mark="checked")
                | Q(checked_by_id__isnull=False, checked_at__isnull=False),
            ),
        ]

    @property
    def identity(self) -> QuestionIdentity:
        return self.answer.identity

    def renders(self) -> dict[str, Any]:
        return {"of_number": self.of_number}


class TranslationVersion(RenderingVersion):
    """A version of an answer's translation."""

    translation = models.ForeignKey(Translation, on_delete=models.PROTECT, related_name="versions")
    of_number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "number"], name="translation_version_is_unique"
            )
        ]
