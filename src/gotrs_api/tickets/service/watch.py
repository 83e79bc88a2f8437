"""Watching tickets."""

from __future__ import annotations

from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import TicketRightMissing
from gotrs_api.tickets.events import TicketUnwatched, TicketWatched
from gotrs_api.tickets.repository import people
from gotrs_api.tickets.schemas import TicketRead, TicketUnwatch, TicketWatch, WatcherRead
from gotrs_api.tickets.service.current import add_lines, touch
from gotrs_api.tickets.service.notes import add_note_with_right
from gotrs_api.tickets.service.opening import answer, open_ticket, see_ticket
from gotrs_api.uow import ReadUow, UnitOfWork


async def watch_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketWatch, *, if_match: str | None = None
) -> TicketRead:
    """For oneself."""
    _require_person(principal)
    row = await open_ticket(uow, principal, ticket_id, "watch", if_match=if_match)
    if not row.watched:
        await people.add_watcher(uow.session, ticket_id, principal.user_id, uow.clock.now(), uow.acting_id)
        await touch(uow, ticket_id)
        await add_lines(uow, ticket_id, history_format.subscribe(principal.name))
        await uow.emit(TicketWatched(ticket_id=ticket_id, user_id=principal.user_id))
    await add_note_with_right(uow, principal, ticket_id, command)
    return await answer(uow, principal, ticket_id)


async def unwatch_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketUnwatch, *, if_match: str | None = None
) -> TicketRead:
    """For oneself. An agent who saw the ticket only as its watcher cannot see it afterwards; the answer is the last view of it."""
    _require_person(principal)
    row = await open_ticket(uow, principal, ticket_id, "unwatch", if_match=if_match)
    await add_note_with_right(uow, principal, ticket_id, command)
    if row.watched:
        await people.remove_watchers(uow.session, ticket_id, principal.user_id)
        await touch(uow, ticket_id)
        await add_lines(uow, ticket_id, history_format.unsubscribe(principal.name))
        await uow.emit(TicketUnwatched(ticket_id=ticket_id, user_id=principal.user_id))
    return await answer(uow, principal, ticket_id)


async def list_watchers(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[WatcherRead]:
    """Agents only."""
    principal.require_agent()
    await see_ticket(uow, principal, ticket_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return [
        WatcherRead(
            id=row.id,
            login=row.login,
            name=full_name(row.first_name, row.last_name, row.login, order),
            since=row.since,
        )
        for row in await people.watchers(uow.session, ticket_id)
    ]


async def remove_all_watchers(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """With a history row for each, as OTRS does when a ticket is archived."""
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    found = await people.watchers(uow.session, ticket_id)
    if not found:
        return
    await people.remove_watchers(uow.session, ticket_id)
    await touch(uow, ticket_id)
    names = [full_name(row.first_name, row.last_name, row.login, order) for row in found]
    await add_lines(uow, ticket_id, *(history_format.unsubscribe(name) for name in names))
    for row in found:
        await uow.emit(TicketUnwatched(ticket_id=ticket_id, user_id=UserId(row.id)))


def _require_person(principal: Principal) -> None:
    if not principal.is_agent:
        raise TicketRightMissing("Only agents may do this.", right="agent")
