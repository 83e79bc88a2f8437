"""What there is to choose from when a ticket is changed."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues import service as queues
from gotrs_api.queues.errors import QueueNotFound
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import choices
from gotrs_api.tickets.schemas import UserRef
from gotrs_api.tickets.service.presenting import user
from gotrs_api.uow import ReadUow


async def possible_owners(
    uow: ReadUow, principal: Principal, queue_id: QueueId, right: str = "owner"
) -> tuple[UserRef, ...]:
    """Agents who may own (right `owner`) or answer for (`responsible`) tickets of a queue, by name; user 1 is nobody.

    The same rule as `possible.require_possible_owner`. Raises QueueNotFound.
    """
    principal.require_agent()
    if await sysconfig.get(uow, settings.TICKET_CHANGE_OWNER_TO_EVERYONE):
        rows = await choices.all_agents(uow.session)
    else:
        queue = (await queues.list_queues(uow)).by_id.get(queue_id)
        if queue is None:
            raise QueueNotFound
        rows = await choices.agents_with_right(uow.session, queue.group.id, right)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return tuple(user(row.id, row.login, row.first_name, row.last_name, order) for row in rows)
