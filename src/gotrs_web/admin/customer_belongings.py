"""Whose tickets a customer user sees beside their own company's, and which services they may choose."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from gotrs_api.catalog import service as catalog
from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CustomerIdsSet, ServicesSet
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ServiceId
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.fields import choices
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.pages import entry_page
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin")


@router.get("/customer-users/{user_id}/belongings", name="admin_customer_belongings")
async def show(request: Request, principal: Administrator, read: Read, user_id: int) -> Response:
    return await _page(request, read, principal, user_id)


@router.post("/customer-users/{user_id}/belongings")
async def save(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    form = await request.form()
    typed = str(form.get("customer_ids", "")).replace("\r\n", "\n")
    try:
        ids = build(CustomerIdsSet, {"others": [line.strip() for line in typed.split("\n") if line.strip()]})
        services = build(ServicesSet, {"service_ids": form.getlist("service")})
        async with site.uow(acting_id=principal.user_id) as uow:
            await customers.set_customer_ids(uow, principal, user_id, ids.others)
            present = {row.id for row in await customers.read_customer_services(uow, principal, user_id)}
            # Who has the default services keeps them as the default, as long as nobody chooses others.
            if present != set(services.service_ids):
                chosen = [ServiceId(service_id) for service_id in services.service_ids]
                await customers.set_customer_services(uow, principal, user_id, chosen)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, _labels(request), {"others": "customer_ids", "service_ids": "service"})
        async with site.read() as read:
            return await _page(request, read, principal, user_id, errors, typed)
    query = f"?{request.url.query}" if request.url.query else ""
    return redirect(request, request.url.path + query, toast=catalogue_of(request).gettext("Saved."))


def _labels(request: Request) -> Mapping[str, str]:
    _ = catalogue_of(request).gettext
    return {"customer_ids": _("Further customer ids"), "service": _("Services")}


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    user_id: int,
    errors: FormErrors | None = None,
    typed: str | None = None,
) -> Response:
    ids = await customers.read_customer_ids(read, principal, user_id)
    chosen = [str(row.id) for row in await customers.read_customer_services(read, principal, user_id)]
    context = {
        "labels": _labels(request),
        "errors": errors or FormErrors(),
        "ids": ids,
        "typed": "\n".join(ids.others) if typed is None else typed,
        "services": choices(await catalog.list_services(read), frozenset(chosen)),
        "chosen": chosen,
    }
    entry = await customers.read_customer_user(read, principal, user_id)
    return await entry_page(
        request, read, principal, MODULES["customer-users"], entry, "admin/customer_belongings.html", context,
        tab="belongings", status=422 if errors else 200,
    )  # fmt: skip
