"""Handing a mail to the mail server: one connection for many mails, an answer for each recipient."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPHeloError,
    SMTPResponse,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPStatus,
    SMTPTimeoutError,
)

from gotrs_api.kernel.addresses import needs_smtputf8, to_ascii_domain
from gotrs_api.kernel.outbound import Outbound, OutboundRefused
from gotrs_api.mail import sasl
from gotrs_api.mail.inbound.fetch.failures import Problem
from gotrs_api.mail.inbound.fetch.wire import told
from gotrs_api.mail.outbound.encode import without_smtputf8

COMMAND_TIMEOUT_S = 60
# A server may search a mail before it answers. RFC 5321 grants it ten minutes, but a few mails that it never answers
# would hold back all others for as long; whoever gives up sooner sends once more what it takes in the end.
DATA_TIMEOUT_S = 180
# How long a mail waits for a connection while no other mail gets on, and how long one may take before it is aside.
PATIENCE_S = 5.0
CONNECTIONS = 2
# Further ones that the server leaves without an answer. Half of them are for mails that it never saw.
HANGING = 8
MAILS_PER_CONNECTION = 100
# How long a connection waits for the next mail. Servers dislike being kept for nothing.
IDLE_S = 2.0
_CLOSING = 421
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>]")


class MailServerUnavailable(Exception):
    """No mail was handed over and none is at fault: the server cannot be reached, or refuses us as a whole."""

    def __init__(self, words: str, problem: Problem = Problem.PROTOCOL) -> None:
        super().__init__(words)
        self.problem = problem


class TokenRefused(MailServerUnavailable):
    """The server does not take the OAuth 2 token."""

    def __init__(self, words: str) -> None:
        super().__init__(words, Problem.TOKEN)


class PasswordLost(MailServerUnavailable):
    """The stored password cannot be read: it was encrypted with another secret key."""

    def __init__(self, words: str) -> None:
        super().__init__(words, Problem.LOGIN)


class MailServerBusy(Exception):
    """So many mails wait for the server's answer that it gets no further one."""


class HandoverUncertain(Exception):
    """The connection ended while the mail was on its way: the server may have it."""


@dataclass(frozen=True)
class MailServer:
    """Where mail goes. `smtp://` uses STARTTLS where it is offered, `smtps://` is TLS from the beginning.

    Certificates are checked for `smtps://` and where a password is sent; `?verify=1` or `?verify=0` decides otherwise,
    `?starttls=always` refuses a server without it. `?oauth2=NAME` signs in with the OAuth 2 access of that name instead
    of a password; `token` is what it gave. `guarded`: an address that somebody chose in the browser, not the operator.
    """

    host: str
    port: int
    tls: bool = False
    username: str = ""
    password: str = field(default="", repr=False)
    verify: bool = False
    starttls: bool | None = None
    oauth2: str = ""
    token: str = field(default="", repr=False, compare=False)
    guarded: bool = False

    @classmethod
    def parse(cls, url: str) -> MailServer:
        """Raises ValueError for what is no such URL; the message does not hold the password."""
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("GOTRS_SMTP_URL is smtp://[user:password@]host[:port] or smtps://…")
        tls = parts.scheme == "smtps"
        options = parse_qs(parts.query)
        verify = options.get("verify", ["1" if tls or parts.username else "0"])[-1] == "1"
        starttls = {"always": True, "never": False}.get(options.get("starttls", [""])[-1])
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if tls else 587 if parts.username else 25),
            tls=tls,
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            verify=verify,
            starttls=starttls,
            oauth2=options.get("oauth2", [""])[-1],
        )


@dataclass(frozen=True)
class Reply:
    """What the server said: an SMTP code and its text."""

    code: int
    text: str

    @property
    def is_permanent(self) -> bool:
        return self.code >= 500

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


_NO_SMTPUTF8 = Reply(553, "5.6.7 The mail server does not take international addresses (SMTPUTF8).")
_NO_ADDRESS = Reply(553, "5.1.3 This is no mail address.")


@dataclass(frozen=True)
class Handover:
    """Who was accepted, who never will be (5xx), and who may be later (4xx)."""

    accepted: tuple[str, ...] = ()
    refused: dict[str, Reply] = field(default_factory=dict)
    deferred: dict[str, Reply] = field(default_factory=dict)


class MailLines:
    """A process's connections to all mail servers, kept apart: one that is silent or full holds up its own mails alone."""

    def __init__(self, outbound: Outbound | None = None) -> None:
        self._outbound = outbound
        self._lines: dict[int, tuple[MailServer, MailConnections]] = {}

    def to(self, account_id: int, server: MailServer) -> MailConnections:
        """What was opened with other settings is not used again; it ends by itself."""
        held = self._lines.get(account_id)
        if held is None or held[0] != server:
            held = self._lines[account_id] = server, MailConnections(outbound=self._outbound)
        return held[1]

    async def close(self) -> None:
        await asyncio.gather(*(connections.close() for _, connections in self._lines.values()))


class MailConnections:
    """A process's connections to one mail server. One that is free waits a moment for the next mail. A mail that the
    server does not answer hangs aside, and others get on in its place; while it does not even greet, none is begun."""

    def __init__(self, outbound: Outbound | None = None) -> None:
        self._outbound = outbound
        self._ungreeted = 0
        self._gate = asyncio.Semaphore(CONNECTIONS)
        self._idle: dict[SMTP, tuple[int, asyncio.TimerHandle]] = {}
        self._hanging = 0
        self._moved_at = 0.0
        self._leaving: set[asyncio.Task[None]] = set()

    async def hand_over(
        self,
        server: MailServer,
        *,
        hello: str,
        sender: str,
        recipients: Sequence[str],
        raw: bytes,
        again: bool = False,
        hangs: Callable[[], None] = lambda: None,
    ) -> Handover:
        """`again`: it has been tried before; `hangs` is called when it is put aside.

        Raises MailServerUnavailable, MailServerBusy and HandoverUncertain.
        """
        if again and self._hanging >= HANGING // 2:
            raise MailServerBusy
        async with self._turn(hangs):
            while True:
                if fresh := not self._idle:
                    client, used = await self._greeted(server, hello), 0
                else:
                    client, (used, leaves) = self._idle.popitem()
                    leaves.cancel()
                try:
                    result = await converse(client, sender, recipients, raw)
                except MailServerUnavailable:
                    client.close()
                    if fresh:
                        raise
                    continue  # the server was tired of this connection
                except BaseException:
                    client.close()
                    raise
                self.keep(client, used + 1)
                return result

    async def _greeted(self, server: MailServer, hello: str) -> SMTP:
        """A new connection. Raises MailServerUnavailable; MailServerBusy where several wait in vain for the greeting."""
        overdue = False

        def note() -> None:
            nonlocal overdue
            overdue = True
            self._ungreeted += 1

        if self._ungreeted >= HANGING // 2:
            raise MailServerBusy
        timer = asyncio.get_running_loop().call_later(PATIENCE_S, note)
        try:
            return await connect(server, hello, self._outbound)
        finally:
            timer.cancel()
            self._ungreeted -= overdue

    def keep(self, client: SMTP, used: int) -> None:
        """For the next mail, if it comes soon. Nobody waits for a good-bye: what was taken is to be written down."""
        if used < MAILS_PER_CONNECTION and client.is_connected:
            self._idle[client] = used, asyncio.get_running_loop().call_later(IDLE_S, self._leave, client)
        else:
            self._leave(client)

    def _leave(self, client: SMTP) -> None:
        self._idle.pop(client, None)
        task = asyncio.create_task(leave(client))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def close(self) -> None:
        """Say good-bye on those that are free; those in use are their mails' own."""
        for client, (_, leaves) in list(self._idle.items()):
            leaves.cancel()
            self._leave(client)
        await asyncio.gather(*self._leaving)

    @asynccontextmanager
    async def _turn(self, hangs: Callable[[], None]) -> AsyncIterator[None]:
        """Waiting is not for long: whoever waits here keeps another job of this process from running."""
        loop = asyncio.get_running_loop()
        now = loop.time
        aside = False
        overdue: asyncio.TimerHandle | None = None

        def make_way() -> None:
            nonlocal aside, overdue
            if self._hanging >= HANGING:
                overdue = loop.call_later(PATIENCE_S, make_way)
                return
            aside = True
            self._hanging += 1
            self._gate.release()
            hangs()

        if self._gate.locked() and now() - self._moved_at > PATIENCE_S:
            raise MailServerBusy
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._gate.acquire()
        except TimeoutError as error:
            raise MailServerBusy from error
        self._moved_at = now()
        overdue = loop.call_later(PATIENCE_S, make_way)
        try:
            yield
        finally:
            overdue.cancel()
            self._moved_at = now()
            if aside:
                self._hanging -= 1
            else:
                self._gate.release()


async def connect(server: MailServer, hello: str, outbound: Outbound | None = None) -> SMTP:
    """Signed in and ready for a mail; a guarded server only where `outbound` lets us. Raises MailServerUnavailable."""
    context = ssl.create_default_context()
    if not server.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    client = SMTP(
        hostname=server.host,
        use_tls=server.tls,
        start_tls=False if server.tls else server.starttls,
        tls_context=context,
        username=None if server.oauth2 else server.username or None,
        password=None if server.oauth2 else server.password or None,
        local_hostname=hello,
        timeout=COMMAND_TIMEOUT_S,
    )
    try:
        if server.guarded and outbound is not None:
            await client.connect(sock=await _checked_socket(server, outbound))
        else:
            await client.connect(port=server.port)
        if server.oauth2:
            await _sign_in(client, server)
        with suppress(SMTPHeloError):
            await client.ehlo()
            return client
        await client.helo()
    except BaseException as error:
        client.close()
        if isinstance(error, SMTPException | OSError | ValueError | TimeoutError | httpx.TransportError):
            raise MailServerUnavailable(f"{server.host}:{server.port}: {_said(error)}", _problem(error)) from error
        raise
    return client


async def _checked_socket(server: MailServer, outbound: Outbound) -> socket.socket:
    """Connected to an address that the guard lets through; TLS still checks the name."""
    async with asyncio.timeout(COMMAND_TIMEOUT_S):
        address = await outbound.resolve(server.host, server.port)
        found = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        found.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(found, (address, server.port))
        except BaseException:
            found.close()
            raise
    return found


def _problem(error: BaseException) -> Problem:
    """In one word, for whoever tries a server."""
    match error:
        case SMTPAuthenticationError():
            return Problem.LOGIN
        case SMTPTimeoutError():  # before what it may be caused by: a timeout is no refusal
            return Problem.TIMEOUT
        case SMTPResponseException():
            return Problem.PROTOCOL
        case SMTPServerDisconnected():
            return Problem.CLOSED
        case SMTPException():
            if isinstance(error.__cause__, OSError):
                return told(error.__cause__, "").problem
            return Problem.TLS if "STARTTLS" in str(error) else Problem.PROTOCOL
        case OutboundRefused():
            return Problem.UNREACHABLE
        case httpx.TransportError():
            return Problem.DNS
        case _:
            return told(error, "").problem


async def _sign_in(client: SMTP, server: MailServer) -> None:
    """By the token. Raises TokenRefused."""
    await client.ehlo()
    offered = frozenset(client.esmtp_extensions.get("auth", "").upper().split())
    given = sasl.Credentials(server.host, server.port, server.username, token=server.token)
    mechanism = sasl.choose(given, offered) or "XOAUTH2"
    response = await client.execute_command(b"AUTH", mechanism.encode(), sasl.initial_response(mechanism, given))
    if response.code == SMTPStatus.auth_continue:
        response = await client.execute_command(sasl.REFUSAL_SEEN[mechanism])
    if response.code != SMTPStatus.auth_successful:
        raise TokenRefused(f"{server.host}:{server.port}: {response.code} {response.message}")


async def converse(client: SMTP, sender: str, recipients: Sequence[str], raw: bytes) -> Handover:
    """One mail transaction (RFC 5321 3.3). Raises MailServerUnavailable and HandoverUncertain."""
    header, blank, body = raw.partition(b"\r\n\r\n")
    international = not header.isascii() or any(map(needs_smtputf8, (sender, *recipients)))
    answers: dict[str, Reply] = {}
    if international and not client.supports_extension("smtputf8"):
        answers = {to: _NO_SMTPUTF8 for to in recipients if needs_smtputf8(sender) or needs_smtputf8(to)}
        recipients = [to for to in recipients if to not in answers]
        if not recipients:
            return Handover(refused=answers)
        raw, international = without_smtputf8(header) + blank + body, False
    options = ["SMTPUTF8"] if international else []
    if not raw.isascii() and client.supports_extension("8bitmime"):
        options.append("BODY=8BITMIME")
    if client.supports_extension("size"):
        options.append(f"SIZE={len(raw)}")
    accepted: list[str] = []
    encoding = "utf-8" if international else "ascii"
    reply = await _ask(client.mail, _envelope(sender, international), options=options, encoding=encoding)
    if reply.code // 100 == 2:
        for recipient in recipients:
            answer = await _ask(client.rcpt, _envelope(recipient, international), encoding=encoding)
            if answer.code // 100 == 2:
                accepted.append(recipient)
            else:
                answers[recipient] = answer
        if accepted:
            reply = await _data(client, raw)
    if reply.code // 100 != 2:
        answers = dict.fromkeys(recipients, reply) | answers
        accepted = []
    if not accepted:
        await _reset(client)
    return Handover(
        accepted=tuple(accepted),
        refused={recipient: answer for recipient, answer in answers.items() if answer.is_permanent},
        deferred={recipient: answer for recipient, answer in answers.items() if not answer.is_permanent},
    )


async def _ask(command: Callable[..., Awaitable[SMTPResponse]], address: str, **options: Any) -> Reply:
    """A command before the mail itself: when the connection ends here, the server has nothing."""
    if _UNSAFE.search(address):
        return _NO_ADDRESS
    try:
        response = await command(address, **options)
    except SMTPResponseException as error:
        if error.code == _CLOSING or error.code < 0:
            raise MailServerUnavailable(_said(error)) from error
        return Reply(error.code, error.message)
    except ValueError:
        return _NO_ADDRESS
    except (SMTPException, OSError, TimeoutError) as error:
        raise MailServerUnavailable(_said(error)) from error
    return Reply(response.code, response.message)


async def _data(client: SMTP, raw: bytes) -> Reply:
    try:
        response = await client.data(raw, timeout=DATA_TIMEOUT_S)
    except SMTPServerDisconnected as error:
        raise HandoverUncertain(_said(error)) from error
    except SMTPResponseException as error:
        if error.code < 0:
            raise HandoverUncertain(_said(error)) from error
        return Reply(error.code, error.message)
    except (SMTPException, OSError, TimeoutError) as error:
        raise HandoverUncertain(_said(error)) from error
    return Reply(response.code, response.message)


async def _reset(client: SMTP) -> None:
    """Make the connection good for the next mail, or end it."""
    try:
        await client.rset()
    except (SMTPException, OSError, TimeoutError):
        client.close()


async def leave(client: SMTP) -> None:
    """Say good-bye; whatever comes of it, the connection ends."""
    with suppress(SMTPException, OSError, TimeoutError):
        await client.quit(timeout=PATIENCE_S)
    client.close()


def _envelope(address: str, international: bool) -> str:
    return address if international else to_ascii_domain(address)


def _said(error: BaseException) -> str:
    if isinstance(error, SMTPResponseException):
        return f"{error.code} {error.message}"
    return str(error) or type(error).__name__
