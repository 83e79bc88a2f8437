"""Lists of tickets as files: whoever asks for CSV or XLSX gets all rows that match, streamed."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Request
from fastapi.responses import StreamingResponse

from gotrs_api.identity.list_export import CONTENT, CSV, XLSX
from gotrs_api.identity.principal import Principal
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.service import search
from gotrs_api.uow import Site

EXPORTS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": CONTENT}}


def exported(request: Request, principal: Principal, filters: TicketFilter, form: search.Form) -> StreamingResponse:
    """Paging parameters say nothing here."""
    site: Site = request.state.site
    kind = f"{CSV}; charset=utf-8" if form == "csv" else XLSX
    headers = {"Content-Disposition": f'attachment; filename="tickets.{form}"', "Cache-Control": "no-store"}
    return StreamingResponse(search.export_tickets(site, principal, filters, form), media_type=kind, headers=headers)
