"""A push service on this machine, and a browser that has subscribed at it: reads messages as RFC 8291 and 8292 say."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class PushBrowser:
    """Holds the private half of a subscription."""

    def __init__(self, endpoint: str, *, private: int | None = None, auth: bytes = b"") -> None:
        curve = ec.SECP256R1()
        self.key = ec.derive_private_key(private, curve) if private else ec.generate_private_key(curve)
        self.auth = auth or os.urandom(16)
        self.endpoint = endpoint

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> dict[str, Any]:
        """`PushSubscription.toJSON()`."""
        keys = {"p256dh": encoded(self.public), "auth": encoded(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def read(self, body: bytes) -> bytes:
        """Raises InvalidTag for what was meant for another browser, or altered."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size, "more than one record"
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(self.key.curve, sender))
        secret = _hkdf(shared, self.auth, b"WebPush: info\0" + self.public + sender, 32)
        opened = AESGCM(_hkdf(secret, salt, b"Content-Encoding: aes128gcm\0", 16)).decrypt(
            _hkdf(secret, salt, b"Content-Encoding: nonce\0", 12), sealed, None
        )
        plain = opened.rstrip(b"\0")
        assert plain[-1:] == b"\x02", "not the last record"
        return plain[:-1]


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


@dataclass
class Pushed:
    path: str
    headers: dict[str, str]
    body: bytes

    def claims(self) -> dict[str, Any]:
        """Of the sender's token, checked with the sender's key."""
        scheme, _, rest = self.headers["authorization"].partition(" ")
        assert scheme == "vapid"
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        point = decoded(parts["k"])
        key = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": encoded(point[1:33]), "y": encoded(point[33:])})
        return dict(jwt.decode(parts["t"], key, algorithms=["ES256"]).claims)


@dataclass
class PushService:
    """`status` goes out with `headers`; `pushed` is what came in."""

    port: int = 0
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    pushed: list[Pushed] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def browser(self, name: str) -> PushBrowser:
        return PushBrowser(f"{self.origin}/push/{name}")

    def messages(self, browser: PushBrowser) -> list[dict[str, Any]]:
        """What this browser got, in order."""
        mine = [one for one in self.pushed if browser.endpoint == f"{self.origin}{one.path}"]
        return [json.loads(browser.read(one.body)) for one in mine]


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    peer = PushService()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        body = await reader.readexactly(int(headers["content-length"]))
        peer.pushed.append(Pushed(head[0].split()[1], headers, body))
        more = "".join(f"{name}: {value}\r\n" for name, value in peer.headers.items())
        writer.write(f"HTTP/1.1 {peer.status} X\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    peer.port = server.sockets[0].getsockname()[1]
    try:
        yield peer
    finally:
        server.close()
