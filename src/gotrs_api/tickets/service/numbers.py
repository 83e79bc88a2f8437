"""How much there is to do, for toolbar and dashboard."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import numbers
from gotrs_api.tickets.repository.visibility import visible_to
from gotrs_api.tickets.schemas.numbers import AgentNumbers
from gotrs_api.tickets.service.names import NAMES
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow


async def agent_numbers(uow: ReadUow, principal: Principal) -> AgentNumbers:
    """One statement over the open tickets that the agent may see. Raises Forbidden for customers."""
    principal.require_agent()
    switches = await switches_of(uow)
    now = int(uow.clock.now().timestamp())
    free = list(switches.free_locks)
    states = (await NAMES.get(uow)).state
    row = await numbers.agent_numbers(
        uow.session,
        visible_to(principal, QueueRight.RO, switches),
        {
            "viewer": int(principal.user_id),
            "f_owner_id": [int(principal.user_id)],
            "f_responsible_id": [int(principal.user_id)],
            "f_state_id": sorted(states.ids_of_types(await sysconfig.get(uow, settings.TICKET_VIEWABLE_STATE_TYPES))),
            "new": sorted(states.ids_of_types(("new",))),
            "reminders": sorted(states.ids_of_types(("pending reminder",))),
            "f_locked": free,
            "f_unlocked": free,
            "f_escalated": now,
            "f_pending_before": now,
            **({"f_archived": 0} if switches.archive else {}),
        },
        archived_count=not switches.archive,
    )
    return AgentNumbers(**{name: int(count or 0) for name, count in row._mapping.items()})
