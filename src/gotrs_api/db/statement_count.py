"""How many statements the work of one request sends, where somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event

_COUNT: ContextVar[list[int] | None] = ContextVar("gotrs_statement_count", default=None)


@contextmanager
def counting() -> Iterator[list[int]]:
    """A list with one number, which grows while the block runs."""
    count = [0]
    token = _COUNT.set(count)
    try:
        yield count
    finally:
        _COUNT.reset(token)


def add_one() -> None:
    count = _COUNT.get()
    if count is not None:
        count[0] += 1


def count_statements_of(engine: Engine) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def _before(*_args: Any) -> None:
        add_one()
