"""The doorbell: one waiting connection per IMAP account (IDLE, RFC 2177) that calls for a round when mail arrives.

It fetches nothing itself. Where it fails, or the server has no IDLE, the account is fetched at its interval as always.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from gotrs_api.jobs import store as jobs
from gotrs_api.mail.inbound.fetch.failures import FetchFailed
from gotrs_api.mail.inbound.fetch.imap import ImapMailbox, open_imap
from gotrs_api.mail.inbound.fetch.jobs import FetchAccount
from gotrs_api.mail.inbound.fetch.plan import VALID, is_fetching_enabled, load_plan, with_token
from gotrs_api.mail.models import FetchedAccount, MailAccount
from gotrs_api.uow import ReadUow, Site

log = structlog.get_logger(__name__)
LOOK_EVERY_S = 15.0
# Servers may end an IDLE after 30 minutes, and routers forget silent connections sooner.
PATIENCE_S = 9 * 60.0
AGAIN_AFTER_S = 60.0
Version = tuple[int, datetime, int]  # account, when it was changed, whether certificates count


@dataclass
class Doorbells:
    """All waiting connections of a process that runs jobs: `start()`, later `stop()`. A lease keeps them single."""

    site: Site
    look_every_s: float = LOOK_EVERY_S
    patience_s: float = PATIENCE_S
    _watching: dict[Version, asyncio.Task[None]] = field(default_factory=dict)
    _not_before: dict[Version, float] = field(default_factory=dict)
    _loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._loop = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        tasks = [*self._watching.values(), *([self._loop] if self._loop else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self) -> None:
        while True:
            try:
                async with self.site.read() as uow:
                    wanted = await _versions(uow)
            except (SQLAlchemyError, OSError) as error:  # the database may be away for a while
                log.warning("mail.idle_no_database", error=type(error).__name__)
            else:
                await self._match(wanted)
            await asyncio.sleep(self.look_every_s)

    async def _match(self, wanted: set[Version]) -> None:
        outdated = [task for version, task in self._watching.items() if version not in wanted]
        for task in outdated:
            task.cancel()
        await asyncio.gather(*outdated, return_exceptions=True)  # so that their leases are free again
        self._watching = {version: task for version, task in self._watching.items() if not task.done()}
        now = time.monotonic()
        for version in wanted:
            if version not in self._watching and now >= self._not_before.get(version, 0.0):
                self._not_before[version] = now + AGAIN_AFTER_S
                self._watching[version] = asyncio.create_task(self._watch(version[0]))

    async def _watch(self, account_id: int) -> None:
        holder, lease = jobs.new_holder(), f"mail.idle:{account_id}"
        try:
            async with self.site.job_transaction() as session:
                now, hold_s = self.site.clock.now(), self.patience_s + AGAIN_AFTER_S
                if not await jobs.take_lease(session, lease, holder=holder, now=now, every_s=0, hold_s=hold_s):
                    return
            try:
                await self._listen(account_id)
            finally:
                async with self.site.job_transaction() as session:
                    await jobs.return_lease(session, lease, holder=holder, now=self.site.clock.now())
        except FetchFailed as failure:
            log.info("mail.idle_ended", account_id=account_id, problem=failure.problem)
        except (SQLAlchemyError, OSError) as error:
            log.warning("mail.idle_failed", account_id=account_id, error=type(error).__name__)

    async def _listen(self, account_id: int) -> None:
        """For one patience; then the lease is taken anew."""
        async with self.site.read() as uow:
            plan = await load_plan(uow, account_id, by_hand=False)
        if plan is None:
            return
        mailbox = await open_imap(await with_token(self.site, plan))
        try:
            if "IDLE" not in mailbox.capabilities:
                return
            if mailbox.exists:
                await self._ring(account_id)
            await self._wait(mailbox, account_id)
        finally:
            await mailbox.close()

    async def _wait(self, mailbox: ImapMailbox, account_id: int) -> None:
        end = time.monotonic() + self.patience_s
        while (left_s := end - time.monotonic()) > 0:
            if await mailbox.idle(left_s):
                await self._ring(account_id)
        self._not_before = {version: at for version, at in self._not_before.items() if version[0] != account_id}

    async def _ring(self, account_id: int) -> None:
        payload = FetchAccount(account_id=account_id)
        async with self.site.uow() as uow:
            await uow.enqueue(payload, dedupe_key=payload.key)


async def _versions(uow: ReadUow) -> set[Version]:
    """Accounts that can be waited for: whoever changes one gets a new connection. None while rounds fail."""
    if not await is_fetching_enabled(uow):
        return set()
    query = (
        select(MailAccount.id, MailAccount.change_time, FetchedAccount.verifies_tls)
        .join(FetchedAccount, FetchedAccount.account_id == MailAccount.id)
        .where(MailAccount.account_type.like("IMAP%"), MailAccount.valid_id == VALID)
        .where(FetchedAccount.is_fetched == 1, FetchedAccount.failures == 0)
    )
    return {(row.id, row.change_time, row.verifies_tls) for row in await uow.session.execute(query)}
