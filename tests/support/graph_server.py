"""Microsoft Graph's mailboxes on this machine: over TLS, in pages, with ids as long and as alike as the real ones."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.dovecot import write_certificate

NO_CONTENT = 204


@dataclass
class Fault:
    """What one request gets instead: an answer, or a connection that ends `before` or `after` it did its work."""

    method: str
    path: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    when: Literal["before", "after"] = "before"


@dataclass
class GraphServer:
    """One mailbox, `name`, with `token` as the key to it. `heard` are the requests so far."""

    port: int = 0
    name: str = "desk@tenant.example"
    token: str = "new"
    page_size: int = 2
    folders: dict[str, dict[str, bytes]] = field(default_factory=lambda: {"Inbox": {}})
    faults: list[Fault] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    next_host: str = ""
    _numbers: Any = field(default_factory=lambda: count(1))

    def deliver(self, *mails: bytes, folder: str = "") -> None:
        """Ids differ in a letter's case only; every other pair has ids longer than the ledger has room for."""
        for raw in mails:
            number = next(self._numbers)
            pair, odd = divmod(number, 2)
            length = 230 if pair % 2 else 150
            mail_id = f"AAkALg{pair}".ljust(length, "A") + ("Q=" if odd else "q=")
            self.folders.setdefault(folder or "Inbox", {})[mail_id] = raw.replace(b"\r\n", b"\n").replace(
                b"\n", b"\r\n"
            )

    def left(self, folder: str = "") -> int:
        return len(self.folders.get(folder or "Inbox", {}))

    def fail(self, method: str, path: str, **how: Any) -> None:
        self.faults.append(Fault(method, path, **how))

    def answer(self, method: str, target: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        self.heard.append(f"{method} {target}")
        url = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if headers.get("authorization") != f"Bearer {self.token}":
            return _error(401, "InvalidAuthenticationToken", "The token is over.")
        if headers.get("prefer") != 'IdType="ImmutableId"':
            return _error(400, "TestNeedsImmutableIds", "Ids would change when a mail is moved.")
        parts = [unquote(part) for part in url.path.split("/")[1:]]
        if parts[:2] != ["v1.0", "users"] or parts[2] != self.name:
            return _error(404, "ErrorInvalidUser", f"The user {parts[2]} is invalid.")
        match (method, parts[3:]):
            case ("GET", ["mailFolders"]):
                names = [{"id": name, "displayName": name} for name in self.folders if "/" not in name]
                return self._page(url.path, names, query)
            case ("GET", ["mailFolders", folder, "childFolders"]):
                below = [name for name in self.folders if name.startswith(f"{folder}/")]
                names = [{"id": name, "displayName": name.removeprefix(f"{folder}/")} for name in below]
                return self._page(url.path, names, query)
            case ("GET", ["mailFolders", "inbox"]):
                return 200, {}, json.dumps({"id": "Inbox"}).encode()
            case ("GET", ["mailFolders", folder, "messages"]):
                mails = self.folders["Inbox" if folder == "inbox" else folder]
                return self._page(url.path, [{"id": mail_id} for mail_id in mails], query)
            case ("GET", ["messages", mail_id, "$value"]):
                found = next((mails[mail_id] for mails in self.folders.values() if mail_id in mails), None)
                return (200, {}, found) if found is not None else _error(404, "ErrorItemNotFound", "No such item.")
            case ("DELETE", ["messages", mail_id]):
                taken = [mails.pop(mail_id) for mails in self.folders.values() if mail_id in mails]
                return (NO_CONTENT, {}, b"") if taken else _error(404, "ErrorItemNotFound", "No such item.")
        return _error(400, "BadRequest", "Not understood.")

    def _page(
        self, path: str, entries: list[dict[str, str]], query: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        start = int(query.get("$skip", 0))
        page: dict[str, Any] = {"value": entries[start : start + self.page_size]}
        if start + self.page_size < len(entries):
            host = self.next_host or f"127.0.0.1:{self.port}"
            page["@odata.nextLink"] = f"https://{host}{path}?$skip={start + self.page_size}"
        return 200, {}, json.dumps(page).encode()


def _error(status: int, code: str, message: str) -> tuple[int, Mapping[str, str], bytes]:
    return status, {}, json.dumps({"error": {"code": code, "message": message}}).encode()


@asynccontextmanager
async def graph_server(folder: Path) -> AsyncIterator[GraphServer]:
    """`folder`: for its certificate."""
    write_certificate(folder)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    peer = GraphServer()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                if not await _exchange(peer, reader, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    peer.port = server.sockets[0].getsockname()[1]
    try:
        yield peer
    finally:
        server.close()


async def _exchange(peer: GraphServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    fault = next((one for one in peer.faults if one.method == method and one.path in target), None)
    if fault is not None:
        peer.faults.remove(fault)
        if fault.when == "after":
            peer.answer(method, target, headers)
        if not fault.status:
            writer.transport.abort()
            return False
        status, more, body = fault.status, fault.headers, json.dumps(fault.body).encode()
    else:
        status, more, body = peer.answer(method, target, headers)
    fields = "".join(f"{name}: {value}\r\n" for name, value in more.items())
    length = "" if status == NO_CONTENT else f"Content-Length: {len(body)}\r\n"
    writer.write(f"HTTP/1.1 {status} X\r\n{length}{fields}\r\n".encode() + body)
    await writer.drain()
    return True
