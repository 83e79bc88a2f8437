"""One's own access tokens and sessions, and the page itself."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.errors import ScopeNotAllowed
from gotrs_api.identity.schemas.tokens import TokenCreate
from gotrs_api.identity.service import sessions, tokens
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.deps import Person
from gotrs_web.forms import build
from gotrs_web.own_security.page import AREAS, address_of, refused, show_page
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

router = APIRouter()


@router.get(AREAS[0], name="agent_security")
@router.get(AREAS[1], name="customer_security")
async def show(request: Request, principal: Person, read: Read) -> Response:
    return await show_page(request, read, principal)


@router.post(f"{AREAS[0]}/tokens", name="agent_create_token")
@router.post(f"{AREAS[1]}/tokens", name="customer_create_token")
async def create_token(request: Request, principal: Person) -> Response:
    """The token stands in the answer and nowhere else."""
    site: Site = request.state.site
    form = await request.form()
    values = {
        "name": str(form.get("name", "")),
        "scopes": [str(scope) for scope in form.getlist("scopes")],
        "expires": str(form.get("expires", "")),
    }
    try:
        command = build(TokenCreate, values)
        async with site.uow(acting_id=principal.user_id) as uow:
            created = await tokens.create(uow, principal, command)
    except (InvalidInput, ScopeNotAllowed) as refusal:
        return await refused(request, principal, "token", refusal, values=values)
    async with site.read() as read:
        return await show_page(request, read, principal, token=created.token)


@router.post(f"{AREAS[0]}/tokens/{{token_id}}/revocation", name="agent_revoke_token")
@router.post(f"{AREAS[1]}/tokens/{{token_id}}/revocation", name="customer_revoke_token")
async def revoke_token(request: Request, principal: Person, uow: Uow, token_id: int) -> Response:
    await tokens.revoke(uow, principal, token_id)
    done = catalogue_of(request).gettext("The token does not work any more.")
    return redirect(request, address_of(principal), toast=done)


@router.post(f"{AREAS[0]}/sessions/{{session_id}}/end", name="agent_end_own_session")
@router.post(f"{AREAS[1]}/sessions/{{session_id}}/end", name="customer_end_own_session")
async def end_session(request: Request, principal: Person, uow: Uow, session_id: int) -> Response:
    await sessions.end_one(uow, principal, session_id)
    return redirect(request, address_of(principal), toast=catalogue_of(request).gettext("The session is ended."))
