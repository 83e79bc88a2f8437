"""Granting an OAuth 2 access: to the provider's page, where the administrator agrees, and back."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.mail.oauth import service as oauth
from gotrs_api.mail.oauth.errors import GrantFailed, GrantUnknown
from gotrs_api.mail.oauth.schemas import OAuth2GrantAnswer, OAuth2GrantOrder
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.modules.oauth2_accesses import OAUTH2_ACCESSES
from gotrs_web.admin.pages import entry_page
from gotrs_web.auth.oidc import own_origin
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

PAGE = "/admin/oauth2-accesses"
router = APIRouter(prefix=PAGE)


@router.get("/callback", name="admin_oauth2_callback")
async def come_back(
    request: Request,
    principal: Administrator,
    state: str = "",
    code: str = "",
    error: str = "",
    error_description: str = "",
) -> Response:
    """Also when it is refused: the page of the list says why."""
    site: Site = request.state.site
    _ = catalogue_of(request).gettext
    answer = OAuth2GrantAnswer(state=state[:200], code=code[:8000], error=f"{error} {error_description}".strip()[:2000])
    try:
        access = await oauth.finish_grant(site, principal, answer)
    except (GrantFailed, GrantUnknown) as refusal:
        return redirect(request, PAGE, toast=_(refusal.message, **refusal.params))
    return redirect(request, f"{PAGE}/{access.id}/grant", toast=_("Access is granted."))


@router.get("/{access_id}/grant", name="admin_oauth2_grant")
async def show_grant(request: Request, principal: Administrator, read: Read, access_id: int) -> Response:
    access = await oauth.read_oauth2_access(read, principal, access_id)
    context = {"redirect_uri": _redirect_uri(request)}
    return await entry_page(
        request, read, principal, OAUTH2_ACCESSES, access, "admin/mail/oauth2_grant.html", context, tab="grant"
    )


@router.get("/{access_id}/departure", name="admin_oauth2_departure")
async def depart(request: Request, principal: Administrator, read: Read, access_id: int) -> Response:
    """A link, not a form: what a form leads to must lie on this desk."""
    order = OAuth2GrantOrder(redirect_uri=_redirect_uri(request))
    departure = await oauth.begin_grant(read, principal, access_id, order)
    return RedirectResponse(departure.url, status_code=303)


@router.post("/{access_id}/removal", name="admin_oauth2_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, access_id: int) -> Response:
    """Raises AccessInUse."""
    await oauth.delete_oauth2_access(uow, principal, access_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The access is removed."))


def _redirect_uri(request: Request) -> str:
    return f"{own_origin(request)}{PAGE}/callback"
