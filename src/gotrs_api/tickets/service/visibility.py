"""Which tickets somebody may see: for lists, and for domains above that write selects of their own (search, statistics)."""

from __future__ import annotations

import time
from typing import Final

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.tickets.permissions import Switches
from gotrs_api.tickets.repository import reach
from gotrs_api.tickets.repository.visibility import Visibility, one_by_one, visible_to
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow

# How an agent's lists are read is decided anew after this time, and where rights have changed. Either way is right.
_DECIDED_FOR_S: Final = 60.0
_MOST_DECIDED: Final = 10_000


class _Decided:
    """Of one site: until when, and for whom lists are read ticket by ticket."""

    def __init__(self) -> None:
        self.entries: dict[tuple[object, ...], tuple[float, bool]] = {}


def viewer_id_of(principal: Principal) -> int:
    """Whose watch and seen marks count: an agent's own. Customers and the system have none."""
    return int(principal.user_id) if principal.is_agent else 0


async def visible_tickets(uow: ReadUow, principal: Principal, right: str = QueueRight.RO) -> Visibility:
    """A predicate over `Ticket` and the values of its parameters; `variant` names it, to keep built statements by."""
    return visible_to(principal, right, await switches_of(uow))


async def listed_tickets(uow: ReadUow, principal: Principal, switches: Switches) -> Visibility:
    """What this principal may read, said so that a list is quick in any order, also for an agent who sees few of very many."""
    visibility = visible_to(principal, QueueRight.RO, switches)
    if not principal.is_agent or not uow.site.database.plans_for_anybody:
        return visibility
    entries = uow.site.part(_Decided, _Decided).entries
    key = (principal.user_id, visibility.variant, tuple(visibility.parameters["may_groups"]))
    until, is_small = entries.get(key, (0.0, False))
    if until < time.monotonic():
        is_small = await reach.is_small(uow, visibility)
        if len(entries) >= _MOST_DECIDED:
            entries.clear()
        entries[key] = (time.monotonic() + _DECIDED_FOR_S, is_small)
    return one_by_one(visibility) if is_small else visibility
