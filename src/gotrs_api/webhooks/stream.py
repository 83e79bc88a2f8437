"""The event log as Server-Sent Events: what somebody may see of it, from a point on, as long as they listen."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

import orjson
from sqlalchemy import func, select

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Unauthenticated
from gotrs_api.uow import Site
from gotrs_api.webhooks.models import LoggedEvent
from gotrs_api.webhooks.rights import visible_entries
from gotrs_api.webhooks.tail import Entry, tail_of

HEARTBEAT_S: Final = 20.0
RESET: Final = "stream.reset"
HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
Identify = Callable[[], Awaitable[Principal | None]]


async def event_stream(
    site: Site,
    identify: Identify,
    *,
    last_id: int | None,
    wants: Callable[[Entry], bool],
    show: Callable[[Entry], str],
    heartbeat_s: float = HEARTBEAT_S,
) -> AsyncIterator[bytes]:
    """Ends when `identify` finds nobody any more, and with the process. `last_id`: what the listener has seen already.

    Whoever comes back after the log has forgotten what followed, or was begun anew, gets `stream.reset` first: it has to
    look for itself.
    """
    tail = tail_of(site)
    position = await tail.join()
    try:
        yield b"retry: 2000\n: welcome\n\n"
        if last_id is not None and last_id != position:
            oldest, newest = await _reach(site)
            if last_id + 1 < oldest or last_id > newest:  # newer than all: a backup from before was restored
                yield _message(position, RESET, "{}")
            else:
                position = last_id
        said = time.monotonic()
        while not tail.has_ended and (principal := await _still_there(identify)) is not None:
            entries = await tail.after(position)
            if entries:
                wanted = [entry for entry in entries if wants(entry)]
                if wanted:
                    async with site.read() as read:
                        wanted = await visible_entries(read, principal, wanted)
                position = entries[-1].id
                if wanted:
                    said = time.monotonic()
                    yield b"".join(_message(entry.id, entry.type, show(entry)) for entry in wanted)
                continue
            left = said + heartbeat_s - time.monotonic()
            if left <= 0:
                said = time.monotonic()
                # With the id: who comes back need not be told of what was not for them.
                yield f"id: {position}\n: alive\n\n".encode()
                continue
            await tail.wait(left)
    finally:
        await tail.leave()


def whole(entry: Entry) -> str:
    return entry.data


def thin(entry: Entry) -> str:
    """Enough to know what to load anew."""
    content: dict[str, Any] = {"kind": entry.type, "ticket_id": entry.ticket_id, "queue_id": entry.queue_id}
    if entry.type == "ticket.queue_moved":
        content["old_queue_id"] = orjson.loads(entry.data)["data"]["old_queue_id"]
    return orjson.dumps(content).decode()


async def _still_there(identify: Identify) -> Principal | None:
    try:
        return await identify()
    except Unauthenticated:
        return None


async def _reach(site: Site) -> tuple[int, int]:
    """The oldest and the newest id of the log."""
    async with site.read() as read:
        ids = select(func.min(LoggedEvent.id), func.max(LoggedEvent.id))
        oldest, newest = (await read.session.execute(ids)).one()
    return int(oldest or 0), int(newest or 0)


def _message(position: int, kind: str, data: str) -> bytes:
    return f"id: {position}\nevent: {kind}\ndata: {data}\n\n".encode()
