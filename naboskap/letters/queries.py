"""Read letters. Whoever asks has asked the room that the letter is about first."""

from django.db.models import Model, Q, QuerySet

from naboskap.core.prepared import Prepared
from naboskap.letters.models import Letter


def letters_about(*subjects: Model) -> QuerySet[Letter]:
    """Return the letters about ``subjects``, oldest first."""
    about = Q(pk__in=[])
    for subject in subjects:
        about |= Q(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    return Letter.objects.filter(about).select_related("document").order_by("pk")


def letters_of(subject: Model) -> list[Letter]:
    """Return the letters about one subject, oldest first."""
    return _OF.ask(kind=subject._meta.label_lower, key=str(subject.pk))


_OF: Prepared[Letter] = Prepared(
    lambda *, kind, key: (
        Letter.objects.filter(subject_type=kind, subject_id=key)
        .select_related("document")
        .order_by("pk")
    )
)


def file_name(letter: Letter) -> str:
    """Return a neutral name: what kind of paper, which case, which language."""
    number = str(letter.facts["given"]["case_number"]).replace("/", "-")
    return f"{letter.kind}-{number}-{letter.language}.pdf"
