"""Rows of master data that can be asked by id and by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


class Listing(Generic[T]):
    """Frozen; in the order it was made with. Names are compared exactly, as in OTRS."""

    def __init__(self, rows: Iterable[T]) -> None:
        self.rows = tuple(rows)
        self.by_id = {row.id: row for row in self.rows}
        self.by_name = {row.name: row for row in self.rows}

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, name_or_id: str | int) -> T | None:
        """By name (text) or id (number)."""
        if isinstance(name_or_id, int):
            return self.by_id.get(name_or_id)
        return self.by_name.get(name_or_id)

    def name_of(self, row_id: int | None) -> str | None:
        row = self.by_id.get(row_id) if row_id is not None else None
        return row.name if row else None
