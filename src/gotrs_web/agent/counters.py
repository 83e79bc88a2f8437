"""The toolbar's counters alone, for their refresh."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from gotrs_api.uow.deps import Read
from gotrs_web.agent.navigation import counters
from gotrs_web.agent.numbers import numbers_of
from gotrs_web.deps import Agent
from gotrs_web.render import redirect, render, wants_fragment

router = APIRouter(prefix="/agent")


@router.get("/counters", name="agent_counters")
async def show(request: Request, principal: Agent, read: Read) -> Response:
    if not wants_fragment(request):
        return redirect(request, "/agent/")
    shown = counters(request, await numbers_of(request, read, principal))
    request.state.shell = replace(request.state.shell, counters=shown)
    return render(request, "layouts/_counters.html", {})
