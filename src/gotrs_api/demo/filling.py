"""Fills a database with the demo: the house first, then ninety days of work in it, in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from gotrs_api.demo import organisation
from gotrs_api.demo.plan import DAYS, plan
from gotrs_api.demo.play import play
from gotrs_api.events import Handlers
from gotrs_api.kernel.clock import FakeClock, SystemClock
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site
from gotrs_api.wiring import HANDLERS, build_site

# What these would do reaches people outside: a demo sends nothing.
_OUTWARD: Final = ("gotrs_api.mail", "gotrs_api.automation", "gotrs_api.webhooks", "gotrs_api.plugins")
Progress = Callable[[int, int], None]


class DemoIsThere(GotrsError):
    code = "demo.is_there"
    status = 409
    message = "The demo is in this database already."


@dataclass(frozen=True)
class Filled:
    """How much there is now. `agents` and `customers` are logins that the demo's password opens."""

    tickets: int
    steps: int
    agents: list[str]
    customers: list[str]


async def fill(settings: Settings, *, tickets: int, seed: int, progress: Progress) -> Filled:
    """On a migrated database. The same seed makes the same conversations, counted back from now.

    `progress(done, of)` is called after each step. Raises DemoIsThere.
    """
    clock = FakeClock(SystemClock().now() - timedelta(days=DAYS + 1))
    site = build_site(settings, clock=clock)
    site.handlers = quiet_handlers()
    try:
        return await fill_site(site, clock, until=SystemClock().now(), tickets=tickets, seed=seed, progress=progress)
    finally:
        await site.close()


async def fill_site(
    site: Site, clock: FakeClock, *, until: datetime, tickets: int, seed: int, progress: Progress
) -> Filled:
    """`clock` is the site's own; it ends at the last step before `until`."""
    async with site.read() as read:
        if await organisation.is_built(read):
            raise DemoIsThere
    chance = Random(seed)
    clock.set(until - timedelta(days=DAYS + 1))
    await organisation.build(site)
    async with site.read() as read:
        house = await organisation.inhabitants(read)
    steps = plan(house, tickets, until, chance)
    for done, step in enumerate(steps, 1):
        clock.set(step.at)
        async with site.uow() as uow:
            await play(uow, step, chance)
        progress(done, len(steps))
    customers = [people[0].login for people in house.customers.values()]
    return Filled(tickets, len(steps), sorted(house.agents), customers)


def quiet_handlers() -> Handlers:
    """The application's reactions without those that reach out of the house."""
    return Handlers(handler for handler in HANDLERS if not handler.react.__module__.startswith(_OUTWARD))
