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
from gotrs_api.webhooks.tail import Entry


async def owner_of(uow: ReadUow, owner_id: int) -> Principal | None:
    """None: the owner may not sign in any more, or is no administrator any more. Known as long as of one who signed in."""
    credential = f"webhooks-of:{owner_id}"
    found = principals.remembered(uow.site, credential)
    if found is None:
        found = await principals.by_agent(uow, owner_id)
        if found is None:
            return None
        principals.remember(uow.site, credential, found)
    return found.principal if found.principal.is_admin else None


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
