"""Whom a ticket of a queue can be given to, for the select boxes of screens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.ids import SYSTEM_USER_ID, QueueId, TicketId
from gotrs_api.queues import service as queues
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import candidates
from gotrs_api.tickets.schemas import UserRef
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.presenting import user
from gotrs_api.uow import ReadUow

MOST_OFFERED: Final = 100
Role = Literal["owner", "responsible"]


async def possible_agents(uow: ReadUow, principal: Principal, queue_id: QueueId, role: Role = "owner") -> list[UserRef]:
    """Valid agents whom `require_possible_owner` lets through, by name; without user 1, who stands for nobody.

    Raises Forbidden for customers, QueueNotFound for a queue that the principal may neither read nor move to.
    """
    principal.require_agent()
    group_id = await _group_of(uow, principal, queue_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    rows = await candidates.agents_with_right(uow.session, group_id, role)
    return [user(row.id, row.login, row.first_name, row.last_name, order) for row in rows if row.id != SYSTEM_USER_ID]


async def who_may_see(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[UserRef]:
    """Valid agents who may read the ticket's queue, by name; whom one can mention. Agents only. Raises TicketNotFound."""
    principal.require_agent()
    row = await see_ticket(uow, principal, ticket_id)
    return await _readers(uow, row.group_id)


async def who_may_read(uow: ReadUow, principal: Principal, queue_id: QueueId) -> list[UserRef]:
    """Valid agents who may read a queue, by name; whom the first message of its tickets can mention.

    Raises Forbidden for customers, QueueNotFound for a queue that the principal may not read.
    """
    principal.require_agent()
    queue = await queues.read_queue(uow, principal, queue_id)
    return await _readers(uow, queue.group.id)


async def _readers(uow: ReadUow, group_id: int) -> list[UserRef]:
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    rows = await candidates.agents_with_right(uow.session, group_id, QueueRight.RO)
    return [user(one.id, one.login, one.first_name, one.last_name, order) for one in rows if one.id != SYSTEM_USER_ID]


@dataclass(frozen=True)
class OfferedAgents:
    """For a select box; with `more` there are others, who can be found by words."""

    agents: list[UserRef]
    more: bool


async def offered_agents(
    uow: ReadUow,
    principal: Principal,
    *,
    queue_id: QueueId | None = None,
    role: Role = "owner",
    words: str = "",
    chosen: Collection[int] = (),
    among: Collection[str] | None = None,
    most: int = MOST_OFFERED,
) -> OfferedAgents:
    """Valid agents who match the words, by name, at most `most`: a large desk has more than a page can show.

    `among` restricts them to these logins. Agents who are `chosen` already are always included. With a queue they are
    those of `possible_agents`, without one (the queue is not known yet) everybody.

    Raises Forbidden for customers, QueueNotFound for a queue that the principal may neither read nor move to.
    """
    principal.require_agent()
    group_id = None if queue_id is None else await _group_of(uow, principal, queue_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    found = await candidates.agents_like(uow.session, words.split(), most + 1, group_id, role, among)
    fitting = [row for row in found[:most] if queue_id is None or row.id != SYSTEM_USER_ID]
    missing = set(chosen) - {row.id for row in fitting}
    rows = [*await candidates.agents_of(uow.session, missing), *fitting]
    agents = [user(row.id, row.login, row.first_name, row.last_name, order) for row in rows]
    return OfferedAgents(agents, len(found) > most)


async def previous_owners(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[str]:
    """Logins of who owned the ticket before, the last one first. Raises Forbidden for customers, TicketNotFound."""
    principal.require_agent()
    row = await see_ticket(uow, principal, ticket_id)
    ids = await candidates.owners_before(uow.session, ticket_id)
    found = await candidates.agents_of(uow.session, set(ids) - {SYSTEM_USER_ID, row.owner_id})
    return [one.login for one in sorted(found, key=lambda one: ids.index(one.id))]


async def _group_of(uow: ReadUow, principal: Principal, queue_id: QueueId) -> int | None:
    """None where everybody may own tickets of each queue."""
    targets = await queues.list_queues_for(uow, principal, QueueRight.MOVE_INTO)
    queue = next((one for one in targets if one.id == queue_id), None)
    queue = queue or await queues.read_queue(uow, principal, queue_id)
    everyone = await sysconfig.get(uow, settings.TICKET_CHANGE_OWNER_TO_EVERYONE)
    return None if everyone else queue.group.id
