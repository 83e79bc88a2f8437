"""How many tickets there are, by state and by queue."""

from __future__ import annotations

import hashlib
from typing import Final

import orjson

from gotrs_api.identity.principal import Principal
from gotrs_api.stats.repository import totals
from gotrs_api.stats.schemas import Counted, DeskTotals
from gotrs_api.stats.service.figures import add_up
from gotrs_api.tickets.service import visible_tickets
from gotrs_api.uow import ReadUow

KEPT_S: Final = 60


async def desk_totals(uow: ReadUow, principal: Principal) -> DeskTotals:
    """At most a minute old: all tickets are counted, old ones too. Raises Forbidden for customers."""
    principal.require_agent()
    visibility = await visible_tickets(uow, principal)
    who = hashlib.sha256(orjson.dumps([visibility.variant, visibility.parameters], option=orjson.OPT_SORT_KEYS))
    key = f"stats-totals:{who.hexdigest()}"
    if (kept := await uow.site.cache.get(key)) is not None:
        return DeskTotals.model_validate_json(kept)
    states: dict[int, Counted] = {}
    queues: dict[int, Counted] = {}
    for row in await totals.by_state_and_queue(uow.session, visibility):
        add_up(states, row.state_id, row.state_name, row.tickets)
        add_up(queues, row.queue_id, row.queue_name, row.tickets)
    found = DeskTotals(
        tickets_by_state=sorted(states.values(), key=lambda one: one.name),
        tickets_by_queue=sorted(queues.values(), key=lambda one: one.name),
        total_tickets=sum(one.count for one in states.values()),
        total_users=await totals.valid_agents(uow.session),
    )
    await uow.site.cache.set(key, found.model_dump_json().encode(), KEPT_S)
    return found
