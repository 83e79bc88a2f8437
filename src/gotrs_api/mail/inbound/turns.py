"""Mails become tickets one after the other, or many of them together: an answer must not overtake what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gotrs_api.uow import Site
from gotrs_api.uow.holding import alone

_NAME = "mail.sorting"


class Turns:
    """Of one process. `waiting` are the mails whose jobs wait for a company, and may be taken along by another's."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting: set[int] = set()


@asynccontextmanager
async def in_turn(site: Site) -> AsyncIterator[Turns]:
    """Nobody else sorts meanwhile, here or in another process. Whoever waits here holds no connection."""
    turns = site.part(Turns, Turns)
    async with turns.lock, alone(site, _NAME):
        yield turns
