"""API v1: tickets, agents and link types seen from queues and customers."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query, Request, Response
from pydantic import Field

from gotrs_api.catalog.schemas import Ref
from gotrs_api.customers import service as customers
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.ids import QueueId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, cut, listed
from gotrs_api.queues import service as queues
from gotrs_api.tickets import service
from gotrs_api.tickets.routes.parameters import NOT_FOUND, READ_SCOPE
from gotrs_api.tickets.routes.shortcuts import answer_list
from gotrs_api.tickets.routes.tickets import TicketQuery
from gotrs_api.tickets.schemas import LinkTypeRead, QueueCounts, TicketFilter, TicketSummary, UserRef
from gotrs_api.tickets.schemas.fields import MAX_ID
from gotrs_api.uow.deps import Read

router = ApiRouter(tags=["tickets"])
QUEUES_SCOPE, CUSTOMERS_SCOPE = "queues:read", "customers:read"
_AGENT_SORTS = {"name": lambda agent: agent.name.casefold(), "login": lambda agent: agent.login.casefold()}
EntryId = Annotated[int, Path(ge=1, le=MAX_ID)]


@router.get("/queues/counts", summary="Count the tickets in queues")
@requires(READ_SCOPE, kinds=AGENTS)
async def queues_counts(uow: Read, principal: CurrentPrincipal) -> ListAnswer[QueueCounts]:
    """For each queue that you may read and that has tickets which are not closed, by name. Archived ones do not count."""
    return whole(await service.queue_counts(uow, principal))


@router.get(
    "/queues/{queue_id}/tickets",
    summary="List the tickets of a queue",
    response_model=ListAnswer[TicketSummary],
    responses=NOT_FOUND,
)
@requires(READ_SCOPE, kinds=AGENTS)
async def queues_tickets(
    request: Request, uow: Read, principal: CurrentPrincipal, queue_id: EntryId, query: Annotated[TicketQuery, Query()]
) -> Response:
    """With the filters of `GET /tickets`."""
    await queues.read_queue(uow, principal, QueueId(queue_id))
    return await answer_list(request, uow, principal, _narrowed(query, queue_id=(queue_id,)), query)


class QueueAgentQuery(ListQuery):
    role: Literal["owner", "responsible", "reader"] = "owner"
    q: str = Field("", max_length=200, description="Words of the name or login, whatever the case.")


@router.get(
    "/queues/{queue_id}/agents",
    summary="List the agents of a queue",
    response_model=ListAnswer[UserRef],
    responses=NOT_FOUND,
)
@requires(QUEUES_SCOPE, kinds=AGENTS)
async def queues_agents(
    request: Request,
    uow: Read,
    principal: CurrentPrincipal,
    queue_id: EntryId,
    query: Annotated[QueueAgentQuery, Query()],
) -> Response:
    """Valid agents who can be given its tickets, by name; as `reader` those who may read it, whom a message can mention."""
    if query.role == "reader":
        rows = await service.who_may_read(uow, principal, QueueId(queue_id))
    else:
        rows = await service.possible_agents(uow, principal, QueueId(queue_id), query.role)
    words = query.q.casefold().split()
    fitting = [row for row in rows if all(word in f"{row.name} {row.login}".casefold() for word in words)]
    return listed(request, query, cut(fitting, query, _AGENT_SORTS))


@router.get("/queues/{queue_id}/groups", summary="List the groups of a queue", responses=NOT_FOUND)
@requires(QUEUES_SCOPE, kinds=AGENTS)
async def queues_groups(uow: Read, principal: CurrentPrincipal, queue_id: EntryId) -> ListAnswer[Ref]:
    """In OTRS a queue has exactly one; `PATCH /queues/{id}` changes it."""
    return whole([(await queues.read_queue(uow, principal, QueueId(queue_id))).group])


@router.get(
    "/customer-users/{customer_user_id}/tickets",
    summary="List the tickets of a customer user",
    response_model=ListAnswer[TicketSummary],
    responses=NOT_FOUND,
)
@requires(CUSTOMERS_SCOPE, kinds=AGENTS)
async def customer_users_tickets(
    request: Request,
    uow: Read,
    principal: CurrentPrincipal,
    customer_user_id: EntryId,
    query: Annotated[TicketQuery, Query()],
) -> Response:
    """Those that you may see, with the filters of `GET /tickets`. A token needs `tickets:read` as well."""
    principal.require_scope(READ_SCOPE)
    user = await customers.read_customer_user(uow, principal, customer_user_id)
    return await answer_list(request, uow, principal, _narrowed(query, customer_user=(user.login,)), query)


@router.get(
    "/customer-companies/{customer_id}/tickets",
    summary="List the tickets of a company",
    response_model=ListAnswer[TicketSummary],
    responses=NOT_FOUND,
)
@requires(CUSTOMERS_SCOPE, kinds=AGENTS)
async def customer_companies_tickets(
    request: Request,
    uow: Read,
    principal: CurrentPrincipal,
    customer_id: Annotated[str, Path(min_length=1, max_length=150)],
    query: Annotated[TicketQuery, Query()],
) -> Response:
    """Those that you may see, with the filters of `GET /tickets`. A token needs `tickets:read` as well."""
    principal.require_scope(READ_SCOPE)
    company = await customers.read_company(uow, principal, customer_id)
    return await answer_list(request, uow, principal, _narrowed(query, customer_id=(company.customer_id,)), query)


@router.get("/link-types", summary="List the types of links")
@requires(QUEUES_SCOPE, kinds=AGENTS)
async def link_types_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[LinkTypeRead]:
    return whole(await service.list_link_types(uow, principal))


def _narrowed(query: TicketQuery, **fixed: tuple[int | str, ...]) -> TicketFilter:
    """The address decides: a filter of the same name in the query is replaced."""
    given = query.model_dump(include=set(TicketFilter.model_fields), exclude_unset=True)
    return TicketFilter.model_validate(given | fixed)
