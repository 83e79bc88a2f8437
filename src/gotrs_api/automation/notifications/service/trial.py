"""Trying a notification on a ticket."""

from __future__ import annotations

from gotrs_api.automation.notifications.agent_recipients import agents_to_tell
from gotrs_api.automation.notifications.agents import valid_agents
from gotrs_api.automation.notifications.contacts import contacts_to_tell
from gotrs_api.automation.notifications.filters import matches
from gotrs_api.automation.notifications.occasion import load_occasion
from gotrs_api.automation.notifications.payloads import Notify
from gotrs_api.automation.notifications.schemas import NotificationTest, NotificationTrial
from gotrs_api.automation.notifications.stored import EMAIL, load_notification
from gotrs_api.automation.notifications.texts import Writer
from gotrs_api.automation.notifications.transports import TRANSPORTS
from gotrs_api.automation.notifications.transports.by_webhook import chosen_webhooks
from gotrs_api.catalog.errors import EntryNotFound
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import is_valid_address
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.drafts.notification_sender import notification_sender
from gotrs_api.mail.drafts.people import agent_attributes
from gotrs_api.mail.outbound.compose import OutgoingMail, new_message_id
from gotrs_api.mail.outbound.service import envelope_sender, queue_mail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.service.addresses import mailbox
from gotrs_api.uow import UnitOfWork


async def try_notification(
    uow: UnitOfWork, principal: Principal, notification_id: int, command: NotificationTest
) -> NotificationTrial:
    """As if its first event happened to the ticket now, caused by the system; only the caller gets a mail, if asked for.

    Works for notifications that are not valid, too; article filters are left out. Raises Forbidden, EntryNotFound,
    TicketNotFound (also for what the caller may not see).
    """
    principal.require_admin()
    notification = await load_notification(uow, notification_id)
    if notification is None:
        raise EntryNotFound
    await tickets.get_ticket(uow, principal, TicketId(command.ticket_id))
    occasion = await load_occasion(uow, Notify(event=notification.first("Events"), ticket_id=command.ticket_id))
    if occasion is None:
        raise TicketNotFound
    writer = Writer(uow, occasion)
    me = next(iter(await valid_agents(uow, [principal.user_id])), None)
    person = await agent_attributes(uow, principal.user_id)
    written = await writer.write(notification, person, me.language if me else "", me.time_zone if me else "")
    if written is None:
        raise EntryNotFound
    sent = command.send and me is not None and is_valid_address(me.email)
    if sent and me is not None:
        mail = OutgoingMail(
            from_=await notification_sender(uow),
            to=mailbox(person.get("UserFullname", ""), me.email),
            subject=written.subject,
            message_id=new_message_id(await sysconfig.get(uow, settings.FQDN), uow.clock.now()),
            date=uow.clock.now(),
            text=written.text,
            html=written.html,
            automatic=True,
        )
        envelope = await envelope_sender(uow, mail.from_, automatic=True)
        await queue_mail(uow, mail, article_id=None, sender=envelope, recipients=[me.email])
    agents = {
        agent.login
        for transport in notification.transports
        if transport in TRANSPORTS and TRANSPORTS[transport].choice
        for agent in await agents_to_tell(uow, notification, occasion, transport)
    }
    by_mail = EMAIL in notification.transports
    free = await writer.free_addresses(notification)
    return NotificationTrial(
        matches=matches(notification.items, occasion.event, occasion.facts),
        agents=tuple(sorted(agents)),
        addresses=tuple(c.email for c in await contacts_to_tell(uow, notification, occasion, free)) if by_mail else (),
        webhooks=tuple((await chosen_webhooks(uow, notification)).values()),
        subject=written.subject,
        text=written.text,
        sent=sent,
    )
