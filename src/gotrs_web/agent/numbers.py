"""The counts of toolbar and dashboard, asked for once a request."""

from __future__ import annotations

from fastapi import Request

from gotrs_api.identity.principal import Principal
from gotrs_api.tickets.schemas.numbers import AgentNumbers
from gotrs_api.tickets.service.numbers import agent_numbers
from gotrs_api.uow import ReadUow
from gotrs_web.formatting import AtLeast


async def numbers_of(request: Request, read: ReadUow, principal: Principal) -> AgentNumbers:
    known: AgentNumbers | None = getattr(request.state, "numbers", None)
    if known is None:
        found = await agent_numbers(read, principal)
        ended = {name: AtLeast(getattr(found, name)) for name in found.at_least}
        known = request.state.numbers = found.model_copy(update=ended)
    return known
