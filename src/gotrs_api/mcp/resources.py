"""Resources: `ticket://{number}`, `article://{number}/{article}`, `queue://{name}`, as JSON; what one may see, nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import quote, unquote

from pydantic import BaseModel

from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.mcp.desk import Desk
from gotrs_api.mcp.errors import RESOURCE_NOT_FOUND, RpcError
from gotrs_api.mcp.tools.base import Values, as_text
from gotrs_api.mcp.tools.reading import GetTicket, get_ticket
from gotrs_api.queues import service as queues
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter

JSON: Final = "application/json"
MOST_OWN: Final = 100
TEMPLATES: Final = (
    {
        "uriTemplate": "ticket://{number}",
        "name": "ticket",
        "title": "Ticket",
        "description": "A ticket with its articles, by its number.",
        "mimeType": JSON,
    },
    {
        "uriTemplate": "article://{number}/{article}",
        "name": "article",
        "title": "Article",
        "description": "One article: the ticket's number and the article's number within the ticket.",
        "mimeType": JSON,
    },
    {
        "uriTemplate": "queue://{name}",
        "name": "queue",
        "title": "Queue",
        "description": "A queue, by its whole name.",
        "mimeType": JSON,
    },
)


async def listed(desk: Desk) -> list[dict[str, Any]]:
    """The caller's own open tickets and the queues that they may read, as far as the token's scopes go."""
    found: list[dict[str, Any]] = []
    async with desk.reading() as uow:
        if desk.principal.has_scope(Scope.TICKETS_READ):
            own = TicketFilter(owner_id=(int(desk.principal.user_id),), not_closed=True, sort="-changed")
            rows = (await tickets.list_tickets(uow, desk.principal, own, PageRequest(MOST_OWN))).rows
            found += [
                _resource(f"ticket://{row.number}", row.number, row.title, f"Your ticket in {row.queue.name}")
                for row in rows
            ]
        if desk.principal.has_scope(Scope.QUEUES_READ):
            readable = await queues.list_queues_for(uow, desk.principal, "ro")
            found += [
                _resource(f"queue://{quote(one.name, safe='')}", one.name, one.name, one.comment or "A queue")
                for one in readable
            ]
    return found


def _resource(uri: str, name: str, title: str, description: str) -> dict[str, Any]:
    return {"uri": uri, "name": name, "title": title, "description": description, "mimeType": JSON}


async def read(desk: Desk, uri: str) -> dict[str, Any]:
    """The contents. Raises RpcError for what does not exist or may not be seen, Forbidden for a missing scope."""
    kind, _, rest = uri.partition("://")
    reader = _READERS.get(kind)
    if reader is None or not rest or len(uri) > 1000:
        raise RpcError(RESOURCE_NOT_FOUND, "There is no such resource.", {"uri": uri[:1000]})
    try:
        found = await reader(desk, rest)
    except NotFound:
        raise RpcError(RESOURCE_NOT_FOUND, "There is no such resource, or you may not see it.", {"uri": uri}) from None
    return {"uri": uri, "mimeType": JSON, "text": as_text(found)}


async def _ticket(desk: Desk, number: str) -> Values:
    desk.principal.require_scope(Scope.TICKETS_READ)
    return await get_ticket(desk, GetTicket(ticket_number=unquote(number)[:50]))


async def _article(desk: Desk, path: str) -> BaseModel:
    desk.principal.require_scope(Scope.ARTICLES_READ)
    number, _, wanted = path.partition("/")
    if not wanted.isdecimal():
        raise NotFound
    async with desk.reading() as uow:
        ticket = await tickets.get_ticket_by_number(uow, desk.principal, unquote(number)[:50])
        for article in await tickets.list_articles(uow, desk.principal, TicketId(ticket.id)):
            if str(article.number) == wanted:
                return article
    raise NotFound


async def _queue(desk: Desk, name: str) -> BaseModel:
    desk.principal.require_scope(Scope.QUEUES_READ)
    wanted = unquote(name)
    async with desk.reading() as uow:
        for queue in await queues.list_queues_for(uow, desk.principal, "ro"):
            if queue.name == wanted:
                return queue
    raise NotFound


_READERS: dict[str, Callable[[Desk, str], Awaitable[BaseModel | Values]]] = {
    "ticket": _ticket,
    "article": _article,
    "queue": _queue,
}
