"""The link between a closed ticket and the one that a follow-up opened in its place."""

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.schemas import TicketLink
from gotrs_api.tickets.service import link_ticket
from gotrs_api.tickets.service.link_types import NORMAL, is_possible
from gotrs_api.uow import UnitOfWork


async def link_old_to_new(uow: UnitOfWork, principal: Principal, old_id: TicketId, new_id: TicketId) -> None:
    """Link type Normal, with a history row on both sides; none where the administration turned that type off."""
    if await is_possible(uow, NORMAL):
        await link_ticket(uow, principal, old_id, TicketLink(type=NORMAL, role="peer", ticket_id=new_id))
