"""Sign-in providers, for administrators."""

import zlib
from typing import Annotated

from fastapi import Header, Path, Response

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.schemas.providers import (
    ProviderCreate,
    ProviderOrder,
    ProviderRead,
    ProviderTest,
    ProviderTrial,
    ProviderUpdate,
)
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import providers
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(prefix="/admin/sign-in-providers", tags=["admin"])
ProviderId = Annotated[int, Path(ge=1, le=2**31 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]


@router.get("", summary="List sign-in providers")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def sign_in_providers_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[ProviderRead]:
    """In the order in which they are asked. Our own passwords are among them once they were given a place."""
    return whole(await providers.list_providers(uow, principal))


@router.post("", status_code=201, summary="Add a sign-in provider", responses=problem_responses(409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def sign_in_providers_create(
    body: ProviderCreate, response: Response, uow: Uow, principal: CurrentPrincipal
) -> ProviderRead:
    created = await providers.create_provider(uow, principal, body)
    response.headers["Location"] = f"{API_PREFIX}/admin/sign-in-providers/{created.id}"
    response.headers["ETag"] = _etag(created)
    return created


@router.put("/order", summary="Arrange sign-in providers")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def sign_in_providers_arrange(
    body: ProviderOrder, uow: Uow, principal: CurrentPrincipal
) -> ListAnswer[ProviderRead]:
    return whole(await providers.arrange_providers(uow, principal, body.names))


@router.get("/{provider_id}", summary="Read a sign-in provider", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def sign_in_providers_read(
    provider_id: ProviderId, response: Response, uow: Read, principal: CurrentPrincipal
) -> ProviderRead:
    """Secrets are never shown."""
    found = await providers.read_provider(uow, principal, provider_id)
    response.headers["ETag"] = _etag(found)
    return found


@router.patch("/{provider_id}", summary="Change a sign-in provider", responses=problem_responses(404, 409, 412))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def sign_in_providers_update(
    provider_id: ProviderId,
    body: ProviderUpdate,
    response: Response,
    uow: Uow,
    principal: CurrentPrincipal,
    if_match: IfMatch = None,
) -> ProviderRead:
    """Counts within five seconds everywhere; sessions that exist go on."""
    require_match(if_match, _etag(await providers.read_provider(uow, principal, provider_id)))
    changed = await providers.update_provider(uow, principal, provider_id, body)
    response.headers["ETag"] = _etag(changed)
    return changed


@router.delete(
    "/{provider_id}", status_code=204, summary="Remove a sign-in provider", responses=problem_responses(404, 409)
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def sign_in_providers_delete(provider_id: ProviderId, uow: Uow, principal: CurrentPrincipal) -> Response:
    """Accounts that it made stay."""
    await providers.delete_provider(uow, principal, provider_id)
    return Response(status_code=204)


@router.post("/{provider_id}/test", summary="Test a sign-in provider", responses=problem_responses(404, 409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def sign_in_providers_test(
    provider_id: ProviderId, body: ProviderTest, site: CurrentSite, principal: CurrentPrincipal
) -> ProviderTrial:
    """Says which step failed; with a login also who that is and what the mapping gives him."""
    return await providers.try_provider(site, principal, provider_id, body)


def _etag(provider: ProviderRead) -> str:
    return etag(provider.id, format(zlib.crc32(provider.model_dump_json().encode()), "08x"))
