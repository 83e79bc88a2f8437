"""The agents' home."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_web.deps import Agent
from gotrs_web.render import render

router = APIRouter(prefix="/agent")


@router.get("/", name="agent_home")
async def show(request: Request, principal: Agent) -> Response:
    return render(request, "agent/dashboard.html", {})


@router.get("")
async def without_slash() -> Response:
    return RedirectResponse("/agent/", status_code=308)
