"""API v1 of signing up: public for those who do, and the decisions of administrators."""

from __future__ import annotations

from fastapi import Request, Response

from gotrs_api.catalog.routes import EntryId
from gotrs_api.customers.sign_up import service
from gotrs_api.customers.sign_up.schemas import Register, RegisterConfirm, Registered, SignUpRead
from gotrs_api.identity import captcha
from gotrs_api.identity.limits import count, signing_up
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routes.secrecy import NO_STORE
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import public, requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(tags=["auth"])


@router.post(
    "/auth/register",
    status_code=202,
    response_class=Response,
    summary="Sign up as a customer",
    responses=problem_responses(403),
    dependencies=NO_STORE,
)
@public
async def auth_register(body: Register, request: Request, site: CurrentSite) -> Response:
    """A link goes to the address. The same answer, as fast, whether there is such an account or not."""
    await count(request, signing_up)
    await captcha.require(site, captcha.Purpose.SIGN_UP, body.captcha, request.state.address)
    async with site.uow() as uow:
        await service.ask(uow, body, request.state.address)
    return Response(status_code=202)


@router.post(
    "/auth/register/confirm",
    status_code=201,
    summary="Prove the address and choose a password",
    responses=problem_responses(404),
    dependencies=NO_STORE,
)
@public
async def auth_register_confirm(body: RegisterConfirm, request: Request, site: CurrentSite) -> Registered:
    """Gives no session: sign in afterwards, or wait for the decision."""
    await count(request, signing_up)
    return await service.confirm(site, body.token, body.password, address=request.state.address)


@router.get("/admin/sign-ups", summary="Customers who wait to be accepted")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_sign_ups_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[SignUpRead]:
    return whole(await service.waiting(uow, principal))


@router.post("/admin/sign-ups/{sign_up_id}/accept", summary="Accept a customer", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_sign_ups_accept(uow: Uow, principal: CurrentPrincipal, sign_up_id: EntryId) -> SignUpRead:
    return await service.decide(uow, principal, sign_up_id, accept=True)


@router.post("/admin/sign-ups/{sign_up_id}/reject", summary="Reject a customer", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_sign_ups_reject(uow: Uow, principal: CurrentPrincipal, sign_up_id: EntryId) -> SignUpRead:
    return await service.decide(uow, principal, sign_up_id, accept=False)
