"""API v1 of what working calendars are made of."""

from typing import Annotated

from fastapi import Path

from gotrs_api.admin.calendars import service
from gotrs_api.admin.calendars.schemas import CalendarSettings, CalendarWrite
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

SCOPE = "admin:sysconfig"
Number = Annotated[int, Path(ge=0, le=9, description="0 is the default calendar.")]
router = ApiRouter(prefix="/admin/calendars", tags=["administration"])


@router.get("", summary="List the settings of working calendars")
@requires(SCOPE, group=ADMIN_GROUP)
async def calendar_settings_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[CalendarSettings]:
    return whole(await service.list_calendar_settings(uow, principal))


@router.get("/{number}", summary="Read the settings of a working calendar", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def calendar_settings_get(uow: Read, principal: CurrentPrincipal, number: Number) -> CalendarSettings:
    return await service.read_calendar_settings(uow, principal, number)


@router.put("/{number}", summary="Set a working calendar", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def calendar_settings_set(
    uow: Uow, principal: CurrentPrincipal, number: Number, body: CalendarWrite
) -> CalendarSettings:
    """Open tickets get their escalation times anew."""
    return await service.change_calendar_settings(uow, principal, number, body)
