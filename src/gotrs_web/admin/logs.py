"""What the processes of this desk said lately."""

from __future__ import annotations

from typing import Final

import orjson
from fastapi import APIRouter, Request, Response

from gotrs_api.admin.logs import service
from gotrs_api.admin.logs.schemas import LogLine
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.admin.listing import WORDS, Column, Filter, Found, ListPane, Query, cut
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import render

router = APIRouter(prefix="/admin/logs")
SHOWN: Final = 200
LEVELS = (
    ("warning", N_("warnings and errors")),
    ("error", N_("errors")),
    ("info", N_("without details for developers")),
)
WORD_OF = {
    "debug": N_("detail"),
    "info": N_("information"),
    "warning": N_("warning"),
    "error": N_("error"),
    "critical": N_("breakdown"),
}
FILTERS = (WORDS, Filter("level", N_("Level"), LEVELS))


def _besides(line: LogLine) -> str:
    text = service.as_text(line.details)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


COLUMNS = (
    Column(N_("When"), "at", "moment"),
    Column(N_("Level"), lambda line: WORD_OF[line.level], "word"),
    Column(N_("What"), "event", "link"),
    Column(N_("Details"), _besides, "muted"),
)


@router.get("", name="admin_logs")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/{line_id}", name="admin_log_line")
async def show_line(request: Request, principal: Administrator, read: Read, line_id: int) -> Response:
    line = await service.read_line(read, principal, line_id)
    details = {name: value for name, value in line.details.items() if name != "exception"}
    context = {
        "listed": await _list(request, read, principal, str(line_id)),
        "heading": line.event,
        "tabs": [],
        "line": line,
        "level": WORD_OF[line.level],
        "details": orjson.dumps(details, option=orjson.OPT_INDENT_2).decode() if details else "",
        "trace": str(line.details.get("exception", "")),
    }
    return render(request, "admin/log_line.html", context)


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request, read, principal, "logs", COLUMNS, FILTERS, _rows, current=current,
        nothing=N_("Requests that succeed are not kept here; what fails, and what the processes tell, is."),
    )  # fmt: skip


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    wanted = service.LogFilter.of(level=query["level"], text=query["q"])
    return cut(await service.list_lines(read, principal, wanted), Query({}, query.page))
