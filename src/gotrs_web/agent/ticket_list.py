"""Ticket lists: all, standing ones, those of a queue, what a search finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from gotrs_api.catalog import service as catalog
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput, NotFound
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import QueueCounts, TicketFilter, TicketSummary
from gotrs_api.tickets.service import search
from gotrs_api.tickets.service.search import Form
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.agent.bulk import QUICK
from gotrs_web.agent.list_looks import FIELD_PREFIX, Looks, looks_of
from gotrs_web.agent.list_place import ListPlace, place_of
from gotrs_web.agent.list_query import DAYS, PAGE_SIZES, STATE_TYPES, ListQuery
from gotrs_web.agent.numbers import numbers_of
from gotrs_web.agent.queue_tree import load_branch, load_tree
from gotrs_web.agent.standing_lists import STANDING_LISTS
from gotrs_web.agent.ticket.list_walk import PARAMETER
from gotrs_web.agent.ticket_numbers import ticket_of_number
from gotrs_web.appearance import local_path
from gotrs_web.deps import Agent
from gotrs_web.dynamic_fields import field_texts
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent")
_LAST_SECOND: Final = 4_102_444_800
_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@router.get("/tickets", name="agent_tickets")
async def show_tickets(request: Request, principal: Agent, read: Read) -> Response:
    """The list; a search for exactly one ticket's number leads to the ticket."""
    target = await ticket_of_number(read, principal, ListQuery.of(request.query_params).q)
    if target is not None:
        return redirect(request, f"/agent/tickets/{target.id}")
    return await _list(request, read, principal)


@router.get("/queues", name="agent_queues")
async def show_my_queues(request: Request, principal: Agent, read: Read) -> Response:
    """The agent's own choice of queues; all, where none was chosen."""
    return await _list(request, read, principal)


@router.get("/services", name="agent_services")
async def show_my_services(request: Request, principal: Agent, read: Read) -> Response:
    """Tickets of the services that the agent chose."""
    return await _list(request, read, principal)


@router.get("/queues/tree", name="agent_queue_branch")
async def show_branch(
    request: Request, principal: Agent, read: Read, below: int | None = None, start: int = 0
) -> Response:
    """What a large tree left out: queues below one (or at the top), from a row on."""
    context = {"level": await load_branch(read, principal, below, start)}
    return render(request, "agent/tickets/branch.html", context, fragment="agent/tickets/_branch.html")


@router.get("/queues/{queue_id}", name="agent_queue")
async def show_queue(request: Request, principal: Agent, read: Read, queue_id: int) -> Response:
    """A queue with the queues below it. Raises QueueNotFound."""
    return await _list(request, read, principal)


@router.get("/tickets/export/{form}", name="agent_tickets_export")
async def export(request: Request, principal: Agent, read: Read, form: Form) -> Response:
    """Every ticket of the list that `in` names, as a file."""
    place = await place_of(read, principal, request.query_params.get(PARAMETER, ""))
    if place is None:
        raise NotFound
    pieces = search.export_tickets(read.site, principal, place.filters, form)
    name = f'attachment; filename="tickets.{form}"'
    return StreamingResponse(pieces, media_type=_TYPES[form], headers={"Content-Disposition": name})


@router.get("/list-news", name="agent_list_news")
async def show_news(request: Request, principal: Agent, read: Read, since: int = 0, shown: int = 0) -> Response:
    """How many tickets came into the list that `in` names since then (seconds since 1970); nothing to see for none.

    Moments are stored by the second: of what came within that one, `shown` were there when the list was loaded.
    """
    address = request.query_params.get(PARAMETER, "")
    place = await place_of(read, principal, address)
    moment = datetime.fromtimestamp(min(max(since, 0), _LAST_SECOND), UTC)
    n = 0
    if place is not None:
        before = moment - timedelta(seconds=1)
        later = max(place.filters.created_after or before, before)
        n = await tickets.count_tickets(read, principal, place.filters.model_copy(update={"created_after": later}))
        n = max(n - max(shown, 0), 0)
    return render(request, "agent/tickets/_news.html", {"n": n, "address": local_path(address, "/agent/queues")})


async def _list(request: Request, read: ReadUow, principal: Principal) -> Response:
    place = await place_of(read, principal, address_of(request))
    assert place is not None, "these routes are lists"
    looks = await looks_of(read, principal)
    query = place.query
    try:
        found = await tickets.list_tickets(read, principal, place.filters, replace(query.page, limit=looks.rows))
    except InvalidInput:  # a cursor of another order: from an old address
        return redirect(
            request, str(request.url.remove_query_params(["after", "before"]).replace(scheme="", netloc=""))
        )
    counts = await tickets.queue_counts(read, principal)
    return render(
        request,
        "agent/tickets/index.html",
        {
            "place": place,
            "heading": _heading(request, place),
            "query": query,
            "found": found,
            "figures": await _figures(request, read, principal, place, counts),
            "looks": looks,
            "snippets": {},
            "cells": await field_cells(read, looks, found.rows),
            "quick": QUICK,
            "has_services": await sysconfig.get(read, settings.TICKET_SERVICE),
            "tree": await load_tree(read, principal, counts, place.queue.id if place.queue else None),
            "lists": STANDING_LISTS,
            "saved": await search.list_saved(read, principal),
            "numbers": await numbers_of(request, read, principal),
            "state_types": STATE_TYPES,
            "priorities": [one for one in await catalog.list_priorities(read) if one.is_valid],
            "days": DAYS,
            "page_sizes": PAGE_SIZES,
            "show_tree": request.query_params.get("pane") == "tree",
        },
    )


def address_of(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


async def _figures(
    request: Request, read: ReadUow, principal: Principal, place: ListPlace, counts: Sequence[QueueCounts]
) -> list[tuple[str, int, bool]]:
    """Words, number and whether it is urgent, for the page of a queue: with the queues below it."""
    if place.queue is None:
        return []
    _ = catalogue_of(request).gettext
    within = frozenset(place.queue_ids)
    here = [one for one in counts if one.queue.id in within]
    inside = TicketFilter(queue_id=place.queue_ids, not_closed=True)
    late = await tickets.count_tickets(read, principal, inside.model_copy(update={"escalated": True}))
    mine = await tickets.count_tickets(
        read, principal, inside.model_copy(update={"owner_id": (int(principal.user_id),)})
    )
    return [
        (_("not closed"), sum(one.open for one in here), False),
        (_("new"), sum(one.new for one in here), False),
        (_("free to take"), sum(one.unlocked for one in here), False),
        (_("mine"), mine, False),
        (_("late"), late, True),
    ]


def _heading(request: Request, place: ListPlace) -> str:
    _ = catalogue_of(request).gettext
    if place.query.q and place.queue is None:
        return _("Search: {words}", words=place.query.q)
    return place.title if place.is_name else _(place.title)


async def field_cells(read: ReadUow, looks: Looks, rows: Sequence[TicketSummary]) -> dict[int, dict[str, str]]:
    """Texts of the dynamic fields among the columns, by ticket and column."""
    wanted = [one.key for one in looks.columns if one.key.startswith(FIELD_PREFIX)]
    if not wanted:
        return {}
    names = [key.removeprefix(FIELD_PREFIX) for key in wanted]
    return {
        row.id: {FIELD_PREFIX + name: text for name, text in (await field_texts(read, names, row)).items()}
        for row in rows
    }
