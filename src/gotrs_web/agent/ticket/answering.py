"""How a change of a ticket is answered: a plain form goes back to the ticket, HTMX gets events for the panels."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import Request, Response

from gotrs_web.agent.ticket.list_walk import PARAMETER
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import Toast, empty, redirect, wants_fragment


def changed(
    request: Request, ticket_id: int, toast: Toast | str, events: Iterable[HxEvent] = (), *, anchor: str = ""
) -> Response:
    if wants_fragment(request):
        return empty(request, trigger=(HxEvent.TICKET_CHANGED, HxEvent.COUNTERS_CHANGED, *events), toast=toast)
    return redirect(request, ticket_url(request, ticket_id) + anchor, toast=toast)


def ticket_url(request: Request, ticket_id: int) -> str:
    """With the list one came from, as the address or the page before knows it."""
    place = request.query_params.get(PARAMETER) or _of_referer(request)
    return f"/agent/tickets/{ticket_id}" + (f"?{urlencode({PARAMETER: place})}" if place else "")


def _of_referer(request: Request) -> str:
    query = parse_qs(urlsplit(request.headers.get("referer", "")).query)
    return query.get(PARAMETER, [""])[0]
