"""How much there is to do, for toolbar and dashboard."""

from __future__ import annotations

from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.tickets.repository import numbers
from gotrs_api.tickets.schemas.numbers import AgentNumbers
from gotrs_api.tickets.service.names import NAMES
from gotrs_api.tickets.service.open_counts import found_open, remembered_counts, viewable_state_ids
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.tickets.service.visibility import visible_tickets
from gotrs_api.uow import ReadUow


async def agent_numbers(uow: ReadUow, principal: Principal) -> AgentNumbers:
    """One statement. On a desk with very many open tickets, all but the agent's own counts may be as old as `open_counts` allows.

    Raises Forbidden for customers.
    """
    principal.require_agent()
    switches = await switches_of(uow)
    now = int(uow.clock.now().timestamp())
    names = await NAMES.get(uow)
    viewable, new = await viewable_state_ids(uow), names.state.ids_of_types((state_types.NEW,))
    free = names.lock.ids(switches.free_locks)
    known = await remembered_counts(uow, principal)
    found, at_least = await numbers.agent_numbers(
        uow.session,
        await visible_tickets(uow, principal),
        {
            "viewer": int(principal.user_id),
            "f_state_id": viewable,
            "f_lock_id": sorted(free),
            "new": sorted(new),
            "reminders": sorted(names.state.ids_of_types((state_types.PENDING_REMINDER,))),
            "f_escalated": now,
            "f_pending_before": now,
            **({"f_archived": 0} if switches.archive else {}),
        },
        archived_count=not switches.archive,
        elsewhere=known is not None,
    )
    await found_open(uow, found.pop("open"))
    for one in known or ():
        if one.state_id in viewable and not (one.archived and switches.archive):
            found["escalated"] += one.escalated
            found["new"] += one.tickets if one.state_id in new else 0
            found["unlocked"] += one.tickets if one.lock_id in free else 0
    return AgentNumbers(**found, at_least=at_least)
