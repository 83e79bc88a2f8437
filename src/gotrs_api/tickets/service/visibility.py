"""Which tickets somebody may see, for domains above that write selects of their own (search, statistics)."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.tickets.repository.visibility import Visibility, visible_to
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow


async def visible_tickets(uow: ReadUow, principal: Principal, right: str = QueueRight.RO) -> Visibility:
    """A predicate over `Ticket` and the values of its parameters; `variant` names it, to keep built statements by."""
    return visible_to(principal, right, await switches_of(uow))
