"""Deliveries between the database and the wire: which are due, what each carries, what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

import orjson
from sqlalchemy import Table, and_, bindparam, exists, select, update
from sqlalchemy.orm import aliased

from gotrs_api.identity import encryption
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.webhooks.attempt import Outcome, next_attempt, send
from gotrs_api.webhooks.models import Delivery, LoggedEvent, Webhook
from gotrs_api.webhooks.notices import switch_off
from gotrs_api.webhooks.payload import body_of, owner_of
from gotrs_api.webhooks.rights import visible_entries
from gotrs_api.webhooks.signing import signed_headers
from gotrs_api.webhooks.tail import Entry

PURPOSE: Final = "webhook"
NOT_VISIBLE: Final = "The owner of the webhook may not see this."
_earlier = aliased(Delivery)
_deliveries: Final = cast(Table, Delivery.__table__)
_ended: Final = update(_deliveries).where(_deliveries.c.id == bindparam("b_id"))
_DROPPED: Final = _ended.values({name: bindparam(name) for name in ("status", "error", "attempted_at")})
_ATTEMPTED: Final = _ended.values(
    {
        name: bindparam(name)
        for name in (
            "status", "attempts", "due_at", "attempted_at", "took_ms", "request_headers", "request_body",
            "response_status", "response_headers", "response_body", "error",
        )
    }
)  # fmt: skip
_webhooks: Final = cast(Table, Webhook.__table__)
_HEALTHY: Final = (
    update(_webhooks)
    .where(_webhooks.c.id == bindparam("b_id"))
    .values(failing_since=None, delivered_at=bindparam("b_now"))
)


@dataclass(frozen=True)
class Work:
    """An attempt that has ended. `outcome` None: dropped, for this reason."""

    delivery_id: int
    webhook_id: int
    attempts: int
    created_at: datetime
    is_test: bool
    headers: dict[str, str]
    body: bytes | None
    outcome: Outcome | None
    reason: str = ""


class Started(NamedTuple):
    subject: str
    task: asyncio.Task[Work]


async def due_heads(
    site: Site, webhook_id: int, limit: int, busy: set[str]
) -> tuple[list[tuple[Delivery, Webhook, Entry | None]], bool]:
    """Deliveries that are the first of their lane and due, oldest first; and whether the webhook fails at present."""
    first = ~exists().where(
        _earlier.webhook_id == Delivery.webhook_id,
        _earlier.subject == Delivery.subject,
        _earlier.status == "pending",
        _earlier.id < Delivery.id,
    )
    columns = [getattr(LoggedEvent, name) for name in Entry._fields]
    query = (
        select(Delivery, Webhook, *columns)
        .join(Webhook, Webhook.id == Delivery.webhook_id)
        .outerjoin(LoggedEvent, LoggedEvent.id == Delivery.event_id)
        .where(
            and_(Delivery.webhook_id == webhook_id, Delivery.status == "pending"),
            Delivery.due_at <= site.clock.now(),
            first,
        )
        .order_by(Delivery.id)
        .limit(limit)
    )
    async with site.read() as read:
        rows = (await read.session.execute(query)).all()
    found = [(row[0], row[1], Entry(*row[2:]) if row[2] is not None else None) for row in rows]
    return [one for one in found if one[0].subject not in busy], bool(rows) and rows[0][1].failing_since is not None


async def attempt_all(site: Site, work: Sequence[tuple[Delivery, Webhook, Entry | None]]) -> list[Started]:
    """Begin an attempt for each; what they carry is put together first."""
    if not work:
        return []
    async with site.read() as read:
        owner = await owner_of(read, work[0][1].owner_id)
        entries = [entry for _, _, entry in work if entry is not None]
        visible = {entry.id for entry in await visible_entries(read, owner, entries)} if owner else set()
        prepared = [
            await _prepare(read, owner, delivery, webhook, entry, is_visible=entry is not None and entry.id in visible)
            for delivery, webhook, entry in work
        ]
    return [
        Started(delivery.subject, asyncio.create_task(_run(site, webhook.url, one)))
        for (delivery, webhook, _), one in zip(work, prepared, strict=True)
    ]


async def _prepare(
    read: ReadUow,
    owner: Principal | None,
    delivery: Delivery,
    webhook: Webhook,
    entry: Entry | None,
    *,
    is_visible: bool,
) -> Work:
    base: dict[str, Any] = {
        "delivery_id": delivery.id, "webhook_id": webhook.id, "attempts": delivery.attempts,
        "created_at": delivery.created_at, "is_test": delivery.event_type == "system.test",
    }  # fmt: skip

    def dropped(reason: str) -> Work:
        return Work(**base, headers={}, body=None, outcome=None, reason=reason)

    if not webhook.is_active and not base["is_test"]:
        return dropped("The webhook is switched off.")
    if owner is None:
        return dropped("The owner of the webhook is no administrator any more.")
    if entry is None:
        return dropped("The event is no longer kept.")
    if not is_visible:
        return dropped(NOT_VISIBLE)
    # The first attempt decides what is sent: the same id always bears the same content.
    body = delivery.request_body.encode() if delivery.request_body else None
    if body is None:
        body = await body_of(read, owner, entry, full=webhook.payload == "full")
    now = read.clock.now()
    settings = read.site.settings
    keys = [encryption.decrypt(settings, PURPOSE, webhook.secret)]
    if webhook.old_secret and webhook.old_secret_until and webhook.old_secret_until > now:
        keys.append(encryption.decrypt(settings, PURPOSE, webhook.old_secret))
    chosen = orjson.loads(encryption.decrypt(settings, PURPOSE, webhook.headers))
    headers = {**chosen, **signed_headers(keys, delivery.message_id, int(now.timestamp()), body)}
    return Work(**base, headers=headers, body=body, outcome=None)


async def _run(site: Site, url: str, work: Work) -> Work:
    if work.body is None:
        return work
    outcome = await send(site.outbound, url, work.headers, work.body, site.clock.now())
    return Work(**{**work.__dict__, "outcome": outcome})


async def record(site: Site, ended: Sequence[Work]) -> None:
    """In one transaction. An attempt that failed for the last time, and a 410, switch the webhook off."""
    async with site.uow() as uow:
        now = uow.clock.now()
        connection = await uow.session.connection()
        for statement, rows in (
            (_DROPPED, [_values(work, now) for work in ended if work.outcome is None]),
            (_ATTEMPTED, [_values(work, now) for work in ended if work.outcome is not None]),
        ):
            if rows:
                await connection.execute(statement, rows)
        real = [work for work in ended if work.outcome is not None]
        if not real:
            return
        if all(work.outcome is not None and work.outcome.ok for work in real):
            await connection.execute(_HEALTHY, {"b_id": real[0].webhook_id, "b_now": now})
            return
        webhook = await uow.session.get(Webhook, real[0].webhook_id, populate_existing=True)
        if webhook is None:
            return
        await _note_health(uow, webhook, real, now)


async def _note_health(uow: UnitOfWork, webhook: Webhook, real: Sequence[Work], now: datetime) -> None:
    last = real[-1].outcome
    if any(work.outcome is not None and work.outcome.ok for work in real):
        if webhook.failing_since is not None:
            webhook.failing_since = None
        webhook.delivered_at = now
    if last is not None and not last.ok:
        webhook.failed_at = now
        if not any(work.outcome is not None and work.outcome.ok for work in real):
            webhook.failing_since = webhook.failing_since or now
    if not webhook.is_active:
        return
    if any(work.outcome is not None and work.outcome.is_gone and not work.is_test for work in real):
        await switch_off(uow, webhook, "The receiver answered 410: it wants no more.")
        return
    for work in real:
        exhausted = work.outcome is not None and not work.outcome.ok and _is_last(work)
        if exhausted and not work.is_test and (webhook.delivered_at is None or webhook.delivered_at < work.created_at):
            await switch_off(uow, webhook, "Nothing got through for days.")
            return


def _is_last(work: Work) -> bool:
    return work.is_test or next_attempt(work.attempts + 1, Outcome(False), work.created_at) is None


def _values(work: Work, now: datetime) -> dict[str, Any]:
    outcome = work.outcome
    if outcome is None:
        return {"b_id": work.delivery_id, "status": "dropped", "error": work.reason, "attempted_at": now}
    attempts = work.attempts + 1
    shown = {name: value for name, value in work.headers.items() if name in ("webhook-id", "webhook-timestamp")}
    due = None if outcome.ok or outcome.is_gone or work.is_test else next_attempt(attempts, outcome, now)
    return {
        "b_id": work.delivery_id,
        "status": "delivered" if outcome.ok else "pending" if due else "failed",
        "attempts": attempts,
        "due_at": due or now,
        "attempted_at": now,
        "took_ms": outcome.took_ms,
        "request_headers": orjson.dumps(shown).decode(),
        "request_body": work.body.decode() if work.body is not None else None,
        "response_status": outcome.status,
        "response_headers": orjson.dumps(dict(outcome.headers)).decode(),
        "response_body": outcome.body,
        "error": outcome.error,
    }
