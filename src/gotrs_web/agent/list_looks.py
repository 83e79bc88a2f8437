"""How an agent likes their lists: size, columns, rows on a page. Kept with the agent's preferences."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service import all_fields
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.own_account import PreferencesUpdate
from gotrs_api.identity.service import own_account
from gotrs_api.tickets.schemas.filters import SORT_FIELDS
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Uow
from gotrs_web.agent.list_query import PAGE_SIZES, ROWS
from gotrs_web.appearance import local_path
from gotrs_web.deps import Agent
from gotrs_web.forms import number
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/list-looks")
SIZES: Final = ("s", "m", "l")
SIZE_KEY, COLUMNS_KEY, ROWS_KEY = "GOTRSListSize", "GOTRSListColumns", "GOTRSListRows"
FIELD_PREFIX: Final = "df."
MOST_COLUMNS: Final = 12


@dataclass(frozen=True)
class Column:
    """`label` a message id (a dynamic field's own label); `sort` the key it sorts by, "" for none; `cls` sets its width."""

    key: str
    label: str
    cls: str
    sort: str = ""


COLUMNS: Mapping[str, Column] = {
    one.key: one
    for one in (
        Column("clock", N_("Escalation"), "c-clock", "escalates_at"),
        Column("number", N_("Ticket"), "c-number", "number"),
        Column("title", N_("Title"), "c-title", "title"),
        Column("customer", N_("Customer"), "c-customer", "customer_id"),
        Column("queue", N_("Queue"), "c-queue", "queue"),
        Column("state", N_("State"), "c-state", "state"),
        Column("priority", N_("Priority"), "c-prio", "priority"),
        Column("owner", N_("Owner"), "c-owner", "owner"),
        Column("responsible", N_("Responsible"), "c-other"),
        Column("type", N_("Type"), "c-other"),
        Column("service", N_("Service"), "c-other"),
        Column("sla", N_("SLA"), "c-other"),
        Column("lock", N_("Lock"), "c-other"),
        Column("pending", N_("Pending until"), "c-other", "pending_until"),
        Column("changed", N_("Changed"), "c-other", "changed"),
        Column("age", N_("Age"), "c-age", "created"),
    )
}
USUAL: Final = ("clock", "number", "title", "customer", "state", "priority", "owner", "age")
assert all(not one.sort or one.sort in SORT_FIELDS for one in COLUMNS.values())


@dataclass(frozen=True)
class Looks:
    """`columns` as shown, `choices` all that could be; `rows` on a page."""

    size: str
    rows: int
    columns: tuple[Column, ...]
    choices: tuple[Column, ...]


async def looks_of(read: ReadUow, principal: Principal) -> Looks:
    stored = (await own_account.preferences(read, principal)).values
    fields = await all_fields(read)
    own = [
        Column(FIELD_PREFIX + field.name, field.label, "c-other", FIELD_PREFIX + field.name)
        for field in fields.by_name.values()
        if field.object_type == ObjectType.TICKET
    ]
    known = {**COLUMNS, **{one.key: one for one in own}}
    wanted = [key for key in _listed(stored.get(COLUMNS_KEY)) if key in known] or list(USUAL)
    if "title" not in wanted:
        wanted.insert(0, "title")
    size, rows = stored.get(SIZE_KEY, ""), number(str(stored.get(ROWS_KEY, "")))
    return Looks(
        size if size in SIZES else SIZES[0],
        rows if rows in PAGE_SIZES else ROWS,
        tuple(known[key] for key in wanted),
        tuple(known.values()),
    )


@router.post("", name="agent_list_looks")
async def save(request: Request, principal: Agent, uow: Uow) -> Response:
    """Back to the list one came from, at its beginning."""
    form = await request.form()
    values: dict[str, str | None] = {}
    if form.get("size") in SIZES:
        values[SIZE_KEY] = str(form["size"])
    if number(str(form.get("rows", ""))) in PAGE_SIZES:
        values[ROWS_KEY] = str(form["rows"])
    if "columns_sent" in form:
        values[COLUMNS_KEY] = _kept([str(one) for one in form.getlist("column")])
    await own_account.update_preferences(uow, principal, PreferencesUpdate(values=values))
    back = local_path(str(form.get("back", "")), "/agent/queues")
    return redirect(request, back, toast=catalogue_of(request).gettext("Saved."))


def _kept(keys: Sequence[str]) -> str | None:
    """None: as usual again."""
    return json.dumps(list(dict.fromkeys(keys))[:MOST_COLUMNS]) if keys else None


def _listed(stored: str | None) -> list[str]:
    try:
        found = json.loads(stored or "[]")
    except ValueError:
        return []
    return [one for one in found if isinstance(one, str)][:MOST_COLUMNS] if isinstance(found, list) else []
