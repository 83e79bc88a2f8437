"""How many tickets are open, by queue, state, lock and priority: counted once for the site, added up for each agent.

Up to `LIVE_UP_TO` open tickets are counted for every request. Above that the numbers are remembered: they count as fresh
for two seconds, and are served for up to ten while one task counts again (see decision 0024).
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Final

import orjson
import structlog
from sqlalchemy.exc import SQLAlchemyError

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.queues.service import list_queues
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import counts
from gotrs_api.tickets.schemas.numbers import OpenCount
from gotrs_api.tickets.service.names import NAMES, open_state_ids
from gotrs_api.uow import ReadUow, Site

LIVE_UP_TO: Final = 20_000
FRESH_FOR: Final = timedelta(seconds=2)
KEPT_S: Final = 10.0
RENEWAL: Final = "tickets.open_counts"  # the name of the tasks that count again
log = structlog.get_logger(__name__)


async def viewable_state_ids(uow: ReadUow) -> list[int]:
    """Ids of the states that overviews show."""
    types = await sysconfig.get(uow, settings.TICKET_VIEWABLE_STATE_TYPES)
    return sorted((await NAMES.get(uow)).state.ids_of_types(types))


async def counted_states(uow: ReadUow) -> list[int]:
    """Ids of the states whose tickets `open_counts` knows."""
    return sorted({*await viewable_state_ids(uow), *await open_state_ids(uow)})


async def open_counts(uow: ReadUow, principal: Principal) -> list[OpenCount]:
    """For the queues that the agent may read (the system: all of them), archived tickets included."""

    async def load() -> list[OpenCount]:
        found = await _remembered(uow)
        return await _counted(uow, await counted_states(uow)) if found is None else found

    return await _readable(uow, principal, await uow.once("open_counts", load))


async def remembered_counts(uow: ReadUow, principal: Principal) -> list[OpenCount] | None:
    """As `open_counts`, but None where nothing is remembered: the caller counts only what it needs, then calls `found_open`."""
    found = await uow.once("remembered_counts", lambda: _remembered(uow))
    return None if found is None else await _readable(uow, principal, found)


async def found_open(uow: ReadUow, number: int) -> None:
    """A caller counted this many open tickets. If they are very many, the next question is answered from memory."""
    if number > LIVE_UP_TO and not uow.writes:
        await _renew(uow.site, await counted_states(uow))


async def _readable(uow: ReadUow, principal: Principal, everywhere: list[OpenCount]) -> list[OpenCount]:
    if principal.is_system:
        return everywhere
    queues, groups = (await list_queues(uow)).by_id, principal.group_ids(QueueRight.RO)
    return [one for one in everywhere if one.queue_id in queues and queues[one.queue_id].group.id in groups]


class _Renewals:
    """A site's tasks that count again while requests are served what was counted before. Held here until they end."""

    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[None]] = set()


def _key(states: list[int]) -> str:
    return f"open_counts:{','.join(map(str, states))}"


async def _remembered(uow: ReadUow) -> list[OpenCount] | None:
    """None also in a unit of work that writes: it has to see its own changes."""
    if uow.writes:
        return None
    states = await counted_states(uow)
    kept = await uow.site.cache.get(_key(states))
    if kept is None:
        return None
    counted_at, rows = orjson.loads(kept)
    if uow.clock.now().timestamp() - counted_at >= FRESH_FOR.total_seconds():
        await _renew(uow.site, states)
    return [OpenCount(*row) for row in rows]


async def _counted(uow: ReadUow, states: list[int]) -> list[OpenCount]:
    """Counted now, and remembered where they are very many; the number alone decides, so a desk always behaves the same."""
    now = uow.clock.now().timestamp()
    found = await counts.open_counts(uow.session, states, int(now))
    if sum(one.tickets for one in found) > LIVE_UP_TO and not uow.writes:
        await uow.site.cache.set(_key(states), orjson.dumps([now, [tuple(one) for one in found]]), KEPT_S)
    return found


async def _renew(site: Site, states: list[int]) -> None:
    """Start counting again, in one task for all processes that share the cache; if it dies, another may follow."""
    renewing = f"{_key(states)}:renewing"
    if await site.cache.incr(renewing, KEPT_S) != 1:
        return

    async def count_again() -> None:
        try:
            async with site.read() as read:
                await _counted(read, states)
        except (SQLAlchemyError, OSError) as error:  # the old numbers expire by themselves
            log.warning("tickets.counts_not_renewed", error=type(error).__name__)
        finally:
            await site.cache.delete(renewing)

    tasks = site.part(_Renewals, _Renewals).tasks
    task = asyncio.create_task(count_again(), name=RENEWAL)
    tasks.add(task)
    task.add_done_callback(tasks.discard)
