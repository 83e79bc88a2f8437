"""What a writing statement answers: the key of a new row, the number of changed ones."""

from typing import Any

from sqlalchemy import CursorResult, Result


def new_id(result: Result[Any]) -> int:
    """The generated id of an `insert` of one row."""
    assert isinstance(result, CursorResult)
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def changed_rows(result: Result[Any]) -> int:
    """How many rows an `update` or `delete` met."""
    assert isinstance(result, CursorResult)
    return int(result.rowcount)
