"""Which of two systems on one database does what. Where no OTRS is beside us, everything is ours."""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.coexistence.models import OtrsValue
from gotrs_api.uow import ReadUow, UnitOfWork

# What only one system may do, and the background work here that it consists of.
DUTIES: Final[dict[str, frozenset[str]]] = {
    "mail_fetching": frozenset({"mail.fetch_due", "mail.fetch_account"}),
    "mail_queue": frozenset({"mail.requeue", "mail.send"}),
    "escalation": frozenset({"tickets.escalation"}),
    "pending": frozenset({"tickets.pending"}),
    "unlock": frozenset({"tickets.unlock_timeout"}),
    "notifications": frozenset({"automation.notify"}),
}
# Waits until GOTRS may write: a mail that was taken in before stays in the spool, and its sweep comes back to it.
NOT_IN_SHADOW: Final = frozenset({"mail.process_inbound"})
OTRS: Final = "otrs"
GOTRS: Final = "gotrs"
SHADOW: Final = "shadow"  # GOTRS shows and changes nothing
BESIDE: Final = "beside"  # both work
_FRESH_FOR_S: Final = 2.0


@dataclass(frozen=True)
class Coexistence:
    """`mode` is empty where GOTRS is alone, else shadow or beside. `owners`: duty → otrs or gotrs."""

    mode: str = ""
    owners: dict[str, str] = field(default_factory=dict)

    def does(self, work: str) -> bool:
        """Whether background work of this name is GOTRS's to do."""
        if not self.mode:
            return True
        for duty, names in DUTIES.items():
            if work in names:
                return self.mode != SHADOW and self.owners.get(duty, OTRS) == GOTRS
        return not (work in NOT_IN_SHADOW and self.mode == SHADOW)


class _Known:
    def __init__(self) -> None:
        self.state = Coexistence()
        self.fresh_until = 0.0


async def current(uow: ReadUow) -> Coexistence:
    """At most two seconds old where OTRS is beside us."""
    known = uow.site.part(_Known, _Known)
    if time.monotonic() >= known.fresh_until:
        values = await read_values(uow)
        owners = {name.removeprefix("job:"): value for name, value in values.items() if name.startswith("job:")}
        known.state = Coexistence(values.get("mode", ""), owners)
        # Who is alone stays alone: a database is adopted before GOTRS starts on it.
        known.fresh_until = time.monotonic() + _FRESH_FOR_S if known.state.mode else math.inf
    return known.state


async def is_shadow(uow: ReadUow) -> bool:
    """Whether GOTRS only shows for now."""
    return (await current(uow)).mode == SHADOW


async def read_values(uow: ReadUow) -> dict[str, str]:
    return await stored_values(uow.session)


async def stored_values(session: AsyncSession) -> dict[str, str]:
    """For commands that run without a site."""
    rows = await session.execute(select(OtrsValue.name, OtrsValue.value))
    return {row.name: row.value for row in rows}


async def write_value(uow: UnitOfWork, name: str, value: str) -> None:
    await uow.session.execute(delete(OtrsValue).where(OtrsValue.name == name))
    uow.session.add(OtrsValue(name=name, value=value, changed_at=uow.clock.now()))
    await uow.session.flush()
    uow.site.part(_Known, _Known).fresh_until = 0.0


async def forget_values(uow: UnitOfWork, names: Collection[str]) -> None:
    if names:
        await uow.session.execute(delete(OtrsValue).where(OtrsValue.name.in_(names)))


async def begin(uow: UnitOfWork, flavour: str) -> None:
    """Right after adopting: GOTRS looks on, the old system does everything."""
    await write_value(uow, "mode", SHADOW)
    await write_value(uow, "flavour", flavour)
    for duty in DUTIES:
        await write_value(uow, f"job:{duty}", OTRS)
