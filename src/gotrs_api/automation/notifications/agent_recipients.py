"""Which agents a notification tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Select, select

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import SenderType
from gotrs_api.automation.notifications.agents import Agent, default_zone, valid_agents
from gotrs_api.automation.notifications.occasion import SYSTEM, Occasion
from gotrs_api.automation.notifications.stored import Notification
from gotrs_api.catalog.models import PersonalService
from gotrs_api.identity.models import RoleUser
from gotrs_api.identity.principal import QueueRight
from gotrs_api.identity.service.memberships import agents_with_right
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.queues.models import PersonalQueue
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.models import Mention, TicketWatcher
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow

AGENT_RECIPIENTS: Final = (
    "AgentCreateBy", "AgentMyQueues", "AgentMyQueuesMyServices", "AgentMyServices", "AgentOwner",
    "AgentReadPermissions", "AgentResponsible", "AgentWatcher", "AgentWritePermissions", "AllMentionedUsers",
)  # fmt: skip


async def agents_to_tell(uow: ReadUow, notification: Notification, occasion: Occasion, transport: str) -> list[Agent]:
    """Valid agents who may see the ticket, are not away where that counts, and wish to hear this in this way.

    Nobody hears of what they did themselves, unless the event names them or `AgentSelfNotifyOnAction` says so.
    """
    ids = await _named(uow, notification, occasion) | occasion.told
    ids -= occasion.skipped | {SYSTEM_USER_ID}
    if occasion.actor_id not in occasion.told and not await sysconfig.get(uow, settings.AGENT_SELF_NOTIFY):
        ids.discard(occasion.actor_id)
    if not ids:
        return []
    ids &= await _allowed(uow, occasion)
    agents = [agent for agent in await valid_agents(uow, ids) if agent.wants(notification, transport)]
    if notification.is_on("SendOnOutOfOffice"):
        return agents
    now, zone = uow.clock.now(), await default_zone(uow)
    return [agent for agent in agents if not agent.is_away(now, zone)]


async def _named(uow: ReadUow, notification: Notification, occasion: Occasion) -> set[int]:
    found: set[int] = set()
    for recipient in notification.values("Recipients"):
        if recipient in AGENT_RECIPIENTS:
            found |= await _of_kind(uow, recipient, occasion)
    found |= _numbers(notification.values("RecipientAgents"))
    for group_id in _numbers(notification.values("RecipientGroups")):
        found |= await agents_with_right(uow, group_id, QueueRight.RO)
    roles = _numbers(notification.values("RecipientRoles"))
    if roles:
        found |= await _ids(uow, select(RoleUser.user_id).where(RoleUser.role_id.in_(roles)))
    return found


async def _of_kind(uow: ReadUow, recipient: str, occasion: Occasion) -> set[int]:
    row, switches = occasion.row, await switches_of(uow)
    match recipient:
        case "AgentOwner":
            return {row.owner_id}
        case "AgentResponsible":
            return {row.responsible_id} if switches.responsible else set()
        case "AgentWatcher":
            return await _ids(uow, _watchers(row.id)) if switches.watcher else set()
        case "AgentWritePermissions":
            return await agents_with_right(uow, row.group_id, QueueRight.RW)
        case "AgentReadPermissions":
            return await agents_with_right(uow, row.group_id, QueueRight.RO)
        case "AgentMyQueues":
            return await _with_queue(uow, row.queue_id)
        case "AgentMyServices":
            return await _with_service(uow, row.service_id)
        case "AgentMyQueuesMyServices":
            return await _with_queue(uow, row.queue_id) & await _with_service(uow, row.service_id)
        case "AgentCreateBy":
            return await _creator(uow, occasion)
        case _:
            return await _ids(uow, _mentioned(row.id))


async def _with_queue(uow: ReadUow, queue_id: int) -> set[int]:
    """Remembered for the transaction: tickets that are told of together mostly lie in the same queues."""
    known: dict[int, set[int]] = uow.session.info.setdefault("gotrs.personal_queues", {})
    if queue_id not in known:
        known[queue_id] = await _ids(uow, select(PersonalQueue.user_id).where(PersonalQueue.queue_id == queue_id))
    return known[queue_id]


async def _with_service(uow: ReadUow, service_id: int | None) -> set[int]:
    if service_id is None:
        return set()
    return await _ids(uow, select(PersonalService.user_id).where(PersonalService.service_id == service_id))


async def _allowed(uow: ReadUow, occasion: Occasion) -> set[int]:
    """Who has `ro` on the ticket (for new notes: `note`), by the modules that decide for screens too."""
    right = QueueRight.NOTE if occasion.event == "NotificationAddNote" else QueueRight.RO
    row, switches = occasion.row, await switches_of(uow)
    found = await agents_with_right(uow, row.group_id, right) | {row.owner_id}
    if switches.responsible:
        found.add(row.responsible_id)
    if right is QueueRight.RO:
        found |= await _ids(uow, _mentioned(row.id))
        if switches.watcher:
            found |= await _ids(uow, _watchers(row.id))
    return found


async def _creator(uow: ReadUow, occasion: Occasion) -> set[int]:
    """Who wrote the first article, if that was an agent."""
    summaries = await articles.list_article_summaries(uow, SYSTEM, occasion.ticket_id)
    first = next(iter(summaries), None)
    return {first.created_by.id} if first is not None and first.sender_type is SenderType.AGENT else set()


def _watchers(ticket_id: int) -> Select[Any]:
    return select(TicketWatcher.user_id).where(TicketWatcher.ticket_id == ticket_id)


def _mentioned(ticket_id: int) -> Select[Any]:
    return select(Mention.user_id).where(Mention.ticket_id == ticket_id)


async def _ids(uow: ReadUow, query: Select[Any]) -> set[int]:
    return {user_id for user_id in await uow.session.scalars(query) if user_id is not None}


def _numbers(values: Iterable[str]) -> set[int]:
    return {int(value) for value in values if value.isascii() and value.isdigit()}
