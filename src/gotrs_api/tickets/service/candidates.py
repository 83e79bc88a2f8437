"""Whom a ticket of a queue can be given to, for the select boxes of screens."""

from __future__ import annotations

from typing import Literal

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.ids import QueueId, TicketId
from gotrs_api.queues import service as queues
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import candidates
from gotrs_api.tickets.schemas import UserRef
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.possible import NOBODY
from gotrs_api.tickets.service.presenting import user
from gotrs_api.uow import ReadUow


async def possible_agents(
    uow: ReadUow, principal: Principal, queue_id: QueueId, role: Literal["owner", "responsible"] = "owner"
) -> list[UserRef]:
    """Valid agents whom `require_possible_owner` lets through, by name; without user 1, who stands for nobody.

    Raises Forbidden for customers, QueueNotFound for a queue that the principal may not read.
    """
    principal.require_agent()
    queue = await queues.read_queue(uow, principal, queue_id)
    everyone = await sysconfig.get(uow, settings.TICKET_CHANGE_OWNER_TO_EVERYONE)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    rows = await candidates.agents_with_right(uow.session, None if everyone else queue.group.id, role)
    return [user(row.id, row.login, row.first_name, row.last_name, order) for row in rows if row.id != NOBODY]


async def who_may_see(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[UserRef]:
    """Valid agents who may read the ticket's queue, by name; whom one can mention. Agents only. Raises TicketNotFound."""
    principal.require_agent()
    row = await see_ticket(uow, principal, ticket_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    rows = await candidates.agents_with_right(uow.session, row.group_id, QueueRight.RO)
    return [user(one.id, one.login, one.first_name, one.last_name, order) for one in rows if one.id != NOBODY]


async def all_agents(uow: ReadUow, principal: Principal) -> list[UserRef]:
    """Every valid agent by name, for tickets of queues that are not known yet. Raises Forbidden for customers."""
    principal.require_agent()
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    rows = await candidates.agents_with_right(uow.session, None, "owner")
    return [user(row.id, row.login, row.first_name, row.last_name, order) for row in rows]
