"""API v1 of filters of incoming mail. Names may hold slashes and blanks, so they travel in the query."""

from typing import Annotated

from fastapi import Query

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.inbound.filters import service
from gotrs_api.mail.inbound.schemas import FilterRule, FilterTrial, FilterTrialResult
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/postmaster-filters", tags=["mail"])
Name = Annotated[str, Query(min_length=1, max_length=200, description="The filter's name.")]


@router.get("", summary="List filters of incoming mail")
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_filters_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[FilterRule]:
    """In the order in which they run: by name."""
    return whole(await service.list_filters(uow, principal))


@router.get("/one", summary="Read a filter", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_filters_get(uow: Read, principal: CurrentPrincipal, name: Name) -> FilterRule:
    return await service.read_filter(uow, principal, name)


@router.put("/one", summary="Make or replace a filter")
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_filters_put(uow: Uow, principal: CurrentPrincipal, name: Name, rule: FilterRule) -> FilterRule:
    return await service.save_filter(uow, principal, name, rule)


@router.delete("/one", status_code=204, summary="Delete a filter", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_filters_delete(uow: Uow, principal: CurrentPrincipal, name: Name) -> None:
    await service.delete_filter(uow, principal, name)


@router.post("/try", summary="Try a filter on a stored mail", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_filters_try(uow: Read, principal: CurrentPrincipal, trial: FilterTrial) -> FilterTrialResult:
    return await service.try_filter(uow, principal, trial)
