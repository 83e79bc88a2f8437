"""Where merged tickets went: by OTRS's history rows, from merge to merge."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.history_format import merge_target
from gotrs_api.tickets.repository import relations, zoom
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.service.current import lock_all
from gotrs_api.tickets.service.visibility import viewer_id_of, visible_tickets
from gotrs_api.uow import ReadUow, UnitOfWork

_MAX_HOPS: Final = 10
_HELD: Final = "gotrs.tickets_held_by_number"


async def find_ticket_id(uow: ReadUow, number: str) -> TicketId | None:
    """The ticket that mail with this number belongs to: merges are followed, at most 10. Rights are not asked."""
    held: dict[str, TicketId] = uow.session.info.get(_HELD, {})
    if number in held:
        return held[number]
    return await _follow(uow, await relations.state_type_by_number(uow.session, number))


async def hold_numbered(uow: UnitOfWork, numbers: Collection[str]) -> None:
    """Lock the tickets that mails with these numbers belong to, as `lock_all` does; `find_ticket_id` then knows them.

    They are looked up again once they are locked: until then others may merge them.
    """
    if numbers:
        await lock_all(uow, (await _by_number(uow, numbers)).values())
        uow.session.info[_HELD] = await _by_number(uow, numbers)


async def _by_number(uow: ReadUow, numbers: Collection[str]) -> dict[str, TicketId]:
    found = await relations.state_types_by_numbers(uow.session, numbers)
    followed = {number: await _follow(uow, one) for number, one in found.items()}
    return {number: ticket_id for number, ticket_id in followed.items() if ticket_id is not None}


async def _follow(uow: ReadUow, found: tuple[int, str] | None) -> TicketId | None:
    for _ in range(_MAX_HOPS + 1):
        if found is None:
            return None
        ticket_id, state_type = found
        if state_type != state_types.MERGED:
            return TicketId(ticket_id)
        line = await relations.newest_merge_line(uow.session, ticket_id)
        target = merge_target(line) if line else None
        if target is None:
            return None
        found = await relations.state_type_by_id(uow.session, target)
    return None


async def target_of(uow: ReadUow, principal: Principal, row: TicketRow) -> TicketRow | None:
    """The ticket that a merged one went into, if the principal may see it. For one that is not merged None, at no cost."""
    if row.state_type != state_types.MERGED:
        return None
    ticket_id = await find_ticket_id(uow, row.tn)
    if ticket_id is None:
        return None
    return await zoom.load_visible(uow, await visible_tickets(uow, principal), ticket_id, viewer_id_of(principal))
