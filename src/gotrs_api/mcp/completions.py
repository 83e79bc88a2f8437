"""What fits what somebody has begun to type for an argument of a prompt or of a resource's address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from gotrs_api.i18n.languages import LANGUAGES
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.mcp import prompts, resources
from gotrs_api.mcp.desk import Desk
from gotrs_api.mcp.errors import INVALID_PARAMS, RpcError
from gotrs_api.queues import service as queues
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter

MOST: Final = 100  # by the protocol
_LONGEST: Final = 200
Filled = Mapping[str, Any]


async def complete(desk: Desk, params: Mapping[str, Any]) -> dict[str, Any]:
    """Raises RpcError for a prompt, an address or an argument that there is not."""
    argument, context = params.get("argument"), params.get("context")
    if not isinstance(argument, dict) or not isinstance(argument.get("value"), str):
        raise RpcError(INVALID_PARAMS, "The parameter argument needs a name and a value.")
    name = str(argument.get("name"))
    if name not in _arguments(params.get("ref")):
        raise RpcError(INVALID_PARAMS, "There is no such argument.", {"name": name[:100]})
    filled = context.get("arguments") if isinstance(context, dict) else None
    find = _FINDERS.get(name)
    values: Sequence[str] = ()
    if find is not None:
        values = await find(desk, argument["value"][:_LONGEST], filled if isinstance(filled, dict) else {})
    return {"values": list(values[:MOST]), "hasMore": len(values) > MOST}


def _arguments(ref: object) -> tuple[str, ...]:
    if isinstance(ref, dict) and ref.get("type") == "ref/prompt":
        prompt = prompts.PROMPTS.get(str(ref.get("name")))
        if prompt is not None:
            return ("ticket_number", *(name for name, _ in prompt.arguments))
    if isinstance(ref, dict) and ref.get("type") == "ref/resource":
        for template in resources.TEMPLATES:
            if template["uriTemplate"] == ref.get("uri"):
                return tuple(name for name in ("number", "article", "name") if f"{{{name}}}" in template["uriTemplate"])
    raise RpcError(INVALID_PARAMS, "There is no such prompt or resource.")


async def _ticket_numbers(desk: Desk, typed: str, _filled: Filled) -> list[str]:
    """Of one's own open tickets while nothing is typed, then of all that one may see; those changed last come first."""
    if not desk.principal.has_scope(Scope.TICKETS_READ):
        return []
    wanted = TicketFilter(owner_id=(int(desk.principal.user_id),), not_closed=True, sort="-changed")
    if typed:
        wanted = TicketFilter(number=f"{typed.replace('*', '')[:40]}*", sort="-changed")
    async with desk.reading() as uow:
        found = await tickets.list_tickets(uow, desk.principal, wanted, PageRequest(MOST))
    return [row.number for row in found.rows]


async def _articles(desk: Desk, typed: str, filled: Filled) -> list[str]:
    """Of the ticket whose number is filled in already."""
    if not desk.principal.has_scope(Scope.ARTICLES_READ):
        return []
    async with desk.reading() as uow:
        try:
            ticket = await tickets.get_ticket_by_number(uow, desk.principal, str(filled.get("number"))[:50])
        except NotFound:
            return []
        every = await tickets.list_articles(uow, desk.principal, TicketId(ticket.id))
    return [str(one.number) for one in every if str(one.number).startswith(typed)]


async def _queue_names(desk: Desk, typed: str, _filled: Filled) -> list[str]:
    if not desk.principal.has_scope(Scope.QUEUES_READ):
        return []
    async with desk.reading() as uow:
        readable = await queues.list_queues_for(uow, desk.principal, "ro")
    return [one.name for one in readable if typed.casefold() in one.name.casefold()]


async def _languages(_desk: Desk, typed: str, _filled: Filled) -> list[str]:
    return [one.name for one in LANGUAGES.values() if one.name.casefold().startswith(typed.casefold())]


# What an agent says in his own words (`instructions`) nobody knows before.
_FINDERS: dict[str, Callable[[Desk, str, Filled], Awaitable[Sequence[str]]]] = {
    "ticket_number": _ticket_numbers,
    "number": _ticket_numbers,
    "article": _articles,
    "name": _queue_names,
    "language": _languages,
}
