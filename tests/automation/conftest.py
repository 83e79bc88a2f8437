"""The help desk of the ticket tests, and a way to see whom an event told."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from gotrs_api.automation.models import NotificationEvent, NotificationEventMessage
from gotrs_api.automation.models import notification_event_item_table as items_table
from gotrs_api.identity.agents import set_preference
from gotrs_api.identity.models import User
from gotrs_api.queues.models import PersonalQueue, Queue
from gotrs_api.tickets.events import TicketEvent
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.uow.snapshot import touched
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.support.smtp_sink import SmtpSink
from tests.tickets.desk import Desk, open_desk


@dataclass
class Notifications:
    """`told` ends the request, runs the jobs and answers the new mails by address."""

    site: Site
    uow: UnitOfWork
    mailbox: SmtpSink
    read_so_far: int = 0

    async def told(self) -> dict[str, EmailMessage]:
        await self.uow.settle()
        await drain(self.site)
        self.uow.session.info.pop("gotrs.notifications_heard", None)
        self.uow.session.info.pop("gotrs.tickets", None)
        new = self.mailbox.messages[self.read_so_far :]
        self.read_so_far = len(self.mailbox.messages)
        addresses = [address for each in new for address in each.recipients]
        assert len(addresses) == len(set(addresses)), "somebody was told twice"
        return {address: each.message for each in new for address in each.recipients}

    async def only(self, **items: Any) -> NotificationEvent:
        """No notification but this one: items are OTRS's keys with lists of values."""
        await self.uow.session.execute(update(NotificationEvent).values(valid_id=2))
        texts = items.pop("texts", {"en": ("It happened to <OTRS_TICKET_Title>", "Dear <OTRS_UserFirstname>, look.")})
        row = NotificationEvent(name=items.pop("name", "Tell"), valid_id=1, comments="")
        self.uow.session.add(row)
        await self.uow.session.flush()
        items = {"Events": ["TicketTitleUpdate"], "Transports": ["Email"], **items}
        for key, values in items.items():
            for value in values:
                await self.uow.session.execute(
                    insert(items_table).values(notification_id=row.id, event_key=key, event_value=str(value))
                )
        for language, (subject, body) in texts.items():
            kind = "text/html" if body.startswith("<p>") else "text/plain"
            message = NotificationEventMessage(
                notification_id=row.id, language=language, subject=subject, text=body, content_type=kind
            )
            self.uow.session.add(message)
        await self.uow.session.flush()
        touched(self.uow, NotificationEvent, NotificationEventMessage)
        return row

    async def emit(self, event: TicketEvent, *, by: User | None = None) -> dict[str, EmailMessage]:
        self.uow.act_as(by.id if by else 1)
        await self.uow.emit(event)
        found = await self.told()
        self.uow.act_as(1)
        return found

    async def my_queue(self, agent: User, queue: Queue) -> None:
        self.uow.session.add(PersonalQueue(user_id=agent.id, queue_id=queue.id))
        await self.uow.session.flush()

    async def prefer(self, agent: User, **preferences: str) -> None:
        for key, value in preferences.items():
            await set_preference(self.uow, agent.id, key, value)

    async def forget_items(self, row: NotificationEvent, key: str) -> None:
        await self.uow.session.execute(
            delete(items_table).where(items_table.c.notification_id == row.id, items_table.c.event_key == key)
        )
        touched(self.uow, NotificationEvent)


@pytest.fixture
async def desk(uow: UnitOfWork, factories: Factories) -> Desk:
    return await open_desk(uow, factories)


@pytest.fixture
def notifications(site: Site, uow: UnitOfWork, mailbox: SmtpSink) -> Notifications:
    return Notifications(site, uow, mailbox)


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())
