"""API v1: searching, saved searches and the full-text index."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request, Response
from pydantic import Field

from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CustomerUserRead
from gotrs_api.identity.list_export import wanted_form
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.schemas.agents import AgentRead
from gotrs_api.identity.service import agents
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, cut, listed
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.search.folding import tokens_of
from gotrs_api.tickets import service
from gotrs_api.tickets.routes.exports import EXPORTS, exported
from gotrs_api.tickets.routes.parameters import READ_SCOPE
from gotrs_api.tickets.schemas import TicketSummary
from gotrs_api.tickets.schemas.search import (
    ArticleHit,
    ReindexStarted,
    SavedSearchCreate,
    SavedSearchRead,
    SearchHealth,
    Suggestion,
    TicketHit,
    TicketSearch,
)
from gotrs_api.tickets.service import search
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/search", tags=["search"])

SavedId = Annotated[int, Path(ge=1, le=2**48)]
Words = Annotated[str, Field(min_length=1, max_length=500, description="See the description of `GET /search`.")]
_NOT_FOUND = problem_responses(404)
_SAVING = problem_responses(404, 409)


class TicketSearchQuery(TicketSearch, ListQuery):
    """Filters, order and page of a search for tickets."""


class RankedQuery(TicketSearchQuery):
    q: Words


class PeopleQuery(ListQuery):
    q: Words


def _filters(query: TicketSearchQuery) -> TicketSearch:
    return TicketSearch.model_validate(query.model_dump(include=set(TicketSearch.model_fields), exclude_unset=True))


@router.get("", summary="Search in everything that you may read", response_model=ListAnswer[TicketHit])
@requires(READ_SCOPE)
async def search_all(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[RankedQuery, Query()]
) -> Response:
    """Tickets by relevance, each with its best message and what was found in it.

    `q` is read as OTRS reads it: words are joined by AND (`&&`, `+`); `OR`, `||` offer a choice; `NOT`, `!`, `-` exclude;
    quotes keep words together, parentheses group, `*` stands for any ending. Case and accents do not matter. Number and
    title count more than subject, sender, customer and file names, those more than the body. What was written is
    found at most five seconds later. Among very many finds the newest 2000 messages are ranked. Takes every filter of
    `GET /search/tickets`; `sort` and `before` have no meaning here.
    """
    return listed(request, query, await search.search_tickets(uow, principal, query.q, _filters(query), query.page))


@router.get(
    "/tickets", summary="Search for tickets by attributes", response_model=ListAnswer[TicketSummary], responses=EXPORTS
)
@requires(READ_SCOPE)
async def search_tickets(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[TicketSearchQuery, Query()]
) -> Response:
    """OTRS's search attributes as filters, in the order of `sort`. `Accept: text/csv` or XLSX's type answers all rows."""
    filters = _filters(query)
    form = wanted_form(request)
    if form is not None:
        await service.count_tickets(
            uow, principal, filters
        )  # a filter that is refused is refused before the file begins
        return exported(request, principal, filters, form)
    return listed(request, query, await service.list_tickets(uow, principal, filters, query.page))


@router.get("/articles", summary="Search for articles", response_model=ListAnswer[ArticleHit])
@requires("articles:read")
async def search_articles(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[RankedQuery, Query()]
) -> Response:
    """Every message that fits, by relevance. The filters narrow the tickets."""
    return listed(request, query, await search.search_articles(uow, principal, query.q, _filters(query), query.page))


@router.get("/suggestions", summary="Suggest tickets while somebody types")
@requires(READ_SCOPE)
async def search_suggestions(
    uow: Read,
    principal: CurrentPrincipal,
    q: Annotated[str, Query(max_length=500)],
    limit: Annotated[int, Query(ge=1, le=20)] = 10,
) -> ListAnswer[Suggestion]:
    """The last word is taken as a beginning."""
    return whole(await search.suggest_tickets(uow, principal, q, limit=limit))


@router.get("/users", summary="Search for agents", response_model=ListAnswer[AgentRead])
@requires("users:read", kinds=AGENTS)
async def search_users(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[PeopleQuery, Query()]
) -> Response:
    """Valid agents; each word begins a word of the login, the name or the address."""
    wanted = tokens_of(query.q)
    found = [agent for agent in await agents.list_agents(uow, principal) if _fits(agent, wanted)]
    return listed(request, query, cut(found, query, {"login": lambda agent: agent.login}, default="login"))


def _fits(agent: AgentRead, wanted: list[str]) -> bool:
    own = tokens_of(f"{agent.login} {agent.first_name} {agent.last_name} {agent.email}")
    return bool(wanted) and all(any(token.startswith(word) for token in own) for word in wanted)


@router.get("/customers", summary="Search for customer users", response_model=ListAnswer[CustomerUserRead])
@requires("customers:read", kinds=AGENTS)
async def search_customers(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[PeopleQuery, Query()]
) -> Response:
    """Each word begins a login, an address, a name or a customer id; `*` is a wildcard."""
    return listed(request, query, await customers.list_customer_users(uow, principal, query.page, text=query.q))


@router.get("/saved", summary="List your saved searches")
@requires(READ_SCOPE)
async def search_saved_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[SavedSearchRead]:
    return whole(await search.list_saved(uow, principal))


@router.post("/saved", summary="Save a search", status_code=201, responses=problem_responses(409))
@requires("profile:write")
async def search_saved_create(
    response: Response, uow: Uow, principal: CurrentPrincipal, command: SavedSearchCreate
) -> SavedSearchRead:
    saved = await search.save_search(uow, principal, command)
    response.headers["Location"] = f"{API_PREFIX}/search/saved/{saved.id}"
    return saved


@router.get("/saved/{saved_id}", summary="Read a saved search", responses=_NOT_FOUND)
@requires(READ_SCOPE)
async def search_saved_get(uow: Read, principal: CurrentPrincipal, saved_id: SavedId) -> SavedSearchRead:
    return await search.read_saved(uow, principal, saved_id)


@router.put("/saved/{saved_id}", summary="Replace a saved search", responses=_SAVING)
@requires("profile:write")
async def search_saved_replace(
    uow: Uow, principal: CurrentPrincipal, saved_id: SavedId, command: SavedSearchCreate
) -> SavedSearchRead:
    """A new name makes a new id."""
    return await search.replace_saved(uow, principal, saved_id, command)


@router.delete("/saved/{saved_id}", summary="Delete a saved search", status_code=204, responses=_NOT_FOUND)
@requires("profile:write")
async def search_saved_delete(uow: Uow, principal: CurrentPrincipal, saved_id: SavedId) -> None:
    await search.delete_saved(uow, principal, saved_id)


@router.post(
    "/saved/{saved_id}/execute",
    summary="Run a saved search",
    response_model=ListAnswer[TicketSummary],
    responses={**_NOT_FOUND, **EXPORTS},
)
@requires(READ_SCOPE)
async def search_saved_execute(
    request: Request, uow: Read, principal: CurrentPrincipal, saved_id: SavedId, query: Annotated[ListQuery, Query()]
) -> Response:
    """The tickets that it finds now, in its own order."""
    form = wanted_form(request)
    if form is not None:
        saved = await search.read_saved(uow, principal, saved_id)
        return exported(request, principal, search.filters_of(saved.filters), form)
    return listed(request, query, await search.execute_saved(uow, principal, saved_id, query.page))


@router.post("/reindex", summary="Make the full-text index anew", status_code=202)
@requires("admin:search", group=ADMIN_GROUP)
async def search_reindex(response: Response, uow: Uow, principal: CurrentPrincipal) -> ReindexStarted:
    """In the background; `Location` names the job, which shows how far it is. Searching goes on meanwhile."""
    job_id = await search.start_reindex(uow, principal)
    response.headers["Location"] = f"{API_PREFIX}/jobs/{job_id}"
    return ReindexStarted(job_id=job_id)


@router.get("/health", summary="Read how the full-text index is")
@requires("admin:search", group=ADMIN_GROUP)
async def search_health(uow: Read, principal: CurrentPrincipal) -> SearchHealth:
    return await search.search_health(uow, principal)
