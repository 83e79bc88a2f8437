"""Sign-in providers: the order in which they are asked, each one's form, trying it and what it would make of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.errors import ProviderNotFound
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.providers.config import ProviderType
from gotrs_api.identity.providers.stored import BUILT_IN
from gotrs_api.identity.schemas.providers import (
    ProviderCreate,
    ProviderRead,
    ProviderTest,
    ProviderTrial,
    ProviderUpdate,
)
from gotrs_api.identity.service import directory_sync, providers
from gotrs_api.kernel.errors import Conflict, InvalidInput, NotFound
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.changes import last_changes
from gotrs_web.admin.fields import Value, posted_values, shown, values_of, values_shown
from gotrs_web.admin.listing import Column, Found, ListPane, Query
from gotrs_web.admin.pages import list_pane
from gotrs_web.admin.provider_form import (
    GENERAL,
    KINDS,
    asked_of,
    fields_of,
    flat,
    labels_of,
    lines,
    people_of,
    said,
    start_values,
)
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import Toast, redirect, render
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

KEY = "sign-in-providers"
PAGE = f"/admin/{KEY}"
router = APIRouter(prefix=PAGE)


def _whom(provider: ProviderRead) -> str:
    """A message id."""
    if provider.agents and provider.customers:
        return N_("agents and customers")
    return N_("agents") if provider.agents else N_("customers") if provider.customers else N_("nobody")


COLUMNS = (
    Column(N_("Name"), "label", "link"),
    Column(N_("Kind"), lambda one: KINDS[one.type], "word"),
    Column(N_("For"), _whom, "word"),
    Column(N_("State"), lambda one: N_("on") if one.enabled else N_("off"), "word"),
)


@router.get("", name="admin_providers")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    context = {"listed": await _list(request, read, principal), "facts": "admin/sign_in/_facts.html"}
    return render(request, "admin/list.html", context)


@router.get("/new", name="admin_new_provider")
async def show_empty_form(
    request: Request, principal: Administrator, read: Read, kind: ProviderType = ProviderType.LDAP
) -> Response:
    values = start_values(kind, values_of(fields_of(kind, new=True), None))
    return await _form(request, read, principal, kind, None, values)


@router.post("/new")
async def create(request: Request, principal: Administrator, kind: ProviderType = ProviderType.LDAP) -> Response:
    site: Site = request.state.site
    fields = fields_of(kind, new=True)
    values = await posted_values(fields, await request.form())
    try:
        command = build(ProviderCreate, {"type": kind, **said(kind, values, {}, new=True)})
        async with site.uow(acting_id=principal.user_id) as uow:
            created = await providers.create_provider(uow, principal, command)
    except (InvalidInput, Conflict) as refusal:
        errors = errors_of(request, refusal, labels_of(fields))
        async with site.read() as read:
            return await _form(request, read, principal, kind, None, values, errors)
    return redirect(request, f"{PAGE}/{created.id}/trial", toast=catalogue_of(request).gettext("Saved."))


@router.get("/{provider_id}", name="admin_provider")
async def show_form(request: Request, principal: Administrator, read: Read, provider_id: int) -> Response:
    provider = await _provider(read, principal, provider_id)
    values = values_of(fields_of(provider.type, new=False), flat(provider))
    return await _form(request, read, principal, provider.type, provider, values)


@router.post("/{provider_id}")
async def save(request: Request, principal: Administrator, provider_id: int) -> Response:
    site: Site = request.state.site
    sent = await request.form()
    async with site.read() as read:
        provider = await _provider(read, principal, provider_id)
    fields = fields_of(provider.type, new=False)
    values = await posted_values(fields, sent)
    try:
        told = said(provider.type, values, values_shown(fields, sent, flat(provider)), new=False)
        async with site.uow(acting_id=principal.user_id) as uow:
            saved = await _saved(uow, principal, provider, told)
    except (InvalidInput, Conflict) as refusal:
        errors = errors_of(request, refusal, labels_of(fields))
        async with site.read() as read:
            return await _form(request, read, principal, provider.type, provider, values, errors)
    return redirect(request, f"{PAGE}/{saved.id}", toast=catalogue_of(request).gettext("Saved."))


@router.post("/{provider_id}/place", name="admin_provider_place")
async def move(request: Request, principal: Administrator, uow: Uow, provider_id: int) -> Response:
    """One place up, or down."""
    order = await _in_order(uow, principal)
    here = next((place for place, one in enumerate(order) if one.id == provider_id), None)
    if here is None:
        raise ProviderNotFound
    there = here + (-1 if (await request.form()).get("way") == "up" else 1)
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        names = [one.name for one in order]
        order = await providers.arrange_providers(uow, principal, names)
        provider_id = order[there].id
    return redirect(request, f"{PAGE}/{provider_id}")


@router.post("/{provider_id}/removal", name="admin_provider_removal")
async def remove(request: Request, principal: Administrator, provider_id: int) -> Response:
    site: Site = request.state.site
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await providers.delete_provider(uow, principal, provider_id)
    except Conflict as refusal:
        return redirect(request, f"{PAGE}/{provider_id}", toast=Toast(explain(request, refusal), "warn"))
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The sign-in provider is removed."))


@router.get("/{provider_id}/trial", name="admin_provider_trial")
async def show_trial(request: Request, principal: Administrator, read: Read, provider_id: int) -> Response:
    return await _trial_page(request, read, principal, provider_id)


@router.post("/{provider_id}/trial")
async def try_out(request: Request, principal: Administrator, provider_id: int) -> Response:
    """Asks the provider, or says what the mapping makes of the groups that were typed. Nobody is signed in."""
    site: Site = request.state.site
    form = await request.form()
    values = {name: str(form.get(name, "")) for name in ("login", "groups")}
    command = build(
        ProviderTest,
        {"login": values["login"], "password": str(form.get("password", "")), "groups": lines(values["groups"])},
    )
    trial = await providers.try_provider(site, principal, provider_id, command)
    async with site.read() as read:
        return await _trial_page(request, read, principal, provider_id, trial, values)


@router.post("/{provider_id}/synchronization", name="admin_provider_sync")
async def synchronize(request: Request, principal: Administrator, uow: Uow, provider_id: int) -> Response:
    await directory_sync.order(uow, principal, provider_id)
    toast = catalogue_of(request).gettext("Accounts are synchronized now.")
    return redirect(request, f"{PAGE}/{provider_id}/trial", toast=toast)


async def _saved(uow: Uow, principal: Principal, provider: ProviderRead, told: Mapping[str, Any]) -> ProviderRead:
    if provider.id:
        return await providers.update_provider(uow, principal, provider.id, build(ProviderUpdate, told))
    ours = {name: getattr(provider, name) for name in ("name", "label", "type", "position", "agents", "customers")}
    return await providers.create_provider(uow, principal, build(ProviderCreate, {**ours, **told}))


async def _provider(read: ReadUow, principal: Principal, provider_id: int) -> ProviderRead:
    """Raises NotFound."""
    if provider_id:
        return await providers.read_provider(read, principal, provider_id)
    for one in await _in_order(read, principal):
        if one.id == 0:
            return one
    raise NotFound


async def _in_order(read: ReadUow, principal: Principal) -> list[ProviderRead]:
    """With our own passwords where nobody has given them a place yet."""
    rows = list(await providers.list_providers(read, principal))
    if not any(one.type is ProviderType.DATABASE for one in rows):
        rows.append(
            ProviderRead(
                id=BUILT_IN.id, name=BUILT_IN.name, label=BUILT_IN.label, type=BUILT_IN.type, position=BUILT_IN.position,
                agents=True, customers=True, enabled=True, config={}, secrets={}, changed=read.clock.now(),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda one: (one.position, one.id))


async def _form(
    request: Request,
    read: ReadUow,
    principal: Principal,
    kind: ProviderType,
    provider: ProviderRead | None,
    values: Mapping[str, Value],
    errors: FormErrors | None = None,
) -> Response:
    fields = fields_of(kind, new=provider is None)
    general = [one for one in fields if one.name in labels_of(GENERAL)]
    stored = provider is not None and provider.id > 0
    order = await _in_order(read, principal)
    context = {
        **await _shared(request, read, principal, kind, provider, ""),
        "before": orjson.dumps(values_of(fields, flat(provider))).decode() if provider else "",
        "general": await shown(request, read, principal, general, values),
        "asked": await shown(request, read, principal, asked_of(kind), values),
        "people": await shown(request, read, principal, people_of(kind), values),
        "errors": errors or FormErrors(),
        "place": next((n for n, one in enumerate(order) if provider and one.id == provider.id), 0),
        "places": len(order),
        "changes": await last_changes(request, read, principal, "sign_in_provider", str(provider.id), fields)
        if provider is not None and stored
        else [],
    }
    return render(request, "admin/sign_in/provider.html", context, status=422 if errors else 200)


async def _trial_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    provider_id: int,
    trial: ProviderTrial | None = None,
    values: Mapping[str, str] | None = None,
) -> Response:
    provider = await providers.read_provider(read, principal, provider_id)
    is_ldap = provider.type is ProviderType.LDAP
    context = {
        **await _shared(request, read, principal, provider.type, provider, "trial"),
        "trial": trial,
        "values": values or {"login": "", "groups": ""},
        "sync": await directory_sync.status(read, principal, provider_id) if is_ldap else None,
    }
    return render(request, "admin/sign_in/trial.html", context)


async def _shared(
    request: Request, read: ReadUow, principal: Principal, kind: ProviderType, provider: ProviderRead | None, tab: str
) -> dict[str, Any]:
    _ = catalogue_of(request).gettext
    if provider is None:
        here = f"{PAGE}/new?kind={kind}"
        tabs = [
            {"label": _(text), "url": f"{PAGE}/new?kind={one}", "current": one is kind}
            for one, text in KINDS.items()
            if one is not ProviderType.DATABASE
        ]
    else:
        here = f"{PAGE}/{provider.id}"
        tabs = [
            {"label": _("Settings"), "url": here, "current": tab == ""},
            {"label": _("Test"), "url": f"{here}/trial", "current": tab == "trial"},
        ]
    return {
        "listed": await _list(request, read, principal, str(provider.id) if provider else ""),
        "heading": provider.label if provider else _("Add sign-in provider"),
        "tabs": [] if kind is ProviderType.DATABASE else tabs,
        "action": here if provider is None or not tab else f"{here}/{tab}",
        "provider": provider,
        "kind": KINDS[kind],
    }


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request, read, principal, KEY, COLUMNS, (), _rows, current=current, add=N_("Add sign-in provider")
    )


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await _in_order(read, principal)
    return Found(rows, len(rows))
