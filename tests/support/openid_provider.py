"""A small OpenID provider as a real HTTP server: discovery, keys, consent without questions, PKCE checked."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "desk", "desk-secret"


@dataclass
class OpenIdProvider:
    """`claims` are about whoever signs in; `altered` overrides what stands in the next ID tokens, to play a bad one."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    altered: dict[str, Any] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)  # over what it usually says of itself
    signs_with: RSAKey | None = None
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    now: float = 0.0

    def reset(self, now: float) -> None:
        self.now, self.altered, self.described, self.signs_with = now, {}, {}, None
        self.claims = {
            "sub": "sub-olga",
            "preferred_username": "olga",
            "email": "olga@example.org",
            "email_verified": True,
            "given_name": "Olga",
            "family_name": "Ohm",
            "groups": ["staff"],
        }

    def config(self, **more: object) -> dict[str, object]:
        return {"issuer": self.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, **more}

    def answer(self, request: BaseHTTPRequestHandler) -> tuple[int, dict[str, Any] | str]:
        parts = urlsplit(request.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            return 200, self._metadata()
        if parts.path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        if parts.path == "/authorize":
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            answer = {"code": code, "state": asked["state"], "iss": self.issuer}
            return 302, f"{asked['redirect_uri']}?{urlencode(answer)}"
        if parts.path == "/end":
            return 302, asked["post_logout_redirect_uri"]
        if parts.path == "/userinfo":
            token = request.headers.get("authorization", "").removeprefix("Bearer ")
            return (200, self.claims) if token in self.tokens else (401, {"error": "invalid_token"})
        if parts.path == "/token":
            size = int(request.headers.get("content-length", "0"))
            form = {name: values[0] for name, values in parse_qs(request.rfile.read(size).decode()).items()}
            return self._token(request, form)
        return 404, {"error": "not_found"}

    def _token(self, request: BaseHTTPRequestHandler, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        client = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {client}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or asked["redirect_uri"] != form["redirect_uri"] or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "exp": int(self.now) + 300,
            "iat": int(self.now),
            "nonce": asked["nonce"],
            "sub": self.claims["sub"],
            **({"auth_time": int(self.now)} if asked.get("prompt") == "login" else {}),
            **self.altered,
        }
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        token = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.signs_with or self.key)
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": token}

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/end",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **self.described,
        }


@contextmanager
def running_openid_provider() -> Iterator[OpenIdProvider]:
    provider = OpenIdProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, answer = provider.answer(self)
            body = b"" if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(status)
            if isinstance(answer, str):
                self.send_header("Location", answer)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@pytest.fixture(scope="session")
def _openid_server() -> Iterator[OpenIdProvider]:
    with running_openid_provider() as provider:
        yield provider


@pytest.fixture
def openid(_openid_server: OpenIdProvider) -> OpenIdProvider:
    """An OpenID provider that signs `olga` in; its time is the machine's unless a test says otherwise."""
    _openid_server.reset(time.time())
    return _openid_server
