"""How an account fares: written down at the start and the end of each round."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update

from gotrs_api.mail.communication_log.recording import (
    Communication,
    Direction,
    Line,
    Part,
    Priority,
    Status,
    record_communications,
)
from gotrs_api.mail.inbound.fetch.failures import FetchFailed, Problem
from gotrs_api.mail.inbound.fetch.ledger import ACCOUNTS
from gotrs_api.mail.inbound.fetch.plan import DEFAULT_INTERVAL_S, Plan
from gotrs_api.mail.models import FetchedAccount
from gotrs_api.uow import Site

log = structlog.get_logger(__name__)
LONGEST_WAIT_S = 900
LONGEST_ASKED_S = 3600


@dataclass
class RoundResult:
    """What a round did. `left` counts mails that are still on the server and not here."""

    stored: int = 0
    duplicates: int = 0
    recognised: int = 0
    left: int = 0
    has_more: bool = False
    unreadable: dict[str, str] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        return self.stored + self.duplicates + self.recognised + len(self.unreadable)


async def note_start(site: Site, account_id: int) -> None:
    """Also makes the row of an account that has none: it is fetched by hand, and stays so."""
    async with site.job_transaction() as session:
        if await session.get(FetchedAccount, account_id) is None:
            session.add(FetchedAccount(account_id=account_id, is_fetched=0, interval_s=DEFAULT_INTERVAL_S))
            await session.flush()
        await session.execute(_set(account_id, started_at=site.clock.now()))


async def note_success(site: Site, plan: Plan, result: RoundResult) -> None:
    """A mail that the server refuses to hand out does not make the round a failure, but it is told."""
    now = site.clock.now()
    wait_s = 0 if result.has_more else plan.interval_s
    unreadable = "; ".join(list(result.unreadable.values())[:5])
    async with site.job_transaction() as session:
        values: dict[str, Any] = {"succeeded_at": now, "failures": 0, "left_on_server": result.left}
        values |= {"problem": None, "error": None, "due_at": now + timedelta(seconds=wait_s)}
        if unreadable:
            values |= {"problem": Problem.UNREADABLE, "error": f"Not every mail could be fetched: {unreadable}."}
        await session.execute(_set(plan.account_id, **values))
        if unreadable or result.stored or result.duplicates or result.recognised:
            counts = f"{result.stored} stored, {result.duplicates} came before, {result.recognised} known by number"
            lines = [Line("connection", _where(plan)), Line("mails", f"{counts}, {result.left} left on the server")]
            if unreadable:
                lines.append(Line("unreadable", unreadable, Priority.WARNING))
            status = Status.WARNING if unreadable else Status.SUCCESSFUL
            await record_communications(session, [_communication(plan, status, lines, now)])
    if result.stored or result.duplicates or result.recognised:
        log.info(
            "mail.fetched",
            account_id=plan.account_id,
            stored=result.stored,
            duplicates=result.duplicates,
            recognised=result.recognised,
        )


async def note_failure(site: Site, plan: Plan, failure: FetchFailed) -> None:
    """The wait doubles with each failure in a row: servers lock out those who try wrong passwords every minute."""
    now = site.clock.now()
    async with site.job_transaction() as session:
        query = select(ACCOUNTS.c.failures).where(ACCOUNTS.c.account_id == plan.account_id)
        failures = (await session.scalar(query) or 0) + 1
        asked_s = min(failure.wait_s, LONGEST_ASKED_S)
        wait_s = min(LONGEST_WAIT_S, plan.interval_s * 2 ** min(failures - 1, 10))
        await session.execute(
            _set(
                plan.account_id,
                failed_at=now,
                failures=failures,
                problem=failure.problem,
                error=failure.words[:2000],
                due_at=now + timedelta(seconds=max(wait_s, min(plan.interval_s, LONGEST_WAIT_S), asked_s)),
            )
        )
        lines = [Line("connection", _where(plan)), Line(failure.problem, failure.words, Priority.ERROR)]
        await record_communications(session, [_communication(plan, Status.FAILED, lines, now)])
    log.warning("mail.fetch_failed", account_id=plan.account_id, problem=failure.problem, words=failure.words)


def _where(plan: Plan) -> str:
    access = plan.access
    return f"{access.protocol} {access.host}:{access.port} {access.login} {access.folder}"


def _communication(plan: Plan, status: Status, lines: list[Line], now: datetime) -> Communication:
    return Communication(
        direction=Direction.INCOMING,
        status=status,
        part=Part.CONNECTION,
        started=now,
        ended=now,
        lines=lines,
        account_type=plan.access.protocol,
        account_id=plan.account_id,
    )


def _set(account_id: int, **values: Any) -> Any:
    return update(ACCOUNTS).where(ACCOUNTS.c.account_id == account_id).values(**values)
