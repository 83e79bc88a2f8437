"""Ticket numbers that somebody types anywhere, with or without the hook."""

from __future__ import annotations

import re

from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import ReadUow

_NUMBER = re.compile(r"[0-9]{3,50}")


async def ticket_of_number(read: ReadUow, principal: Principal, words: str) -> TicketRead | None:
    """None where the words are no number, or none of a ticket that this agent may see."""
    if not words:
        return None
    hook = await sysconfig.get(read, settings.TICKET_HOOK)
    bare = words.removeprefix(hook).strip()
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        return await tickets.get_ticket_by_number(read, principal, bare)
    except TicketNotFound:
        return None
