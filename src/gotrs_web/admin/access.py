"""How somebody else signs in: passwords of agents and customer users, a second factor that was lost."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import PasswordSet
from gotrs_api.identity.directory import Account
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.agents import PasswordReset
from gotrs_api.identity.schemas.second_factor import Reason
from gotrs_api.identity.service import agents, password_links, resetting, signing_in_as, tokens, totp
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.pages import entry_page
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin")


@router.get("/agents/{user_id}/access", name="admin_agent_access")
async def agent_access(request: Request, principal: Administrator, read: Read, user_id: int) -> Response:
    return await _agent_page(request, read, principal, user_id)


@router.post("/agents/{user_id}/password", name="admin_agent_password")
async def set_agent_password(request: Request, principal: Administrator, user_id: int) -> Response:
    """Without one a password is made and shown, this once. Sessions of the account end."""
    site: Site = request.state.site
    form = await request.form()
    typed = str(form.get("password", ""))
    try:
        command = build(PasswordReset, {"password": typed or None, "must_change": "must_change" in form})
        secret = command.password.get_secret_value() if command.password else None
        async with site.read() as read:
            account = await agents.account_of(read, user_id)
        made = await resetting.reset_password(
            site, principal, account, password=secret, must_change=bool(command.must_change)
        )
    except InvalidInput as refusal:
        async with site.read() as read:
            return await _agent_page(request, read, principal, user_id, _errors(request, refusal))
    if made is not None:
        async with site.read() as read:
            return await _agent_page(request, read, principal, user_id, made=made)
    return redirect(request, f"/admin/agents/{user_id}/access", toast=_password_is_set(request))


@router.post("/agents/{user_id}/second-factor/removal", name="admin_agent_second_factor_removal")
async def remove_second_factor(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    try:
        command = build(Reason, {"reason": str((await request.form()).get("reason", ""))})
        async with site.uow(acting_id=principal.user_id) as uow:
            account = await agents.account_of(uow, user_id)
            await totp.disable_for(uow, principal, account, reason=command.reason)
    except InvalidInput as refusal:
        async with site.read() as read:
            return await _agent_page(request, read, principal, user_id, _errors(request, refusal))
    done = catalogue_of(request).gettext("The second step is switched off.")
    return redirect(request, f"/admin/agents/{user_id}/access", toast=done)


@router.post("/agents/{user_id}/password-link", name="admin_agent_password_link")
async def mail_agent_link(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        account = await agents.account_of(read, user_id)
    await _mail_link(request, principal, account)
    return redirect(request, f"/admin/agents/{user_id}/access", toast=_link_is_sent(request))


@router.get("/customer-users/{user_id}/access", name="admin_customer_access")
async def customer_access(request: Request, principal: Administrator, read: Read, user_id: int) -> Response:
    return await _customer_page(request, read, principal, user_id)


@router.post("/customer-users/{user_id}/password", name="admin_customer_password")
async def set_customer_password(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    try:
        command = build(PasswordSet, {"password": str((await request.form()).get("password", ""))})
        async with site.uow(acting_id=principal.user_id) as uow:
            secret = command.password.get_secret_value()
            await customers.set_customer_password(uow, principal, user_id, secret)
    except InvalidInput as refusal:
        async with site.read() as read:
            return await _customer_page(request, read, principal, user_id, _errors(request, refusal))
    return redirect(request, f"/admin/customer-users/{user_id}/access", toast=_password_is_set(request))


@router.post("/customer-users/{user_id}/password-link", name="admin_customer_password_link")
async def mail_customer_link(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        account = await customers.account_to_write(read, principal, user_id)
    await _mail_link(request, principal, account)
    return redirect(request, f"/admin/customer-users/{user_id}/access", toast=_link_is_sent(request))


@router.post("/customer-users/{user_id}/second-factor/removal", name="admin_customer_second_factor_removal")
async def remove_customers_second_factor(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    try:
        command = build(Reason, {"reason": str((await request.form()).get("reason", ""))})
        async with site.uow(acting_id=principal.user_id) as uow:
            account = await customers.account_to_write(uow, principal, user_id)
            await totp.disable_for(uow, principal, account, reason=command.reason)
    except InvalidInput as refusal:
        async with site.read() as read:
            return await _customer_page(request, read, principal, user_id, _errors(request, refusal))
    done = catalogue_of(request).gettext("The second step is switched off.")
    return redirect(request, f"/admin/customer-users/{user_id}/access", toast=done)


async def _mail_link(request: Request, principal: Principal, account: Account) -> None:
    """Who has no password yet is invited: that link works longer and says so."""
    site: Site = request.state.site
    async with site.uow(acting_id=principal.user_id) as uow:
        if "invitation" in await request.form():
            await password_links.invite(uow, principal, account)
        else:
            await password_links.send_reset_for(uow, principal, account)


def _link_is_sent(request: Request) -> str:
    return catalogue_of(request).gettext("The link is on its way.")


def _labels(request: Request) -> Mapping[str, str]:
    _ = catalogue_of(request).gettext
    return {"password": _("New password"), "reason": _("Reason")}


def _errors(request: Request, refusal: InvalidInput) -> FormErrors:
    return errors_of(request, refusal, _labels(request), {"new": "password"})


def _password_is_set(request: Request) -> str:
    return catalogue_of(request).gettext("The password is set.")


async def _agent_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    user_id: int,
    errors: FormErrors | None = None,
    *,
    made: str = "",
) -> Response:
    account = await agents.account_of(read, user_id)
    context = {
        "labels": _labels(request),
        "errors": errors or FormErrors(),
        "made": made,
        "has_second_factor": (await totp.status_of(read, principal, account)).enabled,
        "tokens": await tokens.list_of(read, principal, Kind.AGENT, str(user_id)),
        "can_sign_in_as": await signing_in_as.is_on(read, Kind.AGENT),
    }
    entry = await agents.read_agent(read, principal, user_id)
    return await entry_page(
        request, read, principal, MODULES["agents"], entry, "admin/agent_access.html", context,
        tab="access", status=422 if errors else 200,
    )  # fmt: skip


async def _customer_page(
    request: Request, read: ReadUow, principal: Principal, user_id: int, errors: FormErrors | None = None
) -> Response:
    entry = await customers.read_customer_user(read, principal, user_id)
    account = await customers.account_to_write(read, principal, user_id)
    context = {
        "labels": _labels(request),
        "errors": errors or FormErrors(),
        "has_second_factor": (await totp.status_of(read, principal, account)).enabled,
        "tokens": await tokens.list_of(read, principal, Kind.CUSTOMER, entry.login),
        "can_sign_in_as": await signing_in_as.is_on(read, Kind.CUSTOMER),
    }
    return await entry_page(
        request, read, principal, MODULES["customer-users"], entry, "admin/customer_access.html", context,
        tab="access", status=422 if errors else 200,
    )  # fmt: skip
