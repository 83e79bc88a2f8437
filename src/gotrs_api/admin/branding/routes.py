"""API v1 of branding."""

from __future__ import annotations

from gotrs_api.admin.branding import service
from gotrs_api.admin.branding.schemas import BrandingRead, BrandingUpdate, LogoWrite
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

SCOPE = "admin:sysconfig"
router = ApiRouter(prefix="/branding", tags=["administration"])


@router.get("", summary="Read name, colours and logo of this desk", response_model=BrandingRead)
@requires(SCOPE, group=ADMIN_GROUP)
async def branding_read(uow: Read, principal: CurrentPrincipal) -> BrandingRead:
    return await service.read_branding(uow)


@router.put(
    "", summary="Change name and colours of this desk", response_model=BrandingRead, responses=problem_responses(422)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def branding_replace(uow: Uow, principal: CurrentPrincipal, command: BrandingUpdate) -> BrandingRead:
    """A colour that cannot be read on the grounds of the themes is refused; the answer names one near it that can."""
    return await service.change_branding(uow, principal, command)


@router.put("/logo", summary="Set the logo", response_model=BrandingRead, responses=problem_responses(422))
@requires(SCOPE, group=ADMIN_GROUP)
async def branding_logo_replace(uow: Uow, principal: CurrentPrincipal, command: LogoWrite) -> BrandingRead:
    return await service.set_logo(uow, principal, command.content)


@router.delete("/logo", summary="Go back to the mark of GOTRS", response_model=BrandingRead)
@requires(SCOPE, group=ADMIN_GROUP)
async def branding_logo_delete(uow: Uow, principal: CurrentPrincipal) -> BrandingRead:
    return await service.remove_logo(uow, principal)
