"""How many tickets have an entry, with a search that lists them."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from gotrs_api.identity.principal import Principal
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.uow import ReadUow
from gotrs_web.admin.module import Use

Condition = Literal[
    "queue_id", "state_id", "priority_id", "type_id", "service_id", "sla_id",
    "customer_id", "customer_user", "owner_id", "responsible_id",
]  # fmt: skip


async def ticket_use(read: ReadUow, principal: Principal, condition: Condition, value: int | str, as_: str = "") -> Use:
    """Those that the administrator may see: whoever may name groups may not read every ticket."""
    wanted = TicketFilter.model_validate({condition: (value,)})
    return Use(
        "",
        count=await tickets.count_tickets(read, principal, wanted),
        url=f"/agent/search?{condition}={quote(str(value))}",
        as_=as_,
    )
