"""Which server a mail leaves through, and that one which takes nothing holds up its own mails alone."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from sqlalchemy import select

from gotrs_api.catalog.schemas import SystemAddressCreate, SystemAddressUpdate
from gotrs_api.catalog.service import create_system_address, update_system_address
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.communication_log import service as log
from gotrs_api.mail.models import MailQueue, OAuth2Token, SmtpAccount
from gotrs_api.mail.oauth import service as oauth
from gotrs_api.mail.oauth.schemas import OAuth2AccessCreate, OAuth2GrantAnswer, OAuth2GrantOrder
from gotrs_api.mail.outbound import service as outbound
from gotrs_api.mail.outbound import smtp
from gotrs_api.mail.outbound.compose import resent
from gotrs_api.mail.outbound.schemas import MailState
from gotrs_api.mail.smtp_accounts import service
from gotrs_api.mail.smtp_accounts.health import send_status
from gotrs_api.mail.smtp_accounts.schemas import (
    SendState,
    SmtpAccountCreate,
    SmtpAccountRead,
    SmtpAccountUpdate,
)
from gotrs_api.sysconfig import settings as known
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.uow.snapshot import forget_pictures
from tests.mail.outbound.test_sending import a_mail, an_article, errors
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.support.servers import free_port
from tests.support.smtp_sink import SmtpSink, running_smtp_sink
from tests.support.token_provider import provider
from tests.support.waiting import eventually

ADMIN = Principal.system("test")
EVERYTHING = PageRequest(limit=50)


@pytest.fixture
def offices() -> Iterator[tuple[SmtpSink, SmtpSink]]:
    with ExitStack() as stack:
        yield stack.enter_context(running_smtp_sink()), stack.enter_context(running_smtp_sink())


async def an_account(uow: UnitOfWork, name: str, port: int, **more: Any) -> SmtpAccountRead:
    told = {"name": name, "host": "127.0.0.1", "port": port, "security": "none", "authentication": "none"}
    return await service.create_smtp_account(uow, ADMIN, SmtpAccountCreate.model_validate(told | more))


async def an_address(uow: UnitOfWork, email: str, account: SmtpAccountRead | None = None) -> int:
    account_id = account.id if account is not None else 0
    command = SystemAddressCreate(email=email, display_name="Desk", queue_id=1, smtp_account_id=account_id)
    return (await create_system_address(uow, ADMIN, command)).id


async def put(
    uow: UnitOfWork,
    sender: str,
    to: str = "jane@customer.example",
    *,
    envelope: str = "desk@desk.example",
    article_id: int | None = None,
) -> int:
    mail = a_mail(uow, from_=f'"Desk" <{sender}>', to=to, message_id=f"<{sender}.{to}@desk.example>")
    return await outbound.queue_mail(uow, mail, article_id=article_id, sender=envelope, recipients=[to])


async def test_each_sender_has_its_own_server_and_the_rest_the_default(
    uow: UnitOfWork, site: Site, offices: tuple[SmtpSink, SmtpSink], mailbox: SmtpSink
) -> None:
    sales, support = offices
    await an_address(uow, "Sales@desk.example", await an_account(uow, "Sales", sales.port))
    await an_address(uow, "support@desk.example", await an_account(uow, "Support", support.port))
    await put(uow, "sales@desk.example")
    await put(uow, "support@desk.example", envelope="")  # an automatic mail: its envelope tells nothing
    await put(uow, "else@desk.example")
    waiting = (await outbound.list_mails(uow, ADMIN, EVERYTHING)).rows
    assert [mail.account for mail in reversed(waiting)] == ["Sales", "Support", "GOTRS_SMTP_URL"]

    await drain(site)

    assert [str(one.message["From"]) for one in sales.messages] == ["Desk <sales@desk.example>"]
    assert [str(one.message["From"]) for one in support.messages] == ["Desk <support@desk.example>"]
    assert [str(one.message["From"]) for one in mailbox.messages] == ["Desk <else@desk.example>"]

    everybody = await an_account(uow, "Everybody", support.port, is_default=True)
    await put(uow, "else@desk.example")
    await drain(site)
    assert (len(mailbox.messages), len(support.messages)) == (1, 2)
    entry = (await log.list_communications(uow, ADMIN, EVERYTHING)).rows[0]
    assert (entry.account_type, entry.account_id) == ("SMTP", everybody.id)
    steps = (await log.read_communication(uow, ADMIN, entry.id)).objects[0].entries
    assert ("account", "Everybody") in {(step.key, step.value) for step in steps}


@pytest.mark.backends("sqlite")
async def test_who_passes_a_mail_on_counts_and_not_who_wrote_it(
    uow: UnitOfWork, site: Site, offices: tuple[SmtpSink, SmtpSink]
) -> None:
    sales, support = offices
    await an_address(uow, "sales@desk.example", await an_account(uow, "Sales", sales.port))
    await an_address(uow, "support@desk.example", await an_account(uow, "Support", support.port))
    raw = resent(
        b"From: sales@desk.example\r\nSubject: x\r\n\r\nx\r\n",
        sender="support@desk.example",
        to="a@customer.example",
        message_id="<1@desk.example>",
        date=uow.clock.now(),
    )
    await outbound.queue_raw(uow, raw, article_id=None, sender="", recipients=["a@customer.example"])
    await drain(site)
    assert (len(sales.messages), len(support.messages)) == (0, 1)


async def test_mail_that_no_account_serves_waits_and_goes_as_soon_as_one_does(
    uow: UnitOfWork, site: Site, offices: tuple[SmtpSink, SmtpSink]
) -> None:
    sales, other = offices
    await an_address(uow, "sales@desk.example", await an_account(uow, "Sales", sales.port))
    queue_id = await put(uow, "else@desk.example")
    await drain(site)
    mail = await outbound.read_mail(uow, ADMIN, queue_id)
    assert (mail.state, mail.waits_for_server, mail.account) == (MailState.NO_SERVER, True, None)
    assert (await send_status(uow)).lacks_default

    await an_account(uow, "Everybody", other.port, is_default=True)
    await drain(site)
    assert len(other.messages) == 1
    assert not (await send_status(uow)).lacks_default


@pytest.mark.backends("sqlite")
async def test_nothing_leaves_a_sandbox(
    uow: UnitOfWork, site: Site, settings: Settings, offices: tuple[SmtpSink, SmtpSink]
) -> None:
    await an_account(uow, "Everybody", offices[0].port, is_default=True)
    object.__setattr__(settings, "sandbox", True)
    queue_id = await put(uow, "else@desk.example")
    await drain(site)
    assert offices[0].messages == []
    assert (await outbound.read_mail(uow, ADMIN, queue_id)).state is MailState.NO_SERVER


async def test_an_account_that_is_down_is_told_and_mail_goes_at_once_when_it_was_mended(
    uow: UnitOfWork, site: Site, offices: tuple[SmtpSink, SmtpSink], factories: Factories
) -> None:
    account = await an_account(uow, "Sales", free_port())
    await an_address(uow, "sales@desk.example", account)
    queue_id = await put(uow, "sales@desk.example")
    await drain(site)
    mail = await outbound.read_mail(uow, ADMIN, queue_id)
    assert (mail.state, mail.attempts, mail.account) == (MailState.UNREACHABLE, 1, "Sales")
    ((name, trouble),) = (await send_status(uow)).troubles.values()
    assert (name, trouble.problem) == ("Sales", "refused")
    assert (await service.read_smtp_account(uow, ADMIN, account.id)).state is SendState.FAILING

    mended = SmtpAccountUpdate(port=offices[0].port)
    assert (await service.update_smtp_account(uow, ADMIN, account.id, mended)).state is SendState.OK
    assert await drain(site) == ["mail.send"], "without waiting out its back-off"
    assert len(offices[0].messages) == 1
    assert (await send_status(uow)).troubles == {}


async def test_the_first_mail_that_is_taken_calls_the_others(
    uow: UnitOfWork, site: Site, settings: Settings, clock: FakeClock, offices: tuple[SmtpSink, SmtpSink]
) -> None:
    object.__setattr__(settings, "smtp_url", f"smtp://127.0.0.1:{free_port()}")
    for number in range(3):
        await put(uow, "desk@desk.example", f"{number}@customer.example")
    await drain(site)
    assert list((await send_status(uow)).troubles) == [0]
    object.__setattr__(settings, "smtp_url", offices[0].url)
    await put(uow, "desk@desk.example", "new@customer.example")
    assert len(await drain(site)) == 4
    assert len(offices[0].messages) == 4
    assert (await send_status(uow)).troubles == {}


@pytest.mark.backends("sqlite")
async def test_trouble_that_nobody_met_for_long_is_none(
    uow: UnitOfWork, site: Site, clock: FakeClock, settings: Settings
) -> None:
    object.__setattr__(settings, "smtp_url", f"smtp://127.0.0.1:{free_port()}")
    queue_id = await put(uow, "desk@desk.example")
    await drain(site)
    await outbound.delete_mail(uow, ADMIN, queue_id)
    forget_pictures(site)
    assert (await send_status(uow)).troubles
    clock.advance(minutes=16)
    forget_pictures(site)
    assert (await send_status(uow)).troubles == {}


async def test_a_refusal_names_the_account(
    uow: UnitOfWork, site: Site, offices: tuple[SmtpSink, SmtpSink], factories: Factories
) -> None:
    sales = offices[0]
    await an_address(uow, "sales@desk.example", await an_account(uow, "Sales", sales.port))
    ticket_id, article_id = await an_article(factories)
    sales.answer = lambda _to: "550 5.7.1 no"
    await put(uow, "sales@desk.example", article_id=article_id)
    await drain(site)
    assert await errors(uow) == ["jane@customer.example: 550 5.7.1 no [Sales]"]
    assert (await outbound.mail_overview(uow, ADMIN)).lost == 1
    (told,) = await outbound.ticket_transmissions(uow, ADMIN, ticket_id)
    assert (told.status, told.account) == ("failed", "Sales")


async def test_a_mail_over_the_limit_of_its_domain_says_so(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, factories: Factories, clock: FakeClock
) -> None:
    await factories.setting(known.MAIL_PER_DOMAIN_PER_MINUTE, 1)
    first = await put(uow, "desk@desk.example", "a@customer.example")
    second = await put(uow, "desk@desk.example", "b@customer.example")
    await drain(site)
    (mail,) = (await outbound.list_mails(uow, ADMIN, EVERYTHING)).rows
    assert mail.id in (first, second)
    assert (mail.state, mail.attempts, mail.last_code) == (MailState.HELD_BACK, 0, None)
    assert mail.last_message == "Not more than 1 a minute go to customer.example (GOTRS::Mail::PerDomainPerMinute)."
    clock.advance(minutes=1)
    await drain(site)
    assert len(mailbox.messages) == 2


async def test_what_is_given_up_is_counted_and_says_why(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, clock: FakeClock
) -> None:
    mailbox.answer = lambda _to: "451 4.3.0 later"
    queue_id = await put(uow, "desk@desk.example")
    await drain(site)
    assert (await outbound.read_mail(uow, ADMIN, queue_id)).state is MailState.PUT_OFF
    assert (await outbound.mail_overview(uow, ADMIN)).lost == 0
    clock.advance(hours=48)
    await drain(site)
    assert (await outbound.mail_overview(uow, ADMIN)).lost == 1
    failed = (await log.list_communications(uow, ADMIN, EVERYTHING, status="Failed")).rows
    steps = (await log.read_communication(uow, ADMIN, failed[0].id)).objects[0].entries
    assert ("jane@customer.example", "451 4.3.0 later (given up after 48 hours)") in {(s.key, s.value) for s in steps}


@pytest.fixture
async def silent() -> AsyncIterator[int]:
    """The port of a server that takes the connection and says nothing, not even a greeting."""
    held: list[asyncio.StreamWriter] = []

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    for writer in held:
        writer.close()
    server.close()


@pytest.mark.backends("sqlite")
async def test_an_account_whose_server_is_silent_holds_up_its_own_mails_alone(
    silent: int, offices: tuple[SmtpSink, SmtpSink], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "PATIENCE_S", 0.3)
    monkeypatch.setattr(smtp, "HANGING", 4)
    lines = smtp.MailLines()
    deaf, good = smtp.MailServer("127.0.0.1", silent), smtp.MailServer("127.0.0.1", offices[0].port)
    mail: dict[str, Any] = {"hello": "d", "sender": "a@d.example", "recipients": ["b@c.example"], "raw": b"\r\nx\r\n"}
    aside: list[int] = []

    async def hand_to_deaf() -> None:
        await lines.to(1, deaf).hand_over(deaf, **mail, hangs=lambda: aside.append(1))

    async def begins_no_further_one() -> bool:
        try:
            async with asyncio.timeout(0.1):
                await hand_to_deaf()
        except smtp.MailServerBusy:
            return len(aside) == 2
        except TimeoutError:
            return False
        return False

    stuck = [asyncio.create_task(hand_to_deaf()) for _ in range(2)]
    for _ in range(5):
        assert (await lines.to(2, good).hand_over(good, **mail)).accepted
    await eventually(begins_no_further_one)
    assert (await lines.to(2, good).hand_over(good, **mail)).accepted
    assert len(offices[0].messages) == 6
    for task in stuck:
        task.cancel()
    await asyncio.gather(*stuck, return_exceptions=True)
    await lines.close()


class LockedSink(SmtpSink):
    """Lets in who knows the word: a password, or a token."""

    def check(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=(data.login, data.password) == (b"desk", b"s3cret"), handled=False)

    async def auth_XOAUTH2(self, server: Any, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        return AuthResult(success=b"Bearer good\x01" in b64decode(args[1]), handled=False)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return await super().handle_DATA(server, session, envelope) if session.authenticated else "530 who are you?"


@pytest.fixture
def locked() -> Iterator[LockedSink]:
    sink = LockedSink(free_port())
    controller = Controller(sink, "127.0.0.1", sink.port, authenticator=sink.check, auth_require_tls=False)
    controller.start()
    yield sink
    controller.stop()


@pytest.mark.backends("sqlite")
async def test_a_trial_says_what_failed_and_the_password_is_kept_encrypted(
    uow: UnitOfWork, site: Site, locked: LockedSink, settings: Settings
) -> None:
    told = {"authentication": "password", "login": "desk", "password": "wrong"}
    account = await an_account(uow, "Locked", locked.port, is_default=True, **told)
    await put(uow, "desk@desk.example")
    await drain(site)
    (row,) = await uow.session.scalars(select(MailQueue))
    assert "535" in str(row.last_smtp_message)
    failed = (await log.list_communications(uow, ADMIN, EVERYTHING, status="Failed")).rows[0]
    assert failed.account_id == account.id

    async def trial(**values: Any) -> tuple[bool, str | None]:
        await service.update_smtp_account(uow, ADMIN, account.id, SmtpAccountUpdate.model_validate(values))
        found = await service.try_smtp_account(site, ADMIN, account.id)
        assert found.ok == (found.error is None)
        return found.ok, found.problem

    assert await trial() == (False, "login")
    assert await trial(security="starttls") == (False, "tls")
    assert await trial(security="tls") == (False, "tls")
    assert await trial(security="none", port=free_port()) == (False, "refused")
    assert await trial(host="nowhere.invalid") == (False, "dns")
    assert await trial(host="127.0.0.1", port=locked.port, password="s3cret") == (True, None)
    await drain(site)
    assert len(locked.messages) == 1
    stored = await uow.session.scalar(select(SmtpAccount.password))
    assert stored is not None
    assert stored.startswith("enc1:")


@pytest.mark.backends("sqlite")
async def test_a_server_inside_the_own_network_needs_the_operators_word(
    uow: UnitOfWork, site: Site, offices: tuple[SmtpSink, SmtpSink]
) -> None:
    account = await an_account(uow, "Inside", 25, host="10.1.2.3")
    found = await service.try_smtp_account(site, ADMIN, account.id)
    assert (found.ok, found.problem) == (False, "unreachable")
    assert "GOTRS_OUTBOUND_ALLOW" in str(found.error)


async def test_an_access_that_a_server_refuses_is_told_and_a_new_grant_sends_at_once(
    uow: UnitOfWork, site: Site, locked: LockedSink, clock: FakeClock
) -> None:
    async with provider() as peer:
        address = f"http://127.0.0.1:{peer.port}"
        command = {
            "name": "Post", "provider": "other", "client_id": "desk", "client_secret": "shh", "scope": "mail",
            "authorize_url": f"{address}/authorize", "token_url": f"{address}/token",
        }  # fmt: skip
        access = await oauth.create_oauth2_access(uow, ADMIN, OAuth2AccessCreate.model_validate(command))
        told = {"authentication": "oauth2_token", "login": "desk", "oauth2_token_config_id": access.id}
        account = await an_account(uow, "Cloud", locked.port, is_default=True, **told)

        async def grant(token: str) -> None:
            order = OAuth2GrantOrder(redirect_uri="https://desk.example/back")
            departure = await oauth.begin_grant(uow, ADMIN, access.id, order)
            state = departure.url.partition("state=")[2].partition("&")[0]
            peer.answer = {"access_token": token, "expires_in": 3600, "refresh_token": f"after {token}"}
            await oauth.finish_grant(site, ADMIN, OAuth2GrantAnswer(state=state, code="yes"))

        await grant("stale")
        queue_id = await put(uow, "desk@desk.example")
        await drain(site)
        mail = await outbound.read_mail(uow, ADMIN, queue_id)
        assert (mail.state, mail.account) == (MailState.UNREACHABLE, "Cloud")
        ((_, trouble),) = (await send_status(uow)).troubles.values()
        assert trouble.problem == "token"
        assert (await service.try_smtp_account(site, ADMIN, account.id)).problem == "token"

        await grant("good")
        assert await drain(site) == ["mail.send"], "without waiting out its back-off"
        assert len(locked.messages) == 1
        assert (await send_status(uow)).troubles == {}
        assert await uow.session.scalar(select(OAuth2Token.token)) == "good"


async def test_an_address_changes_its_account_and_goes_back_to_the_default(uow: UnitOfWork) -> None:
    account = await an_account(uow, "Sales", 25)
    address_id = await an_address(uow, "sales@desk.example", account)
    assert [one.name for one in (await service.read_smtp_account(uow, ADMIN, account.id)).addresses] == [
        "sales@desk.example"
    ]
    back = await update_system_address(uow, ADMIN, address_id, SystemAddressUpdate(smtp_account_id=0))
    assert back.smtp_account_id is None
    again = await update_system_address(uow, ADMIN, address_id, SystemAddressUpdate(smtp_account_id=account.id))
    assert again.smtp_account_id == account.id
