"""Service level agreements as choices of the agents' search: all of a small desk; of a large one some, and others by words."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from gotrs_api.sla import service as slas
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.deps import Agent
from gotrs_web.found_choices import Options, Searched, answer

router = APIRouter(prefix="/agent/choices")
# What a form without scripts sends to find others: the words of an agreement's name.
WORDS: Final = "sla_words"


async def sla_options(read: ReadUow) -> Options:
    """All there are, valid or not: tickets may have them."""
    return [(str(one.id), one.name) for one in await slas.list_slas(read)]


@router.get("/slas", name="agent_sla_choices")
async def find(request: Request, principal: Agent, read: Read, search: Searched) -> Response:
    """The choices anew."""
    return answer(request, search, await sla_options(read))
