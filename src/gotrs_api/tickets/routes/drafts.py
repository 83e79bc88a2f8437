"""API v1: forms that an agent has put aside."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.etags import etag
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.tickets import service
from gotrs_api.tickets.routes.parameters import NOT_FOUND, READ_SCOPE, WRITE_SCOPE
from gotrs_api.tickets.schemas import FormDraftHandover, FormDraftRead, FormDraftWrite
from gotrs_api.tickets.schemas.fields import MAX_BIG_ID, MAX_ID
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/tickets/{ticket_id}/draft", tags=["tickets"])
DraftId = Annotated[int, Path(ge=1, le=MAX_ID)]
TicketPathId = Annotated[int, Path(ge=0, le=MAX_BIG_ID, description="Id of the ticket; 0 for one still to be created.")]


@router.get("", summary="List your drafts at a ticket", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def drafts_list(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> ListAnswer[FormDraftRead]:
    """Newest first. Nobody else sees them."""
    return whole(await service.list_drafts(uow, principal, TicketId(ticket_id)))


@router.post(
    "",
    summary="Put a form aside",
    status_code=201,
    response_model=FormDraftRead,
    responses=problem_responses(404, 409, 413),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def drafts_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, ticket_id: TicketPathId, command: FormDraftWrite
) -> Response:
    """Kept until you delete it, or forget it for a week."""
    return _answer(request, await service.save_draft(uow, principal, TicketId(ticket_id), command), status=201)


@router.get("/{draft_id}", summary="Read a draft", response_model=FormDraftRead, responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def drafts_read(
    request: Request, uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId, draft_id: DraftId
) -> Response:
    return _answer(request, await service.read_draft(uow, principal, TicketId(ticket_id), draft_id))


@router.put(
    "/{draft_id}", summary="Save a draft again", response_model=FormDraftRead, responses=problem_responses(404, 413)
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def drafts_replace(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    draft_id: DraftId,
    command: FormDraftWrite,
) -> Response:
    return _answer(request, await service.replace_draft(uow, principal, TicketId(ticket_id), draft_id, command))


@router.delete("/{draft_id}", summary="Throw a draft away", status_code=204, responses=NOT_FOUND)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def drafts_delete(uow: Uow, principal: CurrentPrincipal, ticket_id: TicketPathId, draft_id: DraftId) -> None:
    await service.delete_draft(uow, principal, TicketId(ticket_id), draft_id)


@router.post("/{draft_id}/handover", summary="Give a draft to another agent", responses=NOT_FOUND)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def drafts_handover(
    uow: Uow, principal: CurrentPrincipal, ticket_id: TicketPathId, draft_id: DraftId, command: FormDraftHandover
) -> FormDraftRead:
    """From then on only the other agent has it, who must be allowed to see the ticket."""
    return await service.hand_over_draft(uow, principal, TicketId(ticket_id), draft_id, command)


def _answer(request: Request, draft: FormDraftRead, *, status: int = 200) -> Response:
    location = f"{API_PREFIX}/tickets/{draft.ticket_id}/draft/{draft.id}" if status == 201 else None
    return single(request, draft, etag(draft.id, draft.changed), status=status, location=location)
