"""What is kept no longer than the settings `GOTRS::Retention::…` say; each 0: for ever."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from gotrs_api.admin.privacy.anonymise import anonymise
from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.catalog.validity import Validity
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import periodic
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.service.delete import delete_ticket
from gotrs_api.uow import JobContext, ReadUow, Site

_WHO = Principal.system("retention")
_TICKETS_A_RUN, _PEOPLE_A_RUN = 200, 20
_FINISHED = ("closed", "merged", "removed")


@periodic("admin.retention", every_s=3600, timeout_s=1800)
async def apply_retention(ctx: JobContext) -> None:
    """Some of what is due, each hour, so that it never holds up the desk's work."""
    await delete_old_tickets(ctx.site)
    await anonymise_gone_customers(ctx.site)


async def delete_old_tickets(site: Site) -> int:
    """Tickets that are finished and were not changed for so many days; answers how many."""
    async with site.read() as read:
        days = await sysconfig.get(read, settings.RETENTION_CLOSED_TICKETS_DAYS)
        ids = await _old_tickets(read, days) if days > 0 else []
    for ticket_id in ids:
        async with site.uow() as uow:
            await delete_ticket(uow, _WHO, TicketId(ticket_id))
            await audit.record(uow, _WHO, "retention.ticket_deleted", "ticket", ticket_id)
    return len(ids)


async def anonymise_gone_customers(site: Site) -> int:
    """Customer users that were invalid and not changed for so many days; answers how many."""
    async with site.read() as read:
        days = await sysconfig.get(read, settings.RETENTION_INVALID_CUSTOMERS_DAYS)
        ids = await _gone_customers(read, days) if days > 0 else []
    for customer_user_id in ids:
        await anonymise(site, _WHO, customer_user_id, erase=False, reason="retention")
    return len(ids)


async def _old_tickets(read: ReadUow, days: int) -> list[int]:
    statement = (
        select(Ticket.id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(TicketStateType.name.in_(_FINISHED), Ticket.change_time < read.clock.now() - timedelta(days=days))
        .order_by(Ticket.id)
        .limit(_TICKETS_A_RUN)
    )
    return list(await read.session.scalars(statement))


async def _gone_customers(read: ReadUow, days: int) -> list[int]:
    statement = (
        select(CustomerUser.id)
        .where(
            CustomerUser.valid_id != Validity.VALID.id,
            CustomerUser.change_time < read.clock.now() - timedelta(days=days),
            CustomerUser.email.not_like("anonymous-%@anonymous.invalid"),
        )
        .order_by(CustomerUser.id)
        .limit(_PEOPLE_A_RUN)
    )
    return list(await read.session.scalars(statement))


JOBS = (apply_retention,)
