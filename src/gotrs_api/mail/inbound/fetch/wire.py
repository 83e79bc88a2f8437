"""A connection that speaks in lines: with TLS or not, with limits and time-outs, and failures in words."""

from __future__ import annotations

import asyncio
import socket
import ssl
from io import BytesIO

from gotrs_api.mail.inbound.fetch.failures import FetchFailed, Problem

CONNECT_TIMEOUT_S = 15.0
SILENCE_TIMEOUT_S = 45.0
LINE_LIMIT_BYTES = 16 * 1024 * 1024  # the answer to UID SEARCH names every mail of the mailbox in one line
_CHUNK = 64 * 1024


class Wire:
    """Made by `connect`. Reading raises FetchFailed when the other side ends, is silent too long or says too much."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, where: str, silence_timeout_s: float
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._where = where
        self._timeout_s = silence_timeout_s
        self._buffer = bytearray()

    @classmethod
    async def connect(
        cls, host: str, port: int, *, tls: ssl.SSLContext | None = None, silence_timeout_s: float = SILENCE_TIMEOUT_S
    ) -> Wire:
        """Raises FetchFailed: DNS, REFUSED, UNREACHABLE, TIMEOUT, TLS."""
        where = f"{host}:{port}"
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                reader, writer = await asyncio.open_connection(host, port, ssl=tls, limit=_CHUNK)
        except (OSError, TimeoutError, ValueError) as error:
            raise told(error, where) from error
        return cls(reader, writer, where, silence_timeout_s)

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Raises FetchFailed, also when the server said more than it should before TLS began (CVE-2011-0411)."""
        if self._buffer or await self._has_more():
            raise FetchFailed(Problem.TLS, f"{self._where} went on in the clear where TLS should begin.")
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await self._writer.start_tls(context, server_hostname=host)
        except (OSError, TimeoutError, ValueError) as error:
            raise told(error, self._where) from error

    async def _has_more(self) -> bool:
        try:
            async with asyncio.timeout(0):
                self._buffer += await self._reader.read(1)
        except TimeoutError:
            return False
        return True

    async def send(self, data: bytes) -> None:
        try:
            self._writer.write(data)
            async with asyncio.timeout(self._timeout_s):
                await self._writer.drain()
        except (OSError, TimeoutError) as error:
            raise told(error, self._where) from error

    async def line(self, *, patience_s: float | None = None) -> bytes:
        """The next line without its end. `patience_s` replaces the usual time-out."""
        return (await self.until(b"\n", LINE_LIMIT_BYTES, patience_s=patience_s)).rstrip(b"\r\n")

    async def until(self, end: bytes, limit: int, *, patience_s: float | None = None) -> bytes:
        """Bytes up to and with `end`."""
        searched = 0
        while (at := self._buffer.find(end, searched)) < 0:
            if len(self._buffer) > limit:
                raise FetchFailed(Problem.PROTOCOL, f"{self._where} sent more than {limit} bytes in one answer.")
            searched = max(0, len(self._buffer) - len(end) + 1)
            await self._more(patience_s)
        taken = bytes(memoryview(self._buffer)[: at + len(end)])
        del self._buffer[: at + len(end)]
        return taken

    async def exactly(self, size: int) -> bytes:
        taken = BytesIO()  # grows without a second copy of a large mail
        while (missing := size - taken.tell()) > 0:
            if not self._buffer:
                await self._more(None)
            taken.write(self._buffer[:missing])
            del self._buffer[:missing]
        return taken.getvalue()

    async def dotted(self, limit: int) -> bytes:
        """The rest of a multi-line answer (RFC 1939, 3), without its last dot and the dots that protect others."""
        taken, begins_line = BytesIO(), True
        while taken.tell() <= limit:
            if b"\n" not in self._buffer and len(self._buffer) < _CHUNK:
                await self._more(None)
                continue
            piece = self._buffer[: self._buffer.rfind(b"\n") + 1 or len(self._buffer) - 1]
            end = 0 if begins_line and piece.startswith(b".\r\n") else piece.find(b"\r\n.\r\n") + 2
            is_last = end != 1
            del self._buffer[: end + 3 if is_last else len(piece)]
            if is_last:
                del piece[end:]
            if begins_line and piece.startswith(b".."):
                del piece[:1]
            begins_line = piece.endswith(b"\r\n")
            taken.write(piece.replace(b"\r\n..", b"\r\n."))
            if is_last:
                return taken.getvalue()
        raise FetchFailed(Problem.PROTOCOL, f"{self._where} sent more than {limit} bytes in one answer.")

    async def _more(self, patience_s: float | None) -> None:
        try:
            async with asyncio.timeout(patience_s or self._timeout_s):
                data = await self._reader.read(_CHUNK)
        except (OSError, TimeoutError) as error:
            raise told(error, self._where) from error
        if not data:
            raise FetchFailed(Problem.CLOSED, f"{self._where} ended the connection.")
        self._buffer += data

    def close(self) -> None:
        self._writer.transport.abort()


def tls_context(*, verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def told(error: BaseException, where: str) -> FetchFailed:
    """What an error of the network means; `where` is host:port."""
    host = where.rpartition(":")[0]
    match error:
        case socket.gaierror() | UnicodeError():
            return FetchFailed(Problem.DNS, f"The host name {host} cannot be resolved: {error}.")
        case ssl.SSLCertVerificationError():
            return FetchFailed(Problem.TLS, f"The certificate of {where} is not trusted: {error.verify_message}.")
        case ssl.SSLError():
            return FetchFailed(Problem.TLS, f"No TLS with {where}: {error.reason or error}. Is it the right port?")
        case TimeoutError():
            return FetchFailed(Problem.TIMEOUT, f"{where} did not answer in time.")
        case ConnectionRefusedError():
            return FetchFailed(Problem.REFUSED, f"{where} refuses connections. Is it the right port?")
        case ConnectionError():
            return FetchFailed(Problem.CLOSED, f"{where} ended the connection.")
        case _:
            # asyncio collects what several addresses said into one text
            refused = "Connect call failed" in str(error)
            problem = Problem.REFUSED if refused else Problem.UNREACHABLE
            return FetchFailed(problem, f"{where} cannot be reached: {error}.")
