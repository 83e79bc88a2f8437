"""What the job of invokers is told."""

from __future__ import annotations

from typing import Any

from gotrs_api.jobs import JobPayload


class CallInvoker(JobPayload):
    """One call. `begun_at` (epoch seconds), `retries` and `interval_s` are those of OTRS's RequestRetry."""

    webservice_id: int
    invoker: str
    data: dict[str, Any]
    begun_at: int
    retries: int = 0
    interval_s: float = 0
