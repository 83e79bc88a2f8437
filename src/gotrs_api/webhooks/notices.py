"""Switching a webhook off by itself, and telling its owner and the audit log."""

from __future__ import annotations

from typing import Final

from sqlalchemy import update

from gotrs_api.automation.account_mails.handlers import owner_of, send_lines
from gotrs_api.i18n import N_
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.uow import UnitOfWork
from gotrs_api.webhooks.models import Delivery, Webhook

SUBJECT: Final = N_("A webhook was switched off")
LINES: Final = (
    N_("Hello {name},"),
    N_("the webhook “{webhook}” to {url} was switched off at {time}:"),
    "{reason}",
    N_("Switch it on again when the receiver works. What happened meanwhile can be replayed."),
)


async def switch_off(uow: UnitOfWork, webhook: Webhook, reason: str) -> None:
    """What still waits is dropped; a replay brings it."""
    webhook.is_active = 0
    webhook.disabled_reason = reason
    webhook.changed_at = uow.clock.now()
    waiting = update(Delivery).where(Delivery.webhook_id == webhook.id, Delivery.status == "pending")
    await uow.session.execute(waiting.values(status="dropped", error="The webhook is switched off."))
    details = {"name": webhook.name, "reason": reason}
    await audit.record(uow, Principal.system("webhooks"), "webhook.switched_off", "webhook", webhook.id, details)
    owner = await owner_of(uow, Kind.AGENT, str(webhook.owner_id))
    await send_lines(uow, owner, SUBJECT, LINES, {"webhook": webhook.name, "url": webhook.url, "reason": reason})
