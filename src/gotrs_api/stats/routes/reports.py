"""API v1: reports for administrators, over the whole desk."""

from __future__ import annotations

from typing import Literal

from fastapi import Response

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.stats import service
from gotrs_api.stats.routes.parameters import FILES, Days, file_answer
from gotrs_api.stats.schemas import PerformanceReport, SlaReport, TicketsReport, UsersReport
from gotrs_api.stats.service.tables import Form
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/admin/reports", tags=["reports"])


@router.get("/tickets", summary="Report on tickets")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_reports_tickets(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> TicketsReport:
    """Counts of all tickets, whoever may see them."""
    return await service.tickets_report(uow, principal, days)


@router.get("/users", summary="Report on people")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_reports_users(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> UsersReport:
    return await service.users_report(uow, principal, days)


@router.get("/sla", summary="Report on service levels")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_reports_sla(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> SlaReport:
    """Tickets whose time ran out, by agreement and clock."""
    return await service.sla_report(uow, principal, days)


@router.get("/performance", summary="Report on performance")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_reports_performance(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> PerformanceReport:
    return await service.performance_report(uow, principal, days)


@router.get("/export", summary="A report as a file", response_class=Response, responses=FILES)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_reports_export(
    uow: Uow,
    principal: CurrentPrincipal,
    report: Literal["tickets", "queues", "users", "sla"],
    format: Form = "csv",  # noqa: A002 - the name of the parameter
    days: Days = 30,
) -> Response:
    """`tickets` are the days, `queues` the queues of the report on tickets, `users` what agents did."""
    match report:
        case "tickets":
            return await file_answer(
                uow, principal, (await service.tickets_report(uow, principal, days)).days, format, report
            )
        case "queues":
            return await file_answer(
                uow, principal, (await service.tickets_report(uow, principal, days)).by_queue, format, report
            )
        case "users":
            return await file_answer(
                uow, principal, (await service.users_report(uow, principal, days)).activity, format, report
            )
    return await file_answer(uow, principal, (await service.sla_report(uow, principal, days)).slas, format, report)
