"""API v1 of service level agreements and of the calendars that they count by."""

from gotrs_api.catalog.routes import Kind, routes_of
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.sla import service
from gotrs_api.sla.schemas import SlaCreate, SlaRead, SlaUpdate
from gotrs_api.sla.working_calendars import WorkingCalendarRead, list_calendars
from gotrs_api.uow.deps import Read

calendars = ApiRouter(prefix="/calendars", tags=["master data"])


@calendars.get("", summary="List working calendars")
@requires(Scope.QUEUES_READ, kinds=AGENTS)
async def calendars_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[WorkingCalendarRead]:
    """When time counts for queues and agreements. The system settings `TimeWorkingHours…` and their like change them."""
    return whole(await list_calendars(uow, principal))


ROUTERS = (
    routes_of(
        Kind(
            "/slas",
            "sla",
            "slas",
            SlaRead,
            service.list_slas,
            service.read_sla,
            service.create_sla,
            SlaCreate,
            service.update_sla,
            SlaUpdate,
        )
    ),
    calendars,
)
