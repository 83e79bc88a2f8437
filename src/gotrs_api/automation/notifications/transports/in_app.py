"""A line behind the bell."""

from __future__ import annotations

from gotrs_api.automation.notifications.agent_recipients import agents_to_tell
from gotrs_api.automation.notifications.events import AgentNotified
from gotrs_api.automation.notifications.notices import keep_notice
from gotrs_api.automation.notifications.occasion import Occasion
from gotrs_api.automation.notifications.once_a_day import told_today
from gotrs_api.automation.notifications.stored import IN_APP, Notification
from gotrs_api.automation.notifications.texts import Writer
from gotrs_api.kernel.ids import UserId
from gotrs_api.mail.drafts.people import agent_attributes
from gotrs_api.tickets.history_format import agent_notification
from gotrs_api.tickets.service import add_history
from gotrs_api.uow import UnitOfWork


async def tell(uow: UnitOfWork, notification: Notification, occasion: Occasion, writer: Writer) -> int:
    """A line behind the bell of each agent; customers and free addresses have none."""
    told = 0
    for agent in await agents_to_tell(uow, notification, occasion, IN_APP):
        line = agent_notification(notification.name, agent.login, IN_APP)
        if notification.is_on("OncePerDay") and await told_today(uow, occasion.ticket_id, line):
            continue
        person = await agent_attributes(uow, agent.id)
        written = await writer.write(notification, person, agent.language, agent.time_zone)
        if written is None:
            continue
        await keep_notice(uow, agent.id, occasion.ticket_id, notification.id, written.subject)
        await add_history(uow, occasion.ticket_id, line)
        await uow.emit(AgentNotified(ticket_id=occasion.ticket_id, user_id=UserId(agent.id)))
        told += 1
    return told
