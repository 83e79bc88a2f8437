"""A round takes everything new into the spool, then off the server; what is here is not taken again."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.accounts.schemas import FetchState
from gotrs_api.mail.inbound.fetch.failures import Problem
from gotrs_api.mail.inbound.fetch.round import fetch_account
from gotrs_api.mail.inbound.spool import IntakeOptions
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site
from tests.mail.fetch.mailboxes import Fetching
from tests.mail.inbound.letters import letter
from tests.support.dovecot import MailUser
from tests.support.factories import Factories


@pytest.mark.parametrize("kind", ["IMAP", "POP3"])
async def test_new_mail_becomes_tickets_and_leaves_the_server(site: Site, mail_user: MailUser, kind: str) -> None:
    fetching = await Fetching.begin(site, mail_user, kind)
    before = await fetching.tickets()
    mail_user.deliver(*(letter(f"Mail {number}") for number in range(3)))

    await fetching.fetch()

    assert await fetching.outcome() == {"done": 3}
    assert await fetching.tickets() == before + 3
    assert mail_user.left() == 0
    progress = (await fetching.account()).progress
    assert (progress.state, progress.problem, progress.failures) == (FetchState.OK, None, 0)
    assert (progress.stored, progress.duplicates, progress.left_on_server, progress.lag_s) == (3, 0, 0, 0.0)


async def test_spooled_mail_tells_where_it_came_from(site: Site, mail_user: MailUser) -> None:
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(letter())

    await fetching.fetch()

    (row,) = await fetching.rows()
    (entry,) = await fetching.ledger()
    assert row.source == "imap"
    assert row.mailbox.startswith(f"imap://{mail_user.name}@127.0.0.1:")
    assert row.uid == f"{entry.validity}:{entry.uid}"
    assert (entry.spool_id, entry.deleted_at is not None) == (row.id, True)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("kind", ["IMAP", "POP3"])
async def test_a_connection_takes_so_many_and_another_goes_on(
    site: Site, mail_user: MailUser, factories: Factories, kind: str
) -> None:
    await factories.setting(settings.POSTMASTER_RECONNECT_MESSAGE, 2)
    fetching = await Fetching.begin(site, mail_user, kind)
    mail_user.deliver(*(letter(f"Mail {number}") for number in range(5)))

    await fetching.fetch()

    assert (await fetching.outcome(), mail_user.left()) == ({"done": 5}, 0)


@pytest.mark.backends("sqlite")
async def test_an_account_sorts_its_mail_into_its_queue(site: Site, mail_user: MailUser, factories: Factories) -> None:
    queue = await factories.queue()
    sorted_in = await Fetching.begin(site, mail_user, dispatch="queue", queue_id=queue.id)
    mail_user.deliver(letter())

    await sorted_in.fetch()

    (row,) = await sorted_in.rows()
    assert IntakeOptions.load(row.options) == IntakeOptions(trusted=False, queue_id=queue.id)


@pytest.mark.backends("sqlite")
async def test_what_somebody_flagged_as_deleted_is_left_alone(site: Site, mail_user: MailUser) -> None:
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(letter())
    (path,) = (mail_user.maildir() / "new").iterdir()
    path.rename(mail_user.maildir() / "cur" / f"{path.name}:2,T")

    await fetching.fetch()

    assert (await fetching.outcome(), mail_user.left()) == ({}, 1)


@pytest.mark.parametrize("message_id", [None, ""], ids=["with Message-ID", "without"])
async def test_renumbered_mail_is_recognised(site: Site, mail_user: MailUser, message_id: str | None) -> None:
    """The server could not delete, and then changed UIDVALIDITY."""
    fetching = await Fetching.begin(site, mail_user)
    raw = letter(message_id=message_id)
    mail_user.deliver(raw)
    await fetching.fetch()
    async with site.uow() as uow:
        for entry in await fetching.ledger():
            entry.deleted_at = None
            await uow.session.merge(entry)
    mail_user.renumber()
    mail_user.deliver(raw, letter("Another"))

    await fetching.fetch()

    assert (await fetching.outcome(), mail_user.left()) == ({"done": 2}, 0)
    progress = (await fetching.account()).progress
    assert (progress.stored, progress.duplicates, progress.recognised) == (2, 0, 1)


@pytest.mark.backends("sqlite")
async def test_the_same_mail_in_two_folders_is_one(site: Site, mail_user: MailUser) -> None:
    raw = letter()
    mail_user.deliver(raw)
    mail_user.deliver(raw, folder="Support")

    inbox = await Fetching.begin(site, mail_user)
    folder = await Fetching.begin(site, mail_user, folder="Support")
    await inbox.fetch()
    await folder.fetch()

    assert await inbox.outcome() == {"done": 1, "duplicate": 1}
    assert (mail_user.left(), mail_user.left("Support")) == (0, 0)
    assert (await folder.account()).progress.duplicates == 1


@pytest.mark.backends("sqlite")
async def test_a_folder_with_letters_outside_ascii(site: Site, mail_user: MailUser) -> None:
    mail_user.deliver(letter(), folder="Entw&APw-rfe")

    for name in ("Entwürfe", "Entw&APw-rfe"):
        fetching = await Fetching.begin(site, mail_user, folder=name)
        await fetching.fetch()
        assert (await fetching.account()).progress.problem is None

    assert await fetching.outcome() == {"done": 1}


async def test_what_failed_is_told_and_tried_less_often(site: Site, mail_user: MailUser, clock: FakeClock) -> None:
    fetching = await Fetching.begin(site, mail_user, password="wrong")
    mail_user.deliver(letter())

    waits = []
    for _ in range(6):
        assert await fetch_account(site, fetching.account_id) is None
        progress = (await fetching.account()).progress
        assert progress.next_due is not None
        waits.append((progress.next_due - clock.now()).total_seconds())
        clock.advance(seconds=waits[-1])

    assert waits == [60, 120, 240, 480, 900, 900]
    assert (progress.state, progress.problem, progress.failures) == (FetchState.FAILING, Problem.LOGIN, 6)
    assert progress.error is not None
    assert "refuses the login" in progress.error
    assert (await fetching.outcome(), mail_user.left()) == ({}, 1)


@pytest.mark.backends("sqlite")
async def test_a_silent_fetcher_is_late(site: Site, mail_user: MailUser, clock: FakeClock) -> None:
    fetching = await Fetching.begin(site, mail_user)
    assert (await fetching.account()).progress.state is FetchState.NEW
    clock.advance(minutes=11)
    assert (await fetching.account()).progress.state is FetchState.LATE
    await fetching.fetch()
    assert (await fetching.account()).progress.state is FetchState.OK
    clock.advance(minutes=11)
    assert (await fetching.account()).progress.state is FetchState.LATE


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("values", [{"fetch": False}, {"valid": "invalid"}])
async def test_what_is_switched_off_is_not_fetched(site: Site, mail_user: MailUser, values: dict[str, object]) -> None:
    fetching = await Fetching.begin(site, mail_user, **values)
    mail_user.deliver(letter())

    await fetching.fetch()
    assert (mail_user.left(), (await fetching.account()).progress.state) == (1, FetchState.OFF)

    await fetch_account(site, fetching.account_id, by_hand=True)
    assert mail_user.left() == 0


@pytest.mark.backends("sqlite")
async def test_a_copy_of_a_database_fetches_nothing(site: Site, mail_user: MailUser, factories: Factories) -> None:
    await factories.setting(settings.MAIL_FETCH_ENABLED, False)
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(letter())

    assert await fetch_account(site, fetching.account_id, by_hand=True) is None

    assert mail_user.left() == 1
