"""Whatever breaks while mail is fetched: each mail ends in exactly one ticket, or in quarantine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import OperationalError

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.inbound import service
from gotrs_api.mail.inbound.fetch import round as rounds
from gotrs_api.mail.inbound.fetch.failures import FetchFailed, Problem
from gotrs_api.mail.inbound.fetch.imap import ImapMailbox
from gotrs_api.mail.inbound.fetch.port import RemoteMail
from gotrs_api.mail.inbound.fetch.round import fetch_account
from gotrs_api.uow import Site
from tests.mail.fetch.mailboxes import SYSTEM, Fetching, port_for
from tests.mail.inbound.letters import letter
from tests.support.dovecot import MailUser
from tests.support.faulty_proxy import FaultyProxy, When, faulty_proxy

MAILS = 3
IMAP_STEPS = (
    b"CAPABILITY",
    b"LOGIN",
    b"SELECT",
    b"SEARCH",
    b"RFC822.SIZE",
    b"BODY.PEEK",
    b"STORE",
    b"EXPUNGE",
    b"LOGOUT",
)
POP3_STEPS = (b"CAPA", b"USER", b"PASS", b"LIST", b"UIDL", b"RETR 2", b"DELE 1", b"QUIT")
WHEN: tuple[When, ...] = ("before", "after", "within")


class Killed(BaseException):
    """Stands for the end of the process at this point: nothing of ours catches it."""


@pytest.fixture
async def imap(mail_user: MailUser) -> AsyncIterator[FaultyProxy]:
    async with faulty_proxy(port_for(mail_user, "IMAP")) as proxy:
        yield proxy


@pytest.fixture
async def pop3(mail_user: MailUser) -> AsyncIterator[FaultyProxy]:
    async with faulty_proxy(port_for(mail_user, "POP3")) as proxy:
        yield proxy


def mails(message_id: str | None = None) -> list[bytes]:
    return [letter(f"Mail {number}", f"Text {number}", message_id=message_id) for number in range(MAILS)]


async def assert_each_once(fetching: Fetching, expected: int = MAILS) -> None:
    """Delivered = stored = ticketed, none twice, none left."""
    assert await fetching.outcome() == {"done": expected}
    assert fetching.user.left() == 0
    rows = await fetching.rows()
    assert len({row.article_id for row in rows}) == expected
    progress = (await fetching.account()).progress
    assert (progress.stored, progress.duplicates, progress.left_on_server) == (expected, 0, 0)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("when", WHEN)
async def test_an_imap_connection_that_breaks(site: Site, mail_user: MailUser, imap: FaultyProxy, when: When) -> None:
    fetching = await Fetching.begin(site, mail_user, "IMAP", port=imap.port)
    await break_at_each(fetching, imap, IMAP_STEPS, when)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("when", WHEN)
async def test_a_pop3_connection_that_breaks(site: Site, mail_user: MailUser, pop3: FaultyProxy, when: When) -> None:
    fetching = await Fetching.begin(site, mail_user, "POP3", port=pop3.port)
    await break_at_each(fetching, pop3, POP3_STEPS, when)


async def break_at_each(fetching: Fetching, proxy: FaultyProxy, steps: tuple[bytes, ...], when: When) -> None:
    """Two mails come in for each step; of one without a Message-ID only mailbox and number tell a copy."""
    for number, step in enumerate(steps, 1):
        fetching.user.deliver(letter(f"Mail {number}"), letter(f"Nameless {number}", message_id=""))
        proxy.cut(step, when)
        await fetching.fetch()
        assert proxy.was_cut, step
        await fetching.fetch()
        await assert_each_once(fetching, 2 * number)


@pytest.mark.backends("sqlite")
async def test_a_broken_round_says_so(site: Site, mail_user: MailUser, imap: FaultyProxy) -> None:
    fetching = await Fetching.begin(site, mail_user, "IMAP", port=imap.port)
    mail_user.deliver(*mails())
    imap.cut(b"BODY.PEEK", "after")

    await fetching.fetch()

    progress = (await fetching.account()).progress
    assert (progress.problem, progress.failures) == (Problem.CLOSED, 1)


@pytest.mark.parametrize("kind", ["IMAP", "POP3"])
async def test_an_end_between_spool_and_deletion(
    site: Site, mail_user: MailUser, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    fetching = await Fetching.begin(site, mail_user, kind)
    mail_user.deliver(*mails(message_id=""))

    async def die(*_args: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("gotrs_api.mail.inbound.fetch.imap.ImapMailbox.finish", die)
        patch.setattr("gotrs_api.mail.inbound.fetch.pop3.Pop3Mailbox.finish", die)
        with pytest.raises(Killed):
            await fetch_account(site, fetching.account_id)
    assert mail_user.left() == MAILS

    await fetching.fetch()

    await assert_each_once(fetching)


async def test_an_end_between_two_mails(site: Site, mail_user: MailUser, monkeypatch: pytest.MonkeyPatch) -> None:
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(*mails(message_id=""))
    real, kept = rounds.accept, 0

    async def die_at_the_second(*args: object, **kwargs: object) -> object:
        nonlocal kept
        kept += 1
        if kept == 2:
            raise Killed
        return await real(*args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(rounds, "_TOGETHER_BYTES", 0)
        patch.setattr(rounds, "accept", die_at_the_second)
        with pytest.raises(Killed):
            await fetch_account(site, fetching.account_id)

    await fetching.fetch()

    await assert_each_once(fetching)


@pytest.mark.parametrize("committed", [False, True])
async def test_an_end_while_several_are_kept(
    site: Site, mail_user: MailUser, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(*mails(message_id=""))
    real = rounds.accept_together

    async def die(*args: object, **kwargs: object) -> object:
        if committed:
            await real(*args, **kwargs)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(rounds, "accept_together", die)
        with pytest.raises(Killed):
            await fetch_account(site, fetching.account_id)
    assert len(await fetching.ledger()) == (MAILS if committed else 0)

    await fetching.fetch()

    await assert_each_once(fetching)


async def test_what_was_fetched_before_the_connection_broke_is_kept(
    site: Site, mail_user: MailUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a server that breaks at each second mail would hand out none."""
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(*mails())
    real = ImapMailbox.fetch

    async def break_at_the_last(mailbox: ImapMailbox, mail: RemoteMail) -> bytes | None:
        if int(mail.uid) == MAILS:
            raise FetchFailed(Problem.CLOSED, "gone")
        return await real(mailbox, mail)

    with monkeypatch.context() as patch:
        patch.setattr(ImapMailbox, "fetch", break_at_the_last)
        assert await fetching.fetch() is None

    assert await fetching.outcome() == {"done": MAILS - 1}
    await fetching.fetch()
    await assert_each_once(fetching)


async def test_a_server_that_cannot_hand_out_several_hands_out_one_by_one(
    site: Site, mail_user: MailUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(*mails())
    real, asked = ImapMailbox.command, list[bytes]()

    async def stumble(mailbox: ImapMailbox, opening: bytes, *strings: str) -> object:
        asked.append(opening)
        if b"BODY.PEEK" in opening and b":" in opening.split()[2]:
            return b"NO one of them is broken", []
        return await real(mailbox, opening, *strings)

    monkeypatch.setattr(ImapMailbox, "command", stumble)

    await fetching.fetch()

    assert len([each for each in asked if b"BODY.PEEK" in each]) == 1 + MAILS
    await assert_each_once(fetching)


async def test_a_lease_that_nobody_returned_runs_out(
    site: Site, mail_user: MailUser, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After `kill -9` nothing tidies up."""
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(*mails())

    async def nothing(*_args: object, **_kwargs: object) -> None:
        return

    with monkeypatch.context() as patch:
        patch.setattr(rounds.jobs, "return_lease", nothing)
        await fetching.fetch()
    mail_user.deliver(letter("One more"))
    await fetching.fetch()
    assert mail_user.left() == 1
    clock.advance(seconds=rounds.LEASE_S + 1)
    await fetching.fetch()

    await assert_each_once(fetching, MAILS + 1)


async def test_two_fetchers_at_once(committed_site: Site, mail_user: MailUser) -> None:
    fetching = await Fetching.begin(committed_site, mail_user)
    mail_user.deliver(*mails(message_id=""))

    results = await asyncio.gather(*(fetch_account(committed_site, fetching.account_id) for _ in range(3)))
    await fetching.fetch()

    assert sum(result is not None for result in results) >= 1
    await assert_each_once(fetching)


async def test_two_fetchers_that_do_not_know_of_each_other(
    committed_site: Site, mail_user: MailUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a lease ran out under a slow round: the ledger and the spool keep each mail single."""

    async def always(*_args: object, **_kwargs: object) -> bool:
        return True

    fetching = await Fetching.begin(committed_site, mail_user)
    mail_user.deliver(*mails(message_id=""), *mails())
    monkeypatch.setattr(rounds.jobs, "take_lease", always)

    await asyncio.gather(*(fetch_account(committed_site, fetching.account_id) for _ in range(2)))
    await fetching.fetch()

    await assert_each_once(fetching, 2 * MAILS)


async def test_the_database_goes_away(site: Site, mail_user: MailUser, monkeypatch: pytest.MonkeyPatch) -> None:
    fetching = await Fetching.begin(site, mail_user)
    mail_user.deliver(*mails())

    async def gone(*_args: object, **_kwargs: object) -> object:
        raise OperationalError("insert of a secret mail", {}, Exception("gone"))

    with monkeypatch.context() as patch:
        patch.setattr(rounds, "accept_together", gone)
        await fetching.fetch()
    progress = (await fetching.account()).progress
    assert (progress.problem, mail_user.left()) == (Problem.STORAGE, MAILS)
    assert progress.error is not None
    assert "secret" not in progress.error

    await fetching.fetch()

    await assert_each_once(fetching)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("kind", ["IMAP", "POP3"])
async def test_60_megabytes_are_quarantined_whole(site: Site, mail_user: MailUser, kind: str) -> None:
    fetching = await Fetching.begin(site, mail_user, kind)
    raw = letter(body=("z" * 76 + "\n") * (60 * 1024 * 1024 // 77)).replace(b"\n", b"\r\n")
    mail_user.deliver(raw, letter("A small one"))

    await fetching.fetch()

    assert await fetching.outcome() == {"quarantined": 1, "done": 1}
    assert mail_user.left() == 0
    large = (await fetching.rows())[0]
    assert "PostMasterMaxEmailSize" in large.reason
    async with site.read() as uow:
        assert await service.read_spooled_raw(uow, SYSTEM, large.id) == raw


@pytest.mark.backends("sqlite")
async def test_a_mail_that_the_server_refuses_does_not_hold_up_the_others(
    site: Site, mail_user: MailUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetching = await Fetching.begin(site, mail_user)
    monkeypatch.setattr(rounds, "HARD_LIMIT_BYTES", 2000)
    mail_user.deliver(letter(body="x" * 3000), *mails())

    await fetching.fetch()

    assert (await fetching.outcome(), mail_user.left()) == ({"done": MAILS}, 1)
    progress = (await fetching.account()).progress
    assert (progress.problem, progress.failures, progress.left_on_server) == (Problem.UNREADABLE, 0, 1)


@pytest.mark.backends("sqlite")
async def test_a_mail_over_which_the_server_stumbles_does_not_stand_before_all_others(
    site: Site, mail_user: MailUser, imap: FaultyProxy
) -> None:
    fetching = await Fetching.begin(site, mail_user, "IMAP", port=imap.port)
    mail_user.deliver(*mails())
    for asked in (b"UID FETCH 1:3 (UID BODY", b"UID FETCH 1 (UID BODY"):
        imap.cut(asked, "before")
        await fetching.fetch()
        assert imap.was_cut

    assert (await fetching.outcome())["done"] == MAILS - 1
    await fetching.fetch()
    await assert_each_once(fetching)
