"""One's own accounts at identity providers."""

from fastapi import Response

from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.schemas.identities import Identities
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import own_identities
from gotrs_api.kernel.ids import RowId
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/users/me/identities", tags=["me"])


@router.get("", summary="List accounts elsewhere that one signs in with")
@requires(Scope.PROFILE_READ)
async def me_identities_list(uow: Read, principal: CurrentPrincipal) -> Identities:
    """And the providers whose accounts can be linked, at the page of one's own security."""
    return await own_identities.list_own(uow, principal)


@router.delete(
    "/{identity_id}", status_code=204, summary="Unlink an account elsewhere", responses=problem_responses(404, 409)
)
@requires(Scope.ALL)
async def me_identities_unlink(identity_id: RowId, uow: Uow, principal: CurrentPrincipal) -> Response:
    """Not for personal access tokens."""
    await own_identities.unlink(uow, principal, identity_id)
    return Response(status_code=204)
