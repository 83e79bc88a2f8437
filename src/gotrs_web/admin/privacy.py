"""A customer user's personal data: taking it along, and making the person anonymous."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from gotrs_api.admin.privacy import anonymise as anonymising
from gotrs_api.admin.privacy import export as exporting
from gotrs_api.customers import service as customers
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.pages import entry_page
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin/customer-users/{user_id}/privacy")


@router.get("", name="admin_customer_privacy")
async def show(request: Request, principal: Administrator, read: Read, user_id: int) -> Response:
    return await _page(request, read, principal, user_id)


@router.get("/export", name="admin_customer_export")
async def export(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        await customers.read_customer_user(read, principal, user_id)
    return StreamingResponse(
        exporting.export(site, principal, user_id),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="customer-{user_id}.zip"', "Cache-Control": "no-store"},
    )


@router.post("/anonymisation", name="admin_customer_anonymisation")
async def anonymise(request: Request, principal: Administrator, user_id: int) -> Response:
    """The login has to be typed: nothing brings the person back."""
    site: Site = request.state.site
    _ = catalogue_of(request).gettext
    form = await request.form()
    typed, reason = (str(form.get(name, "")).strip() for name in ("login", "reason"))
    errors = FormErrors(_labels(request))
    async with site.read() as read:
        user = await customers.read_customer_user(read, principal, user_id)
        if typed != user.login:
            errors.add("login", _("This is not the login."))
        if len(reason) < 3:
            errors.add("reason", _("This is required."))
        if errors:
            return await _page(request, read, principal, user_id, errors, reason)
    done = await anonymising.anonymise(site, principal, user_id, erase="erase" in form, reason=reason[:500])
    toast = catalogue_of(request).ngettext(
        "Anonymous now, with {n} ticket.", "Anonymous now, with {n} tickets.", done.tickets
    )
    return redirect(request, f"/admin/customer-users/{user_id}", toast=toast)


def _labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {"login": _("Login, once more"), "reason": _("Reason")}


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    user_id: int,
    errors: FormErrors | None = None,
    reason: str = "",
) -> Response:
    entry = await customers.read_customer_user(read, principal, user_id)
    context = {"labels": _labels(request), "errors": errors or FormErrors(), "reason": reason}
    return await entry_page(
        request, read, principal, MODULES["customer-users"], entry, "admin/customer_privacy.html", context,
        tab="privacy", status=422 if errors else 200,
    )  # fmt: skip
