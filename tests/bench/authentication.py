"""What knowing who asks costs: queries of one request, when nothing is remembered and while the answer is fresh."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from fastapi import Request
from sqlalchemy import event

from gotrs_api.identity import principals
from gotrs_api.identity.authenticate import principal_of
from gotrs_api.kernel.settings import Settings
from gotrs_api.wiring import build_site


@dataclass(frozen=True)
class AuthenticationCost:
    """`stale_for_s`: how long another process may not know of a change."""

    queries: int
    queries_while_fresh: int
    stale_for_s: float


async def authentication_cost(var: Path, database_url: str, token: str) -> AuthenticationCost:
    """In this process, on the same database as the server and with its keys."""
    site = build_site(Settings(var=var, database_url=database_url))
    request = cast("Request", SimpleNamespace(state=SimpleNamespace(site=site, address="127.0.0.1")))
    sent: list[str] = []
    event.listen(site.database.engine.sync_engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    try:
        await principal_of(request, token)  # a process that runs knows settings and keys
        counts = []
        principals.forget_all(site)
        for _ in range(2):
            sent.clear()
            await principal_of(request, token)
            counts.append(len(sent))
    finally:
        await site.close()
    return AuthenticationCost(counts[0], counts[1], principals.FRESH_FOR_S)
