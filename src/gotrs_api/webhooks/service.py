"""Keeping webhooks, looking at what was delivered, and delivering once more. For administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import orjson
from sqlalchemy import delete, exists, func, insert, or_, select

from gotrs_api.identity import audit, encryption
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.outbound import OutboundRefused
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched
from gotrs_api.webhooks.errors import DeliveryIsOpen, DeliveryNotFound, WebhookIsOff, WebhookNotFound
from gotrs_api.webhooks.log import delivery_row
from gotrs_api.webhooks.models import Delivery, LoggedEvent, Webhook
from gotrs_api.webhooks.names import EVENTS, NOTIFICATION, TEST
from gotrs_api.webhooks.schemas import (
    DeliveryDetails,
    DeliveryRead,
    EventKind,
    Replay,
    Replayed,
    SecretRead,
    SecretRotate,
    Status,
    WebhookCreate,
    WebhookCreated,
    WebhookFilters,
    WebhookRead,
    WebhookUpdate,
)
from gotrs_api.webhooks.sending import PURPOSE
from gotrs_api.webhooks.signing import new_secret
from gotrs_api.webhooks.subscriptions import subscription_of
from gotrs_api.webhooks.tail import tail_of

_MOST_REPLAYED: Final = 10_000


async def list_webhooks(uow: ReadUow, principal: Principal) -> list[WebhookRead]:
    """Raises Forbidden."""
    principal.require_admin()
    rows = await uow.session.execute(_query().order_by(Webhook.id))
    return [_read(uow, webhook, login) for webhook, login in rows]


async def read_webhook(uow: ReadUow, principal: Principal, webhook_id: int) -> WebhookRead:
    """Raises Forbidden, WebhookNotFound."""
    principal.require_admin()
    row = (await uow.session.execute(_query().where(Webhook.id == webhook_id))).one_or_none()
    if row is None:
        raise WebhookNotFound
    return _read(uow, row[0], row[1])


async def create_webhook(uow: UnitOfWork, principal: Principal, command: WebhookCreate) -> WebhookCreated:
    """Raises Forbidden, InvalidInput."""
    principal.require_admin()
    _check_url(uow, command.url)
    secret, now = new_secret(), uow.clock.now()
    webhook = Webhook(
        name=command.name,
        url=command.url,
        events=_json(command.events),
        filters=command.filters.model_dump_json(),
        headers=_encrypted(uow, _json(command.headers)),
        payload=command.payload,
        secret=_encrypted(uow, secret),
        is_active=int(command.active),
        owner_id=principal.user_id,
        created_at=now,
        changed_at=now,
    )
    uow.session.add(webhook)
    await uow.session.flush()
    await audit.record(uow, principal, "webhook.created", "webhook", webhook.id, _told(webhook))
    created = await read_webhook(uow, principal, webhook.id)
    return WebhookCreated(**created.model_dump(), secret=secret)


async def update_webhook(uow: UnitOfWork, principal: Principal, webhook_id: int, command: WebhookUpdate) -> WebhookRead:
    """Raises Forbidden, WebhookNotFound, InvalidInput."""
    webhook = await _load(uow, principal, webhook_id)
    values: dict[str, Any] = {"name": command.name, "payload": command.payload}
    if command.url is not None:
        _check_url(uow, command.url)
        values["url"] = command.url
    if command.events is not None:
        values["events"] = _json(command.events)
    if command.filters is not None:
        values["filters"] = command.filters.model_dump_json()
    if command.headers is not None:
        values["headers"] = _encrypted(uow, _json(command.headers))
    if command.active is not None:
        values["is_active"] = int(command.active)
    changed = sorted(name for name, value in values.items() if value is not None and getattr(webhook, name) != value)
    for name in changed:
        setattr(webhook, name, values[name])
    if command.active:
        webhook.disabled_reason = None
        webhook.failing_since = None
    webhook.changed_at = uow.clock.now()
    await uow.session.flush()
    details = {**_told(webhook), "changed": changed}
    await audit.record(uow, principal, "webhook.updated", "webhook", webhook_id, details)
    return await read_webhook(uow, principal, webhook_id)


async def delete_webhook(uow: UnitOfWork, principal: Principal, webhook_id: int) -> None:
    """With all its deliveries. Raises Forbidden, WebhookNotFound."""
    webhook = await _load(uow, principal, webhook_id)
    details = _told(webhook)
    await uow.session.execute(delete(Delivery).where(Delivery.webhook_id == webhook_id))
    await uow.session.execute(delete(Webhook).where(Webhook.id == webhook_id))
    touched(uow, Webhook)
    await audit.record(uow, principal, "webhook.deleted", "webhook", webhook_id, details)


async def rotate_secret(uow: UnitOfWork, principal: Principal, webhook_id: int, command: SecretRotate) -> SecretRead:
    """A new secret; the old one signs beside it for a while. Raises Forbidden, WebhookNotFound."""
    webhook = await _load(uow, principal, webhook_id)
    secret = new_secret()
    until = uow.clock.now() + timedelta(seconds=command.overlap_s) if command.overlap_s else None
    webhook.old_secret, webhook.old_secret_until = (webhook.secret, until) if until else (None, None)
    webhook.secret = _encrypted(uow, secret)
    webhook.changed_at = uow.clock.now()
    await uow.session.flush()
    details = {**_told(webhook), "overlap_s": command.overlap_s}
    await audit.record(uow, principal, "webhook.secret_rotated", "webhook", webhook_id, details)
    return SecretRead(secret=secret, old_secret_until=until)


async def test_webhook(uow: UnitOfWork, principal: Principal, webhook_id: int) -> DeliveryRead:
    """Send `system.test` once, also where the webhook is switched off. Raises Forbidden, WebhookNotFound."""
    webhook = await _load(uow, principal, webhook_id)
    now = uow.clock.now()
    body = {"type": TEST, "timestamp": now.isoformat().replace("+00:00", "Z"), "otrs_event": None,
            "data": {"webhook_id": webhook.id, "name": webhook.name}}  # fmt: skip
    event = LoggedEvent(
        type=TEST, subject=f"test:{webhook.id}", for_customers=0, data=orjson.dumps(body).decode(), created_at=now
    )
    uow.session.add(event)
    await uow.session.flush()
    row = {"type": TEST, "subject": event.subject}
    delivery = Delivery(**delivery_row(subscription_of(webhook), row, event.id, now))
    uow.session.add(delivery)
    await uow.session.flush()
    await audit.record(uow, principal, "webhook.tested", "webhook", webhook_id, _told(webhook))
    uow.after_commit(tail_of(uow.site).wake)
    return _delivery(delivery)


async def list_deliveries(
    uow: ReadUow, principal: Principal, webhook_id: int, page: PageRequest, status: Status | None = None,
    event: str | None = None,
) -> Page[DeliveryRead]:  # fmt: skip
    """The newest first. Raises Forbidden, WebhookNotFound, InvalidInput."""
    await _load(uow, principal, webhook_id)
    condition = [Delivery.webhook_id == webhook_id]
    if status is not None:
        condition.append(Delivery.status == status)
    if event is not None:
        condition.append(Delivery.event_type == event)
    total = None
    if page.include_total:
        total = int(await uow.session.scalar(select(func.count()).select_from(Delivery).where(*condition)) or 0)
    start = page.row_id("-id")
    query = select(Delivery).where(*condition)
    if start is not None:
        query = query.where(Delivery.id > start if page.backwards else Delivery.id < start)
    query = query.order_by(Delivery.id.asc() if page.backwards else Delivery.id.desc()).limit(page.limit + 1)
    rows = [_delivery(row) for row in await uow.session.scalars(query)]
    return make_page(rows, page, "-id", lambda row: [row.id], total)


async def read_delivery(uow: ReadUow, principal: Principal, webhook_id: int, delivery_id: int) -> DeliveryDetails:
    """Raises Forbidden, DeliveryNotFound."""
    row = await _load_delivery(uow, principal, webhook_id, delivery_id)
    return DeliveryDetails(
        **_delivery(row).model_dump(),
        request_headers=_parsed(row.request_headers),
        request_body=row.request_body,
        response_headers=_parsed(row.response_headers),
        response_body=row.response_body,
    )


async def redeliver(uow: UnitOfWork, principal: Principal, webhook_id: int, delivery_id: int) -> DeliveryRead:
    """The same event once more, with the same `webhook-id`; one that waits for its next attempt is due now instead.

    Raises Forbidden, DeliveryNotFound, WebhookIsOff; DeliveryIsOpen for one that is being sent, or is due anyway.
    """
    webhook = await _load(uow, principal, webhook_id)
    row = await _load_delivery(uow, principal, webhook_id, delivery_id)
    if not webhook.is_active and row.event_type != TEST:
        raise WebhookIsOff
    if row.status == "pending":
        if row.due_at <= uow.clock.now():
            raise DeliveryIsOpen
        row.due_at = uow.clock.now()
        return await _redelivered(uow, principal, webhook, delivery_id, row)
    event = {"type": row.event_type, "subject": row.subject}
    values = delivery_row(subscription_of(webhook), event, row.event_id, uow.clock.now(), row.message_id)
    again = Delivery(**values, request_body=row.request_body)
    uow.session.add(again)
    return await _redelivered(uow, principal, webhook, delivery_id, again)


async def _redelivered(
    uow: UnitOfWork, principal: Principal, webhook: Webhook, asked_for: int, row: Delivery
) -> DeliveryRead:
    await uow.session.flush()
    details = {"name": webhook.name, "delivery_id": asked_for}
    await audit.record(uow, principal, "webhook.redelivered", "webhook", webhook.id, details)
    uow.after_commit(tail_of(uow.site).wake)
    return _delivery(row)


async def replay(uow: UnitOfWork, principal: Principal, webhook_id: int, command: Replay) -> Replayed:
    """Every event of a span of time that the webhook wants, as far as the log is kept; the first 10,000.

    Raises Forbidden, WebhookNotFound, WebhookIsOff, InvalidInput.
    """
    webhook = await _load(uow, principal, webhook_id)
    if not webhook.is_active:
        raise WebhookIsOff
    now = uow.clock.now()
    until = command.until or now + timedelta(seconds=1)
    if until <= command.since:
        raise InvalidInput.field("/until", "order", "The end must come after the beginning.")
    columns = ("id", "type", "subject", "ticket_id", "queue_id", "priority_id", "state_id", "type_id")
    query = select(*(getattr(LoggedEvent, name) for name in columns)).where(
        LoggedEvent.created_at >= command.since, LoggedEvent.created_at < until, LoggedEvent.type != TEST
    )
    was_for_it = exists().where(Delivery.event_id == LoggedEvent.id, Delivery.webhook_id == webhook_id)
    query = query.where(or_(LoggedEvent.type != NOTIFICATION, was_for_it))
    wanted = subscription_of(webhook)
    found = await uow.session.execute(query.order_by(LoggedEvent.id))
    events = [dict(zip(columns, row, strict=True)) for row in found]
    rows = [delivery_row(wanted, event, event["id"], now) for event in events if wanted.wants(event)]
    rows = rows[:_MOST_REPLAYED]
    if rows:
        await uow.session.execute(insert(Delivery), rows)
        uow.after_commit(tail_of(uow.site).wake)
    details = {"name": webhook.name, "since": command.since.isoformat(), "deliveries": len(rows)}
    await audit.record(uow, principal, "webhook.replayed", "webhook", webhook_id, details)
    return Replayed(deliveries=len(rows))


def event_kinds() -> list[EventKind]:
    return [EventKind(name=name, description=description) for name, description in EVENTS.items()]


async def _load(uow: ReadUow, principal: Principal, webhook_id: int) -> Webhook:
    principal.require_admin()
    webhook = await uow.session.get(Webhook, webhook_id)
    if webhook is None:
        raise WebhookNotFound
    return webhook


async def _load_delivery(uow: ReadUow, principal: Principal, webhook_id: int, delivery_id: int) -> Delivery:
    principal.require_admin()
    query = select(Delivery).where(Delivery.id == delivery_id, Delivery.webhook_id == webhook_id)
    row = await uow.session.scalar(query)
    if row is None:
        raise DeliveryNotFound
    return row


def _query() -> Any:
    return (
        select(Webhook, User.login)
        .outerjoin(User, User.id == Webhook.owner_id)
        .execution_options(populate_existing=True)
    )


def _check_url(uow: ReadUow, url: str) -> None:
    try:
        uow.site.outbound.check_url(url)
    except OutboundRefused as refusal:
        raise InvalidInput.field("/url", refusal.code, str(refusal)) from refusal


def _encrypted(uow: ReadUow, text: str) -> str:
    return encryption.encrypt(uow.site.settings, PURPOSE, text)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _parsed(text: str | None) -> dict[str, str]:
    return orjson.loads(text) if text else {}


def _told(webhook: Webhook) -> dict[str, Any]:
    return {"name": webhook.name, "url": webhook.url}


def _read(uow: ReadUow, row: Webhook, login: str | None) -> WebhookRead:
    headers = orjson.loads(encryption.decrypt(uow.site.settings, PURPOSE, row.headers))
    until = row.old_secret_until
    return WebhookRead(
        id=row.id,
        name=row.name,
        url=row.url,
        events=tuple(orjson.loads(row.events)),
        filters=WebhookFilters.model_validate_json(row.filters),
        headers=tuple(headers),
        payload="full" if row.payload == "full" else "thin",
        active=bool(row.is_active),
        disabled_reason=row.disabled_reason,
        owner=login or "",
        failing_since=row.failing_since,
        last_success=row.delivered_at,
        last_failure=row.failed_at,
        old_secret_until=until if until and until > uow.clock.now() else None,
        created=row.created_at,
        changed=row.changed_at,
    )


def _delivery(row: Delivery) -> DeliveryRead:
    return DeliveryRead(
        id=row.id,
        message_id=row.message_id,
        event_id=row.event_id,
        type=row.event_type,
        status=row.status,
        attempts=row.attempts,
        due=row.due_at if row.status == "pending" else None,
        created=row.created_at,
        attempted=row.attempted_at,
        took_ms=row.took_ms,
        response_status=row.response_status,
        error=row.error,
    )


__all__ = [
    "create_webhook", "delete_webhook", "event_kinds", "list_deliveries", "list_webhooks", "read_delivery",
    "read_webhook", "redeliver", "replay", "rotate_secret", "test_webhook", "update_webhook",
]  # fmt: skip
