"""Searching: a form for what tickets can be found by, what was found with the words marked, and offers while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import GotrsError, InvalidInput
from gotrs_api.kernel.paging import Page
from gotrs_api.tickets.schemas import TicketSummary
from gotrs_api.tickets.schemas.search import SnippetRead
from gotrs_api.tickets.service import search
from gotrs_api.tickets.service.search import saved as saved_searches
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.agent.bulk import QUICK
from gotrs_web.agent.list_looks import looks_of
from gotrs_web.agent.list_place import SEARCH, ListPlace, found_in, place_of
from gotrs_web.agent.list_query import PAGE_SIZES
from gotrs_web.agent.palette import Command, customers_like, tickets_like
from gotrs_web.agent.search_choices import conditions, load_search_choices
from gotrs_web.agent.search_query import ARCHIVE, SPANS, SUB_QUEUES, TEXTS, SearchQuery, params_of
from gotrs_web.agent.ticket_list import address_of, field_cells
from gotrs_web.agent.ticket_numbers import ticket_of_number
from gotrs_web.deps import Agent
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of, zone_of

router = APIRouter(prefix=SEARCH)


@router.get("", name="agent_search")
async def show(request: Request, principal: Agent, read: Read, saved: int | None = None) -> Response:
    """The form, and what fits. A ticket's number alone leads to the ticket; `saved` to a saved search's conditions."""
    if saved is not None:
        found = await saved_searches.read_saved(read, principal, saved)
        return redirect(request, search_url(found.filters, principal))
    query = SearchQuery.of(request.query_params)
    target = await ticket_of_number(read, principal, query.words) if len(query.values) == 1 else None
    if target is not None:
        return redirect(request, f"/agent/tickets/{target.id}")
    if not query:
        return await _page(request, read, principal, query)
    try:
        place = await place_of(read, principal, address_of(request))
        assert place is not None
        return await _page(request, read, principal, query, place)
    except InvalidInput as refusal:
        if {"after", "before"} & set(request.query_params):  # a cursor of another order
            first = request.url.remove_query_params(["after", "before"])
            return redirect(request, str(first.replace(scheme="", netloc="")))
        return await _page(request, read, principal, query, refusal=refusal)


@router.get("/suggestions", name="agent_search_suggestions")
async def suggest(request: Request, principal: Agent, read: Read, q: str = "") -> Response:
    """Tickets and customers whose words begin like what is being typed."""
    words = q.strip()[:200]
    offers: list[Command] = []
    if words:
        offers += await tickets_like(request, read, principal, words)
        offers += await customers_like(request, read, principal, words)
    return render(request, "agent/search/_suggestions.html", {"offers": offers, "q": words})


def search_url(filters: dict[str, object], principal: Principal) -> str:
    return f"{SEARCH}?{urlencode(params_of(filters, zone_of(principal)))}"


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    query: SearchQuery,
    place: ListPlace | None = None,
    refusal: GotrsError | None = None,
) -> Response:
    choices = await load_search_choices(request, read, principal, query)
    looks = await looks_of(read, principal)
    found: Page[TicketSummary] | None = None
    snippets: Mapping[int, Sequence[SnippetRead]] = {}
    if place is not None:
        found, snippets = await found_in(read, principal, place, replace(place.query.page, limit=looks.rows))
    _ = catalogue_of(request).gettext
    labels = {name: _(label) for name, label in TEXTS.items()}
    context = {
        "query": query,
        "choices": choices,
        "conditions": conditions(request, query, choices),
        "texts": labels,
        "spans": {name: _(label) for name, label in SPANS.items()},
        "names": (SUB_QUEUES, ARCHIVE),
        "errors": errors_of(request, refusal, labels) if refusal else FormErrors(),
        "saved": [(one.name, search_url(one.filters, principal)) for one in await search.list_saved(read, principal)],
        "place": place,
        "found": found,
        "snippets": {
            id_: [(one.field, Markup(one.html)) for one in of_ticket if one.marks]  # escaped by the search
            for id_, of_ticket in snippets.items()
        },
        "looks": looks,
        "cells": await field_cells(read, looks, found.rows) if found else {},
        "quick": QUICK,
        "page_sizes": PAGE_SIZES,
    }
    return render(request, "agent/search/index.html", context, status=422 if refusal else 200)
