"""Changing several things of a ticket at once (PATCH and PUT)."""

from __future__ import annotations

from dataclasses import dataclass

from gotrs_api.catalog import state_types
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId, UserId
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import TicketMove, TicketRead, TicketReplace, TicketUpdate
from gotrs_api.tickets.service.archive import apply_archived
from gotrs_api.tickets.service.current import current
from gotrs_api.tickets.service.customer import change_customer
from gotrs_api.tickets.service.dynamic_fields import TICKET, apply_fields, wishes_for
from gotrs_api.tickets.service.locking import LOCK, apply_lock
from gotrs_api.tickets.service.notes import MOVE, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.owner import apply_owner, apply_responsible
from gotrs_api.tickets.service.pending_time import apply_pending_time, require_future
from gotrs_api.tickets.service.possible import require_possible_owner
from gotrs_api.tickets.service.priority import apply_priority
from gotrs_api.tickets.service.queue import apply_queue, require_move_into
from gotrs_api.tickets.service.resolving import Wanted, pointer
from gotrs_api.tickets.service.service_sla import (
    apply_service,
    apply_sla,
    require_service_of_customer,
    require_sla_of_service,
)
from gotrs_api.tickets.service.state import action_for, apply_new_state, require_sensible
from gotrs_api.tickets.service.title import apply_title
from gotrs_api.tickets.service.type import apply_type
from gotrs_api.uow import UnitOfWork

_KINDS = ("queue", "state", "priority", "type", "service", "sla", "owner", "responsible", "lock")
_EMPTIABLE = ("service", "sla")
_ACTION_OF = {
    "title": "title",
    "queue": "queue",
    "priority": "priority",
    "type": "type",
    "service": "service",
    "sla": "sla",
    "owner": "assign",
    "responsible": "responsible",
    "customer_user": "customer",
    "customer_id": "customer",
    "archived": "archive",
    "dynamic_fields": "title",
}
_FREE_TEXT = "AgentTicketFreeText"


@dataclass(frozen=True, slots=True)
class _Change:
    """What a command asks for: the names of its members, and what they name."""

    command: TicketUpdate
    given: set[str]
    found: dict[str, Datum | None]
    wishes: list[Wish]

    def actions(self) -> list[str]:
        """The actions whose rights all of it needs."""
        actions = [action for name, action in _ACTION_OF.items() if name in self.given]
        if (state := self.found["state"]) is not None:
            actions.append(action_for(state))
        elif "pending_until" in self.given:
            actions.append("pending")
        if (lock := self.found["lock"]) is not None:
            actions.append("lock" if lock.name == LOCK else "unlock")
        return list(dict.fromkeys(actions))


async def update_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketUpdate, *, if_match: str | None = None
) -> TicketRead:
    """Every member needs the right of its own action; either all of it happens or nothing.

    Order of effects: title, type, customer, service (one that the new customer has), SLA, queue, owner, responsible,
    priority, state, pending time, dynamic fields, lock, archive.
    """
    await _apply(uow, principal, ticket_id, command, if_match=if_match)
    return await answer(uow, principal, ticket_id)


async def move_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketMove, *, if_match: str | None = None
) -> TicketRead:
    """Needs `move_into` on the target (QueueRightMissing), and for owner, state and priority their own rights.

    Afterwards the ticket is unlocked, if so configured, unless it has got an owner. Source: Znuny, AgentTicketMove.
    """
    _require(command, "queue")
    change = TicketUpdate.model_validate(command.model_dump(exclude_unset=True, exclude={"note", "dynamic_fields"}))
    await _apply(uow, principal, ticket_id, change, if_match=if_match)
    is_handed_over = change.owner is not None or change.owner_id is not None
    if is_handed_over and (await current(uow, ticket_id)).owner_id != SYSTEM_USER_ID:
        await apply_lock(uow, ticket_id, LOCK)
    await add_note_of(uow, principal, ticket_id, command, MOVE)
    return await answer(uow, principal, ticket_id)


async def _apply(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketUpdate, *, if_match: str | None
) -> None:
    wanted = Wanted()
    change = await _resolve(uow, principal, ticket_id, command, wanted)
    row = await open_ticket(uow, principal, ticket_id, *change.actions(), if_match=if_match)
    # Only after the rights are checked: whoever may not change a ticket does not learn which names exist.
    wanted.check()

    if command.title is not None:
        await apply_title(uow, ticket_id, command.title)
    if (type_ := change.found["type"]) is not None:
        await apply_type(uow, ticket_id, type_)
    if change.given & {"customer_user", "customer_id"}:
        await change_customer(uow, ticket_id, command.customer_user, command.customer_id, change.given)
    await _apply_service_and_sla(uow, principal, ticket_id, change)
    await _apply_people_and_queue(uow, principal, row, change)
    if (priority := change.found["priority"]) is not None:
        await apply_priority(uow, ticket_id, priority)
    await _apply_state(uow, row, change)
    await apply_fields(uow, ticket_id, change.wishes)
    if (lock := change.found["lock"]) is not None:
        await apply_lock(uow, ticket_id, lock.name)
    if command.archived is not None:
        await apply_archived(uow, ticket_id, archived=command.archived)


async def _resolve(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketUpdate, wanted: Wanted
) -> _Change:
    given = {name.removesuffix("_id") if name != "customer_id" else name for name in command.model_fields_set}
    for kind in _KINDS:
        wanted.ask(kind, command)
        if kind in given and kind not in _EMPTIABLE and _is_null(command, kind):
            wanted.refuse(kind, "null", "This cannot be empty.")
    for name in ("title", "archived"):
        if name in given and getattr(command, name) is None:
            wanted.refuse(name, "null", "This cannot be empty.")
    wishes, errors = await wishes_for(
        uow, principal, command.dynamic_fields, TICKET, screen=_FREE_TEXT, ticket_id=ticket_id
    )
    wanted.add(errors)
    await wanted.find(uow)
    found = {kind: wanted.lock() if kind == "lock" else wanted.get(kind) for kind in _KINDS}
    return _Change(command, given, found, wishes)


async def _apply_service_and_sla(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, change: _Change) -> None:
    if "service" in change.given:
        service = change.found["service"]
        if not principal.is_system:
            login = (await current(uow, ticket_id)).customer_login
            await require_service_of_customer(uow, login, service, pointer(change.command, "service"))
        await apply_service(uow, ticket_id, service)
    if "sla" in change.given:
        sla = change.found["sla"]
        if not principal.is_system:
            await require_sla_of_service(uow, ticket_id, sla, pointer(change.command, "sla"))
        await apply_sla(uow, ticket_id, sla)


async def _apply_people_and_queue(uow: UnitOfWork, principal: Principal, row: TicketRow, change: _Change) -> None:
    """Owner and responsible need their rights in the group of the queue that the ticket will be in.

    The queue comes first, as moving may take the owner away; a new one stays.
    """
    ticket_id, found = TicketId(row.id), change.found
    queue = found["queue"] if found["queue"] is not None and found["queue"].id != row.queue_id else None
    group_id = queue.group_id if queue else row.group_id
    if queue is not None:
        require_move_into(principal, queue)
        await apply_queue(uow, ticket_id, queue)
    now = await current(uow, ticket_id)
    if (owner := found["owner"]) is not None and owner.id != now.owner_id:
        at = pointer(change.command, "owner")
        await require_possible_owner(uow, group_id, UserId(owner.id), "owner", at)
        if owner.id != SYSTEM_USER_ID and queue is None:
            await apply_lock(uow, ticket_id, LOCK)
        await apply_owner(uow, ticket_id, UserId(owner.id))
    if (responsible := found["responsible"]) is not None and responsible.id != row.responsible_id:
        at = pointer(change.command, "responsible")
        await require_possible_owner(uow, group_id, UserId(responsible.id), "responsible", at)
        await apply_responsible(uow, ticket_id, UserId(responsible.id))


async def _apply_state(uow: UnitOfWork, row: TicketRow, change: _Change) -> None:
    ticket_id, state, until = TicketId(row.id), change.found["state"], change.command.pending_until
    if state is not None:
        if state.id != row.state_id or until is not None:
            require_sensible(uow, state, until, pointer(change.command, "state"))
            await apply_new_state(uow, ticket_id, state, until)
    elif "pending_until" in change.given:
        await _set_pending_time(uow, ticket_id, change.command)


async def replace_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketReplace, *, if_match: str | None = None
) -> TicketRead:
    """PUT: title, queue, state and priority are required; service, SLA and customer that are left out are emptied."""
    _require(command, "queue", "state", "priority")
    emptied = {
        name: None
        for name in ("service", "sla", "customer_user", "customer_id")
        if name not in command.model_fields_set and f"{name}_id" not in command.model_fields_set
    }
    whole = TicketUpdate.model_validate({**command.model_dump(exclude_unset=True), **emptied})
    return await update_ticket(uow, principal, ticket_id, whole, if_match=if_match)


def _require(command: TicketUpdate | TicketMove, *kinds: str) -> None:
    """Raises InvalidTicketChange."""
    missing = Wanted()
    for kind in kinds:
        if _is_null(command, kind):
            missing.refuse(kind, "required", "This is required.")
    missing.check()


def _is_null(command: TicketUpdate | TicketMove, kind: str) -> bool:
    return getattr(command, kind) is None and getattr(command, f"{kind}_id", None) is None


async def _set_pending_time(uow: UnitOfWork, ticket_id: TicketId, command: TicketUpdate) -> None:
    row = await current(uow, ticket_id)
    if row.state_type not in state_types.PENDING:
        raise InvalidTicketChange.field("/pending_until", "not_pending", "Only pending states have a time.")
    if command.pending_until is None:
        raise InvalidTicketChange.field("/pending_until", "required", "Pending states need a time.")
    require_future(uow, command.pending_until)
    await apply_pending_time(uow, ticket_id, command.pending_until)
