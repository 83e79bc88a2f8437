"""Telling chosen webhooks something, by the way that all deliveries go: signed, guarded, tried again, seen in their list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.service.current import current
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.webhooks.log import delivery_row
from gotrs_api.webhooks.models import Delivery, LoggedEvent, Webhook
from gotrs_api.webhooks.names import NOTIFICATION
from gotrs_api.webhooks.subscriptions import subscription_of
from gotrs_api.webhooks.tail import tail_of


@dataclass(frozen=True)
class Told:
    """What a notification says of a ticket; `otrs_event` is what happened."""

    ticket_id: TicketId
    article_id: int | None
    otrs_event: str
    content: Mapping[str, Any]


async def names_of_webhooks(uow: ReadUow, webhook_ids: Collection[int]) -> dict[int, str]:
    """Those of these that exist, on or off."""
    if not webhook_ids:
        return {}
    rows = await uow.session.execute(
        select(Webhook.id, Webhook.name).where(Webhook.id.in_(webhook_ids)).order_by(Webhook.id)
    )
    return {row.id: row.name for row in rows}


async def hand_over(uow: UnitOfWork, webhook_id: int, told: Told) -> None:
    """A `notification.sent` for this webhook alone, in the caller's transaction, behind what it gets of the ticket before.

    One that is switched off gets a delivery too: it is dropped, says so, and can be sent once more.
    """
    webhook = await uow.session.get(Webhook, webhook_id)
    if webhook is None:
        return
    now, row = uow.clock.now(), await current(uow, told.ticket_id)
    body = {
        "type": NOTIFICATION,
        "timestamp": now.isoformat().replace("+00:00", "Z"),
        "otrs_event": told.otrs_event,
        "data": {"number": row.tn, "queue_id": row.queue_id, "ticket_id": told.ticket_id, **told.content},
    }
    event = LoggedEvent(
        type=NOTIFICATION,
        otrs_event=told.otrs_event,
        subject=f"ticket:{told.ticket_id}",
        ticket_id=told.ticket_id,
        article_id=told.article_id,
        queue_id=row.queue_id,
        priority_id=row.priority_id,
        state_id=row.state_id,
        type_id=row.type_id,
        for_customers=0,
        data=orjson.dumps(body).decode(),
        created_at=now,
    )
    uow.session.add(event)
    await uow.session.flush()
    facts = {"type": NOTIFICATION, "subject": event.subject}
    uow.session.add(Delivery(**delivery_row(subscription_of(webhook), facts, event.id, now)))
    await uow.session.flush()
    uow.after_commit(tail_of(uow.site).wake)
