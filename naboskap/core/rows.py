"""Rows as the database gives them, made into what a query gives back.

Django finds out anew at each asking which column belongs to which model, and sets each field of
each row by itself. For a query that is kept, that is found out once.
"""

import operator
from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
)
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

Row = Sequence[Any]


class Reader:
    """How the rows of one query are read: ``all`` runs it, and gives what it finds in order."""

    def __init__(self, compiler: SQLCompiler, make: Callable[[list[Any]], Any]) -> None:
        columns = [each[0] for each in compiler.select[: compiler.col_count]]
        self._converters = [
            (at, tuple(converters), expression)
            for at, (converters, expression) in compiler.get_converters(columns).items()
        ]
        self._make = make

    def all(self, sql: str, parameters: Sequence[Any], here: BaseDatabaseWrapper) -> list[Any]:
        with here.cursor() as cursor:
            cursor.execute(sql, parameters)
            return [self._made(row, here) for row in cursor.fetchall()]

    def _made(self, row: Row, here: BaseDatabaseWrapper) -> Any:
        told = list(row)
        for at, converters, expression in self._converters:
            value = told[at]
            for convert in converters:
                value = convert(value, expression, here)
            told[at] = value
        return self._make(told)


def reader_of(rows: models.QuerySet[Any, Any], compiler: SQLCompiler) -> Reader | None:
    """Return how to read a query that is made already, or None where only Django can.

    It can where whole models are asked for, and nothing is fetched or known beside them, and
    where values are: as tuples, or one of each row.
    """
    if rows._iterable_class is ValuesListIterable:
        count = compiler.col_count
        return Reader(compiler, lambda told: tuple(told[:count]))
    if rows._iterable_class is FlatValuesListIterable:
        return Reader(compiler, operator.itemgetter(0))
    is_plain = (
        rows._iterable_class is ModelIterable
        and not rows.query.combinator
        and not rows._prefetch_related_lookups  # type: ignore[attr-defined]
        and not rows._known_related_objects  # type: ignore[attr-defined]
    )
    if not is_plain or not compiler.klass_info:
        return None
    return Reader(compiler, _models(rows, compiler))


def _models(rows: models.QuerySet[Any, Any], compiler: SQLCompiler) -> Callable[[list[Any]], Any]:
    """Return how a row becomes a model, with what was joined to it and reckoned beside it."""
    assert compiler.klass_info is not None
    maker = _Maker(compiler.klass_info, compiler.select, rows.db)
    annotations = tuple((compiler.annotation_col_map or {}).items())
    if not annotations:
        return maker.make

    def make(told: list[Any]) -> Any:
        made = maker.make(told)
        for name, at in annotations:
            setattr(made, name, told[at])
        return made

    return make


class _Maker:
    """One model of a row, and those that were joined to it."""

    __slots__ = ("_at", "_database", "_is_simple", "_joined", "_key", "_model", "_names")

    def __init__(self, told: dict[str, Any], select: Sequence[Any], database: str) -> None:
        self._model: type[models.Model] = told["model"]
        at = {select[each][0].target.attname: each for each in told["select_fields"]}
        fields = [one for one in self._model._meta.concrete_fields if one.attname in at]
        self._names = tuple(field.attname for field in fields)
        places = [at[name] for name in self._names]
        # One column is given back bare, several as a tuple: so it is asked for twice.
        self._at = operator.itemgetter(*(places if len(places) > 1 else places * 2))
        self._key = at[self._model._meta.pk.attname]
        self._database = database
        self._is_simple = is_simple(self._model, self._names)
        self._joined: list[tuple[_Maker, Callable[..., None], Callable[..., None]]] = [
            (_Maker(one, select, database), one["local_setter"], one["remote_setter"])
            for one in told.get("related_klass_infos", ())
        ]

    def make(self, row: Row) -> Any:
        """Return the model that stands in this row, or None where nothing was joined."""
        if row[self._key] is None:
            return None
        if self._is_simple:
            made = self._model.__new__(self._model)
            state = made._state = ModelState()
            state.adding, state.db = False, self._database
            made.__dict__.update(zip(self._names, self._at(row), strict=False))
        else:
            values = self._at(row)[: len(self._names)]
            made = self._model.from_db(self._database, self._names, values)
        for maker, set_here, set_there in self._joined:
            other = maker.make(row)
            set_here(made, other)
            if other is not None:
                set_there(other, made)
        return made


def is_simple(model: type[models.Model], names: Sequence[str]) -> bool:
    """Whether a row of ``model`` is its fields and nothing else: nobody is told of its making.

    Asked once for each query, at its first asking: whoever is to be told is connected when the
    programme starts (in an app's ``ready``). One that comes later may not be told.
    """
    return (
        model.__init__ is models.Model.__init__
        and model.from_db.__func__ is models.Model.from_db.__func__  # type: ignore[attr-defined]
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
        and all(isinstance(getattr(model, name, None), DeferredAttribute) for name in names)
    )
