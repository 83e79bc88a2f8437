"""What agents are told in the browser: written with the other ways, read and marked by the agent alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import case, delete, func, select, update

from gotrs_api.automation.models import AgentNotice
from gotrs_api.automation.notifications.schemas import AgentNoticeRead
from gotrs_api.db.newest_first import newest_first
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.service import visible_tickets
from gotrs_api.uow import ReadUow, UnitOfWork

_SORT = "-id"
_KEPT = timedelta(days=90)


async def keep_notice(uow: UnitOfWork, user_id: int, ticket_id: TicketId, notification_id: int, subject: str) -> None:
    uow.session.add(
        AgentNotice(
            user_id=user_id,
            ticket_id=ticket_id,
            notification_id=notification_id,
            subject=subject[:250],
            created_at=uow.clock.now(),
        )
    )
    await uow.session.flush()


async def list_notices(
    uow: ReadUow, principal: Principal, page: PageRequest, *, unread_only: bool = False
) -> Page[AgentNoticeRead]:
    """One's own, newest first; those of deleted tickets have gone with them. Raises Forbidden, InvalidInput.

    What was told stays told; but how a ticket is called by now, only who may still see it is told.
    """
    principal.require_agent()
    visible = await visible_tickets(uow, principal)
    wanted = [AgentNotice.user_id == principal.user_id]
    if unread_only:
        wanted.append(AgentNotice.read_at.is_(None))
    query = (
        select(AgentNotice, Ticket.tn, case((visible.predicate, Ticket.title), else_=""))
        .join(Ticket, Ticket.id == AgentNotice.ticket_id)
        .where(*wanted)
        .limit(page.limit + 1)
    )
    query = newest_first(query, AgentNotice.id, page, _SORT)
    rows = [
        AgentNoticeRead(
            id=notice.id,
            ticket_id=notice.ticket_id,
            ticket_number=number,
            ticket_title=title or "",
            subject=notice.subject,
            created=notice.created_at,
            read=notice.read_at,
        )
        for notice, number, title in await uow.session.execute(query, visible.parameters)
    ]
    total = None
    if page.include_total:
        total = await uow.session.scalar(select(func.count()).where(*wanted)) or 0
    return make_page(rows, page, _SORT, lambda notice: [notice.id], total)


async def count_unread_notices(uow: ReadUow, principal: Principal) -> int:
    """From an index alone. Raises Forbidden."""
    principal.require_agent()
    query = select(func.count()).where(AgentNotice.user_id == principal.user_id, AgentNotice.read_at.is_(None))
    return await uow.session.scalar(query) or 0


async def mark_notices_read(uow: UnitOfWork, principal: Principal, notice_ids: Sequence[int] | None = None) -> None:
    """These of one's own, or (None) all. Raises Forbidden."""
    principal.require_agent()
    own = update(AgentNotice).where(AgentNotice.user_id == principal.user_id, AgentNotice.read_at.is_(None))
    if notice_ids is not None:
        own = own.where(AgentNotice.id.in_(notice_ids))
    await uow.session.execute(own.values(read_at=uow.clock.now()).execution_options(synchronize_session=False))


async def forget_old_notices(uow: UnitOfWork) -> None:
    """Read or not: what was told a quarter of a year ago is no news."""
    before = uow.clock.now() - _KEPT
    await uow.session.execute(delete(AgentNotice).where(AgentNotice.created_at < before))
