"""When accounts are fetched: in turn, not too many at once, each at its interval."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gotrs_api.jobs import store as jobs
from gotrs_api.jobs.models import Job
from gotrs_api.jobs.runners.embedded import EmbeddedRunner
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.accounts.service import fetch_mail_account
from gotrs_api.mail.inbound.fetch import jobs as fetch_jobs
from gotrs_api.mail.inbound.fetch import round as rounds
from gotrs_api.mail.inbound.fetch.jobs import AT_ONCE, BUSY_WAIT_S, fetch_due, forget_fetched
from gotrs_api.mail.inbound.fetch.ledger import FORGOTTEN_AFTER
from gotrs_api.mail.inbound.fetch.round import LEASE_S
from gotrs_api.mail.models import MailAccount
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site
from tests.mail.fetch.mailboxes import SYSTEM, Fetching
from tests.mail.fetch.scripted_server import scripted_server
from tests.mail.inbound.letters import letter
from tests.support.dovecot import Dovecot, MailUser
from tests.support.factories import Factories
from tests.support.jobs import drain, pending
from tests.support.waiting import eventually

JOB = "mail.fetch_account"


async def sweep(site: Site) -> list[str]:
    """What one look at the clock enqueues."""
    before = len(await pending(site))
    await fetch_due(site.job_context(job_id=0, attempt=1, acting_id=1))
    return (await pending(site))[before:]


async def test_an_account_is_fetched_at_its_interval(site: Site, mail_user: MailUser, clock: FakeClock) -> None:
    fetching = await Fetching.begin(site, mail_user, interval_s=120)
    mail_user.deliver(letter())

    assert await sweep(site) == [JOB]
    assert await sweep(site) == []
    await drain(site)
    assert await fetching.outcome() == {"done": 1}
    clock.advance(seconds=119)
    assert await sweep(site) == []
    clock.advance(seconds=1)
    assert await sweep(site) == [JOB]


async def test_what_is_asked_for_during_a_round_is_done_after_it(
    site: Site, mail_user: MailUser, clock: FakeClock
) -> None:
    fetching = await Fetching.begin(site, mail_user)
    lease, now = f"mail.fetch:{fetching.account_id}", clock.now()
    async with site.job_transaction() as session:
        assert await jobs.take_lease(session, lease, holder="round", now=now, every_s=0, hold_s=LEASE_S)
    mail_user.deliver(letter())

    async with site.uow() as uow:
        await fetch_mail_account(uow, SYSTEM, fetching.account_id)
    await drain(site)
    assert (mail_user.left(), await pending(site)) == (1, [JOB])
    assert await sweep(site) == [JOB]  # what waits for a round to end takes no other account's place
    async with site.job_transaction() as session:
        await jobs.return_lease(session, lease, holder="round", now=clock.now())
    clock.advance(seconds=BUSY_WAIT_S)
    await drain(site)

    assert (mail_user.left(), await pending(site)) == (0, [])


@pytest.mark.backends("sqlite")
async def test_fetching_leaves_room_for_other_jobs(site: Site, mail_user: MailUser) -> None:
    for _ in range(AT_ONCE + 2):
        await Fetching.begin(site, mail_user)

    assert len(await sweep(site)) == AT_ONCE
    assert await sweep(site) == []
    await drain(site)
    assert len(await sweep(site)) == 2


async def test_servers_that_say_nothing_hold_nobody_up(
    committed_site: Site, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are more than may be fetched at once and than the runner has places; one more is told to wait as any."""
    site, user = committed_site, dovecot.user()
    monkeypatch.setattr(rounds, "WAITING_S", 0.02)
    monkeypatch.setattr(fetch_jobs, "MOST_WAITING", 6)
    context = site.job_context(job_id=0, attempt=1, acting_id=1)
    runner = EmbeddedRunner(site, concurrency=3, poll_s=0.05, drain_s=0)
    async with scripted_server(b"", []) as silent:
        for _ in range(6):
            await Fetching.begin(site, dovecot.user(), port=silent.port)
        living = await Fetching.begin(site, user)
        user.deliver(letter())
        await runner.start()
        try:

            async def is_ticket() -> bool:
                await fetch_due(context)
                return (await living.outcome())["done"] == 1

            async def wait() -> int:
                async with site.job_read() as session:
                    query = (
                        select(func.count()).select_from(Job).where(Job.result.is_not(None), Job.status == "running")
                    )
                    return await session.scalar(query) or 0

            await eventually(is_ticket, within_s=30)
            assert await wait() == 6
            late = [await Fetching.begin(site, dovecot.user(), port=silent.port) for _ in range(AT_ONCE + 1)]

            async def has_begun() -> bool:
                await fetch_due(context)
                return (await late[AT_ONCE - 1].account()).progress.last_started is not None

            await eventually(has_begun, within_s=30)
            assert await wait() == 6
            assert await sweep(site) == []
        finally:
            await runner.stop()


async def test_accounts_of_an_adopted_database_wait_for_a_word(site: Site, mail_user: MailUser) -> None:
    """OTRS fetches them still; only an administrator knows when it stops."""
    async with site.uow() as uow:
        values = {"login": mail_user.name, "pw": "x", "host": "127.0.0.1", "account_type": "IMAP"}
        uow.session.add(MailAccount(**values, queue_id=0, trusted=0, valid_id=1))

    assert await sweep(site) == []


@pytest.mark.backends("sqlite")
async def test_a_copy_enqueues_nothing(site: Site, mail_user: MailUser, factories: Factories) -> None:
    await factories.setting(settings.MAIL_FETCH_ENABLED, False)
    await Fetching.begin(site, mail_user)

    assert await sweep(site) == []


async def test_numbers_of_mail_deleted_long_ago_are_forgotten(
    site: Site, mail_user: MailUser, clock: FakeClock
) -> None:
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(letter())
    await fetching.fetch()
    context = site.job_context(job_id=0, attempt=1, acting_id=1)

    await forget_fetched(context)
    assert len(await fetching.ledger()) == 1
    clock.advance(seconds=(FORGOTTEN_AFTER + timedelta(seconds=1)).total_seconds())
    await forget_fetched(context)
    assert await fetching.ledger() == []
