"""What goes into a delivery: decided, by its owner's rights, when it is first sent."""

from __future__ import annotations

from typing import Any

import orjson

from gotrs_api.identity import principals
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.lists import as_json
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.service import get_ticket_values
from gotrs_api.uow import ReadUow
from gotrs_api.webhooks.rights import visible_entries
from gotrs_api.webhooks.tail import Entry


async def owner_of(uow: ReadUow, owner_id: int) -> Principal | None:
    """None: the owner may not sign in any more, or is no administrator any more."""
    found = await principals.by_agent(uow, owner_id)
    return found.principal if found is not None and found.principal.is_admin else None


async def visible_for(uow: ReadUow, owner: Principal, entry: Entry) -> bool:
    return bool(await visible_entries(uow, owner, [entry]))


async def body_of(uow: ReadUow, owner: Principal, entry: Entry, *, full: bool) -> bytes:
    """JSON. The ticket in it is as it is now; it is left out when it is gone or lies where the owner sees nothing."""
    if not full or entry.ticket_id is None:
        return entry.data.encode()
    content: dict[str, Any] = orjson.loads(entry.data)
    try:
        values, _ = await get_ticket_values(uow, owner, TicketId(entry.ticket_id), with_articles=False)
        content["data"]["ticket"] = values
    except TicketNotFound:
        content["data"]["ticket"] = None
    return as_json(content)
