"""For what happens elsewhere (another process, a thread, a browser): wait for it with a limit, never for a fixed time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

Seen = TypeVar("Seen")


async def eventually(look: Callable[[], Awaitable[Seen]], *, within_s: float = 10, every_s: float = 0.01) -> Seen:
    """Look again and again; answers the first true thing seen. Raises AssertionError when time is over."""
    deadline = time.monotonic() + within_s
    while not (seen := await look()):
        assert time.monotonic() < deadline, f"not within {within_s} s; last seen: {seen!r}"
        await asyncio.sleep(every_s)
    return seen


async def tasks_done(name: str) -> None:
    """Wait until the tasks with this name, begun in the background of this process, have ended."""
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == name))
