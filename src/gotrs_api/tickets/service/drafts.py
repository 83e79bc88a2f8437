"""Forms put aside, in OTRS's table: they survive logouts and crashes, belong to one agent and can be handed over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import orjson
from pydantic import JsonValue

from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import principals
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import TooLarge
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.errors import DraftNotFound, InvalidTicketChange, TicketNotFound, TooManyDrafts
from gotrs_api.tickets.repository import drafts as repository
from gotrs_api.tickets.repository import master
from gotrs_api.tickets.schemas import FormDraftHandover, FormDraftRead, FormDraftWrite, OwnDraftRead
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.presenting import user
from gotrs_api.tickets.service.visibility import visible_tickets
from gotrs_api.uow import ReadUow, UnitOfWork

MAX_BYTES: Final = 1024 * 1024
MOST_DRAFTS: Final = 50
NOT_YET: Final = TicketId(0)  # drafts of tickets that are still to be created; no ticket has this id


async def list_drafts(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[FormDraftRead]:
    """The caller's own at this ticket (or `NOT_YET`), newest first. Raises TicketNotFound, Forbidden for customers."""
    await _see(uow, principal, ticket_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return [_read(row, order) for row in await repository.of_agent(uow.session, ticket_id, principal.user_id)]


async def own_drafts(uow: ReadUow, principal: Principal, *, limit: int = MOST_DRAFTS) -> list[OwnDraftRead]:
    """The caller's own at all tickets that they may see, and of new ones, newest first. Agents only."""
    principal.require_agent()
    visibility = await visible_tickets(uow, principal)
    return [
        OwnDraftRead(
            id=row.id,
            ticket_id=row.ticket_id or NOT_YET,
            ticket_number=row.tn or "",
            ticket_title=row.ticket_title or "",
            action=row.action,
            title=row.title,
            changed=row.change_time,
        )
        for row in await repository.all_of_agent(uow.session, visibility, principal.user_id, limit)
    ]


async def read_draft(uow: ReadUow, principal: Principal, ticket_id: TicketId, draft_id: int) -> FormDraftRead:
    """Raises TicketNotFound, DraftNotFound, also for somebody else's."""
    row = await _open(uow, principal, ticket_id, draft_id)
    return _read(row, await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER))


async def save_draft(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: FormDraftWrite
) -> FormDraftRead:
    """Raises TicketNotFound, TooManyDrafts, TooLarge."""
    await _see(uow, principal, ticket_id)
    if await repository.count(uow.session, ticket_id, principal.user_id) >= MOST_DRAFTS:
        raise TooManyDrafts(most=MOST_DRAFTS)
    values = _values(command)
    draft_id = await repository.add(uow.session, ticket_id, principal.user_id, uow.clock.now(), values)
    return await read_draft(uow, principal, ticket_id, draft_id)


async def replace_draft(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, draft_id: int, command: FormDraftWrite
) -> FormDraftRead:
    """Raises TicketNotFound, DraftNotFound, TooLarge."""
    await _open(uow, principal, ticket_id, draft_id)
    await repository.change(uow.session, draft_id, principal.user_id, uow.clock.now(), _values(command))
    return await read_draft(uow, principal, ticket_id, draft_id)


async def delete_draft(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, draft_id: int) -> None:
    """Raises TicketNotFound, DraftNotFound."""
    await _open(uow, principal, ticket_id, draft_id)
    await repository.remove(uow.session, draft_id)


async def hand_over_draft(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, draft_id: int, command: FormDraftHandover
) -> FormDraftRead:
    """Give it to an agent who may see the ticket. Raises TicketNotFound, DraftNotFound, InvalidTicketChange."""
    await _open(uow, principal, ticket_id, draft_id)
    wanted = (command.to, None) if isinstance(command.to, int) else (None, command.to)
    found = (await master.find(uow.session, {"owner": wanted}))["owner"]
    if not found or found[0].valid_id != Validity.VALID.id:
        raise InvalidTicketChange.field("/to", "unknown", "There is no such agent.")
    heir = await principals.by_agent(uow, found[0].id)
    if heir is None:
        raise InvalidTicketChange.field("/to", "unknown", "There is no such agent.")
    try:
        await _see(uow, heir.principal, ticket_id)
    except TicketNotFound:
        raise InvalidTicketChange.field("/to", "right_missing", "This agent may not see the ticket.") from None
    await repository.change(uow.session, draft_id, principal.user_id, uow.clock.now(), {"create_by": found[0].id})
    return await read_draft(uow, heir.principal, ticket_id, draft_id)


async def delete_expired(uow: UnitOfWork) -> None:
    """Those that nobody touched for `FormDraftTTL###Ticket` minutes (OTRS: Maint::FormDraft::Delete); none when that is 0."""
    minutes = await sysconfig.get(uow, settings.FORM_DRAFT_TTL_MINUTES)
    if minutes:
        await repository.remove_older(uow.session, uow.clock.now() - timedelta(minutes=minutes))


async def _see(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> None:
    principal.require_agent()
    if ticket_id != NOT_YET:
        await see_ticket(uow, principal, ticket_id)


async def _open(uow: ReadUow, principal: Principal, ticket_id: TicketId, draft_id: int) -> Any:
    await _see(uow, principal, ticket_id)
    row = await repository.one(uow.session, ticket_id, principal.user_id, draft_id)
    if row is None:
        raise DraftNotFound
    return row


def _values(command: FormDraftWrite) -> dict[str, Any]:
    content = orjson.dumps(command.content)
    if len(content) > MAX_BYTES:
        raise TooLarge(limit=MAX_BYTES)
    return {"action": command.action, "title": command.title, "content": content}


def _read(row: Any, order: int) -> FormDraftRead:
    return FormDraftRead(
        id=row.id,
        ticket_id=row.object_id,
        action=row.action,
        title=row.title,
        content=_content(row.content),
        owner=user(row.create_by, row.login, row.first_name, row.last_name, order),
        created=row.create_time,
        changed=row.change_time,
    )


def _content(stored: bytes) -> dict[str, JsonValue] | None:
    try:
        found = orjson.loads(stored)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None
