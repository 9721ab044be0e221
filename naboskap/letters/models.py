from django.db import models

from naboskap.records.models import CaseFile, Document


class Letter(models.Model):
    """A letter or receipt: its facts are frozen when the act is done; the worker makes the PDF.

    ``document`` is null while it is coming. ``opened_at`` is set when its reader first opens it.
    """

    kind = models.CharField(max_length=40)  # receipt, award, refusal, acceptance, approval …
    language = models.CharField(max_length=5)
    facts = models.JSONField()
    # About what, in the trail's terms.
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=40)
    # Whose letter: a plain key that the asking room understands ("a", "b", "office").
    reader = models.CharField(max_length=20)
    case_file = models.ForeignKey(CaseFile, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    last_fault = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
