"""A page of a list in the order of ids, newest first, whichever way one pages."""

from typing import Any, TypeVar

from sqlalchemy import Column, Select
from sqlalchemy.orm import InstrumentedAttribute

from gotrs_api.kernel.paging import PageRequest

S = TypeVar("S", bound=Select[*tuple[Any, ...]])


def newest_first(statement: S, row_id: InstrumentedAttribute[int] | Column[Any], page: PageRequest, sort: str) -> S:
    """`statement` from where the page begins; upwards in a page before another. Raises InvalidInput for a foreign cursor."""
    position = page.row_id(sort)
    if page.backwards and position:
        return statement.where(row_id > position).order_by(row_id)
    if position:
        statement = statement.where(row_id < position)
    return statement.order_by(row_id.desc())
