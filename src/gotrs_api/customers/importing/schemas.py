"""What is imported, and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from gotrs_api.catalog.schemas import In, Out

MAX_ROWS = 20_000
Kind = Literal["customer_users", "companies"]
Cell = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class CustomerImport(In):
    """Rows by the names of fields (`login`, `email`, `customer_id`, `city` …); an empty cell says nothing.

    A row whose login (or address), or whose customer id, is there already changes that entry with `update_existing`.
    """

    kind: Kind
    rows: tuple[dict[Annotated[str, StringConstraints(max_length=50)], Cell], ...] = Field(
        min_length=1, max_length=MAX_ROWS
    )
    update_existing: bool = False


class RowError(Out):
    """`row` counts from 1; `field` is empty where the row as a whole is refused."""

    row: int
    field: str
    message: str


class ImportReport(Out):
    """What would happen (or happened): entries made, changed, and rows that are refused."""

    created: int
    updated: int
    errors: tuple[RowError, ...]


class ImportStarted(Out):
    job_id: int
