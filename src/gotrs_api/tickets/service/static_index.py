"""Keeps OTRS's static queue index, where `Ticket::IndexModule` asks for it: a running OTRS beside us reads it.

We read nothing from it ourselves. Source: OTRS 6, Kernel/System/Ticket/IndexAccelerator/StaticDB.pm.
"""

from __future__ import annotations

from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import static_index as repository
from gotrs_api.uow import ReadUow, UnitOfWork


async def is_static(uow: ReadUow) -> bool:
    return (await sysconfig.get(uow, settings.TICKET_INDEX_MODULE)).endswith("::StaticDB")


async def renew_index(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """The ticket's rows: one while it is open and not archived, one more while it is locked. Nothing with RuntimeDB."""
    if await is_static(uow):
        await repository.renew(uow.session, *await _kinds(uow), ticket_id)


async def rebuild_index(uow: UnitOfWork) -> None:
    """All rows anew, as OTRS does every night. Nothing with RuntimeDB."""
    if await is_static(uow):
        await repository.renew_all(uow.session, *await _kinds(uow))


async def _kinds(uow: ReadUow) -> tuple[list[str], list[str]]:
    states = await sysconfig.get(uow, settings.TICKET_VIEWABLE_STATE_TYPES)
    return states, await sysconfig.get(uow, settings.TICKET_VIEWABLE_LOCKS)
