"""API v1: the dashboard's numbers and lists."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, listed
from gotrs_api.stats import service
from gotrs_api.stats.routes.parameters import Days
from gotrs_api.stats.schemas import ActivityEntry, Counted, DashboardStats, DayCounts
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter, TicketSummary
from gotrs_api.uow.deps import Read

router = ApiRouter(prefix="/dashboard", tags=["dashboard"])


class MyTicketsQuery(ListQuery):
    """In the order of lists of tickets."""

    sort: str | None = Field(None, max_length=200, description="By default `-changed`.")


@router.get("/stats", summary="The dashboard's numbers")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def dashboard_stats(uow: Read, principal: CurrentPrincipal) -> DashboardStats:
    """Of tickets that you may see."""
    return await service.dashboard_stats(uow, principal)


@router.get("/charts/tickets-by-status", summary="New tickets by their state")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def dashboard_tickets_by_status(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> ListAnswer[Counted]:
    """Tickets made in the last days, by the state that they have now."""
    return whole(await service.created_by(uow, principal, "state", days))


@router.get("/charts/tickets-by-priority", summary="New tickets by their priority")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def dashboard_tickets_by_priority(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> ListAnswer[Counted]:
    """Tickets made in the last days, by the priority that they have now."""
    return whole(await service.created_by(uow, principal, "priority", days))


@router.get("/charts/tickets-over-time", summary="Tickets made and closed, day by day")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def dashboard_tickets_over_time(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> ListAnswer[DayCounts]:
    return whole(await service.days(uow, principal, days))


@router.get("/activity", summary="What has happened lately")
@requires(Scope.TICKETS_READ, kinds=AGENTS)
async def dashboard_activity(
    uow: Read, principal: CurrentPrincipal, limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> ListAnswer[ActivityEntry]:
    """Rows of the history of tickets that you may see, newest first; of the last seven days."""
    return whole(await service.recent_activity(uow, principal, limit))


@router.get("/my-tickets", summary="My open tickets", response_model=ListAnswer[TicketSummary])
@requires(Scope.TICKETS_READ, kinds=AGENTS)
async def dashboard_my_tickets(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[MyTicketsQuery, Query()]
) -> Response:
    mine = TicketFilter(owner_id=(int(principal.user_id),), not_closed=True, sort=query.sort or "-changed")
    return listed(request, query, await tickets.list_tickets(uow, principal, mine, query.page))
