"""All tickets of a list as a table: CSV or XLSX, row by row."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final, Literal

from gotrs_api.dynamic_fields.service import readable_values
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.kernel.spreadsheets import CSV_MARK, SheetWriter, csv_lines
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.service.dynamic_fields import field_names_for
from gotrs_api.tickets.service.listing import list_ticket_values
from gotrs_api.uow import Site

Form = Literal["csv", "xlsx"]
COLUMNS: Final = (
    "number", "title", "queue", "state", "state_type", "priority", "type", "lock", "owner", "responsible",
    "customer_id", "customer_user", "customer_name", "pending_until", "escalates_at", "archived", "created", "changed",
    "service", "sla",
)  # fmt: skip
_PAGE: Final = 500
_PIECE_BYTES: Final = 64 * 1024


async def export_tickets(site: Site, principal: Principal, filters: TicketFilter, form: Form) -> AsyncIterator[bytes]:
    """The file in pieces; the audit log names who took it.

    It opens its own read units, one for every few hundred rows, as the request's may have ended."""
    async with site.uow(acting_id=principal.user_id) as uow:
        await audit.record(uow, principal, "tickets.exported", "ticket", None, {"form": form})
    rows = _rows(site, principal, filters)
    async for piece in _csv(rows) if form == "csv" else _xlsx(rows):
        yield piece


async def _rows(site: Site, principal: Principal, filters: TicketFilter) -> AsyncIterator[list[list[str]]]:
    """First the header row. Dynamic fields come last, named `df.<Name>` like the filters, with their readable values."""
    async with site.read() as uow:
        names = await field_names_for(uow, principal)
    yield [[*COLUMNS, *(f"df.{name}" for name in names)]]
    after: str | None = None
    while True:
        async with site.read() as uow:
            page = await list_ticket_values(uow, principal, filters, PageRequest(limit=_PAGE, after=after))
            fields = [await readable_values(uow, values["dynamic_fields"]) for values in page.rows]
        yield [
            [*(_text(cell) for cell in _cells(values)), *(readable.get(name, "") for name in names)]
            for values, readable in zip(page.rows, fields, strict=True)
        ]
        after = page.after
        if after is None:
            return


async def _csv(pages: AsyncIterator[list[list[str]]]) -> AsyncIterator[bytes]:
    yield CSV_MARK
    async for rows in pages:
        if rows:
            yield csv_lines(rows)


async def _xlsx(pages: AsyncIterator[list[list[str]]]) -> AsyncIterator[bytes]:
    """Written to a temporary file row by row, never as a whole in memory. A sheet ends at 1,048,575 tickets."""
    with tempfile.TemporaryFile() as file:
        sheet = SheetWriter(file, "Tickets")
        sheet.head((await anext(pages))[0])
        async for rows in pages:
            for row in rows:
                sheet.add(row)
        await asyncio.to_thread(sheet.close)
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, _PIECE_BYTES):
            yield piece


def _cells(values: dict[str, Any]) -> list[Any]:
    customer = values["customer_user"] or {}
    names = [_name(values[key]) for key in ("queue", "state")]
    return [
        values["number"],
        values["title"],
        *names,
        values["state"]["type"],
        *(_name(values[key]) for key in ("priority", "type", "lock")),
        values["owner"]["login"],
        values["responsible"]["login"],
        values["customer_id"],
        customer.get("login"),
        customer.get("name"),
        values["pending_until"],
        values["escalates_at"],
        values["archived"],
        values["created"],
        values["changed"],
        *(_name(values[key]) for key in ("service", "sla")),
    ]


def _name(ref: dict[str, Any] | None) -> str:
    return str(ref["name"]) if ref else ""


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(cell)
