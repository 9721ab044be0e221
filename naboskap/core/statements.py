"""Rows written and changed by statements that are built once for each table.

An act writes a dozen rows of the same few tables: the trail, the journal, messages, versions.
Building each statement anew cost more than the database needs to carry it out. Rows that nobody
waits for are written together, in one statement for each table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_save, pre_save
from django.db.models.sql import InsertQuery

M = TypeVar("M", bound=models.Model)


def insert(row: M) -> M:
    """Write ``row``, which is new, and return it with its number: what ``objects.create`` does.

    A model's own ``save`` is not asked: use it for tables where that does nothing to a new row.
    Raises ValueError where what it points to is not saved, and TypeError where the row is there
    already, or has a number of the caller's where the database gives one.
    """
    here = _connection()
    how = _insertion(here.vendor, row.__class__)
    values = _values_of(row, how, here)
    with _asking(here) as cursor:
        cursor.execute(f"{how.into} VALUES {how.row}{how.returning}", values)
        if how.returning:
            row.pk = cursor.fetchone()[0]
    _is_written(row, here)
    return row


def put(row: models.Model, *, by: tuple[str, ...]) -> None:
    """Write a row, or in the place of the one that has the same ``by`` (unique together)."""
    here = _connection()
    how = _insertion(here.vendor, row.__class__)
    values = _values_of(row, how, here)
    with _asking(here) as cursor:
        cursor.execute(_putting(here.vendor, row.__class__, by), values)
    _is_written(row, here)


def insert_later(row: M) -> M:
    """Write a new row whose number nobody needs: at the end of the ``together`` around it.

    Its values are those of now, and it keeps its place among those that wait. Outside of such a
    block, and in a part of it that may be undone alone (a savepoint), it is written at once.
    """
    waiting = _waiting.get()
    if waiting is None:
        return insert(row)
    here = _connection()
    if _savepoints(here) != waiting.savepoints:
        return insert(row)
    how = _insertion(here.vendor, row.__class__)
    waiting.rows.setdefault(row.__class__, []).append((row, _values_of(row, how, here)))
    return row


@contextmanager
def together() -> Iterator[None]:
    """Let what is written with ``insert_later`` in the block be written when the block is done.

    In a transaction: what fails then undoes the act, and nothing is written of what failed.
    """
    if _waiting.get() is not None:
        yield
        return
    here = _connection()
    if not here.in_atomic_block:
        raise RuntimeError("What is written together is written in one transaction.")
    waiting = _Waiting(_savepoints(here))
    token = _waiting.set(waiting)
    try:
        yield
        waiting.write(here)
    finally:
        _waiting.reset(token)


@dataclass(slots=True)
class _Waiting:
    """Rows that wait for the end of a block, with what the database will be told of each."""

    savepoints: int
    rows: dict[type[models.Model], list[tuple[models.Model, list[Any]]]] = field(
        default_factory=dict
    )

    def write(self, here: BaseDatabaseWrapper) -> None:
        while self.rows:  # Whoever is told of a row may hand over more.
            model = next(iter(self.rows))
            rows = self.rows.pop(model)
            how = _insertion(here.vendor, model)
            marks = ", ".join([how.row] * len(rows))
            values = [value for _row, told in rows for value in told]
            with _asking(here) as cursor:
                cursor.execute(f"{how.into} VALUES {marks}", values)
            for row, _told in rows:
                _is_written(row, here)


_waiting: ContextVar[_Waiting | None] = ContextVar("rows that wait", default=None)


def _savepoints(here: BaseDatabaseWrapper) -> int:
    """Return how many savepoints are open: an act within an act without one counts for nothing."""
    return sum(name is not None for name in here.savepoint_ids)


def update(row: models.Model, *names: str) -> None:
    """Write the fields ``names`` of a row that is there: what ``save(update_fields=names)`` does.

    A model with a ``save`` of its own is asked to do it. Raises TypeError where a value is an
    expression, and DatabaseError where the row is gone.
    """
    model = row.__class__
    if model.save is not models.Model.save:
        row.save(update_fields=names)
        return
    here = _connection()
    how = _change(here.vendor, model, names)
    row._prepare_related_fields_for_save(  # type: ignore[attr-defined]
        operation_name="save", fields=how.fields
    )
    facts = _facts(row, here, frozenset(names))
    pre_save.send(**facts)
    values = _told((one.pre_save(row, add=False) for one in how.fields), how.fields, here)
    values.append(model._meta.pk.get_db_prep_value(row.pk, here))
    with _asking(here) as cursor:
        cursor.execute(how.sql, values)
        if not cursor.rowcount:
            raise DatabaseError("The row that was to be changed is gone.")
    post_save.send(**facts, created=False)


def change(model: type[models.Model], values: Mapping[str, Any], *, pk: Any, was: int) -> bool:
    """Write values into a row whose ``number`` is still what it ``was``; say whether it is.

    What ``filter(pk=pk, number=was).update(**values)`` does: nobody is told of it. Raises
    TypeError where a value is an expression.
    """
    if not 0 <= was < 2**31:  # More than the column holds: no row has it.
        return False
    here = _connection()
    how = _change(here.vendor, model, tuple(values), is_numbered=True)
    told = _told(values.values(), how.fields, here)
    with _asking(here) as cursor:
        cursor.execute(how.sql, [*told, model._meta.pk.get_db_prep_value(pk, here), was])
        return bool(cursor.rowcount)


def _told(
    values: Iterable[Any], fields: Sequence[models.Field[Any, Any]], here: BaseDatabaseWrapper
) -> list[Any]:
    told = list(values)
    if any(hasattr(value, "resolve_expression") for value in told):
        raise TypeError("An expression is another statement each time.")
    return [
        one.get_db_prep_save(value, connection=here)
        for one, value in zip(fields, told, strict=True)
    ]


def count_up(model: type[models.Model], name: str, *, pk: Any) -> int | None:
    """Add one to a number that is kept in a row, and return what it is now; None: no such row.

    Whoever else counts there waits until the transaction ends.
    """
    here = _connection()
    if not here.in_atomic_block:
        raise RuntimeError("A number and what bears it belong in one transaction.")
    with _asking(here) as cursor:
        cursor.execute(_counting(here.vendor, model, name), [pk])
        found = cursor.fetchone()
    return int(found[0]) if found else None


def _connection() -> BaseDatabaseWrapper:
    """Return this thread's own connection: looking for it at each use takes its time."""
    return connections[DEFAULT_DB_ALIAS]


@contextmanager
def _asking(here: BaseDatabaseWrapper) -> Iterator[Any]:
    """Give a cursor; whatever goes wrong undoes the transaction that is open."""
    with transaction.mark_for_rollback_on_error(using=here.alias), here.cursor() as cursor:
        yield cursor


def _values_of(row: models.Model, how: "_Insertion", here: BaseDatabaseWrapper) -> list[Any]:
    """Return what the database will be told of a new row, when whoever listens has been told."""
    if not row._state.adding:
        raise TypeError("A row that is there already is not inserted.")
    if how.returning and row.pk is not None:
        raise TypeError("A row is given its number by the database, and not before.")
    row._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
    pre_save.send(**_facts(row, here))
    return _told((one.pre_save(row, add=True) for one in how.fields), how.fields, here)


def _facts(
    row: models.Model, here: BaseDatabaseWrapper, changed: frozenset[str] | None = None
) -> dict[str, Any]:
    """Return what whoever listens is told of a row that is written."""
    told = {"sender": row.__class__, "instance": row, "raw": False, "using": here.alias}
    return told | {"update_fields": changed}


def _columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    fields = [model._meta.get_field(name) for name in names]
    return [str(one.column) for one in fields if isinstance(one, models.Field)]


def _is_written(row: models.Model, here: BaseDatabaseWrapper) -> None:
    row._state.adding, row._state.db = False, here.alias
    post_save.send(**_facts(row, here), created=True)


@dataclass(frozen=True, slots=True)
class _Insertion:
    """A table's statement in its parts, and the fields that it is told."""

    into: str
    row: str  # The marks of one row, in brackets.
    returning: str  # Asks for the number that the database gives; empty where it gives none.
    fields: Sequence[models.Field[Any, Any]]


@cache
def _insertion(_vendor: str, model: type[models.Model]) -> _Insertion:
    meta = model._meta
    is_numbered = isinstance(meta.pk, models.AutoField)
    fields = [one for one in meta.local_concrete_fields if not (is_numbered and one is meta.pk)]
    query = InsertQuery(model)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=_connection())
    compiler.returning_fields = [meta.pk] if is_numbered else []
    ((sql, parameters),) = compiler.as_sql()
    into, is_split, rest = sql.partition(" VALUES ")
    row, _, returning = rest.partition(")")
    # One mark for each field, and no value in the statement itself.
    if meta.parents or not is_split or not len(parameters) == len(fields) == row.count("%s"):
        raise TypeError(f"A {meta.label} cannot be inserted by a statement that is kept.")
    return _Insertion(into, row + ")", returning, fields)


@cache
def _putting(vendor: str, model: type[models.Model], by: tuple[str, ...]) -> str:
    how, quoted = _insertion(vendor, model), _connection().ops.quote_name
    others = [one.name for one in how.fields if one.name not in by]
    named = ", ".join(quoted(column) for column in _columns(model, by))
    columns = [quoted(column) for column in _columns(model, others)]
    changed = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns)
    return f"{how.into} VALUES {how.row} ON CONFLICT ({named}) DO UPDATE SET {changed}"


@dataclass(frozen=True, slots=True)
class _Change:
    """A statement that changes one row, and the fields that it is told."""

    sql: str
    fields: Sequence[models.Field[Any, Any]]


@cache
def _change(
    _vendor: str, model: type[models.Model], names: tuple[str, ...], *, is_numbered: bool = False
) -> _Change:
    meta, quoted = model._meta, _connection().ops.quote_name
    fields: list[models.Field[Any, Any]] = [
        one
        for name in names
        if isinstance(one := meta.get_field(name), models.Field)
        and not hasattr(one, "get_placeholder")
    ]
    if meta.parents or len(fields) < len(names):
        raise TypeError(f"A {meta.label} cannot be changed by a statement that is kept.")
    told = ", ".join(f"{quoted(column)} = %s" for column in _columns(model, names))
    sql = f"UPDATE {quoted(meta.db_table)} SET {told} WHERE {quoted(str(meta.pk.column))} = %s"  # noqa: S608
    if is_numbered:
        (number,) = _columns(model, ["number"])
        sql += f" AND {quoted(number)} = %s"
    return _Change(sql, fields)


@cache
def _counting(_vendor: str, model: type[models.Model], name: str) -> str:
    meta, quoted = model._meta, _connection().ops.quote_name
    (column,) = map(quoted, _columns(model, [name]))
    return (
        f"UPDATE {quoted(meta.db_table)} SET {column} = {column} + 1"  # noqa: S608
        f" WHERE {quoted(str(meta.pk.column))} = %s RETURNING {column}"
    )
