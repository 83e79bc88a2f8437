"""Signatures as Standard Webhooks 1.0.0 has them, and GOTRS's own header."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence
from typing import Final

SECRET_START: Final = "whsec_"
_SECRET_BYTES: Final = 32


def new_secret() -> str:
    return SECRET_START + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signed_headers(keys: Sequence[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The first key is the present one; the others sign as well while a rotation lasts."""
    raw = [base64.b64decode(key.removeprefix(SECRET_START)) for key in keys]
    content = f"{message_id}.{timestamp}.".encode() + body
    signatures = [base64.b64encode(hmac.digest(key, content, "sha256")).decode() for key in raw]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
        "x-gotrs-signature": f"sha256={hmac.digest(raw[0], body, 'sha256').hex()}",
    }
