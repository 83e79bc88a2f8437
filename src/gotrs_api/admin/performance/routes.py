"""API v1 of the performance log."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response
from pydantic import Field

from gotrs_api.admin.performance import service
from gotrs_api.admin.performance.schemas import RoutePerformance
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.lists import ListQuery, cut, listed
from gotrs_api.uow.deps import Read, Uow

SCOPE = "admin:system"
SORTS: dict[str, Callable[[Any], Any]] = {
    "route": lambda row: row.route,
    "requests": lambda row: row.requests,
    "average_ms": lambda row: row.average_ms,
    "max_ms": lambda row: row.max_ms,
}
router = ApiRouter(prefix="/admin/performance-log", tags=["administration"])


class PerformanceQuery(ListQuery):
    minutes: int = Field(60, ge=1, le=service.SPANS[-1], description="How far to look back.")
    area: Literal["agent", "customer", "admin", "auth", "api", "other"] | None = None


@router.get("", summary="How long requests took", response_model=ListAnswer[RoutePerformance])
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_performance_log(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[PerformanceQuery, Query()]
) -> Response:
    """Logged while the setting `PerformanceLog` is on; written about once a minute."""
    rows = await service.read_log(uow, principal, query.minutes, query.area)
    return listed(request, query, cut(rows, query, SORTS, default="-average_ms"))


@router.delete("", summary="Empty the performance log", status_code=204)
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_performance_log_empty(uow: Uow, principal: CurrentPrincipal) -> None:
    await service.empty(uow, principal)
