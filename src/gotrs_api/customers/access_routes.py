"""API v1: how customer users sign in, for those who look after them."""

from __future__ import annotations

from fastapi import Response

from gotrs_api.catalog.routes import EntryId
from gotrs_api.customers import service
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routes.agents import reset
from gotrs_api.identity.routes.secrecy import NO_STORE
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.schemas.agents import PasswordReset, PasswordWasReset
from gotrs_api.identity.schemas.second_factor import Reason, SecondFactorStatus
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import password_links, totp
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(tags=["customers"])


@router.post(
    "/customer-users/{customer_user_id}/invitation",
    status_code=202,
    response_class=Response,
    summary="Mail a customer user a link for the first password",
    responses=problem_responses(404),
)
@requires(Scope.CUSTOMERS_WRITE, kinds=AGENTS)
async def customer_users_invite(uow: Uow, principal: CurrentPrincipal, customer_user_id: EntryId) -> Response:
    """The link works for seven days."""
    account = await service.account_to_write(uow, principal, customer_user_id)
    await password_links.invite(uow, principal, account)
    return Response(status_code=202)


@router.post(
    "/admin/customer-users/{customer_user_id}/reset-password",
    summary="Set a customer user's password, or mail a link",
    responses=problem_responses(404),
    dependencies=NO_STORE,
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_customer_users_reset_password(
    site: CurrentSite, principal: CurrentPrincipal, customer_user_id: EntryId, body: PasswordReset | None = None
) -> PasswordWasReset:
    async with site.read() as uow:
        account = await service.account_to_write(uow, principal, customer_user_id)
    return await reset(site, principal, account, body or PasswordReset.model_validate({}))


@router.get(
    "/admin/customer-users/{customer_user_id}/2fa",
    summary="A customer user's second factor",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_customer_users_2fa(
    uow: Read, principal: CurrentPrincipal, customer_user_id: EntryId
) -> SecondFactorStatus:
    account = await service.account_to_write(uow, principal, customer_user_id)
    return await totp.status_of(uow, principal, account)


@router.post(
    "/admin/customer-users/{customer_user_id}/2fa/disable",
    status_code=204,
    summary="Switch off the second factor of a customer user who lost it",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_customer_users_2fa_disable(
    uow: Uow, principal: CurrentPrincipal, customer_user_id: EntryId, body: Reason
) -> Response:
    account = await service.account_to_write(uow, principal, customer_user_id)
    await totp.disable_for(uow, principal, account, reason=body.reason)
    return Response(status_code=204)
