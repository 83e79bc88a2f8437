"""Links between tickets. A directed link (ParentChild) has the parent as its source; others have one row either way.

Source of the rules: OTRS 6, Kernel/System/LinkObject.pm and LinkObject/Ticket.pm; `LinkObject::TypeGroup` keeps the
types Normal and ParentChild apart.
"""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange, TicketLinkedOtherwise, TicketNotFound
from gotrs_api.tickets.events import TicketLinked, TicketUnlinked
from gotrs_api.tickets.repository import links as repository
from gotrs_api.tickets.repository.links import Ids, Link
from gotrs_api.tickets.schemas import TicketLink, TicketLinkRead, TicketRead
from gotrs_api.tickets.service import current
from gotrs_api.tickets.service.link_types import PARENT_CHILD, is_possible
from gotrs_api.tickets.service.notes import FREE_TEXT, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket, see_ticket
from gotrs_api.tickets.service.presenting import summary_ref
from gotrs_api.tickets.service.visibility import visible_tickets
from gotrs_api.uow import ReadUow, UnitOfWork


async def link_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketLink, *, if_match: str | None = None
) -> TicketRead:
    """Link with another ticket that the principal may see; `role` is what that one is to this.

    Raises InvalidTicketChange for the ticket itself, a type that is unknown or turned off, a role that the type does not
    have, and a ticket out of sight; TicketLinkedOtherwise when the two are linked in reverse or by another type.
    """
    await current.lock_all(uow, (ticket_id, command.ticket_id))
    await open_ticket(uow, principal, ticket_id, "link", if_match=if_match)
    other = TicketId(command.ticket_id)
    if not await is_possible(uow, command.type):
        raise InvalidTicketChange.field("/type", "turned_off", "Links of this type are turned off.")
    ids, source, target = await _ends(uow, principal, ticket_id, command)
    if not await _is_linked(uow, command.type, ticket_id, other, source):
        await add_link(uow, ids, source, target)
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def unlink_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketLink, *, if_match: str | None = None
) -> TicketRead:
    """Remove exactly this link; nothing happens when there is none."""
    await current.lock_all(uow, (ticket_id, command.ticket_id))
    await open_ticket(uow, principal, ticket_id, "link", if_match=if_match)
    ids, source, target = await _ends(uow, principal, ticket_id, command)
    for link in await repository.of_ticket(uow.session, ticket_id):
        if link.type_name == command.type and _joins(link, source, target, directed=command.type == PARENT_CHILD):
            await remove_link(uow, ids, TicketId(link.source), TicketId(link.target))
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def list_links(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[TicketLinkRead]:
    """Only links with tickets that the principal may see. Agents only."""
    principal.require_agent()
    await see_ticket(uow, principal, ticket_id)
    visibility = await visible_tickets(uow, principal)
    found = []
    for link, other in await repository.with_tickets(uow.session, visibility, ticket_id):
        role = ("child" if link.source == ticket_id else "parent") if link.type_name == PARENT_CHILD else "peer"
        found.append(
            TicketLinkRead(type=link.type_name, role=role, ticket=summary_ref(other), created=link.create_time)
        )
    return found


async def add_link(uow: UnitOfWork, ids: Ids, source: TicketId, target: TicketId) -> None:
    """With a history row on each side. Rights and rules were checked."""
    await repository.add(uow.session, ids, source, target, uow.clock.now(), uow.acting_id)
    await _trace(uow, source, target, added=True)
    await uow.emit(TicketLinked(ticket_id=source, other_ticket_id=target))


async def remove_link(uow: UnitOfWork, ids: Ids, source: TicketId, target: TicketId) -> None:
    await repository.remove(uow.session, ids, source, target)
    await _trace(uow, source, target, added=False)
    await uow.emit(TicketUnlinked(ticket_id=source, other_ticket_id=target))


async def _trace(uow: UnitOfWork, source: TicketId, target: TicketId, *, added: bool) -> None:
    line = history_format.link_add if added else history_format.link_delete
    for own, other in ((source, target), (target, source)):
        row = await current.current(uow, other)
        await current.touch(uow, own)
        await current.add_lines(uow, own, line(row.tn, other, own))


async def _ends(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketLink
) -> tuple[Ids, TicketId, TicketId]:
    other = TicketId(command.ticket_id)
    if other == ticket_id:
        raise InvalidTicketChange.field("/ticket_id", "itself", "A ticket cannot be linked with itself.")
    ids = await repository.ids_for(uow.session, command.type)
    if ids is None:
        raise InvalidTicketChange.field("/type", "unknown", "There is no such link type.")
    if (command.type == PARENT_CHILD) is (command.role == "peer"):
        raise InvalidTicketChange.field("/role", "not_of_type", "This link type has no such role.")
    try:
        await see_ticket(uow, principal, other)
    except TicketNotFound:
        raise InvalidTicketChange.field("/ticket_id", "unknown", "There is no such ticket.") from None
    return (ids, other, ticket_id) if command.role == "parent" else (ids, ticket_id, other)


async def _is_linked(uow: UnitOfWork, type_: str, one: TicketId, other: TicketId, source: TicketId) -> bool:
    """Raises TicketLinkedOtherwise."""
    apart = await sysconfig.get(uow, settings.LINK_TYPE_GROUP)
    for link in await repository.of_ticket(uow.session, one):
        if other not in (link.source, link.target):
            continue
        if link.type_name == type_ and (type_ != PARENT_CHILD or link.source == source):
            return True
        if link.type_name != type_ and not {link.type_name, type_} <= set(apart):
            continue
        raise TicketLinkedOtherwise(type=link.type_name)
    return False


def _joins(link: Link, source: int, target: int, *, directed: bool) -> bool:
    return (link.source, link.target) == (source, target) or (
        not directed and (link.target, link.source) == (source, target)
    )
