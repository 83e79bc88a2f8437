"""API v1: lists of tickets, single tickets, and what is known of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, field_validator

from gotrs_api.identity.list_export import wanted_form
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal, answers
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.etags import etag
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, single, single_values, trimmed
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.tickets import service
from gotrs_api.tickets.permissions import ACTIONS
from gotrs_api.tickets.routes import shortcuts
from gotrs_api.tickets.routes.exports import EXPORTS, exported
from gotrs_api.tickets.routes.parameters import (
    CHANGES,
    DELETE_SCOPE,
    NOT_FOUND,
    READ_SCOPE,
    WRITE_SCOPE,
    IfMatch,
    TicketPathId,
    ticket_answer,
)
from gotrs_api.tickets.schemas import (
    ActionExplanation,
    HistoryEntry,
    TicketCreate,
    TicketEscalation,
    TicketExpanded,
    TicketFilter,
    TicketLinkRead,
    TicketPast,
    TicketRead,
    TicketReplace,
    TicketSummary,
    TicketTime,
    TicketUpdate,
    WatcherRead,
)
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/tickets", tags=["tickets"])


class TicketQuery(TicketFilter, ListQuery):
    """Filters, order and page of a list of tickets."""


class TicketReadQuery(BaseModel):
    """What the reading of one ticket takes; unknown names are refused, as they are by lists."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    expand: str | None = Field(
        None,
        pattern=r"^(articles|customer)(,(articles|customer)){0,3}$",
        description="`articles` adds those, in order of time, `customer` who it is for; comma separated.",
    )
    at: datetime | None = Field(None, description="A past moment; for agents.")
    fields: str | None = Field(None, max_length=1000, description="Only these members, comma separated.")


class ExplainQuery(BaseModel):
    """Of which actions; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    action: tuple[str, ...] = Field((), max_length=len(ACTIONS), description="Only these; all without it.")

    @field_validator("action")
    @classmethod
    def _is_known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(names) - ACTIONS.keys():
            raise ValueError(f"there is no action {min(unknown)}")
        return names


@router.get("", summary="List tickets", response_model=ListAnswer[TicketSummary], responses=EXPORTS)
@requires(READ_SCOPE)
@answers(shortcuts.list_again)
async def tickets_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[TicketQuery, Query()]
) -> Response:
    """The tickets that you may see. Without `archived` those in the archive are left out (not for customers).

    `q` searches the full text (see `GET /search`). `Accept: text/csv` or XLSX's type answers all rows that match.
    """
    filters = TicketFilter.model_validate(query.model_dump(include=set(TicketFilter.model_fields), exclude_unset=True))
    form = wanted_form(request)
    if form is not None:
        await service.count_tickets(
            uow, principal, filters
        )  # a filter that is refused is refused before the file begins
        return exported(request, principal, filters, form)
    shortcuts.remember(request, filters, query)
    return await shortcuts.answer_list(request, uow, principal, filters, query)


@router.post(
    "", summary="Create a ticket", status_code=201, response_model=TicketRead, responses=problem_responses(409)
)
@requires(WRITE_SCOPE)
async def tickets_create(request: Request, uow: Uow, principal: CurrentPrincipal, command: TicketCreate) -> Response:
    """With its first article. Names may be used wherever ids may."""
    return ticket_answer(request, await service.create_ticket(uow, principal, command), status=201)


@router.get(
    "/by-number/{number}", summary="Read a ticket by its number", response_model=TicketRead, responses=NOT_FOUND
)
@requires(READ_SCOPE)
async def tickets_read_by_number(
    request: Request, uow: Read, principal: CurrentPrincipal, number: Annotated[str, Path(max_length=50)]
) -> Response:
    """A merged ticket's number leads to the ticket that it went into."""
    return ticket_answer(request, await service.get_ticket_by_number(uow, principal, number))


@router.get("/{ticket_id}", summary="Read a ticket", response_model=TicketExpanded | TicketPast, responses=NOT_FOUND)
@requires(READ_SCOPE)
@answers(shortcuts.read_plainly)
async def tickets_read(
    request: Request,
    uow: Read,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    query: Annotated[TicketReadQuery, Query()],
) -> Response:
    """With `expand=articles` the whole conversation comes along, with `expand=customer` its customer user and company; a
    token then needs `articles:read` or `customers:read` as well.

    With `at` the ticket is answered as it was then, rebuilt from its history.
    """
    if query.at is not None:
        past = await service.get_ticket_at(uow, principal, TicketId(ticket_id), query.at)
        tag = etag(past.id, past.at, past.changed)
        if query.fields is None:
            return single(request, past, tag)
        return single_values(request, trimmed(past.model_dump(mode="json"), query.fields), tag)
    expanded = (query.expand or "").split(",")
    return await shortcuts.answer_ticket(
        request, uow, principal, TicketId(ticket_id), with_articles="articles" in expanded,
        with_customer="customer" in expanded, fields=query.fields,
    )  # fmt: skip


@router.patch("/{ticket_id}", summary="Change a ticket", response_model=TicketRead, responses=CHANGES)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def tickets_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    command: TicketUpdate,
    if_match: IfMatch = None,
) -> Response:
    """All of it or nothing; each member needs the right of its own action."""
    ticket = await service.update_ticket(uow, principal, TicketId(ticket_id), command, if_match=if_match)
    return ticket_answer(request, ticket)


@router.put("/{ticket_id}", summary="Replace a ticket's properties", response_model=TicketRead, responses=CHANGES)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def tickets_replace(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    ticket_id: TicketPathId,
    command: TicketReplace,
    if_match: IfMatch = None,
) -> Response:
    """Title, queue, state and priority are required; service, SLA and customer are emptied when left out."""
    ticket = await service.replace_ticket(uow, principal, TicketId(ticket_id), command, if_match=if_match)
    return ticket_answer(request, ticket)


@router.delete("/{ticket_id}", summary="Delete a ticket for good", status_code=204, responses=CHANGES)
@requires(DELETE_SCOPE, kinds=AGENTS)
async def tickets_delete(
    uow: Uow, principal: CurrentPrincipal, ticket_id: TicketPathId, if_match: IfMatch = None
) -> None:
    """Administrators with `rw` in the ticket's queue."""
    await service.delete_ticket(uow, principal, TicketId(ticket_id), if_match=if_match)


@router.get("/{ticket_id}/history", summary="Read the history of a ticket", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_history(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> ListAnswer[HistoryEntry]:
    """Oldest first. `name` is the row as OTRS stores it, `text` the same for people."""
    return whole(await service.list_history(uow, principal, TicketId(ticket_id)))


@router.get("/{ticket_id}/watchers", summary="List who watches a ticket", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_watchers(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> ListAnswer[WatcherRead]:
    return whole(await service.list_watchers(uow, principal, TicketId(ticket_id)))


@router.get("/{ticket_id}/links", summary="List the links of a ticket", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_links(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> ListAnswer[TicketLinkRead]:
    """Links with tickets that you may see."""
    return whole(await service.list_links(uow, principal, TicketId(ticket_id)))


@router.get("/{ticket_id}/time", summary="Read the time booked on a ticket", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_time_get(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> TicketTime:
    return await service.list_time(uow, principal, TicketId(ticket_id))


@router.get("/{ticket_id}/allowed", summary="List the actions that you may take", responses=NOT_FOUND)
@requires(READ_SCOPE)
async def tickets_allowed(uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId) -> ListAnswer[str]:
    ticket = await service.get_ticket(uow, principal, TicketId(ticket_id))
    return whole(sorted(ticket.allowed))


@router.get("/{ticket_id}/explain", summary="Explain why actions are allowed or not", responses=NOT_FOUND)
@requires(READ_SCOPE)
async def tickets_explain(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId, query: Annotated[ExplainQuery, Query()]
) -> ListAnswer[ActionExplanation]:
    explained = await service.explain_actions(uow, principal, TicketId(ticket_id))
    return whole([each for each in explained if not query.action or each.action in query.action])


@router.get("/{ticket_id}/escalation", summary="Explain when a ticket escalates", responses=NOT_FOUND)
@requires(READ_SCOPE, kinds=AGENTS)
async def tickets_escalation(
    uow: Read, principal: CurrentPrincipal, ticket_id: TicketPathId
) -> ListAnswer[TicketEscalation]:
    """The running clocks with the working hours counted so far."""
    return whole(await service.explain_escalation(uow, principal, TicketId(ticket_id)))
