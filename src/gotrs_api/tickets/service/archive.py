"""Putting tickets into the archive and taking them out."""

from __future__ import annotations

from gotrs_api.articles import service as articles
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.events import TicketArchived
from gotrs_api.tickets.repository import flags
from gotrs_api.tickets.schemas import TicketArchive, TicketRead
from gotrs_api.tickets.service.current import add_lines, change, current
from gotrs_api.tickets.service.notes import FREE_TEXT, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.seen import SEEN
from gotrs_api.tickets.service.watch import remove_all_watchers
from gotrs_api.uow import UnitOfWork


async def archive_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketArchive, *, if_match: str | None = None
) -> TicketRead:
    """`archived` False takes it out again. Raises FeatureDisabled without `Ticket::ArchiveSystem`."""
    await open_ticket(uow, principal, ticket_id, "archive", if_match=if_match)
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    await apply_archived(uow, ticket_id, archived=command.archived)
    return await answer(uow, principal, ticket_id)


async def apply_archived(uow: UnitOfWork, ticket_id: TicketId, *, archived: bool) -> None:
    """Archiving removes everybody's Seen marks and the watchers, where so configured."""
    row = await current(uow, ticket_id)
    if bool(row.archive_flag) == archived:
        return
    line = history_format.archive_flag_update(archived=archived)
    await change(uow, ticket_id, archive_flag=int(archived))
    if archived and await sysconfig.get(uow, settings.TICKET_ARCHIVE_REMOVE_SEEN):
        await flags.remove(uow, ticket_id, SEEN)
        await articles.clear_flags(uow, ticket_id, SEEN)
    has_watchers = await sysconfig.get(uow, settings.TICKET_WATCHER)
    if archived and has_watchers and await sysconfig.get(uow, settings.TICKET_ARCHIVE_REMOVE_WATCHERS):
        await remove_all_watchers(uow, ticket_id)
    await add_lines(uow, ticket_id, line)
    await uow.emit(TicketArchived(ticket_id=ticket_id, archived=archived))
