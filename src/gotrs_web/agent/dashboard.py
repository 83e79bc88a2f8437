"""The agents' home: what is urgent, what is mine, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter, TicketSummary
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.agent.board_layout import WIDGETS, layout_of
from gotrs_web.agent.navigation import list_url
from gotrs_web.agent.numbers import numbers_of
from gotrs_web.agent.standing_lists import BY_KEY
from gotrs_web.deps import Agent
from gotrs_web.render import render

router = APIRouter(prefix="/agent")
FIGURES = ("escalated", "mine", "reminders", "new", "unlocked", "watched")
ROWS = 5
MOST_QUEUES = 20


@dataclass(frozen=True)
class Widget:
    """The first rows of a standing list, with how many there are in all."""

    key: str
    title: str
    icon: str
    calm: tuple[str, str]
    total: int
    tickets: list[TicketSummary]
    url: str


@router.get("/", name="agent_home")
async def show(request: Request, principal: Agent, read: Read) -> Response:
    numbers = await numbers_of(request, read, principal)
    layout = await layout_of(read, principal)
    counts = await tickets.queue_counts(read, principal) if "queues" in layout.shown else []
    shown = counts if len(counts) <= MOST_QUEUES else sorted(counts, key=lambda one: -one.open)[:MOST_QUEUES]
    return render(
        request,
        "agent/dashboard/index.html",
        {
            "figures": [(BY_KEY[key].title, list_url(key), getattr(numbers, key)) for key in FIGURES],
            "numbers": numbers,
            "layout": layout,
            "all_widgets": WIDGETS,
            "widgets": {
                key: await _widget(read, principal, key, getattr(numbers, key)) for key in layout.shown if key in BY_KEY
            },
            "queues": shown,
            "more_queues": len(counts) - len(shown),
        },
        fragment="agent/dashboard/_board.html",
    )


@router.get("")
async def without_slash() -> Response:
    return RedirectResponse("/agent/", status_code=308)


async def _widget(read: ReadUow, principal: Principal, key: str, total: int) -> Widget:
    standing = BY_KEY[key]
    rows: list[TicketSummary] = []
    if total:
        filters = TicketFilter(**standing.narrow(principal, read.clock.now()), sort=standing.sort)
        rows = (await tickets.list_tickets(read, principal, filters, PageRequest(ROWS))).rows
    return Widget(key, standing.title, standing.icon, standing.calm, total, rows, list_url(key))
