"""The link between a closed ticket and the one that a follow-up opened in its place."""

from sqlalchemy import insert, select

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.history_format import link_add
from gotrs_api.tickets.models import LinkObject, LinkRelation, LinkState, LinkType
from gotrs_api.tickets.service import add_history
from gotrs_api.uow import UnitOfWork


async def link_old_to_new(uow: UnitOfWork, old_id: int, old_tn: str, new_id: TicketId, new_tn: str) -> None:
    """Link type Normal, state Valid, with a history row on both sides."""
    session = uow.session
    ticket_object = await session.scalar(select(LinkObject.id).where(LinkObject.name == "Ticket"))
    if ticket_object is None:
        row = LinkObject(name="Ticket")
        session.add(row)
        await session.flush()
        ticket_object = row.id
    await session.execute(
        insert(LinkRelation).values(
            source_object_id=ticket_object,
            source_key=str(old_id),
            target_object_id=ticket_object,
            target_key=str(new_id),
            type_id=select(LinkType.id).where(LinkType.name == "Normal").scalar_subquery(),
            state_id=select(LinkState.id).where(LinkState.name == "Valid").scalar_subquery(),
            create_time=uow.clock.now(),
            create_by=uow.acting_id,
        )
    )
    await add_history(uow, TicketId(old_id), link_add(new_tn, new_id, old_id))
    await add_history(uow, new_id, link_add(old_tn, old_id, new_id))
