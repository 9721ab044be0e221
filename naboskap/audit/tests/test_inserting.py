"""A new row written by a statement that is kept is the row that the ORM would have written."""

import pytest
from django.db.models.signals import post_save
from django.db.transaction import atomic, set_rollback

from naboskap.audit.models import Entry, Refused, Seal
from naboskap.core.inserting import insert

pytestmark = pytest.mark.django_db


def kept(row):
    """Return what the database has of a row, but for its number and the time it was written at."""
    facts = type(row).objects.filter(pk=row.pk).values().get()
    made = {"id", "occurred_at", "sealed_at"}
    return {name: value for name, value in facts.items() if name not in made}


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (Refused, {"actor_id": None, "reason": "APP-1", "path": "/Ж/"}),
        (Seal, {"first_entry": 1, "last_entry": 2**40, "digest": "f" * 64}),
        (Entry, {"action": "a.b", "actor_id": None, "data": {"ø": [1, None, "ж"]}}),
        (Entry, {"action": "100 %s", "actor_id": 3, "subject_type": "x", "subject_id": "%"}),
    ],
)
def test_it_writes_what_create_writes(model, facts, django_assert_num_queries):
    with atomic():
        expected = kept(model.objects.create(**facts))
        set_rollback(True)
    with django_assert_num_queries(1):
        row = insert(model(**facts))
    assert kept(row) == expected
    assert (row._state.adding, row._state.db) == (False, "default")


def test_whoever_is_told_of_a_new_row_is_told():
    def tell(instance, created, **_kwargs):
        told.append((instance.pk is not None, created))

    told = []
    post_save.connect(tell, sender=Refused)
    try:
        insert(Refused(reason="APP-1", path="/"))
    finally:
        post_save.disconnect(tell, sender=Refused)
    assert told == [(True, True)]


def test_a_row_that_is_there_is_not_written_again():
    row = insert(Refused(reason="APP-1", path="/"))
    with pytest.raises(TypeError):
        insert(row)
    assert Refused.objects.count() == 1


def test_a_row_is_not_written_with_a_number_of_the_callers():
    with pytest.raises(TypeError):
        insert(Refused(pk=777, reason="APP-1", path="/"))
    assert not Refused.objects.exists()
