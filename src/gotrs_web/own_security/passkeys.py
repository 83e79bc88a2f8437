"""One's own passkeys: adding one in two steps (password, then the authenticator), and revoking one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from gotrs_api.identity.errors import PasskeyRefused, TooManyAttempts
from gotrs_api.identity.schemas.passkeys import PasskeyCreate
from gotrs_api.identity.service import passkeys
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.uow import Site
from gotrs_web.auth.passkeys import party_of, sent_json
from gotrs_web.auth.session_cookies import keep_session, renewed
from gotrs_web.deps import Person
from gotrs_web.forms import build
from gotrs_web.own_security.page import AREAS, carry_on, refused, show_page
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

router = APIRouter()


@router.post(f"{AREAS[0]}/passkeys/options", name="agent_passkey_options")
@router.post(f"{AREAS[1]}/passkeys/options", name="customer_passkey_options_new")
async def options(request: Request, principal: Person) -> Response:
    """JSON for `navigator.credentials.create`, or 422 with what is wrong."""
    site: Site = request.state.site
    password = str((await request.form()).get("password", ""))
    try:
        found = await passkeys.options_for_new(
            site, principal, party_of(request), password=password, address=request.state.address
        )
    except (InvalidInput, TooManyAttempts) as refusal:
        return JSONResponse({"error": explain(request, refusal)}, status_code=422)
    return JSONResponse(found, headers={"Cache-Control": "no-store"})


@router.post(f"{AREAS[0]}/passkeys", name="agent_add_passkey")
@router.post(f"{AREAS[1]}/passkeys", name="customer_add_passkey")
async def add(request: Request, principal: Person) -> Response:
    """Other sessions of the account end."""
    site: Site = request.state.site
    form = await request.form()
    _ = catalogue_of(request).gettext
    values = {"name": str(form.get("name", "")) or _("Passkey"), "credential": sent_json(form.get("credential"))}
    try:
        command = build(PasskeyCreate, values)
        async with site.uow(acting_id=principal.user_id) as uow:
            added = await passkeys.add(uow, principal, command)
    except (InvalidInput, PasskeyRefused) as refusal:
        return await refused(request, principal, "passkey", refusal, at="name")
    if not added.recovery_codes:
        return await carry_on(request, principal, _("The passkey is added. Other sessions were ended."))
    token = await renewed(request, principal)
    async with site.read() as read:
        page = await show_page(request, read, principal, recovery_codes=added.recovery_codes)
    return keep_session(request, principal.kind, page, token)


@router.post(f"{AREAS[0]}/passkeys/{{passkey_id}}/removal", name="agent_remove_passkey")
@router.post(f"{AREAS[1]}/passkeys/{{passkey_id}}/removal", name="customer_remove_passkey")
async def remove(request: Request, principal: Person, passkey_id: int) -> Response:
    """Other sessions of the account end."""
    site: Site = request.state.site
    password = str((await request.form()).get("password", ""))
    try:
        await passkeys.remove(site, principal, passkey_id, password=password, address=request.state.address)
    except (InvalidInput, Conflict, TooManyAttempts) as refusal:
        return await refused(request, principal, "passkey-removal", refusal, at="password")
    return await carry_on(request, principal, catalogue_of(request).gettext("The passkey does not work any more."))
