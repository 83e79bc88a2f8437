"""Showing once more who one is, where there is no password to ask for."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.errors import PasskeyRefused, ProviderFailed, TooManyAttempts
from gotrs_api.identity.service import confirmation
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Read
from gotrs_web.auth.federation import CONFIRMED, depart
from gotrs_web.auth.oidc import callback_url
from gotrs_web.auth.passkeys import sent_json
from gotrs_web.deps import Person
from gotrs_web.own_security.page import AREAS, address_of, carry_on, show_page
from gotrs_web.render import Toast, redirect
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

router = APIRouter()


@router.post(f"{AREAS[0]}/confirmation/providers/{{provider}}", name="agent_confirm_by_provider")
@router.post(f"{AREAS[1]}/confirmation/providers/{{provider}}", name="customer_confirm_by_provider")
async def by_provider(request: Request, principal: Person, read: Read, provider: str) -> Response:
    """The page again with a link onwards: a form of ours may not lead to another site (`form-action`)."""
    site: Site = request.state.site
    try:
        departure = await confirmation.begin(site, principal, provider, redirect_uri=callback_url(request, provider))
    except ProviderFailed as refusal:
        return redirect(request, address_of(principal), toast=Toast(explain(request, refusal), "warn"))
    there = {"provider": provider, "url": departure.url}
    return depart(request, await show_page(request, read, principal, confirming_at=there), departure)


@router.post(f"{AREAS[0]}/confirmation/passkey", name="agent_confirm_by_passkey")
@router.post(f"{AREAS[1]}/confirmation/passkey", name="customer_confirm_by_passkey")
async def by_passkey(request: Request, principal: Person) -> Response:
    site: Site = request.state.site
    assertion = sent_json((await request.form()).get("assertion"))
    try:
        await confirmation.by_passkey(site, principal, assertion, address=request.state.address)
    except (PasskeyRefused, TooManyAttempts) as refusal:
        return redirect(request, address_of(principal), toast=Toast(explain(request, refusal), "warn"))
    return await carry_on(request, principal, catalogue_of(request).gettext(CONFIRMED))
