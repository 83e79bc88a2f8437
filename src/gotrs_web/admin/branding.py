"""How the desk looks to everybody: name, accent by day and by night, logo."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from gotrs_api.admin.branding import service
from gotrs_api.admin.branding.schemas import BrandingRead, BrandingUpdate
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Uow
from gotrs_web.branding import logo_url
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of, text_values
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = "/admin/branding"
FIELDS = ("name", "accent_light", "accent_dark")
router = APIRouter(prefix=PAGE)


@router.get("", name="admin_branding")
async def show(request: Request, principal: Administrator) -> Response:
    return _page(request)


@router.post("")
async def save(request: Request, principal: Administrator) -> Response:
    """Name, colours and, where one was sent, a logo: all of it or nothing."""
    site: Site = request.state.site
    form = await request.form()
    values = text_values(form, FIELDS)
    file = form.get("logo")
    logo = None
    if isinstance(file, UploadFile) and file.filename:
        logo = await file.read(service.MAX_LOGO_BYTES + 1)
    command = None
    try:
        command = build(BrandingUpdate, values)
        async with site.uow(acting_id=principal.user_id) as uow:
            await service.change_branding(uow, principal, command, logo)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, _labels(request), {"content": "logo"})
        if command is not None:
            values |= service.better_colours(command)
        return _page(request, values, errors)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Saved."))


@router.post("/logo/removal", name="admin_logo_removal")
async def remove_logo(request: Request, principal: Administrator, uow: Uow) -> Response:
    await service.remove_logo(uow, principal)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Removed."))


def _labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {
        "name": _("Name"),
        "accent_light": _("Accent by day"),
        "accent_dark": _("Accent by night"),
        "logo": _("Logo"),
    }


def _page(request: Request, values: Mapping[str, str] | None = None, errors: FormErrors | None = None) -> Response:
    """After a colour that cannot be read the field holds the nearest one that can."""
    branding: BrandingRead = request.state.branding
    context = {
        "errors": errors or FormErrors(),
        "labels": _labels(request),
        "logo": logo_url(branding),
        "values": values or branding.model_dump(include=set(FIELDS)),
    }
    return render(request, "admin/branding.html", context, status=422 if errors else 200)
