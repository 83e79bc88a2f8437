"""The list of tickets and the single ticket, answered without FastAPI's solving of dependencies (see `identity.routing`).

What a query string means is read by FastAPI alone: the shortcut knows only those that it has seen read before.
"""

from __future__ import annotations

import re

from fastapi import Request, Response

from gotrs_api.customers.service import read_customer
from gotrs_api.identity.list_export import wanted_form
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.routing import Answer
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.lists import ListQuery, listed_values, single_values, trimmed
from gotrs_api.tickets import service
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.uow import ReadUow, Site

_MOST_QUERIES = 5_000
_MOST_BYTES = 500  # of a query string that is worth remembering
_SHOWS_ARTICLES = {b"": False, b"expand=articles": True}
_ID = re.compile(r"[1-9][0-9]{0,17}")
_queries: dict[bytes, tuple[TicketFilter, ListQuery]] = {}


def remember(request: Request, filters: TicketFilter, query: ListQuery) -> None:
    """This is what the request's query string means; it is the same for everybody."""
    text: bytes = request.scope["query_string"]
    if len(text) <= _MOST_BYTES and query.after is None and query.before is None:
        if len(_queries) >= _MOST_QUERIES:
            _queries.clear()
        _queries[text] = filters, query


def list_again(request: Request) -> Answer | None:
    """A query string that was read before, wanted as JSON."""
    known = _queries.get(request.scope["query_string"])
    if known is None or wanted_form(request) is not None:
        return None

    async def answer(principal: Principal) -> Response:
        async with _read(request) as uow:
            return await answer_list(request, uow, principal, *known)

    return answer


async def answer_list(
    request: Request, uow: ReadUow, principal: Principal, filters: TicketFilter, query: ListQuery
) -> Response:
    return listed_values(request, query, await service.list_ticket_values(uow, principal, filters, query.page))


def read_plainly(request: Request) -> Answer | None:
    """A ticket by its id, with or without its articles."""
    with_articles = _SHOWS_ARTICLES.get(request.scope["query_string"])
    found = _ID.fullmatch(request.path_params["ticket_id"])
    if with_articles is None or found is None:
        return None
    ticket_id = TicketId(int(found[0]))

    async def answer(principal: Principal) -> Response:
        async with _read(request) as uow:
            return await answer_ticket(request, uow, principal, ticket_id, with_articles=with_articles)

    return answer


async def answer_ticket(
    request: Request,
    uow: ReadUow,
    principal: Principal,
    ticket_id: TicketId,
    *,
    with_articles: bool,
    with_customer: bool = False,
    fields: str | None = None,
) -> Response:
    """Articles and customers need their own scopes. Raises Forbidden, TicketNotFound, InvalidInput for unknown `fields`."""
    if with_articles:
        principal.require_scope("articles:read")
    values, tag = await service.get_ticket_values(uow, principal, ticket_id, with_articles=with_articles)
    if with_customer:
        user = values["customer_user"]
        customer = await read_customer(uow, principal, user and user["login"], values["customer_id"])
        values = {**values, "customer": customer.model_dump(mode="json")}
    shown = values if fields is None else trimmed(values, fields)
    # The tag is the ticket's: it does not tell whether its customer changed.
    return single_values(request, shown, tag, always=with_customer)


def _read(request: Request) -> ReadUow:
    site: Site = request.state.site
    return site.read()
