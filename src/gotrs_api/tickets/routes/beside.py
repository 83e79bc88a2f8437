"""API v1: what else is known of a ticket."""

from __future__ import annotations

from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.tickets import service
from gotrs_api.tickets.routes.parameters import NOT_FOUND, READ_SCOPE, TicketPathId
from gotrs_api.tickets.schemas import MentionRead, MergeEntry, PresenceRead, UserRef
from gotrs_api.tickets.schemas.fields import Command
from gotrs_api.uow.deps import Read

router = ApiRouter(prefix="/tickets/{ticket_id}", tags=["tickets"])


@router.get("/merge-history", summary="List the merges of a ticket", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_merge_history(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId
) -> ListAnswer[MergeEntry]:
    """Oldest first, in both directions; `undone` where the ticket was taken out again."""
    return whole(await service.merge_history(uow, principal, TicketId(ticket_id)))


@router.get("/mention-candidates", summary="List whom a message can mention", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_mention_candidates(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId
) -> ListAnswer[UserRef]:
    """Valid agents who may read the ticket's queue, by name. `@login` in a message calls one of them in."""
    return whole(await service.who_may_see(uow, principal, TicketId(ticket_id)))


@router.get("/mentions", summary="List who was mentioned in a ticket", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_mentions(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> ListAnswer[MentionRead]:
    """By `@login` or `@group` in articles of agents; who is mentioned may read the ticket."""
    return whole(await service.list_mentions(uow, principal, TicketId(ticket_id)))


class Presence(Command):
    """`is_writing`: whether an answer or a note is being written."""

    is_writing: bool = False


@router.get("/presence", summary="List who has a ticket open", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_presence(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> ListAnswer[PresenceRead]:
    """Other agents, those who write first."""
    return whole(await service.list_present(uow, principal, TicketId(ticket_id)))


@router.put("/presence", summary="Say that you have a ticket open", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_presence_say(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId, command: Presence
) -> ListAnswer[PresenceRead]:
    """Forgotten after 35 seconds: say it again every ten. Answers with the others."""
    return whole(await service.be_present(uow, principal, TicketId(ticket_id), is_writing=command.is_writing))


@router.delete("/presence", summary="Say that you left a ticket", status_code=204)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_presence_end(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> None:
    await service.leave_presence(uow, principal, TicketId(ticket_id))
