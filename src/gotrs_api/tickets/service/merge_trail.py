"""Where merged tickets went: by OTRS's history rows, from merge to merge."""

from __future__ import annotations

from typing import Final

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.history_format import merge_target
from gotrs_api.tickets.permissions import Switches
from gotrs_api.tickets.repository import relations, zoom
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.repository.visibility import visible_to
from gotrs_api.uow import ReadUow

MERGED: Final = "merged"
_MAX_HOPS: Final = 10


async def find_ticket_id(uow: ReadUow, number: str) -> TicketId | None:
    """The ticket that mail with this number belongs to: merges are followed, at most 10. Rights are not asked."""
    found = await relations.state_type_by_number(uow.session, number)
    for _ in range(_MAX_HOPS + 1):
        if found is None:
            return None
        ticket_id, state_type = found
        if state_type != MERGED:
            return TicketId(ticket_id)
        line = await relations.newest_merge_line(uow.session, ticket_id)
        target = merge_target(line) if line else None
        if target is None:
            return None
        found = await relations.state_type_by_id(uow.session, target)
    return None


async def target_of(uow: ReadUow, principal: Principal, row: TicketRow, switches: Switches) -> TicketRow | None:
    """What a merged ticket goes on as, if the principal may see that one; None for all others, without asking."""
    if row.state_type != MERGED:
        return None
    ticket_id = await find_ticket_id(uow, row.tn)
    if ticket_id is None:
        return None
    viewer = int(principal.user_id) if principal.is_agent else 0
    return await zoom.load_visible(uow, visible_to(principal, QueueRight.RO, switches), ticket_id, viewer)
