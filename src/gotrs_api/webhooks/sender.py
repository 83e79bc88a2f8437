"""The process's sender of webhooks: woken by commits, one lane for each ticket and webhook, so that order holds.

Each webhook is served by a task of its own: who does not answer keeps only its own deliveries waiting. A lease keeps
one sender at work for a site. A row counts as sent when its outcome is committed; a sender that dies in between sends it
again with the same `webhook-id`.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

import structlog
from sqlalchemy import exists, select

from gotrs_api.jobs import store
from gotrs_api.uow import Site
from gotrs_api.webhooks.models import Delivery, Webhook
from gotrs_api.webhooks.sending import Work, attempt_all, due_heads, record
from gotrs_api.webhooks.subscriptions import SUBSCRIPTIONS
from gotrs_api.webhooks.tail import tail_of

log = structlog.get_logger(__name__)
LEASE: Final = "webhooks.sender"
POLL_S: Final = 0.25
SLOTS: Final = 16  # at once to one webhook
SLOTS_WHILE_FAILING: Final = 2
_LEASE_S: Final = 6.0
MOST_DRAINED: Final = 10_000


class Sender:
    """`start()` in processes that run jobs, `stop()` at their end."""

    def __init__(self, site: Site, *, poll_s: float = POLL_S) -> None:
        self._site = site
        self._poll_s = poll_s
        self._holder = store.new_holder()
        self._loop: asyncio.Task[None] | None = None
        self._serving: dict[int, asyncio.Task[None]] = {}
        self._leads = False
        self._stopping = False

    async def start(self) -> None:
        self._loop = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """What is on the wire is broken off, and sent again by whoever comes next."""
        led, self._leads, self._stopping = self._leads, False, True
        tail_of(self._site).committed.set()
        await asyncio.gather(*self._serving.values(), *([self._loop] if self._loop else []), return_exceptions=True)
        if led:
            async with self._site.job_transaction() as session:
                await store.return_lease(session, LEASE, holder=self._holder, now=self._site.clock.now())

    async def _keep(self) -> None:
        woken = tail_of(self._site).committed
        renew_at = 0.0
        clock = asyncio.get_running_loop().time
        while not self._stopping:
            woken.clear()
            try:
                if clock() >= renew_at:
                    self._leads = await self._take_lease() and not self._stopping
                    renew_at = clock() + (_LEASE_S / 3 if self._leads else 1.0)
                if self._leads:
                    await self._serve_due()
            except Exception as error:  # the database may be away for a while
                log.warning("webhooks.poll_failed", error=repr(error))
                await asyncio.sleep(1)
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), self._poll_s)

    async def _take_lease(self) -> bool:
        async with self._site.job_transaction() as session:
            return await store.keep_lease(
                session, LEASE, holder=self._holder, now=self._site.clock.now(), hold_s=_LEASE_S
            )

    async def _serve_due(self) -> None:
        """Asks the database only about webhooks that no task serves already."""
        async with self._site.read() as read:
            idle = [one.id for one in await SUBSCRIPTIONS.get(read) if one.id not in self._serving]
            if not idle:
                return
            pending = exists().where(
                Delivery.status == "pending", Delivery.webhook_id == Webhook.id, Delivery.due_at <= read.clock.now()
            )
            webhook_ids = list(await read.session.scalars(select(Webhook.id).where(Webhook.id.in_(idle), pending)))
        for webhook_id in webhook_ids:
            task = asyncio.create_task(self._serve(webhook_id))
            self._serving[webhook_id] = task
            task.add_done_callback(lambda _, webhook_id=webhook_id: self._serving.pop(webhook_id, None))  # type: ignore[misc]

    async def _serve(self, webhook_id: int) -> None:
        """Until nothing of it is due."""
        running: dict[asyncio.Task[Work], str] = {}
        slots = SLOTS
        try:
            while self._leads:
                if len(running) < slots:  # who does not answer costs nothing while all its slots are taken
                    work, failing = await due_heads(self._site, webhook_id, SLOTS + len(running), set(running.values()))
                    slots = SLOTS_WHILE_FAILING if failing else SLOTS
                    for one in await attempt_all(self._site, work[: max(0, slots - len(running))]):
                        running[one.task] = one.subject
                if not running:
                    return
                done, _ = await asyncio.wait(running, timeout=self._poll_s, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    del running[task]
                if done:
                    await record(self._site, [task.result() for task in done])
        except Exception as error:
            log.warning("webhooks.serve_failed", webhook_id=webhook_id, error=repr(error), exc_info=True)
            await asyncio.sleep(1)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


async def drain(site: Site) -> int:
    """Send everything that is due, here and now; returns how many attempts were made. For commands and tests."""
    attempts = 0
    while attempts < MOST_DRAINED:
        async with site.read() as read:
            due = select(Delivery.webhook_id).where(Delivery.status == "pending", Delivery.due_at <= site.clock.now())
            webhook_ids = list(await read.session.scalars(due.distinct()))
        ran = 0
        for webhook_id in webhook_ids:
            work, _ = await due_heads(site, webhook_id, SLOTS, set())
            started = await attempt_all(site, work)
            if started:
                await record(site, await asyncio.gather(*(one.task for one in started)))
            ran += len(work)
        if not ran:
            break
        attempts += ran
    return attempts
