"""One's own account, password, second factor and sessions."""

from typing import Annotated

from fastapi import Path, Request, Response

from gotrs_api.identity.routes.secrecy import NO_STORE
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.schemas.own_account import Me, MeUpdate, PasswordChange, Preferences, PreferencesUpdate
from gotrs_api.identity.schemas.own_settings import OwnSetting, OwnSettingList, OwnSettingWrite
from gotrs_api.identity.schemas.second_factor import (
    CodeProof,
    PasswordProof,
    RecoveryCodes,
    SecondFactorStatus,
    TotpSetup,
)
from gotrs_api.identity.schemas.sessions import SessionList
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import own_account, own_password, own_settings, sessions, totp
from gotrs_api.kernel.ids import RowId
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(prefix="/users/me", tags=["me"])


@router.get("", summary="Read one's own account")
@requires(Scope.PROFILE_READ)
async def me_get(uow: Read, principal: CurrentPrincipal) -> Me:
    return await own_account.read(uow, principal)


@router.patch("", summary="Change one's own account")
@requires(Scope.PROFILE_WRITE)
async def me_update(body: MeUpdate, uow: Uow, principal: CurrentPrincipal) -> Me:
    return await own_account.update(uow, principal, body)


@router.get("/preferences", summary="Read one's own preferences")
@requires(Scope.PROFILE_READ)
async def me_preferences_get(uow: Read, principal: CurrentPrincipal) -> Preferences:
    return await own_account.preferences(uow, principal)


@router.patch("/preferences", summary="Change one's own preferences")
@requires(Scope.PROFILE_WRITE)
async def me_preferences_update(body: PreferencesUpdate, uow: Uow, principal: CurrentPrincipal) -> Preferences:
    """Out of office is `out_of_office`; every other preference of OTRS goes by its own key in `values`."""
    return await own_account.update_preferences(uow, principal, body)


@router.get("/settings", summary="List the settings that one may have an own value of")
@requires(Scope.PROFILE_READ)
async def me_settings_list(uow: Read, principal: CurrentPrincipal) -> OwnSettingList:
    return OwnSettingList(data=await own_settings.list_own(uow, principal))


@router.put("/settings/{name:path}", summary="Choose one's own value of a setting", responses=problem_responses(404))
@requires(Scope.PROFILE_WRITE)
async def me_settings_choose(
    name: Annotated[str, Path(max_length=250)], body: OwnSettingWrite, uow: Uow, principal: CurrentPrincipal
) -> OwnSetting:
    return await own_settings.choose(uow, principal, name, body.value)


@router.post("/password", status_code=204, summary="Change one's own password")
@requires(Scope.ALL)
async def me_password_change(
    body: PasswordChange, request: Request, site: CurrentSite, principal: CurrentPrincipal
) -> Response:
    """Ends every other session and refresh token of the account. Not for personal access tokens."""
    await own_password.change_own(site, principal, current=body.current, new=body.new, address=request.state.address)
    return Response(status_code=204)


@router.get("/2fa/status", summary="Whether one has a second factor")
@requires(Scope.PROFILE_READ)
async def me_2fa_status(uow: Read, principal: CurrentPrincipal) -> SecondFactorStatus:
    return await totp.status(uow, principal)


@router.post(
    "/2fa/setup", summary="Begin to set up an authenticator", responses=problem_responses(409), dependencies=NO_STORE
)
@requires(Scope.ALL)
async def me_2fa_setup(
    body: PasswordProof, request: Request, site: CurrentSite, principal: CurrentPrincipal
) -> TotpSetup:
    """Shows secret and recovery codes this once; nothing is in force before `confirm`."""
    return await totp.set_up(site, principal, password=body.password, address=request.state.address)


@router.post("/2fa/confirm", summary="Put the authenticator into force", responses=problem_responses(409))
@requires(Scope.ALL)
async def me_2fa_confirm(
    body: CodeProof, request: Request, site: CurrentSite, principal: CurrentPrincipal
) -> SecondFactorStatus:
    return await totp.confirm(site, principal, password=body.password, code=body.code, address=request.state.address)


@router.post("/2fa/disable", summary="Switch the second factor off", responses=problem_responses(409))
@requires(Scope.ALL)
async def me_2fa_disable(
    body: CodeProof, request: Request, site: CurrentSite, principal: CurrentPrincipal
) -> SecondFactorStatus:
    return await totp.disable(site, principal, password=body.password, code=body.code, address=request.state.address)


@router.post("/2fa/recovery-codes", summary="Make new recovery codes", dependencies=NO_STORE)
@requires(Scope.ALL)
async def me_2fa_recovery_codes(
    body: CodeProof, request: Request, site: CurrentSite, principal: CurrentPrincipal
) -> RecoveryCodes:
    """The old ones stop working."""
    codes = await totp.renew_recovery_codes(
        site, principal, password=body.password, code=body.code, address=request.state.address
    )
    return RecoveryCodes(recovery_codes=codes)


@router.get("/sessions", summary="List one's own browser sessions")
@requires(Scope.PROFILE_READ)
async def me_sessions_list(uow: Read, principal: CurrentPrincipal) -> SessionList:
    return SessionList(data=await sessions.list_own(uow, principal))


@router.delete(
    "/sessions/{session_id}", status_code=204, summary="End one of one's own sessions", responses=problem_responses(404)
)
@requires(Scope.PROFILE_WRITE)
async def me_sessions_end(session_id: RowId, uow: Uow, principal: CurrentPrincipal) -> Response:
    await sessions.end_one(uow, principal, session_id)
    return Response(status_code=204)
