"""One's own accounts at identity providers: linking one (password, then the provider's page), unlinking one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.errors import ProviderFailed, TooManyAttempts
from gotrs_api.identity.service import own_identities
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Read
from gotrs_web.auth.federation import depart
from gotrs_web.auth.oidc import callback_url
from gotrs_web.deps import Person
from gotrs_web.own_security.page import AREAS, address_of, refused, show_page
from gotrs_web.render import Toast, redirect
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

router = APIRouter()


@router.post(f"{AREAS[0]}/identities/{{provider}}", name="agent_link_identity")
@router.post(f"{AREAS[1]}/identities/{{provider}}", name="customer_link_identity")
async def link(request: Request, principal: Person, read: Read, provider: str) -> Response:
    """The page again with a link onwards: a form of ours may not lead to another site (`form-action`)."""
    site: Site = request.state.site
    try:
        departure = await own_identities.begin(
            site,
            principal,
            provider,
            password=str((await request.form()).get("password", "")),
            address=request.state.address,
            redirect_uri=callback_url(request, provider),
        )
    except (InvalidInput, TooManyAttempts, ProviderFailed) as refusal:
        return await refused(request, principal, f"identity-{provider}", refusal, at="password")
    page = await show_page(request, read, principal, departing={"provider": provider, "url": departure.url})
    return depart(request, page, departure)


@router.post(f"{AREAS[0]}/identities/{{identity_id:int}}/removal", name="agent_unlink_identity")
@router.post(f"{AREAS[1]}/identities/{{identity_id:int}}/removal", name="customer_unlink_identity")
async def unlink(request: Request, principal: Person, identity_id: int) -> Response:
    site: Site = request.state.site
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await own_identities.unlink(uow, principal, identity_id)
    except Conflict as refusal:
        return redirect(request, address_of(principal), toast=Toast(explain(request, refusal), "warn"))
    done = catalogue_of(request).gettext("You do not sign in there any more.")
    return redirect(request, address_of(principal), toast=done)
