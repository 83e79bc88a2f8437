"""Background work that is the other system's is not done here: asked before each round and each job.

What nobody else does (search, webhooks, retention) runs here always; where it would write to a table of OTRS's in shadow
mode it is refused, like everybody, and that is no failure.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Any

import structlog

from gotrs_api.coexistence import service
from gotrs_api.coexistence.errors import OnlyShown
from gotrs_api.jobs.registry import Job, Periodic

log = structlog.get_logger(__name__)
Work = Callable[..., Awaitable[None]]
_ASKED = frozenset().union(*service.DUTIES.values(), service.NOT_IN_SHADOW)


def gated(functions: Iterable[Work]) -> tuple[Work, ...]:
    """The same jobs; those that may be the other system's ask first. What is not ours is left, and counts as done."""
    return tuple(_gated(function) for function in functions)


def _gated(function: Work) -> Work:
    declared: Job | Periodic | None = getattr(function, "job", None) or getattr(function, "periodic", None)
    if declared is None:
        return function
    name = declared.name

    async def run(ctx: Any, *payload: Any) -> None:
        if name in _ASKED:
            async with ctx.read() as read:
                ours = (await service.current(read)).does(name)
            if not ours:
                log.debug("coexistence.left_to_otrs", work=name)
                return
        try:
            await function(ctx, *payload)
        except OnlyShown:
            log.info("coexistence.only_shown", work=name)

    if isinstance(declared, Job):
        run.job = replace(declared, run=run)  # type: ignore[attr-defined]
    else:
        run.periodic = replace(declared, run=run)  # type: ignore[attr-defined]
    return run
