"""A module's page: its list and, beside it, one entry. Shared by the form that all have and by their further tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from gotrs_api.admin.transfer.kinds import KINDS
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_web.admin.listing import Column, Filter, ListPane, Query, Rows
from gotrs_web.admin.module import Module
from gotrs_web.admin.navigation import ROOT, title_of
from gotrs_web.render import render
from gotrs_web.view import catalogue_of


async def list_pane(
    request: Request,
    read: ReadUow,
    principal: Principal,
    key: str,
    columns: tuple[Column, ...],
    filters: tuple[Filter, ...],
    rows: Rows,
    **more: Any,
) -> ListPane:
    """Raises InvalidInput for a cursor of another list, Forbidden."""
    query = Query.of(request, filters, columns)
    found = await rows(read, principal, query)
    return ListPane(key, catalogue_of(request).gettext(title_of(key)), columns, filters, query, found, **more)


async def module_list(
    request: Request, read: ReadUow, principal: Principal, module: Module, current: str = ""
) -> ListPane:
    return await list_pane(
        request, read, principal, module.key, module.columns, module.filters, module.rows,
        current=current, add=module.add, identify=module.identify,
        transfer_url=transfer_url(module.key) if module.key in KINDS else "",
        pages=[(one.label, f"{ROOT}/{module.key}/{one.path}") for one in module.pages],
    )  # fmt: skip


def transfer_url(key: str) -> str:
    """Where entries are exported and imported."""
    return f"{ROOT}/transfer/{key}"


def entry_url(module: Module, entry: Any) -> str:
    return f"{ROOT}/{module.key}/{quote(module.identify(entry), safe='')}"


async def entry_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    module: Module,
    entry: Any,
    template: str,
    context: Mapping[str, object],
    *,
    tab: str = "",
    status: int = 200,
) -> Response:
    """`tab`: the path of one of the module's tabs, "" for the form."""
    _ = catalogue_of(request).gettext
    here = entry_url(module, entry)
    listed = await module_list(request, read, principal, module, module.identify(entry))
    tabs = [{"label": _("Settings"), "url": here + listed.query.suffix, "current": tab == ""}] + [
        {"label": _(one.label), "url": f"{here}/{one.path}{listed.query.suffix}", "current": tab == one.path}
        for one in module.tabs
    ]
    shared = {
        "listed": listed,
        "entry": entry,
        "heading": module.title(entry),
        "content_url": f"{here}/content" if module.has_content else "",
        "tabs": tabs if module.tabs else [],
        "action": f"{here}/{tab}" if tab else here,
    }
    return render(request, template, {**shared, **context}, status=status)
