"""One organisation at a time. Without a scope every query raises: it fails closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.db import models
from django.db.models.sql.compiler import SQLCompiler

_EVERYWHERE = object()
_scope: ContextVar[Any] = ContextVar("organisation_scope", default=None)


class ScopeError(RuntimeError):
    """A query ran without an organisation in scope."""


class _InScope(models.Func):
    """True for rows of the organisation in scope when the SQL is built."""

    output_field = models.BooleanField()

    def as_sql(self, compiler: SQLCompiler, connection: Any, *args: Any, **extra: Any) -> Any:
        organisation_id = _scope.get()
        if organisation_id is None:
            raise ScopeError("No organisation in scope for this query.")
        if organisation_id is _EVERYWHERE:
            return "1 = 1", []
        column, params = compiler.compile(self.source_expressions[0])
        return f"{column} = %s", [*params, organisation_id]


class ScopedManager(models.Manager[Any]):
    """Rows of the organisation in scope, and no others."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(_InScope(models.F(self.model.organisation_path)))


class ScopedModel(models.Model):
    """A row that belongs to one organisation, found by following `organisation_path`."""

    organisation_path: ClassVar[str] = "organisation"

    objects: ClassVar[ScopedManager] = ScopedManager()

    class Meta:
        abstract = True


@contextmanager
def organisation_scope(organisation_pk: int) -> Iterator[None]:
    """Every query inside sees this organisation only."""
    if not isinstance(organisation_pk, int):
        raise TypeError("organisation_scope takes the organisation's primary key.")
    token = _scope.set(organisation_pk)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def everywhere(*, reason: str) -> Iterator[None]:
    """Leave the scope; the linter lists the modules that may, and each says why."""
    if not reason:
        raise ValueError("everywhere() needs a reason.")
    token = _scope.set(_EVERYWHERE)
    try:
        yield
    finally:
        _scope.reset(token)


def organisation_in_scope() -> int:
    """The primary key of the organisation in scope."""
    organisation_pk = _scope.get()
    if organisation_pk is None or organisation_pk is _EVERYWHERE:
        raise ScopeError("No organisation in scope.")
    return int(organisation_pk)
