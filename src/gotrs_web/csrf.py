"""Proof that a form was ours: where the request comes from, and a token bound to the session.

Pure functions; the dependency that reads the request and refuses lives with the web application.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SALT_BYTES = 16


def issue_token(secret: bytes, binding: str) -> str:
    """A token for the session (or, before sign-in, the anonymous cookie) called ``binding``.

    It differs on each call, so that a compressed page does not give it away piece by piece (BREACH).
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    return base64.urlsafe_b64encode(salt + _mac(secret, binding, salt)).decode().rstrip("=")


def token_is_valid(secret: bytes, binding: str, token: str | None) -> bool:
    if not token or not binding or not token.isascii():
        return False
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return False
    salt, mac = raw[:_SALT_BYTES], raw[_SALT_BYTES:]
    return hmac.compare_digest(mac, _mac(secret, binding, salt))


def origin_is_ours(headers: Mapping[str, str], own_origin: str) -> bool:
    """Whether ``Origin`` and ``Sec-Fetch-Site``, as far as they are there, say same-origin.

    ``headers`` is case-insensitive or has lower-case keys; ``own_origin`` is like ``https://desk.example``. A browser cannot be
    made to leave both out across sites; a client without either still needs the token.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or _same_origin(origin, own_origin)


def _same_origin(origin: str, own_origin: str) -> bool:
    ours, theirs = urlsplit(own_origin), urlsplit(origin)
    return (theirs.scheme, theirs.netloc.lower()) == (ours.scheme, ours.netloc.lower())


def _mac(secret: bytes, binding: str, salt: bytes) -> bytes:
    return hmac.new(secret, b"csrf\0" + salt + binding.encode(), hashlib.sha256).digest()
