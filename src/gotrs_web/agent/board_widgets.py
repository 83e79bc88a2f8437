"""Widgets of the home that cost more than a list: the page asks for them when it stands, so that it stands at once."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.out_of_office import absences_of_all
from gotrs_api.stats import service as stats
from gotrs_api.tickets.history_texts import sentence
from gotrs_api.tickets.service.candidates import offered_agents
from gotrs_api.uow.deps import Read
from gotrs_web.deps import Agent
from gotrs_web.render import render
from gotrs_web.view import View, catalogue_of

router = APIRouter(prefix="/agent/widgets")
SHOWN_DAYS: Final = 14
ENTRIES: Final = 8


@router.get("/days", name="agent_widget_days")
async def show_days(request: Request, principal: Agent, read: Read) -> Response:
    """Tickets created and closed, day by day: a table, which a script draws as a chart."""
    days = await stats.days(read, principal, SHOWN_DAYS)
    most = max((max(one.created, one.closed) for one in days), default=0)
    context = {"days": days, "most": most, "key": "days"}
    return render(request, "agent/dashboard/widget.html", context, fragment="agent/dashboard/_days.html")


@router.get("/activity", name="agent_widget_activity")
async def show_activity(request: Request, principal: Agent, read: Read) -> Response:
    """What happened to tickets that one may see, newest first."""
    translate = catalogue_of(request).gettext
    activity = await stats.recent_activity(read, principal, ENTRIES)
    entries = [(one, sentence(one.type, one.name, translate)) for one in activity]
    context = {"entries": entries, "key": "activity"}
    return render(request, "agent/dashboard/widget.html", context, fragment="agent/dashboard/_activity.html")


@router.get("/away", name="agent_widget_away")
async def show_away(request: Request, principal: Agent, read: Read) -> Response:
    """Who is out of office today, and until when."""
    today = View(request).now.astimezone(View(request).zone)
    absent = {id_: one.end for id_, one in (await absences_of_all(read)).items() if one.covers(today)}
    named = await offered_agents(read, principal, chosen=absent, most=0)
    away = sorted((absent[one.id], one.name) for one in named.agents)
    context = {"away": away, "key": "away"}
    return render(request, "agent/dashboard/widget.html", context, fragment="agent/dashboard/_away.html")
