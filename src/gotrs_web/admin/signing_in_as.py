"""Signing in as an agent or a customer, and the way back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from gotrs_api.customers import service as customers
from gotrs_api.identity.directory import Account
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.second_factor import Reason
from gotrs_api.identity.service import agents, sessions, signing_in_as
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import Site
from gotrs_web.areas import HOME, LOGIN
from gotrs_web.auth.session_cookies import close_session, own_cookie, user_agent
from gotrs_web.deps import Administrator, person
from gotrs_web.forms import build
from gotrs_web.render import Toast, redirect
from gotrs_web.view import catalogue_of

router = APIRouter()


@router.post("/admin/agents/{user_id}/signing-in-as", name="admin_sign_in_as_agent")
async def as_agent(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        account = await agents.account_of(read, user_id)
    return await _go(request, principal, account, f"/admin/agents/{user_id}/access")


@router.post("/admin/customer-users/{user_id}/signing-in-as", name="admin_sign_in_as_customer")
async def as_customer(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        account = await customers.account_to_write(read, principal, user_id)
    return await _go(request, principal, account, f"/admin/customer-users/{user_id}/access")


@router.post("/agent/signed-in-as/end", name="agent_end_signed_in_as")
@router.post("/customer/signed-in-as/end", name="customer_end_signed_in_as")
async def go_back(request: Request, principal: Annotated[Principal, Depends(person)]) -> Response:
    """An agent's cookie becomes the administrator's own again; a customer's did not touch it."""
    own = request.cookies.get(own_cookie(request), "") if principal.is_agent else ""
    back = "/admin/" if principal.behind is not None else HOME[principal.kind]
    response = redirect(request, back if own or principal.is_customer else LOGIN[principal.kind])
    if principal.behind is None:
        return response
    await close_session(request, principal.kind, response, keep_own=True)
    if own:
        secure = request.state.secure
        name = sessions.cookie_name(Kind.AGENT, secure=secure)
        response.set_cookie(name, own, **sessions.cookie_attributes(secure=secure))
        response.delete_cookie(own_cookie(request), **sessions.cookie_attributes(secure=secure))
    return response


async def _go(request: Request, principal: Principal, account: Account, page: str) -> Response:
    """The administrator's own session stays; its cookie waits beside where the new one takes its place."""
    site: Site = request.state.site
    secure = request.state.secure
    try:
        reason = build(Reason, {"reason": str((await request.form()).get("reason", ""))}).reason
    except InvalidInput:
        return redirect(request, page, toast=Toast(catalogue_of(request).gettext("Say why."), "warn"))
    async with site.uow(acting_id=principal.user_id) as uow:
        token = await signing_in_as.sign_in_as(
            uow, principal, account, reason=reason, address=request.state.address, user_agent=user_agent(request)
        )
    name = sessions.cookie_name(account.kind, secure=secure)
    response = redirect(request, HOME[account.kind])
    if account.kind is Kind.AGENT:
        own = request.cookies.get(name, "")
        response.set_cookie(own_cookie(request), own, **sessions.cookie_attributes(secure=secure))
    else:
        await close_session(request, account.kind, response)
    response.set_cookie(name, token, **sessions.cookie_attributes(secure=secure))
    return response
