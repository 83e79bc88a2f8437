"""What is kept no longer than the settings `GOTRS::Retention::…` say; each 0: for ever."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import structlog
from sqlalchemy import select

from gotrs_api.admin.privacy.anonymise import anonymise
from gotrs_api.catalog import state_types
from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.catalog.validity import Validity
from gotrs_api.coexistence.errors import OnlyShown
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

log = structlog.get_logger(__name__)
_WHO = Principal.system("retention")
_TICKETS_A_RUN, _PEOPLE_A_RUN = 200, 20
_FAILURES_A_RUN, _NAMED = 1000, 20
_Find: TypeAlias = Callable[[ReadUow, int, int, int], Awaitable[list[int]]]


class LeftOver(Exception):
    """What is due and could not be done, by name; all else was done."""


@periodic("admin.retention", every_s=3600, timeout_s=1800)
async def apply_retention(ctx: JobContext) -> None:
    """Some of what is due, each hour, so that it never holds up the desk's work. Raises LeftOver."""
    left: list[str] = []
    for work in (delete_old_tickets, anonymise_gone_customers):
        try:
            await work(ctx.site)
        except LeftOver as over:
            left.append(str(over))
    if left:
        raise LeftOver("; ".join(left))


async def delete_old_tickets(site: Site) -> int:
    """Tickets that are finished and were not changed for so many days; answers how many. Raises LeftOver."""
    async with site.read() as read:
        days = await sysconfig.get(read, settings.RETENTION_CLOSED_TICKETS_DAYS)

    async def delete(ticket_id: int) -> None:
        async with site.uow() as uow:
            await delete_ticket(uow, _WHO, TicketId(ticket_id))
            await audit.record(uow, _WHO, "retention.ticket_deleted", "ticket", ticket_id)

    return await _each(site, "ticket", _old_tickets, delete, days=days, most=_TICKETS_A_RUN)


async def anonymise_gone_customers(site: Site) -> int:
    """Customer users that were invalid and not changed for so many days; answers how many. Raises LeftOver."""
    async with site.read() as read:
        days = await sysconfig.get(read, settings.RETENTION_INVALID_CUSTOMERS_DAYS)

    async def make_anonymous(customer_user_id: int) -> None:
        await anonymise(site, _WHO, customer_user_id, erase=False, reason="retention")

    return await _each(site, "customer user", _gone_customers, make_anonymous, days=days, most=_PEOPLE_A_RUN)


async def _each(
    site: Site, kind: str, find: _Find, act: Callable[[int], Awaitable[None]], *, days: int, most: int
) -> int:
    """One that cannot be done (a row of an add-on that points to it, a file that is not ours) keeps nobody else."""
    done, last, failed = 0, 0, dict[int, str]()
    while days > 0 and done < most and len(failed) < _FAILURES_A_RUN:
        async with site.read() as read:
            ids = await find(read, days, last, most - done)
        if not ids:
            break
        for last in ids:
            try:
                await act(last)
            except OnlyShown:
                raise
            except Exception as error:
                failed[last] = type(error).__name__
                log.error("retention.failed", kind=kind, id=last, error=repr(error))
            else:
                done += 1
    if failed:
        named = ", ".join(f"{one} ({why})" for one, why in list(failed.items())[:_NAMED])
        raise LeftOver(f"{len(failed)} of kind {kind} could not be done: {named}")
    return done


async def _old_tickets(read: ReadUow, days: int, after: int, limit: int) -> list[int]:
    statement = (
        select(Ticket.id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .where(
            Ticket.id > after,
            TicketStateType.name.in_(state_types.FINISHED),
            Ticket.change_time < read.clock.now() - timedelta(days=days),
        )
        .order_by(Ticket.id)
        .limit(limit)
    )
    return list(await read.session.scalars(statement))


async def _gone_customers(read: ReadUow, days: int, after: int, limit: int) -> list[int]:
    statement = (
        select(CustomerUser.id)
        .where(
            CustomerUser.id > after,
            CustomerUser.valid_id != Validity.VALID.id,
            CustomerUser.change_time < read.clock.now() - timedelta(days=days),
            CustomerUser.email.not_like("anonymous-%@anonymous.invalid"),
        )
        .order_by(CustomerUser.id)
        .limit(limit)
    )
    return list(await read.session.scalars(statement))


JOBS = (apply_retention,)
