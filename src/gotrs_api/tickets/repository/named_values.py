"""Conditions on a column whose values come as parameters named `f_<name>`."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, func

from gotrs_api.tickets.models import Ticket

_ESCAPE: Final = "\\"


def is_one_of(name: str, column: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.in_(bindparam(f"f_{name}", expanding=True, type_=column.type))
    return found


def value_of(name: str, column: Any) -> ColumnElement[Any]:
    return bindparam(f"f_{name}", type_=column.type)


def is_like(name: str, column: Any) -> ColumnElement[bool]:
    """Whatever the case; the value is a pattern of `kernel.wildcards.like_pattern`."""
    pattern = func.lower(bindparam(f"f_{name}", type_=Ticket.tn.type))
    return func.lower(column).like(pattern, escape=_ESCAPE)
