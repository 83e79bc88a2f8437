"""What several routes of tickets take, and how a ticket is answered."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Header, Path, Request, Response

from gotrs_api.identity.routing import API_PREFIX
from gotrs_api.kernel.lists import single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.schemas.fields import MAX_BIG_ID

READ_SCOPE, WRITE_SCOPE, DELETE_SCOPE = "tickets:read", "tickets:write", "tickets:delete"
TicketPathId = Annotated[int, Path(ge=1, le=MAX_BIG_ID, description="Id of the ticket, not its number.")]
ArticlePathId = Annotated[int, Path(ge=1, le=MAX_BIG_ID)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]

NOT_FOUND: dict[int | str, dict[str, Any]] = problem_responses(404)
CHANGES: dict[int | str, dict[str, Any]] = problem_responses(404, 409, 412)


def ticket_answer(request: Request, ticket: TicketRead, *, status: int = 200) -> Response:
    """With ETag; with Location when it was just created."""
    location = f"{API_PREFIX}/tickets/{ticket.id}" if status == 201 else None
    return single(request, ticket, ticket.etag, status=status, location=location)
