"""System settings: found by words or by their place, edited as what they are, and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.admin.configuration import agent_values, service
from gotrs_api.admin.configuration.schemas import SettingChangeRead, SettingRead
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig.settings import ALL
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import WORDS, Column, Filter, Found, ListPane, Query, cut
from gotrs_web.admin.pages import list_pane
from gotrs_web.admin.setting_editors import Editor, as_yaml, editor_of, in_short, typed_value
from gotrs_web.agent.queue_tree import Level, TreeNode
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = "/admin/settings"
CHANGES_SHOWN = 20
AROUND = 2  # lines that stay, shown beside those that were changed
router = APIRouter(prefix=PAGE)
FILTERS = (
    WORDS,
    Filter("group", N_("Place"), hidden=True),
    Filter(
        "modified",
        N_("Changed"),
        (("yes", N_("changed here")), ("no", N_("as delivered")), ("waiting", N_("not deployed in OTRS"))),
    ),
)
HISTORY = (
    Column(N_("Setting"), "name", "link", sort=None),
    Column(
        N_("Before"),
        lambda row: N_("as delivered") if row.value_before is None else in_short(row.value_before),
        "muted",
    ),
    Column(N_("After"), lambda row: N_("as delivered") if row.value_after is None else in_short(row.value_after)),
    Column(N_("Changed"), "changed", "moment", sort=None),
    Column(N_("By"), "changed_by", sort=None),
)


@router.get("", name="admin_settings")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    listed = await _list(request, read, principal)
    context = {
        "listed": listed,
        "facts": "admin/_settings_facts.html",
        "places": await _places(request, read, principal),
    }
    return render(request, "admin/settings.html", context)


@router.get("/history", name="admin_settings_history")
async def show_history(request: Request, principal: Administrator, read: Read) -> Response:
    """Every change of every setting; a row leads to its setting, where it can be taken back."""
    query = Query.of(request, ())
    found = Found.of_page(await service.list_changes(read, principal, query.page_request))
    title = catalogue_of(request).gettext("History of the settings")
    listed = ListPane("settings", title, HISTORY, (), query, found, identify=lambda row: row.name)
    return render(request, "admin/list.html", {"listed": listed})


@router.post("/changes/{change_id}/rollback", name="admin_setting_rollback")
async def take_back(request: Request, principal: Administrator, uow: Uow, change_id: int) -> Response:
    restored = await service.take_back(uow, principal, change_id)
    names = ", ".join(restored.names)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("As before: {names}").format(names=names))


@router.get("/{name:path}", name="admin_setting")
async def show_setting(request: Request, principal: Administrator, read: Read, name: str) -> Response:
    setting = await service.read_setting(read, principal, name)
    editor = editor_of(setting, expert="yaml" in request.query_params)
    return await _page(request, read, principal, setting, editor, FormErrors())


@router.post("/{name:path}")
async def save(request: Request, principal: Administrator, name: str) -> Response:
    site: Site = request.state.site
    form = await request.form()
    _ = catalogue_of(request).gettext
    async with site.read() as read:
        setting = await service.read_setting(read, principal, name)
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            if "reset" in form:
                await service.reset_setting(uow, principal, name)
            else:
                value = type(setting.value)() if "off" in form else typed_value(setting, form)
                may = "agents_may_change" in form if setting.agents_may_change is not None else None
                await service.change_setting(uow, principal, name, value, agents_may_change=may)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, {"value": _("Value")})
        async with site.read() as read:
            return await _page(request, read, principal, setting, editor_of(setting, form=form), errors)
    return redirect(request, f"{PAGE}/{quote(name, safe='')}", toast=_("Saved."))


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    _ = catalogue_of(request).gettext

    async def rows(read: ReadUow, principal: Principal, query: Query) -> Found:
        """Words are looked for in the name and in what it does, in the page's language and in English."""
        fitting = [
            row
            for row in await service.list_settings(read, principal)
            if _is_below(row.group, query["group"]) and _is_so(row, query["modified"])
        ]
        return cut(fitting, query, lambda row: f"{row.name} {described(request, row)} {row.description}")

    columns = (
        Column(N_("Setting"), "name", "link", note=lambda row: described(request, row)),
        Column(N_("Value"), lambda row: in_short(row.value), "muted"),
        Column(N_("Changed"), _word_of, "word"),
        Column(N_("Effect"), lambda row: "" if row.has_effect else N_("kept for OTRS, no effect here"), "word"),
    )
    return await list_pane(
        request, read, principal, "settings", columns, FILTERS, rows, current=current, identify=lambda row: row.name
    )


def described(request: Request, setting: SettingRead) -> str:
    """What it does, in the page's language."""
    return ALL[setting.name].described(catalogue_of(request).gettext)


def _is_so(row: SettingRead, wanted: str) -> bool:
    """As the filter "Changed" has it."""
    if wanted == "waiting":
        return row.is_undeployed
    return wanted in ("", "yes" if row.is_modified else "no")


def _word_of(row: SettingRead) -> str:
    if row.is_undeployed:
        return N_("not deployed in OTRS")
    return N_("changed here") if row.is_modified else ""


def _is_below(place: str, group: str) -> bool:
    return not group or f"{place}::".startswith(f"{group}::")


async def _places(request: Request, read: ReadUow, principal: Principal) -> Level:
    """The tree of all settings, with how many stand at and below each place; unfolded down to the one that is asked for."""
    chosen = request.query_params.get("group", "")
    counts = Counter(
        "::".join(levels[:depth])
        for row in await service.list_settings(read, principal)
        for levels in (row.group.split("::"),)
        for depth in range(1, len(levels) + 1)
    )

    def below(above: str) -> Level:
        names = sorted(name for name in counts if name.rpartition("::")[0] == above)
        nodes = tuple(
            TreeNode(
                label=name.rpartition("::")[2],
                url=f"{PAGE}?{urlencode({'group': name})}",
                count=counts[name],
                new=0,
                current=name == chosen,
                open=_is_below(chosen, name),
                below=below(name),
            )
            for name in names
        )
        return Level(nodes)

    return below("")


async def _page(
    request: Request, read: ReadUow, principal: Principal, setting: SettingRead, editor: Editor, errors: FormErrors
) -> Response:
    changes = await service.list_changes(read, principal, PageRequest(limit=CHANGES_SHOWN), name=setting.name)
    context: Mapping[str, object] = {
        "listed": await _list(request, read, principal, setting.name),
        "heading": setting.name,
        "tabs": [],
        "action": f"{PAGE}/{quote(setting.name, safe='')}",
        "setting": setting,
        "described": described(request, setting),
        "editor": editor,
        "default": as_yaml(setting.default),
        "undeployed": as_yaml(setting.undeployed_value),
        "errors": errors,
        "agents": await agent_values.count_agent_values(read, principal, setting.name),
        "changes": [(change, list(_difference(change, setting.default))) for change in changes.rows],
    }
    return render(request, "admin/setting.html", context, status=422 if errors else 200)


def _difference(change: SettingChangeRead, default: Any) -> Iterator[tuple[str, str]]:
    """Lines that went ("-"), that came ("+") and that stayed (" ") beside them."""
    values = (change.value_before, change.value_after)
    old, new = [as_yaml(default if value is None else value).splitlines() for value in values]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines = old[i1:i2]
            yield from (
                (" ", line)
                for line in (lines if len(lines) <= 2 * AROUND else [*lines[:AROUND], "…", *lines[-AROUND:]])
            )
        else:
            yield from (("-", line) for line in old[i1:i2])
            yield from (("+", line) for line in new[j1:j2])
