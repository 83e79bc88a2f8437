"""By mail: agents to their address, customers and free addresses with an article of the ticket."""

from __future__ import annotations

from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.automation.notifications.agent_recipients import agents_to_tell
from gotrs_api.automation.notifications.agents import Agent
from gotrs_api.automation.notifications.contacts import Contact, contacts_to_tell
from gotrs_api.automation.notifications.events import AgentNotified, CustomerNotified
from gotrs_api.automation.notifications.files import files_of
from gotrs_api.automation.notifications.occasion import SYSTEM, Occasion
from gotrs_api.automation.notifications.once_a_day import told_today
from gotrs_api.automation.notifications.stored import EMAIL, Notification
from gotrs_api.automation.notifications.texts import Writer
from gotrs_api.catalog import service as catalog
from gotrs_api.kernel.addresses import is_valid_address
from gotrs_api.kernel.ids import UserId
from gotrs_api.mail.drafts.notification_sender import notification_sender
from gotrs_api.mail.drafts.people import agent_attributes
from gotrs_api.mail.outbound.compose import OutgoingAttachment, OutgoingMail, new_message_id
from gotrs_api.mail.outbound.service import envelope_sender, queue_mail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.history_format import agent_notification, recipients
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.service import add_history, store_message
from gotrs_api.tickets.service.addresses import mailbox, queue_sender
from gotrs_api.uow import UnitOfWork


async def tell(uow: UnitOfWork, notification: Notification, occasion: Occasion, writer: Writer) -> int:
    told = 0
    for agent in await agents_to_tell(uow, notification, occasion, EMAIL):
        told += await _tell_agent(uow, notification, occasion, writer, agent)
    free = await writer.free_addresses(notification)
    for contact in await contacts_to_tell(uow, notification, occasion, free):
        told += await _tell_contact(uow, notification, occasion, writer, contact)
    return told


async def _tell_agent(
    uow: UnitOfWork, notification: Notification, occasion: Occasion, writer: Writer, agent: Agent
) -> bool:
    if not is_valid_address(agent.email) or await catalog.find_system_address(uow, agent.email) is not None:
        return False
    line = agent_notification(notification.name, agent.login, EMAIL)
    if notification.is_on("OncePerDay") and await told_today(uow, occasion.ticket_id, line):
        return False
    person = await agent_attributes(uow, agent.id)
    written = await writer.write(notification, person, agent.language, agent.time_zone)
    if written is None:
        return False
    mail = OutgoingMail(
        from_=await notification_sender(uow),
        to=mailbox(person.get("UserFullname", ""), agent.email),
        subject=written.subject,
        message_id=new_message_id(await sysconfig.get(uow, settings.FQDN), uow.clock.now()),
        date=uow.clock.now(),
        text=written.text,
        html=written.html,
        attachments=[
            OutgoingAttachment(file.filename, file.content_type, content)
            for file, content in await files_of(uow, notification, occasion)
        ],
        automatic=True,
        headers=_unsubscribing(uow, notification),
    )
    envelope = await envelope_sender(uow, mail.from_, automatic=True)
    await queue_mail(uow, mail, article_id=None, sender=envelope, recipients=[agent.email])
    await add_history(uow, occasion.ticket_id, line)
    await uow.emit(AgentNotified(ticket_id=occasion.ticket_id, user_id=UserId(agent.id)))
    return True


def _unsubscribing(uow: UnitOfWork, notification: Notification) -> dict[str, str]:
    """Where agents who may do without this notification say so (RFC 2369, section 3.2)."""
    desk = uow.site.settings.public_url.rstrip("/")
    if not desk or not notification.is_on("VisibleForAgent"):
        return {}
    return {"List-Unsubscribe": f"<{desk}/agent/profile>"}


async def _tell_contact(
    uow: UnitOfWork, notification: Notification, occasion: Occasion, writer: Writer, contact: Contact
) -> bool:
    line = recipients(HistoryType.SEND_CUSTOMER_NOTIFICATION, [contact.email])
    if notification.is_on("OncePerDay") and await told_today(uow, occasion.ticket_id, line):
        return False
    written = await writer.write(notification, contact.attributes, contact.language, contact.time_zone)
    if written is None:
        return False
    files = await files_of(uow, notification, occasion)
    mail = OutgoingMail(
        from_=await queue_sender(uow, SYSTEM, occasion.row.queue_id),
        to=mailbox(contact.name, contact.email),
        subject=written.subject,
        message_id=new_message_id(await sysconfig.get(uow, settings.FQDN), uow.clock.now()),
        date=uow.clock.now(),
        text=written.text,
        html=written.html,
        attachments=[OutgoingAttachment(file.filename, file.content_type, content) for file, content in files],
        automatic=True,
    )
    article = NewArticle(
        ticket_id=occasion.ticket_id,
        channel=ArticleChannel.EMAIL,
        sender_type=SenderType.SYSTEM,
        visible_for_customer=notification.is_on("IsVisibleForCustomer"),
        subject=mail.subject,
        body=written.text if written.html is None else written.html,
        content_type=f"text/{'plain' if written.html is None else 'html'}; charset=utf-8",
        from_=mail.from_,
        to=mail.to,
        message_id=mail.message_id,
        attachments=[
            NewAttachment(filename=file.filename, content=content, content_type=file.content_type)
            for file, content in files
        ],
    )
    article_id = await store_message(uow, article, line, notify=False)
    envelope = await envelope_sender(uow, mail.from_, automatic=True)
    await queue_mail(uow, mail, article_id=article_id, sender=envelope, recipients=[contact.email])
    await uow.emit(CustomerNotified(ticket_id=occasion.ticket_id, article_id=article_id))
    return True
