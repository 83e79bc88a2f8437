"""A server that can ring is not asked: new mail is a ticket within seconds."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

from gotrs_api.jobs.runners.embedded import EmbeddedRunner
from gotrs_api.mail.inbound.fetch.idle import Doorbells
from gotrs_api.uow import Site
from tests.mail.fetch.mailboxes import Fetching
from tests.mail.inbound.letters import letter
from tests.support.dovecot import MailUser
from tests.support.waiting import eventually

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
async def running(committed_site: Site) -> AsyncIterator[Site]:
    """Jobs and doorbells at work, as in a server; the clock stands still, so no account becomes due by itself."""
    runner, bells = EmbeddedRunner(committed_site), Doorbells(committed_site, look_every_s=0.05)
    await runner.start()
    committed_site.nudger = runner
    await bells.start()
    yield committed_site
    await bells.stop()
    await runner.stop()


async def test_mail_is_a_ticket_in_less_than_five_seconds(running: Site, mail_user: MailUser) -> None:
    fetching = await Fetching.begin(running, mail_user)
    mail_user.deliver(letter("Already there"))

    async def done() -> int:
        return (await fetching.outcome())["done"]

    async def both() -> bool:
        return await done() == 2

    await eventually(done)
    began = time.monotonic()
    mail_user.deliver(letter("It rings"))
    await eventually(both)

    assert time.monotonic() - began < 5
    assert mail_user.left() == 0


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
