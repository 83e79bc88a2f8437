"""POP3 (RFC 1939) with CAPA (RFC 2449), STLS (RFC 2595) and AUTH (RFC 5034). Mails are known by their UIDL."""

from __future__ import annotations

from collections.abc import Sequence

from gotrs_api.mail import sasl
from gotrs_api.mail.inbound.fetch.failures import FetchFailed, MailUnreadable, Problem
from gotrs_api.mail.inbound.fetch.port import HARD_LIMIT_BYTES, Access, Encryption, RemoteMail
from gotrs_api.mail.inbound.fetch.wire import LINE_LIMIT_BYTES, Wire, tls_context


class Pop3Mailbox:
    """An open maildrop. Made by `open_pop3`. What is deleted is gone when the server has confirmed QUIT."""

    validity = ""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._capabilities: dict[str, frozenset[str]] = {}

    async def list_mails(self) -> Sequence[RemoteMail]:
        sizes = {}
        for line in await self._lines(b"LIST"):
            number, _, size = line.partition(b" ")
            sizes[int(number)] = int(size.split()[0])
        mails = []
        for line in await self._lines(b"UIDL"):
            number, _, uid = line.partition(b" ")
            mails.append(
                RemoteMail(uid.decode("utf-8", "replace").strip()[:200], sizes.get(int(number), 0), int(number))
            )
        return sorted(mails, key=lambda mail: mail.number)

    def expect(self, mails: Sequence[RemoteMail]) -> None:
        """One after the other is all that there is."""

    async def fetch(self, mail: RemoteMail) -> bytes | None:
        answer = await self.command(b"RETR %d" % mail.number)
        if not answer.startswith(b"+OK"):
            raise MailUnreadable(f"the mail {mail.uid}: {_words(answer)}")
        return await self._wire.dotted(HARD_LIMIT_BYTES)

    async def finish(self, delete: Sequence[RemoteMail]) -> None:
        for mail in delete:
            _require_ok(await self.command(b"DELE %d" % mail.number), Problem.DELETE, "The server does not delete: ")
        _require_ok(await self.command(b"QUIT"), Problem.DELETE, "The server could not delete everything: ")
        await self.close()

    async def close(self) -> None:
        self._wire.close()

    async def greet(self) -> None:
        greeting = await self._wire.line()
        _require_ok(greeting, Problem.PROTOCOL, "The server does not greet as POP3 does: ")
        await self.learn_capabilities()

    async def learn_capabilities(self) -> None:
        if not (await self.command(b"CAPA")).startswith(b"+OK"):
            self._capabilities = {}  # older than RFC 2449
            return
        lines = [
            line.decode("ascii", "replace").upper().split()
            for line in (await self._wire.dotted(LINE_LIMIT_BYTES)).split(b"\r\n")
        ]
        self._capabilities = {words[0]: frozenset(words[1:]) for words in lines if words}

    async def start_tls(self, access: Access) -> None:
        _require_ok(await self.command(b"STLS"), Problem.TLS, "The server does not begin TLS (STLS): ")
        await self._wire.start_tls(tls_context(verify=access.verify_tls), access.host)
        await self.learn_capabilities()

    async def log_in(self, access: Access) -> None:
        """Raises FetchFailed(LOGIN)."""
        refused = f"The server refuses the login of {access.login}: "
        mechanism = sasl.choose(access.credentials, self._capabilities.get("SASL", frozenset()))
        if mechanism is not None:
            response = sasl.initial_response(mechanism, access.credentials)
            if len(response) > 200:  # a command line has at most 255 bytes
                answer = await self.command(b"AUTH " + mechanism.encode())
                if answer.startswith(b"+") and not answer.startswith(b"+OK"):
                    answer = await self.command(response)
            else:
                answer = await self.command(b"AUTH %s %s" % (mechanism.encode(), response))
            if answer.startswith(b"+ "):
                answer = await self.command(sasl.REFUSAL_SEEN.get(mechanism, b"*"))
            _require_ok(answer, Problem.LOGIN, refused)
            return
        if any(c in access.login + access.password for c in "\r\n\0"):
            raise FetchFailed(Problem.LOGIN, "POP3 knows no login or password with line breaks.")
        _require_ok(await self.command(b"USER " + access.login.encode()), Problem.LOGIN, refused)
        _require_ok(await self.command(b"PASS " + access.password.encode()), Problem.LOGIN, refused)

    async def command(self, line: bytes) -> bytes:
        await self._wire.send(line + b"\r\n")
        return await self._wire.line()

    async def _lines(self, command: bytes) -> list[bytes]:
        answer = await self.command(command)
        _require_ok(answer, Problem.PROTOCOL, f"The server cannot {command.decode()}: ")
        return [line for line in (await self._wire.dotted(HARD_LIMIT_BYTES)).split(b"\r\n") if line]


async def open_pop3(access: Access) -> Pop3Mailbox:
    """Connect and log in. Raises FetchFailed."""
    tls = tls_context(verify=access.verify_tls) if access.encryption is Encryption.TLS else None
    mailbox = Pop3Mailbox(await Wire.connect(access.host, access.port, tls=tls))
    try:
        await mailbox.greet()
        if access.encryption is Encryption.STARTTLS:
            await mailbox.start_tls(access)
        await mailbox.log_in(access)
    except BaseException:
        await mailbox.close()
        raise
    return mailbox


def _require_ok(answer: bytes, problem: Problem, words: str) -> None:
    if not answer.startswith(b"+OK"):
        raise FetchFailed(problem, words + _words(answer))


def _words(line: bytes) -> str:
    return line.decode("utf-8", "replace")[:300].strip() or "(nothing)"
