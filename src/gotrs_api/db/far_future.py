"""A moment after all others, as a value of the type that columns of times have."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles

from gotrs_api.db.types import OtrsDateTime

_TEXT = "9000-01-01 00:00:00"


class FarFuture(ColumnElement[Any]):
    """Sorts last: `coalesce(moment, FarFuture())`. A bound parameter would make MariaDB's result a text."""

    inherit_cache = True
    type = OtrsDateTime()


@compiles(FarFuture)
def _standard(_element: FarFuture, _compiler: Any, **_kw: Any) -> str:
    return f"TIMESTAMP '{_TEXT}'"


@compiles(FarFuture, "sqlite")
def _sqlite(_element: FarFuture, _compiler: Any, **_kw: Any) -> str:
    return f"'{_TEXT}'"
