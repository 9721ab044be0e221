"""A row written by a statement that is kept is the row that the ORM would have written."""

import pytest
from django.db import DatabaseError, IntegrityError
from django.db.models import F
from django.db.models.signals import post_save, pre_save
from django.db.transaction import atomic, set_rollback

from naboskap.audit.models import Entry, Refused, Seal
from naboskap.core.statements import insert, insert_later, together, update

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


def reasons():
    return list(Refused.objects.order_by("pk").values_list("reason", flat=True))


def test_rows_that_nobody_waits_for_are_written_together_in_their_order(
    django_assert_num_queries,
):
    with atomic(), django_assert_num_queries(2), together():
        for number in range(5):
            insert_later(Refused(reason=f"APP-{number}", path="/ж"))
            insert_later(Entry(action=f"a.{number}", data={"number": number}))
    assert reasons() == [f"APP-{number}" for number in range(5)]
    assert [entry.data["number"] for entry in Entry.objects.order_by("pk")] == list(range(5))


def test_what_is_written_later_says_what_held_when_it_was_handed_over():
    row = Refused(reason="APP-1", path="/")
    with atomic(), together():
        insert_later(row)
        row.reason = "APP-2"
    assert reasons() == ["APP-1"]


def test_outside_of_a_block_it_is_written_at_once():
    assert insert_later(Refused(reason="APP-1", path="/")).pk


def test_a_block_within_a_block_is_part_of_it(django_assert_num_queries):
    with atomic(), django_assert_num_queries(1), together():
        insert_later(Refused(reason="APP-1", path="/"))
        with together():
            insert_later(Refused(reason="APP-2", path="/"))
        insert_later(Refused(reason="APP-3", path="/"))
    assert reasons() == ["APP-1", "APP-2", "APP-3"]


def test_a_part_that_is_undone_alone_leaves_nothing_behind():
    with atomic(), together():
        insert_later(Refused(reason="APP-1", path="/"))
        with atomic():
            insert_later(Refused(reason="APP-2", path="/"))
            set_rollback(True)
        insert_later(Refused(reason="APP-3", path="/"))
    assert reasons() == ["APP-1", "APP-3"]


def test_what_may_be_undone_alone_is_written_at_once():
    with atomic(), together():
        insert_later(Refused(reason="APP-1", path="/"))
        with atomic():
            insert_later(Refused(reason="APP-2", path="/"))
            assert reasons() == ["APP-2"]
    assert sorted(reasons()) == ["APP-1", "APP-2"]


def test_an_act_within_an_act_that_cannot_be_undone_alone_waits_too(django_assert_num_queries):
    with atomic(), django_assert_num_queries(1), together(), atomic(savepoint=False):
        insert_later(Refused(reason="APP-1", path="/"))
        insert_later(Refused(reason="APP-2", path="/"))


def test_a_block_that_fails_writes_nothing():
    def fail():
        with atomic(), together():
            insert_later(Refused(reason="APP-1", path="/"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not reasons()
    with atomic(), together():
        insert_later(Refused(reason="APP-2", path="/"))
    assert reasons() == ["APP-2"]


def test_a_row_that_the_database_refuses_undoes_the_act():
    with pytest.raises(IntegrityError), atomic(), together():
        insert_later(Refused(reason="APP-2", path=None))
    assert not reasons()


def test_whoever_is_told_of_a_row_that_waited_is_told_when_it_is_there():
    def tell(**_facts):
        told.append(len(reasons()))

    told = []
    post_save.connect(tell, sender=Refused)
    try:
        with atomic(), together():
            insert_later(Refused(reason="APP-1", path="/"))
            insert_later(Refused(reason="APP-2", path="/"))
            assert told == []
    finally:
        post_save.disconnect(tell, sender=Refused)
    assert told == [2, 2]


def test_what_is_handed_over_by_whoever_is_told_is_written_too():
    def tell(instance, **_facts):
        if instance.reason == "APP-1":
            insert_later(Refused(reason="APP-2", path="/"))
            insert_later(Seal(first_entry=1, last_entry=2, digest="f" * 64))

    post_save.connect(tell, sender=Refused)
    try:
        with atomic(), together():
            insert_later(Refused(reason="APP-1", path="/"))
    finally:
        post_save.disconnect(tell, sender=Refused)
    assert reasons() == ["APP-1", "APP-2"]
    assert Seal.objects.count() == 1


def test_a_change_is_what_save_would_have_written(django_assert_num_queries):
    row = insert(Refused(reason="APP-1", path="/ж", actor_id=7))
    row.reason, row.path, row.actor_id = "APP-2", "/100 %s", None
    with django_assert_num_queries(1):
        update(row, "reason", "actor_id")
    row.refresh_from_db()
    assert (row.reason, row.path, row.actor_id) == ("APP-2", "/ж", None)


def test_whoever_is_told_of_a_change_is_told_which_fields():
    def tell(created=None, update_fields=None, **_facts):
        told.append((created, set(update_fields)))

    told, row = [], insert(Refused(reason="APP-1", path="/"))
    pre_save.connect(tell, sender=Refused)
    post_save.connect(tell, sender=Refused)
    try:
        update(row, "reason")
    finally:
        pre_save.disconnect(tell, sender=Refused)
        post_save.disconnect(tell, sender=Refused)
    assert told == [(None, {"reason"}), (False, {"reason"})]


def test_a_row_that_is_gone_is_not_changed_in_silence():
    row = insert(Refused(reason="APP-1", path="/"))
    Refused.objects.all().delete()
    with pytest.raises(DatabaseError), atomic():
        update(row, "reason")


def test_a_model_with_a_way_of_its_own_is_asked_to_change_itself():
    entry = insert(Entry(action="a.b"))
    with pytest.raises(TypeError, match="never changed"):
        update(entry, "action")


def test_a_value_that_is_reckoned_by_the_database_is_no_value():
    row = insert(Seal(first_entry=1, last_entry=1, digest="f"))
    row.last_entry = F("last_entry") + 1
    with pytest.raises(TypeError):
        update(row, "last_entry")
