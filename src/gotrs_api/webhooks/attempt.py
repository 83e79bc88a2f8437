"""One attempt to deliver: what is sent, and what follows from the answer. Knows no database."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from gotrs_api.kernel.outbound import Outbound, OutboundRefused
from gotrs_api.version import VERSION

# Seconds after the attempt before, for the second to the tenth attempt.
WAITS_S: Final = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
TIMEOUT_S: Final = 15.0
JITTER: Final = 0.1
ANSWER_LIMIT_BYTES: Final = 16 * 1024
LONGEST_WAIT_S: Final = 86_400
GONE: Final = 410


@dataclass(frozen=True)
class Outcome:
    """`ok`, or why not. `wait_s`: what the receiver asked for."""

    ok: bool
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    took_ms: int = 0
    error: str | None = None
    wait_s: float | None = None

    @property
    def is_gone(self) -> bool:
        return self.status == GONE


async def send(outbound: Outbound, url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> Outcome:
    """Never raises for what the other side does."""
    fixed = {"content-type": "application/json", "user-agent": f"GOTRS/{VERSION}", "accept": "*/*"}
    try:
        answer = await outbound.request(
            "POST", url, headers={**fixed, **headers}, content=body, timeout_s=TIMEOUT_S,
            limit_bytes=ANSWER_LIMIT_BYTES, cut=True, keep=True,
        )  # fmt: skip
    except OutboundRefused as refusal:
        return Outcome(False, error=str(refusal))
    except httpx.TimeoutException:
        return Outcome(False, error=f"No answer within {TIMEOUT_S:g} seconds.", took_ms=int(TIMEOUT_S * 1000))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
        return Outcome(False, error=f"{type(error).__name__}: {error}"[:500])
    ok = 200 <= answer.status < 300
    return Outcome(
        ok=ok,
        status=answer.status,
        headers=dict(answer.headers),
        body=answer.body.decode("utf-8", "replace"),
        took_ms=int(answer.took_s * 1000),
        error=None if ok else f"The receiver answered {answer.status}.",
        wait_s=None if ok else _retry_after(answer.headers.get("retry-after"), now),
    )


def next_attempt(attempts: int, outcome: Outcome, now: datetime) -> datetime | None:
    """After so many attempts; None when it was the last."""
    if attempts > len(WAITS_S):
        return None
    wait_s = WAITS_S[attempts - 1] * (1 + random.uniform(0, JITTER))
    if outcome.wait_s is not None:
        wait_s = max(wait_s, outcome.wait_s)
    return now + timedelta(seconds=min(wait_s, LONGEST_WAIT_S * (1 + JITTER)))


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds, or a date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
        return max(0.0, (moment - now).total_seconds()) if moment.tzinfo else None
    except (ValueError, TypeError):
        return None
