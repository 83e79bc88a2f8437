"""On the devices that an agent has added: shown there also while no page of the desk is open."""

from __future__ import annotations

from gotrs_api.automation.notifications.agent_recipients import agents_to_tell
from gotrs_api.automation.notifications.events import AgentNotified
from gotrs_api.automation.notifications.occasion import Occasion
from gotrs_api.automation.notifications.once_a_day import told_today
from gotrs_api.automation.notifications.stored import WEB_PUSH, Notification
from gotrs_api.automation.notifications.texts import Writer
from gotrs_api.automation.web_push import service as web_push
from gotrs_api.automation.web_push.payloads import Message
from gotrs_api.identity.principal import Kind
from gotrs_api.kernel.ids import UserId
from gotrs_api.mail.drafts.people import agent_attributes
from gotrs_api.tickets.history_format import agent_notification
from gotrs_api.tickets.service import add_history
from gotrs_api.uow import UnitOfWork


async def tell(uow: UnitOfWork, notification: Notification, occasion: Occasion, writer: Writer) -> int:
    """Agents without a device are not told, and neither is anybody outside: customers' devices have news of their own."""
    with_device = await web_push.subscribed(uow, Kind.AGENT)
    told = 0
    for agent in await agents_to_tell(uow, notification, occasion, WEB_PUSH) if with_device else ():
        if str(agent.id) not in with_device:
            continue
        line = agent_notification(notification.name, agent.login, WEB_PUSH)
        if notification.is_on("OncePerDay") and await told_today(uow, occasion.ticket_id, line):
            continue
        person = await agent_attributes(uow, agent.id)
        written = await writer.write(notification, person, agent.language, agent.time_zone)
        if written is None:
            continue
        message = Message(
            title=written.subject,
            body=occasion.ticket.title or "",
            path=f"/agent/tickets/{occasion.ticket_id}",
            tag=f"ticket-{occasion.ticket_id}",
            language=agent.language or "en",
        )
        if not await web_push.push(uow, Kind.AGENT, [str(agent.id)], message):
            continue
        await add_history(uow, occasion.ticket_id, line)
        await uow.emit(AgentNotified(ticket_id=occasion.ticket_id, user_id=UserId(agent.id)))
        told += 1
    return told
