"""One's own passkeys."""

from typing import Annotated

from fastapi import Path, Request, Response

from gotrs_api.identity.relying_party import relying_party
from gotrs_api.identity.routes.secrecy import NO_STORE
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.schemas.passkeys import (
    PasskeyAdded,
    PasskeyCreate,
    PasskeyOptions,
    PasskeyOptionsWanted,
    PasskeyRead,
    PasskeyRemoval,
    PasskeyRename,
    Passkeys,
)
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import passkeys
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(prefix="/users/me/webauthn", tags=["me"])
PasskeyId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("", summary="List my passkeys")
@requires(Scope.PROFILE_READ)
async def my_webauthn_list(uow: Read, principal: CurrentPrincipal) -> Passkeys:
    return Passkeys(data=await passkeys.list_own(uow, principal))


@router.post("/options", summary="Begin to add a passkey", dependencies=NO_STORE)
@requires(Scope.PROFILE_WRITE)
async def my_webauthn_options(
    body: PasskeyOptionsWanted, request: Request, site: CurrentSite, principal: CurrentPrincipal
) -> PasskeyOptions:
    """For `navigator.credentials.create`; asks for the password once more."""
    party = relying_party(site, request.headers.get("host", ""), secure=request.state.secure)
    password = body.password.get_secret_value()
    options = await passkeys.options_for_new(site, principal, party, password=password, address=request.state.address)
    return PasskeyOptions(public_key=options)


@router.post("", status_code=201, summary="Add a passkey", dependencies=NO_STORE)
@requires(Scope.PROFILE_WRITE)
async def my_webauthn_add(body: PasskeyCreate, uow: Uow, principal: CurrentPrincipal) -> PasskeyAdded:
    """From now on a password alone does not sign in; other sessions of the account end."""
    return await passkeys.add(uow, principal, body)


@router.patch("/{passkey_id}", summary="Rename a passkey", responses=problem_responses(404))
@requires(Scope.PROFILE_WRITE)
async def my_webauthn_rename(
    passkey_id: PasskeyId, body: PasskeyRename, uow: Uow, principal: CurrentPrincipal
) -> PasskeyRead:
    return await passkeys.rename(uow, principal, passkey_id, body.name)


@router.delete("/{passkey_id}", status_code=204, summary="Revoke a passkey", responses=problem_responses(404, 409))
@requires(Scope.PROFILE_WRITE)
async def my_webauthn_remove(
    passkey_id: PasskeyId,
    request: Request,
    site: CurrentSite,
    principal: CurrentPrincipal,
    body: PasskeyRemoval | None = None,
) -> Response:
    """The password is asked for where no second factor is left afterwards. Other sessions of the account end."""
    password = body.password.get_secret_value() if body else ""
    await passkeys.remove(site, principal, passkey_id, password=password, address=request.state.address)
    return Response(status_code=204)
