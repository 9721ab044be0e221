"""New rows written with SQL that is built once for each table.

An act writes a dozen rows of the same few tables: the trail, the journal, messages, versions.
Building each statement anew cost more than the database needs to carry it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models.signals import post_save, pre_save
from django.db.models.sql import InsertQuery

M = TypeVar("M", bound=models.Model)


def insert(row: M) -> M:
    """Write ``row``, which is new, and return it with its number: what ``objects.create`` does.

    A model's own ``save`` is not asked: use it for tables where that does nothing to a new row.
    Raises ValueError where what it points to is not saved, and TypeError where the row is there
    already, or has a number of the caller's where the database gives one.
    """
    if not row._state.adding:
        raise TypeError("A row that is there already is not inserted.")
    model = row.__class__
    how = _insertion(connection.vendor, model)
    if how.is_numbered and row.pk is not None:
        raise TypeError("A row is given its number by the database, and not before.")
    row._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
    facts = {"sender": model, "instance": row, "raw": False, "using": connection.alias}
    pre_save.send(**facts, update_fields=None)
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=connection)
        for field in how.fields
    ]
    with transaction.mark_for_rollback_on_error(using=connection.alias):  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(how.sql, values)
            if how.is_numbered:
                row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias
    post_save.send(**facts, created=True, update_fields=None)
    return row


@dataclass(frozen=True, slots=True)
class _Insertion:
    """A table's statement, the fields that it is told, and whether the database gives a number."""

    sql: str
    fields: Sequence[models.Field[Any, Any]]
    is_numbered: bool


@cache
def _insertion(_vendor: str, model: type[models.Model]) -> _Insertion:
    meta = model._meta
    is_numbered = isinstance(meta.pk, models.AutoField)
    fields = [
        field for field in meta.local_concrete_fields if not (is_numbered and field is meta.pk)
    ]
    query = InsertQuery(model)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [meta.pk] if is_numbered else []
    ((sql, parameters),) = compiler.as_sql()
    # One mark for each field, and no value in the statement itself.
    if meta.parents or len(parameters) != len(fields) or sql.count("%s") != len(fields):
        raise TypeError(f"A {meta.label} cannot be inserted by a statement that is kept.")
    return _Insertion(sql, fields, is_numbered)
