"""A server that can ring is not asked: new mail is a ticket at once, long before the account is due."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from gotrs_api.jobs import store
from gotrs_api.jobs.models import Job
from gotrs_api.jobs.runners.embedded import EmbeddedRunner
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.inbound.fetch.idle import Doorbells
from gotrs_api.mail.inbound.fetch.jobs import BUSY_WAIT_S
from gotrs_api.uow import Site
from tests.mail.fetch.mailboxes import Fetching
from tests.mail.inbound.letters import letter
from tests.support.dovecot import MailUser
from tests.support.waiting import eventually

UNFINISHED = (store.PENDING, store.RUNNING)
pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
async def running(committed_site: Site) -> AsyncIterator[Site]:
    """Jobs and doorbells at work, as in a server; the clock moves by hand alone, so no account becomes due by itself."""
    runner, bells = EmbeddedRunner(committed_site), Doorbells(committed_site, look_every_s=0.05)
    await runner.start()
    committed_site.nudger = runner
    await bells.start()
    yield committed_site
    await bells.stop()
    await runner.stop()


async def test_mail_is_a_ticket_as_soon_as_it_rings(running: Site, mail_user: MailUser, clock: FakeClock) -> None:
    fetching = await Fetching.begin(running, mail_user)
    mail_user.deliver(letter("Already there"))

    async def at_rest() -> bool:
        """No round is under way or put off: the second mail would come in with it, and nothing would have rung."""
        async with running.job_read() as session:
            due = list(await session.scalars(select(Job.due_at).where(Job.status.in_(UNFINISHED))))
        if due and min(due) > clock.now():
            clock.advance(seconds=BUSY_WAIT_S)
        return not due and (await fetching.outcome())["done"] == 1

    async def both() -> bool:
        return (await fetching.outcome())["done"] == 2 and mail_user.left() == 0

    await eventually(at_rest)
    before = (await fetching.account()).progress.next_due
    mail_user.deliver(letter("It rings"))
    await eventually(both)

    assert before is not None
    assert before > clock.now()


async def test_an_account_that_is_switched_off_is_no_longer_waited_for(running: Site, mail_user: MailUser) -> None:
    from gotrs_api.mail.accounts import service
    from gotrs_api.mail.accounts.schemas import MailAccountUpdate
    from tests.mail.fetch.mailboxes import SYSTEM

    fetching = await Fetching.begin(running, mail_user)
    bells = Doorbells(running, look_every_s=0.02)
    await bells.start()

    async def watching() -> bool:
        return bool(bells._watching)

    async def idle() -> bool:
        return not bells._watching

    await eventually(watching)
    async with running.uow() as uow:
        await service.update_mail_account(uow, SYSTEM, fetching.account_id, MailAccountUpdate(fetch=False))
    await eventually(idle)
    await bells.stop()
