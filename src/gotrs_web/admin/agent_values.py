"""Settings that agents have otherwise than the desk: who has which, and taking it back."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from gotrs_api.admin.configuration import agent_values, service
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import WORDS, Column, Filter, Found, ListPane, Query
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.setting_editors import in_short
from gotrs_web.admin.settings import described
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

KEY = "settings/agent-values"
PAGE = f"{ROOT}/{KEY}"
router = APIRouter(prefix=PAGE)
FILTERS = (WORDS, Filter("setting", N_("Setting"), hidden=True))
COLUMNS = (
    Column(N_("Agent"), "agent", "link", sort=None),
    Column(N_("Login"), "login", "muted", sort=None),
    Column(N_("Setting"), "name", sort=None),
    Column(N_("Value"), lambda row: in_short(row.value), sort=None),
    Column(N_("Changed"), "changed", "moment", sort=None),
)
_FACTS = "admin/_agent_values_facts.html"


@router.get("", name="admin_agent_values")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal), "facts": _FACTS})


@router.post("/removal", name="admin_agent_values_removal")
async def reset_all(request: Request, principal: Administrator, uow: Uow) -> Response:
    """Of one setting. Raises SettingNotFound."""
    name = str((await request.form()).get("setting", ""))
    count = await agent_values.reset_agent_values(uow, principal, name)
    toast = catalogue_of(request).ngettext(
        "{n} agent has it as the desk again.", "{n} agents have it as the desk again.", count
    )
    return redirect(request, f"{ROOT}/settings/{quote(name, safe='')}", toast=toast)


@router.get("/{value_id:int}", name="admin_agent_value")
async def show_value(request: Request, principal: Administrator, read: Read, value_id: int) -> Response:
    found = await agent_values.read_agent_value(read, principal, value_id)
    setting = await service.read_setting(read, principal, found.name)
    context = {
        "listed": await _list(request, read, principal, str(value_id)),
        "facts": _FACTS,
        "heading": found.agent,
        "tabs": [],
        "own": found,
        "value": in_short(found.value),
        "setting": setting,
        "described": described(request, setting),
        "of_the_desk": in_short(setting.value),
    }
    return render(request, "admin/agent_value.html", context)


@router.post("/{value_id:int}/removal", name="admin_agent_value_removal")
async def reset(request: Request, principal: Administrator, uow: Uow, value_id: int) -> Response:
    await agent_values.reset_agent_value(uow, principal, value_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("As the desk has it."))


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    query = Query.of(request, FILTERS)
    page = await agent_values.list_agent_values(
        read, principal, query.page_request, name=query["setting"] or None, words=query["q"] or None
    )
    title = catalogue_of(request).gettext("Agents' own values")
    nothing = N_("Agents choose them on their own page, for settings that let them.")
    return ListPane(KEY, title, COLUMNS, FILTERS, query, Found.of_page(page), current=current, nothing=nothing)
