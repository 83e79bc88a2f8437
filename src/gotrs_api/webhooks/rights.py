"""Who may hear of which event. Decided for each event when it is handed over, by the rights of that moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import orjson
from sqlalchemy import select

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.queues.service import list_queues
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.service import visible_tickets
from gotrs_api.uow import ReadUow
from gotrs_api.webhooks.tail import Entry

_ADMIN_ONLY: Final = ("user.", "system.test")


async def visible_entries(uow: ReadUow, principal: Principal, entries: Sequence[Entry]) -> list[Entry]:
    """Those that this principal may see.

    Tickets: who may read the queue in which it happened, or the ticket itself (owner, watcher, customer, …). Of a ticket
    that is gone only the queue is left to ask. Agents hear of queues that they may read and of customers, administrators
    of agents. Customers hear what they would see of their own tickets.
    """
    groups = {queue.id: queue.group.id for queue in await list_queues(uow)} if principal.is_agent else {}
    open_: set[int] = set()
    seen: set[int] = set()
    for entry in entries:
        if _is_plain(principal, entry, groups):
            seen.add(entry.id)
        elif entry.ticket_id is not None and _may_ask(principal, entry):
            open_.add(entry.ticket_id)
    if open_:
        visible = await visible_tickets(uow, principal, QueueRight.RO)
        query = select(Ticket.id).where(Ticket.id.in_(open_), visible.predicate)
        tickets = set(await uow.session.scalars(query, visible.parameters))
        seen |= {one.id for one in entries if one.ticket_id in tickets and _may_ask(principal, one)}
    return [entry for entry in entries if entry.id in seen]


def _may_ask(principal: Principal, entry: Entry) -> bool:
    return not principal.is_customer or bool(entry.for_customers)


def _is_plain(principal: Principal, entry: Entry, groups: dict[int, int]) -> bool:
    """Visible without asking the database."""
    if principal.is_system:
        return True
    if principal.is_customer:
        return False
    if entry.type.startswith(_ADMIN_ONLY):
        return principal.is_admin
    if entry.ticket_id is None and entry.queue_id is None:
        return True
    queues = [entry.queue_id]
    if entry.type == "ticket.queue_moved":  # who saw it before may know that it left
        queues.append(orjson.loads(entry.data)["data"].get("old_queue_id"))
    if principal.is_admin and (
        entry.ticket_id is None or entry.queue_id is None
    ):  # a ticket deleted elsewhere has none
        return True
    return any(queue in groups and principal.has_right(groups[queue], QueueRight.RO) for queue in queues if queue)
