"""API v1: one address for each action on a ticket. All take one small object and answer with the ticket."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import Body, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.routes.parameters import CHANGES, NOT_FOUND, WRITE_SCOPE, IfMatch, TicketPathId, ticket_answer
from gotrs_api.tickets.schemas import TicketLink, TicketRead, TicketSeen, TicketSplit
from gotrs_api.tickets.schemas.fields import MAX_BIG_ID
from gotrs_api.uow.deps import Uow

router = ApiRouter(prefix="/tickets", tags=["tickets"])


class ActionRoute(NamedTuple):
    """`command` without required members may be left out: an empty body counts as `{}`."""

    path: str
    summary: str
    command: type[Any]
    act: Callable[..., Any]


class LinkQuery(BaseModel):
    """Which link."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str = Field("ParentChild", min_length=1, max_length=50)
    role: Literal["parent", "child", "peer"]
    ticket_id: int = Field(ge=1, le=MAX_BIG_ID)


ACTIONS = (
    ActionRoute("assign", "Give a ticket to an owner", schemas.TicketAssign, service.assign_ticket),
    ActionRoute("responsible", "Set who is responsible", schemas.TicketSetResponsible, service.set_responsible),
    ActionRoute("close", "Close a ticket", schemas.TicketClose, service.close_ticket),
    ActionRoute("reopen", "Open a closed ticket again", schemas.TicketReopen, service.reopen_ticket),
    ActionRoute("priority", "Set the priority", schemas.TicketSetPriority, service.set_priority),
    ActionRoute("queue", "Move a ticket to another queue", schemas.TicketMove, service.move_ticket),
    ActionRoute("state", "Set the state", schemas.TicketSetState, service.set_state),
    ActionRoute("pending", "Let a ticket wait", schemas.TicketSetPending, service.set_pending),
    ActionRoute("type", "Set the type", schemas.TicketSetType, service.set_type),
    ActionRoute("service", "Set the service", schemas.TicketSetService, service.set_service),
    ActionRoute("sla", "Set the SLA", schemas.TicketSetSla, service.set_sla),
    ActionRoute("customer", "Set the customer", schemas.TicketSetCustomer, service.set_customer),
    ActionRoute("title", "Set the title", schemas.TicketSetTitle, service.set_title),
    ActionRoute("lock", "Lock a ticket for yourself", schemas.TicketLock, service.lock_ticket),
    ActionRoute("unlock", "Unlock a ticket", schemas.TicketUnlock, service.unlock_ticket),
    ActionRoute("watch", "Watch a ticket", schemas.TicketWatch, service.watch_ticket),
    ActionRoute("unwatch", "Watch a ticket no longer", schemas.TicketUnwatch, service.unwatch_ticket),
    ActionRoute("archive", "Archive a ticket, or take it out", schemas.TicketArchive, service.archive_ticket),
    ActionRoute("merge", "Merge a ticket into another", schemas.TicketMerge, service.merge_ticket),
    ActionRoute("unmerge", "Take a ticket out again", schemas.TicketUnmerge, service.unmerge_ticket),
    ActionRoute("forward", "Forward an article by mail", schemas.TicketForward, service.forward_article),
    ActionRoute("bounce", "Send a mail on as it came", schemas.TicketBounce, service.bounce_article),
    ActionRoute("time", "Book time on a ticket", schemas.TicketAccountTime, service.account_time),
)


def _endpoint(action: ActionRoute) -> Callable[..., Any]:
    needs_body = any(field.is_required() for field in action.command.model_fields.values())
    body: Any = Body() if needs_body else Body(default_factory=action.command)

    async def endpoint(
        request: Request,
        uow: Uow,
        principal: CurrentPrincipal,
        ticket_id: TicketPathId,
        command: Annotated[action.command, body],  # type: ignore[name-defined]
        if_match: IfMatch = None,
    ) -> Response:
        ticket = await action.act(uow, principal, TicketId(ticket_id), command, if_match=if_match)
        return ticket_answer(request, ticket)

    endpoint.__name__ = f"tickets_{action.path}"
    endpoint.__doc__ = action.summary + "."
    return requires(WRITE_SCOPE, kinds=AGENTS)(endpoint)


for _action in ACTIONS:
    router.add_api_route(
        f"/{{ticket_id}}/{_action.path}",
        _endpoint(_action),
        methods=["POST"],
        summary=_action.summary,
        response_model=TicketRead,
        responses=CHANGES,
    )


@router.post("/{ticket_id}/seen", summary="Mark articles as seen", response_model=TicketRead, responses=NOT_FOUND)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def tickets_seen(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    command: Annotated[TicketSeen, Body(default_factory=TicketSeen)],
) -> Response:
    """Your own marks; without ids all articles."""
    return ticket_answer(request, await service.mark_seen(uow, principal, TicketId(ticket_id), command))


@router.post("/{ticket_id}/links", summary="Link a ticket with another", response_model=TicketRead, responses=CHANGES)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def tickets_link(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    command: TicketLink,
    if_match: IfMatch = None,
) -> Response:
    """`role` is what the other ticket is to this one."""
    ticket = await service.link_ticket(uow, principal, TicketId(ticket_id), command, if_match=if_match)
    return ticket_answer(request, ticket)


@router.delete("/{ticket_id}/links", summary="Take a link away", response_model=TicketRead, responses=CHANGES)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def tickets_unlink(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    link: Annotated[LinkQuery, Query()],
    if_match: IfMatch = None,
) -> Response:
    """The link is named by the same members as query parameters."""
    command = TicketLink(type=link.type, role=link.role, ticket_id=link.ticket_id)
    ticket = await service.unlink_ticket(uow, principal, TicketId(ticket_id), command, if_match=if_match)
    return ticket_answer(request, ticket)


@router.post(
    "/{ticket_id}/split",
    summary="Make a ticket from an article",
    status_code=201,
    response_model=TicketRead,
    responses=CHANGES,
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def tickets_split(
    request: Request, uow: Uow, principal: CurrentPrincipal, ticket_id: TicketPathId, command: TicketSplit
) -> Response:
    """Answers with the new ticket."""
    ticket = await service.split_ticket(uow, principal, TicketId(ticket_id), command)
    return ticket_answer(request, ticket, status=201)
