"""Who can become owner or responsible of a ticket."""

from __future__ import annotations

from gotrs_api.kernel.ids import SYSTEM_USER_ID, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.repository import people
from gotrs_api.uow import ReadUow


async def require_possible_owner(uow: ReadUow, group_id: int, user_id: UserId, right: str, pointer: str) -> None:
    """User 1 always, others with the right on the queue's group, or anybody with `Ticket::ChangeOwnerToEveryone`.

    Raises InvalidTicketChange.
    """
    if user_id == SYSTEM_USER_ID or await sysconfig.get(uow, settings.TICKET_CHANGE_OWNER_TO_EVERYONE):
        return
    if not await people.has_group_right(uow, user_id, group_id, right):
        raise InvalidTicketChange.field(pointer, "right_missing", "This agent has no right to it in this queue.")
