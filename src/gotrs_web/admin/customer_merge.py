"""Making two records of one customer, or of one company, into one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CompanyMerge
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput, NotFound
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.module import Module
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.pages import entry_page, entry_url
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin")
USERS, COMPANIES = MODULES["customer-users"], MODULES["customer-companies"]


@router.get("/customer-users/{user_id}/merge", name="admin_customer_merge")
async def show_user(request: Request, principal: Administrator, read: Read, user_id: int) -> Response:
    return await _page(request, read, principal, USERS, user_id)


@router.post("/customer-users/{user_id}/merge")
async def merge_user(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    typed = str((await request.form()).get("into", "")).strip()
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            other = await customers.find_by_login(uow, typed) if typed else None
            if other is None:
                raise _nobody()
            into = await customers.merge_customer_users(uow, principal, user_id, other.id)
    except InvalidInput as refusal:
        return await _refused(request, principal, USERS, user_id, refusal, typed)
    return redirect(request, entry_url(USERS, into), toast=catalogue_of(request).gettext("Merged."))


@router.get("/customer-companies/{customer_id:path}/merge", name="admin_company_merge")
async def show_company(request: Request, principal: Administrator, read: Read, customer_id: str) -> Response:
    return await _page(request, read, principal, COMPANIES, customer_id)


@router.post("/customer-companies/{customer_id:path}/merge")
async def merge_company(request: Request, principal: Administrator, customer_id: str) -> Response:
    site: Site = request.state.site
    typed = str((await request.form()).get("into", "")).strip()
    try:
        command = build(CompanyMerge, {"into": typed})
        async with site.uow(acting_id=principal.user_id) as uow:
            await customers.read_company(uow, principal, customer_id)
            into = await _merged(uow, principal, customer_id, command.into)
    except InvalidInput as refusal:
        return await _refused(request, principal, COMPANIES, customer_id, refusal, typed)
    return redirect(request, entry_url(COMPANIES, into), toast=catalogue_of(request).gettext("Merged."))


async def _merged(uow: Any, principal: Principal, customer_id: str, into: str) -> Any:
    """Raises InvalidInput at the field when there is no such company to merge into."""
    try:
        return await customers.merge_companies(uow, principal, customer_id, into)
    except NotFound as error:
        raise _nobody() from error


def _nobody() -> InvalidInput:
    return InvalidInput.field("/into", "unknown", N_("There is none with this name."))


async def _refused(
    request: Request, principal: Principal, module: Module, entry_id: Any, refusal: InvalidInput, typed: str
) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        errors = errors_of(request, refusal, {"into": _label(request, module)})
        return await _page(request, read, principal, module, entry_id, errors, typed)


def _label(request: Request, module: Module) -> str:
    _ = catalogue_of(request).gettext
    return _("Login of the one that goes on") if module is USERS else _("Customer id of the one that goes on")


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    module: Module,
    entry_id: Any,
    errors: FormErrors | None = None,
    typed: str = "",
) -> Response:
    entry = await module.read(read, principal, entry_id)
    context = {"label": _label(request, module), "errors": errors or FormErrors(), "typed": typed}
    return await entry_page(
        request, read, principal, module, entry, "admin/customer_merge.html", context,
        tab="merge", status=422 if errors else 200,
    )  # fmt: skip
