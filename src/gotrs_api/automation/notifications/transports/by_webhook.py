"""To the webhooks that the notification names: once for each occasion, whoever its other recipients are."""

from __future__ import annotations

from gotrs_api.automation.notifications.occasion import Occasion
from gotrs_api.automation.notifications.once_a_day import told_today
from gotrs_api.automation.notifications.stored import WEBHOOK, Notification
from gotrs_api.automation.notifications.texts import Writer
from gotrs_api.tickets.history_format import agent_notification
from gotrs_api.tickets.service import add_history
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.webhooks.handing_over import Told, hand_over, names_of_webhooks

CHOSEN = "TransportWebhookID"


async def chosen_webhooks(uow: ReadUow, notification: Notification) -> dict[int, str]:
    """Names by id of those that exist and are told by this notification."""
    if WEBHOOK not in notification.transports:
        return {}
    chosen = {int(each) for each in notification.values(CHOSEN) if each.isascii() and each.isdigit()}
    return await names_of_webhooks(uow, chosen)


async def tell(uow: UnitOfWork, notification: Notification, occasion: Occasion, writer: Writer) -> int:
    """In the desk's own language."""
    told = 0
    for webhook_id, name in (await chosen_webhooks(uow, notification)).items():
        line = agent_notification(notification.name, name, WEBHOOK)
        if notification.is_on("OncePerDay") and await told_today(uow, occasion.ticket_id, line):
            continue
        written = await writer.write(notification, {}, "", "")
        if written is None:
            continue
        article_id = occasion.article.id if occasion.article is not None else None
        content = {
            "article_id": article_id,
            "notification_id": notification.id,
            "notification": notification.name,
            "subject": written.subject,
            "text": written.text,
        }
        await hand_over(uow, webhook_id, Told(occasion.ticket_id, article_id, occasion.event, content))
        await add_history(uow, occasion.ticket_id, line)
        told += 1
    return told
