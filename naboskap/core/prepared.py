"""A query that is built once and asked many times.

Django builds a query's SQL anew each time it is asked, and for a page of a draft that costs
several times what the database needs to answer. A prepared query keeps it, and puts in the values.
"""

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from naboskap.core import clock
from naboskap.core.rows import Reader, reader_of

M = TypeVar("M", bound=models.Model)
Value = int | str | date
KEPT = 200  # Shapes of one query.
# What stands in the SQL where a value will stand: nothing that a query would say by itself.
_NUMBER, _DAY = 1_987_650_321, date(8765, 1, 1)


class Prepared(Generic[M]):
    """``Prepared(lambda *, key: Application.objects.filter(key=key))``, then ``ask(key="…")``.

    ``build`` gets its values by name and says nothing that hangs on them but the places where
    they stand: no ``None``, no list, no condition. It is called once for each set of types, and
    for each ``shape``: what the query's SQL does hang on, given in front of the values. The shapes
    that were asked for last are kept.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M, Any]]) -> None:
        self._build = build
        self._made = lru_cache(maxsize=KEPT)(self._make)

    def ask(self, *shape: Hashable, **values: Value) -> list[Any]:
        """Return what the query finds with these values: rows as ``build`` selects them."""
        here = connections[DEFAULT_DB_ALIAS]  # Looked for once: at each use it takes its time.
        kinds = tuple([(name, type(value)) for name, value in values.items()])
        made = self._made(here.vendor, shape, kinds)
        if made is None:
            return []
        parameters = tuple(
            [
                place.put(values[place.name], here) if isinstance(place, _Place) else place
                for place in made.places
            ]
        )
        if made.reader is not None:
            return made.reader.all(made.sql, parameters, here)
        bound = copy.copy(made.compiler)
        bound.as_sql = lambda *_how, **_more: (made.sql, parameters)  # type: ignore[method-assign]
        bound.get_converters = lambda expressions: made.converters  # type: ignore[method-assign]
        asked = made.rows._chain()
        asked.query.get_compiler = lambda *_where, **_more: bound
        return list(asked)

    def first(self, *shape: Hashable, **values: Value) -> Any:
        """Return the first row that the query finds, or None."""
        return next(iter(self.ask(*shape, **values)), None)

    def _make(
        self, _vendor: str, shape: tuple[Hashable, ...], kinds: tuple[tuple[str, type], ...]
    ) -> "_Made | None":
        marks = {name: _mark(kind, number) for number, (name, kind) in enumerate(kinds)}
        with clock.hidden():
            rows = self._build(*shape, **marks)
        # The connection's proxy, not the connection: each thread has its own.
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:  # In this shape nothing can be found, whatever the values.
            return None
        here = connections[DEFAULT_DB_ALIAS]
        names = {_told(mark, here): name for name, mark in marks.items()}
        places = [
            _Place(names[each], type(each)) if _is_hashable(each) and each in names else each
            for each in parameters
        ]
        missing = set(marks) - {place.name for place in places if isinstance(place, _Place)}
        if missing:
            raise TypeError(f"A prepared query must use its values as they are: {missing}")
        columns = [each[0] for each in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        return _Made(rows, compiler, sql, places, converters, reader_of(rows, compiler))


@dataclass(frozen=True, slots=True)
class _Made:
    """A query with its SQL, where in it the values stand, and how its columns are read."""

    rows: Any
    compiler: SQLCompiler
    sql: str
    places: list[Any]
    converters: Any
    reader: Reader | None


class _Place:
    """Where a value stands among the parameters, and what the database's driver calls its type."""

    __slots__ = ("kind", "name")

    def __init__(self, name: str, kind: type) -> None:
        self.name, self.kind = name, kind

    def put(self, value: Value, here: BaseDatabaseWrapper) -> Any:
        told = _told(value, here)
        # A driver may have a kind of number of its own, for each size.
        return self.kind(told) if isinstance(told, int) else told


def _mark(kind: type, number: int) -> Value:
    """Return a value of a kind that stands for what will be asked with."""
    if kind is int:
        return _NUMBER + number
    if kind is datetime:
        return timezone.make_aware(datetime(_DAY.year, 1, 1 + number))  # noqa: DTZ001
    if kind is date:
        return _DAY + timedelta(days=number)
    if issubclass(kind, str):
        return f"prepared value {number}"
    raise TypeError(f"A prepared query has no place for a {kind.__name__}: it changes the SQL.")


def _told(value: Value, here: BaseDatabaseWrapper) -> Any:
    """Return a value as the database's driver is told it."""
    if isinstance(value, datetime):
        return here.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return here.ops.adapt_datefield_value(value)
    return value


def _is_hashable(value: Any) -> bool:
    return value.__class__.__hash__ is not None
