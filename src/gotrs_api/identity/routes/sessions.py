"""Everybody's browser sessions, for administrators."""

from fastapi import Response

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.schemas.sessions import SessionList, SessionsEnded
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import sessions
from gotrs_api.kernel.ids import RowId
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/admin/sessions", tags=["sessions"])


@router.get("", summary="List everybody's sessions")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_sessions_list(uow: Read, principal: CurrentPrincipal) -> SessionList:
    """The thousand seen last."""
    return SessionList(data=await sessions.list_all(uow, principal))


@router.delete("", summary="End everybody's sessions")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_sessions_end_all(uow: Uow, principal: CurrentPrincipal) -> SessionsEnded:
    """And everybody's sign-ins by this API, but for the caller's own. Personal access tokens go on: see `/admin/tokens`."""
    return SessionsEnded(ended=await sessions.end_everybodys(uow, principal))


@router.delete("/{session_id}", status_code=204, summary="End a session", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_sessions_end(session_id: RowId, uow: Uow, principal: CurrentPrincipal) -> Response:
    await sessions.end_one(uow, principal, session_id, anybodys=True)
    return Response(status_code=204)
