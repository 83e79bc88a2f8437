"""Agents beside the lists: each a link to their open tickets, and a place to drop a row on."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.catalog import state_types
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.tickets.service.candidates import offered_agents
from gotrs_api.uow.deps import Read
from gotrs_web.agent.list_place import SEARCH
from gotrs_web.deps import Agent
from gotrs_web.render import render

router = APIRouter(prefix="/agent/colleagues")
MOST = 30


@router.get("", name="agent_colleagues")
async def show(request: Request, principal: Agent, read: Read) -> Response:
    """Asked for when somebody unfolds them."""
    offered = await offered_agents(read, principal, most=MOST + 2)
    others = [one for one in offered.agents if one.id not in (SYSTEM_USER_ID, principal.user_id)]
    nodes = [
        {
            "label": one.name,
            "icon": "user",
            "url": f"{SEARCH}?{urlencode([('owner_id', one.id), *(('state_type', name) for name in state_types.UNFINISHED)])}",
        }
        for one in others[:MOST]
    ]
    return render(request, "agent/tickets/colleagues.html", {"nodes": nodes}, fragment="agent/tickets/_colleagues.html")
