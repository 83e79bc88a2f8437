"""Whether and when a failed call is tried again: the error handling module RequestRetry.

Source: Znuny 6.5, Kernel/GenericInterface/ErrorHandling/RequestRetry.pm.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gotrs_api.generic_interface.webservice import Config, Webservice, flag, number, section, text, texts
from gotrs_api.kernel.expressions import BadExpression, compiled

_LEAST_S: Final = 1.0  # between two tries: without an interval and a limit nobody shall be called as fast as it goes


@dataclass(frozen=True)
class Failure:
    """What failed, at which of OTRS's stages, and how often it was tried again already."""

    invoker: str
    stage: str
    message: str
    begun_at: datetime
    retries: int = 0
    interval_s: float = 0


@dataclass(frozen=True)
class Retry:
    delay_s: float
    retries: int


def next_try(webservice: Webservice, failure: Failure, now: datetime) -> Retry | None:
    """By the first module, in order of priority, whose filters fit; None where nothing shall be tried again."""
    modules = section(webservice.requester, "ErrorHandling")
    priority = texts(webservice.requester, "ErrorHandlingPriority")
    for name in (*priority, *sorted(set(modules) - set(priority))):
        module = section(modules, name)
        if text(module, "Type") == "RequestRetry" and _applies(module, failure):
            return _retry(module, failure, now)
    return None


def _applies(module: Config, failure: Failure) -> bool:
    invokers, stages = texts(module, "InvokerFilter"), texts(module, "ErrorStageFilter")
    pattern = text(module, "ErrorMessageContentFilter")
    if (invokers and failure.invoker not in invokers) or (stages and failure.stage not in stages):
        return False
    try:
        return not pattern or compiled(pattern).search(failure.message) is not None
    except BadExpression:
        return False


def _retry(module: Config, failure: Failure, now: datetime) -> Retry | None:
    if not flag(module, "ScheduleRetry"):
        return None
    most = number(module, "RetryCountMax", 0)
    if most and failure.retries >= most:
        return None
    start = number(module, "RetryIntervalStart", 0)
    delay = float(start) if not failure.retries else failure.interval_s * _factor(module)
    if longest := number(module, "RetryIntervalMax", 0):
        delay = min(delay, longest)
    if failure.retries:
        delay = max(delay, _LEAST_S)
    period = number(module, "RetryPeriodMax", 0)
    if period and now + timedelta(seconds=delay) > failure.begun_at + timedelta(seconds=period):
        return None
    return Retry(delay, failure.retries + 1)


def _factor(module: Config) -> float:
    return {"1.5": 1.5, "2": 2.0}.get(text(module, "RetryIntervalFactor"), 1.0)
