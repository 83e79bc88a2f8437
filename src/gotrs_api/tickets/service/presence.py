"""Who has a ticket open, and who is writing. Kept for seconds only and never in the database: what is lost comes back with
the next beat."""

from __future__ import annotations

from typing import Any, Final

import orjson

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.schemas import PresenceRead
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.uow import ReadUow

BEAT_S: Final = 10  # how often somebody who is present says so
_FORGOTTEN_S: Final = 35


async def list_present(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[PresenceRead]:
    """The others, those who write first. Raises TicketNotFound."""
    principal.require_agent()
    await see_ticket(uow, principal, ticket_id)
    return _others(principal, await _present(uow, ticket_id))


async def be_present(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, *, is_writing: bool
) -> list[PresenceRead]:
    """Report that one is here, to be repeated every `BEAT_S`; returns the others. Raises TicketNotFound."""
    principal.require_agent()
    await see_ticket(uow, principal, ticket_id)
    present = await _present(uow, ticket_id)
    now = uow.clock.now().timestamp()
    present[str(principal.user_id)] = {"name": principal.name, "writing": is_writing, "at": now}
    await _keep(uow, ticket_id, present)
    return _others(principal, present)


async def leave_presence(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> None:
    principal.require_agent()
    present = await _present(uow, ticket_id)
    if present.pop(str(principal.user_id), None) is not None:
        await _keep(uow, ticket_id, present)


async def _present(uow: ReadUow, ticket_id: TicketId) -> dict[str, Any]:
    stored = await uow.site.cache.get(_key(ticket_id))
    oldest = uow.clock.now().timestamp() - _FORGOTTEN_S
    return {key: one for key, one in orjson.loads(stored).items() if one["at"] > oldest} if stored else {}


async def _keep(uow: ReadUow, ticket_id: TicketId, present: dict[str, Any]) -> None:
    """Of two beats at the same moment one may be lost, until the next."""
    await uow.site.cache.set(_key(ticket_id), orjson.dumps(present), _FORGOTTEN_S)


def _others(principal: Principal, present: dict[str, Any]) -> list[PresenceRead]:
    others = [
        PresenceRead(user_id=int(key), name=one["name"], is_writing=one["writing"])
        for key, one in present.items()
        if key != str(principal.user_id)
    ]
    return sorted(others, key=lambda one: (not one.is_writing, one.name))


def _key(ticket_id: TicketId) -> str:
    return f"presence:{ticket_id}"
