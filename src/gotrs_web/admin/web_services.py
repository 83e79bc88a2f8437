"""Web services: what others may call and what this desk calls, as OTRS's YAML, and the log of what went over the wire."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from gotrs_api.generic_interface.schemas import WebserviceImport, WebserviceRead, WebserviceUpdate
from gotrs_api.generic_interface.service import administration, communications
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.changes import last_changes
from gotrs_web.admin.listing import USUAL_FILTERS, VALIDITIES, Column, Found, ListPane, Query, cut
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of, text_values
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

KEY = "web-services"
PAGE = f"/admin/{KEY}"
router = APIRouter(prefix=PAGE)
COLUMNS = (
    Column(N_("Name"), "name", "link"),
    Column(N_("Others call"), lambda one: one.provider_transport if one.operations else "", "muted"),
    Column(N_("Operations"), lambda one: len(one.operations), "number"),
    Column(N_("We call"), lambda one: one.requester_transport if one.invokers else "", "muted"),
    Column(N_("Invokers"), lambda one: len(one.invokers), "number"),
    Column(N_("Valid"), "valid", "validity"),
)
LABELS = {"name": N_("Name"), "valid": N_("Valid"), "yaml": N_("Configuration")}
LOGGED = 50


@router.get("", name="admin_web_services")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/new", name="admin_new_web_service")
async def show_empty_form(request: Request, principal: Administrator, read: Read) -> Response:
    return await _form(request, read, principal, None, {"name": "", "valid": "valid", "yaml": ""})


@router.post("/new")
async def create(request: Request, principal: Administrator) -> Response:
    return await _posted(request, principal, None)


@router.get("/{service_id}", name="admin_web_service")
async def show_form(request: Request, principal: Administrator, read: Read, service_id: int) -> Response:
    service = await administration.read_webservice(read, principal, service_id)
    return await _form(request, read, principal, service, _values(service))


@router.post("/{service_id}")
async def save(request: Request, principal: Administrator, service_id: int) -> Response:
    return await _posted(request, principal, service_id)


@router.post("/{service_id}/export", name="admin_web_service_export")
async def export(request: Request, principal: Administrator, uow: Uow, service_id: int) -> Response:
    """A form's answer, not a link: it shows passwords, and the audit log notes it."""
    name, text = await administration.export_webservice(uow, principal, service_id)
    filename = "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in name)
    headers = {"Content-Disposition": f'attachment; filename="{filename}.yml"'}
    return Response(text.encode(), media_type="application/yaml", headers=headers)


@router.post("/{service_id}/versions/{version_id}", name="admin_web_service_version")
async def restore(request: Request, principal: Administrator, uow: Uow, service_id: int, version_id: int) -> Response:
    await administration.restore_version(uow, principal, service_id, version_id)
    toast = catalogue_of(request).gettext("The earlier configuration counts again.")
    return redirect(request, f"{PAGE}/{service_id}", toast=toast)


@router.post("/{service_id}/removal", name="admin_web_service_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, service_id: int) -> Response:
    await administration.delete_webservice(uow, principal, service_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The web service is removed."))


@router.get("/{service_id}/log", name="admin_web_service_log")
async def show_log(request: Request, principal: Administrator, read: Read, service_id: int) -> Response:
    return await _log(request, read, principal, service_id, None)


@router.get("/{service_id}/log/{communication_id}", name="admin_web_service_communication")
async def show_communication(
    request: Request, principal: Administrator, read: Read, service_id: int, communication_id: int
) -> Response:
    return await _log(request, read, principal, service_id, communication_id)


@router.post("/{service_id}/log/removal", name="admin_web_service_log_removal")
async def clear_log(request: Request, principal: Administrator, uow: Uow, service_id: int) -> Response:
    await communications.clear_communications(uow, principal, service_id)
    return redirect(request, f"{PAGE}/{service_id}/log", toast=catalogue_of(request).gettext("The log is empty."))


async def _posted(request: Request, principal: Principal, service_id: int | None) -> Response:
    site: Site = request.state.site
    sent = await request.form()
    values: dict[str, str] = text_values(sent, LABELS)
    file: Any = sent.get("file")
    if getattr(file, "size", 0):
        values["yaml"] = (await file.read()).decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            if service_id is None:
                given = values if values["yaml"].strip() else {**values, "yaml": "{}"}
                service = await administration.import_webservice(uow, principal, build(WebserviceImport, given))
            else:
                command = build(WebserviceUpdate, values)
                service = await administration.update_webservice(uow, principal, service_id, command)
    except (InvalidInput, Conflict) as refusal:
        errors = errors_of(request, refusal, LABELS)
        async with site.read() as read:
            stored = await administration.read_webservice(read, principal, service_id) if service_id else None
            return await _form(request, read, principal, stored, values, errors)
    return redirect(request, f"{PAGE}/{service.id}", toast=catalogue_of(request).gettext("Saved."))


def _values(service: WebserviceRead) -> dict[str, str]:
    return {"name": service.name, "valid": service.valid, "yaml": administration.shown_yaml(service)}


async def _form(
    request: Request,
    read: ReadUow,
    principal: Principal,
    service: WebserviceRead | None,
    values: dict[str, str],
    errors: FormErrors | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    shared = await shared_context(request, read, principal, service, "")
    service_id = service.id if service is not None else 0
    context = {
        **shared,
        "given": values,
        "errors": errors or FormErrors(),
        "validities": [(value, _(label)) for value, label in VALIDITIES],
        "versions": (await administration.list_versions(read, principal, service_id))[1:11] if service_id else [],
        "changes": await last_changes(request, read, principal, "webservice", str(service_id)) if service_id else [],
    }
    return render(request, "admin/web_services/service.html", context, status=422 if errors else 200)


async def _log(
    request: Request, read: ReadUow, principal: Principal, service_id: int, entry_id: int | None
) -> Response:
    service = await administration.read_webservice(read, principal, service_id)
    cursor = request.query_params.get("after") or None
    page = await communications.list_communications(read, principal, service_id, PageRequest(LOGGED, cursor))
    entry = None
    if entry_id is not None:
        entry = await communications.read_communication(read, principal, service_id, entry_id)
    context = {**await shared_context(request, read, principal, service, "log"), "logged": page, "entry": entry}
    return render(request, "admin/web_services/log.html", context)


async def shared_context(
    request: Request, read: ReadUow, principal: Principal, service: WebserviceRead | None, tab: str
) -> dict[str, Any]:
    _ = catalogue_of(request).gettext
    here = f"{PAGE}/{service.id}" if service is not None else f"{PAGE}/new"
    tabs = [
        {"label": _("Settings"), "url": here, "current": tab == ""},
        {"label": _("Log"), "url": f"{here}/log", "current": tab == "log"},
    ]
    return {
        "listed": await _list(request, read, principal, str(service.id) if service is not None else ""),
        "heading": service.name if service is not None else _("Add web service"),
        "tabs": tabs if service is not None else [],
        "action": here,
        "service": service,
    }


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request, read, principal, KEY, COLUMNS, USUAL_FILTERS, _rows, current=current, add=N_("Add web service")
    )


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await administration.list_webservices(read, principal), query)
