"""A puzzle like hashcash: find a number so that the SHA-256 of challenge and number begins with so many zero bits.

The challenge is signed, for one purpose, good for ten minutes and for one use. Checking costs one hash.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

import orjson

from gotrs_api.identity.captcha.kinds import Purpose
from gotrs_api.identity.service import exchanges
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site

LIFETIME = timedelta(minutes=10)
SEPARATOR = "~"
_USED = "proof_of_work"
_LEAST_BITS, _MOST_BITS = 1, 26


def bounded(bits: int) -> int:
    return max(_LEAST_BITS, min(_MOST_BITS, bits))


def make(settings: Settings, purpose: Purpose, bits: int, now: datetime) -> str:
    facts = {
        "n": secrets.token_urlsafe(16),
        "p": str(purpose),
        "b": bounded(bits),
        "x": int((now + LIFETIME).timestamp()),
    }
    payload = base64.urlsafe_b64encode(orjson.dumps(facts)).decode()
    return f"{payload}.{_signature(settings, payload)}"


async def is_solved(site: Site, purpose: Purpose, answer: str) -> bool:
    """`answer` is `challenge~number`. A right answer counts once; who asks again has used it up."""
    challenge, _, number = answer.rpartition(SEPARATOR)
    payload, _, signature = challenge.partition(".")
    if (
        not number.isdecimal()
        or not answer.isascii()
        or not hmac.compare_digest(signature.encode(), _signature(site.settings, payload).encode())
    ):
        return False
    facts = orjson.loads(base64.urlsafe_b64decode(payload))
    if facts["p"] != purpose or facts["x"] <= site.clock.now().timestamp():
        return False
    digest = hashlib.sha256(answer.encode()).digest()
    if int.from_bytes(digest, "big") >> (256 - facts["b"]):
        return False
    async with site.uow() as uow:  # in the database: neither a restart nor another process gives it a second use
        return await exchanges.happens_once(uow, _USED, facts["n"], until=datetime.fromtimestamp(facts["x"], UTC))


def _signature(settings: Settings, payload: str) -> str:
    key = hmac.digest(settings.effective_secret_key, b"gotrs proof of work", "sha256")
    return hmac.new(key, payload.encode(), hashlib.sha256).hexdigest()
