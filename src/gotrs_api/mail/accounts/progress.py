"""What the rows say about how an account fares."""

from __future__ import annotations

from datetime import datetime

from gotrs_api.mail.accounts.schemas import AccountProgress, FetchState
from gotrs_api.mail.inbound.fetch.failures import Problem
from gotrs_api.mail.inbound.fetch.plan import VALID
from gotrs_api.mail.models import FetchedAccount, MailAccount

# A round may take minutes when much has piled up; what is silent for longer than that is dead.
LATE_AFTER_S = 600
LATE_AFTER_ROUNDS = 3


def progress_of(account: MailAccount, side: FetchedAccount | None, *, enabled: bool, now: datetime) -> AccountProgress:
    if side is None:
        side = FetchedAccount(failures=0, left_on_server=0, stored=0, duplicates=0, recognised=0, is_fetched=0)
    lag_s = (now - side.succeeded_at).total_seconds() if side.succeeded_at is not None else None
    return AccountProgress(
        state=_state(account, side, enabled=enabled, now=now),
        problem=Problem(side.problem) if side.problem in set(Problem) else None,
        error=side.error,
        failures=side.failures,
        last_started=side.started_at,
        last_success=side.succeeded_at,
        last_failure=side.failed_at,
        next_due=side.due_at,
        lag_s=lag_s,
        stored=side.stored,
        duplicates=side.duplicates,
        recognised=side.recognised,
        left_on_server=side.left_on_server,
    )


def _state(account: MailAccount, side: FetchedAccount, *, enabled: bool, now: datetime) -> FetchState:
    if not enabled or not side.is_fetched or account.valid_id != VALID:
        return FetchState.OFF
    if side.failures:
        return FetchState.FAILING
    if side.started_at is None:
        began = side.due_at or account.change_time
    else:
        began = side.succeeded_at or side.started_at
    if (now - began).total_seconds() > max(LATE_AFTER_S, LATE_AFTER_ROUNDS * side.interval_s):
        return FetchState.LATE
    return FetchState.OK if side.succeeded_at is not None else FetchState.NEW
