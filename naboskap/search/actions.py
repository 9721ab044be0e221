"""Keep what may be found in step with what it is found by. Derived: no actor, no trail.

What is indexed for the public has passed ``disclosure`` before it gets here.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from naboskap.core.statements import put
from naboskap.search.models import Entry
from naboskap.search.stems import indexed


def index(
    audience: str, subject_type: str, subject_id: int, text_by_language: Mapping[str, str]
) -> None:
    """Let ``audience`` find a subject by these texts, in place of those before."""
    entry = Entry(
        audience=audience,
        subject_type=subject_type,
        subject_id=subject_id,
        stems=indexed(text_by_language),
    )
    put(entry, by=("audience", "subject_type", "subject_id"))


@transaction.atomic
def index_many(
    audience: str, subject_type: str, texts: Iterable[tuple[int, Mapping[str, str]]]
) -> None:
    """Index many subjects of one kind, in one go."""
    rows = {subject_id: indexed(text_by_language) for subject_id, text_by_language in texts}
    Entry.objects.filter(
        audience=audience, subject_type=subject_type, subject_id__in=list(rows)
    ).delete()
    Entry.objects.bulk_create(
        [
            Entry(audience=audience, subject_type=subject_type, subject_id=subject_id, stems=stems)
            for subject_id, stems in rows.items()
        ],
        batch_size=1000,
    )


def remove(audience: str, subject_type: str, subject_id: int) -> None:
    """Let ``audience`` find the subject no more."""
    Entry.objects.filter(
        audience=audience, subject_type=subject_type, subject_id=subject_id
    ).delete()
