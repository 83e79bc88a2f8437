"""The names of queues, states and other master data for lists: from one snapshot per site, not joined to every row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from gotrs_api.catalog import state_types
from gotrs_api.catalog.models import Service, TicketLockType, TicketPriority, TicketState, TicketStateType, TicketType
from gotrs_api.queues.models import Queue
from gotrs_api.sla.models import Sla
from gotrs_api.tickets.repository import names
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

Ref = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """Master data of one kind, as they go out: `{"id": 1, "name": "..."}`, states with their `type`."""

    by_id: dict[int | None, Ref] = field(default_factory=dict)

    def ids(self, wanted: Collection[str]) -> set[int]:
        """Ids of those with one of the names; unknown names match nothing."""
        return {ref["id"] for ref in self.by_id.values() if ref["name"] in wanted}

    def ids_of_types(self, wanted: Collection[str]) -> set[int]:
        """Ids of the states with one of these types."""
        return {ref["id"] for ref in self.by_id.values() if ref["type"] in wanted}

    def all_ids(self) -> set[int]:
        return {ref["id"] for ref in self.by_id.values()}


@dataclass(frozen=True)
class Names:
    queue: Kind = field(default_factory=Kind)
    state: Kind = field(default_factory=Kind)
    priority: Kind = field(default_factory=Kind)
    type: Kind = field(default_factory=Kind)
    lock: Kind = field(default_factory=Kind)
    service: Kind = field(default_factory=Kind)
    sla: Kind = field(default_factory=Kind)


async def _load(uow: ReadUow) -> Names:
    found = Names()
    for row in await names.all_names(uow):
        ref: Ref = {"id": row.id, "name": row.name}
        if row.kind == "state":
            ref["type"] = row.extra
        getattr(found, row.kind).by_id[row.id] = ref
    return found


NAMES = Snapshot(
    "ticket_names",
    (Queue, TicketState, TicketStateType, TicketPriority, TicketType, TicketLockType, Service, Sla),
    _load,
)


async def open_state_ids(uow: ReadUow) -> list[int]:
    """Ids of the states in which something is still to be done, whatever the settings say about overviews."""
    return sorted((await NAMES.get(uow)).state.ids_of_types(state_types.UNFINISHED))
