"""Attribute relations at tickets: a value that people choose must go with the ticket's other values.

Only values that somebody chooses are checked, as OTRS's screens offer only what is allowed. Values that a ticket already
has stay, and so do those that it gets automatically (defaults, merging). Automatic work, like OTRS's user 1, is not bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic import JsonValue

from gotrs_api.acl.attribute_relations.rules import DYNAMIC_FIELD, Relation, is_allowed
from gotrs_api.acl.attribute_relations.service import allowed_beside, relations_in_force
from gotrs_api.catalog import state_types
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.service import current
from gotrs_api.uow import ReadUow, UnitOfWork

CODE: Final = "attribute_relation"
DETAIL: Final = "This value does not go with the ticket's other values."
_KINDS: Final = {
    "queue": "Queue",
    "state": "State",
    "priority": "Priority",
    "type": "Type",
    "service": "Service",
    "sla": "SLA",
    "owner": "Owner",
    "responsible": "Responsible",
}
Chosen = Mapping[str, Sequence[str]]


async def relation_errors(
    uow: ReadUow, principal: Principal, values: Chosen, pointers: Mapping[str, str]
) -> list[FieldError]:
    """One for each attribute in `pointers` whose value does not go with the others."""
    if principal.is_system or not pointers:
        return []
    allowed = await allowed_beside(uow, values)
    return [
        FieldError(pointer, CODE, DETAIL)
        for attribute, pointer in pointers.items()
        if attribute in allowed and not is_allowed(values.get(attribute, ()), allowed[attribute])
    ]


def values_of_new(
    data: Mapping[str, Datum | None], wishes: Sequence[Wish], uow: ReadUow, *, customer_id: str, customer_user: str
) -> dict[str, tuple[str, ...]]:
    """What a ticket begins with, by OTRS's names of the attributes. `data` by kind (queue, state, …)."""
    values = {_KINDS[kind]: (datum.name,) for kind, datum in data.items() if datum is not None and kind in _KINDS}
    context = dynamic_fields.context_of(uow)
    fields = {f"{DYNAMIC_FIELD}{field.name}": texts_of(field.value(rows, context)) for field, rows in wishes}
    return {**values, **fields, "CustomerID": (customer_id,), "CustomerUserID": (customer_user,)}


def pointers_of(kinds: Mapping[str, str], fields: Iterable[str]) -> dict[str, str]:
    """By attribute: `kinds` are JSON pointers by kind, `fields` names of dynamic fields."""
    return {_KINDS[kind]: pointer for kind, pointer in kinds.items()} | {
        f"{DYNAMIC_FIELD}{name}": f"/dynamic_fields/{name}" for name in fields
    }


async def require_related(uow: UnitOfWork, principal: Principal, ticket_id: int) -> None:
    """Check what was changed since the ticket was opened for this action. Raises InvalidTicketChange."""
    before = current.opened(uow, ticket_id)
    if before is None or principal.is_system:
        return
    relations = await relations_in_force(uow)
    if not relations:
        return
    after = await current.current(uow, ticket_id)
    if after.state_type == state_types.MERGED:
        return
    old, new = _names(before), _names(after)
    changed = [kind for kind, attribute in _KINDS.items() if old[attribute] != new[attribute]]
    fields = current.changed_fields(uow, ticket_id)
    pointers = pointers_of({kind: f"/{kind}" for kind in changed}, fields)
    values = new | await _fields_of(uow, ticket_id, relations)
    errors = await relation_errors(uow, principal, values, pointers)
    if errors:
        raise InvalidTicketChange(errors=errors)


async def _fields_of(uow: ReadUow, ticket_id: int, relations: Sequence[Relation]) -> dict[str, tuple[str, ...]]:
    attributes = {name for each in relations for name in (each.attribute_1, each.attribute_2)}
    names = [name.removeprefix(DYNAMIC_FIELD) for name in attributes if name.startswith(DYNAMIC_FIELD)]
    if not names:
        return {}
    found = await dynamic_fields.values_of(uow, ObjectType.TICKET, [ticket_id], only=names)
    return {f"{DYNAMIC_FIELD}{name}": texts_of(value) for name, value in found[ticket_id].items()}


def texts_of(value: JsonValue) -> tuple[str, ...]:
    """A dynamic field's value as a relation's file writes it."""
    match value:
        case None | "":
            return ()
        case bool():
            return ("1" if value else "0",)
        case list():
            return tuple(str(each) for each in value)
    return (str(value),)


def _names(row: TicketRow) -> dict[str, tuple[str, ...]]:
    names = {
        "Queue": row.queue_name,
        "State": row.state_name,
        "Priority": row.priority_name,
        "Type": row.type_name,
        "Service": row.service_name,
        "SLA": row.sla_name,
        "Owner": row.owner_login,
        "Responsible": row.responsible_login,
        "CustomerID": row.customer_id,
        "CustomerUserID": row.customer_user,
    }
    return {attribute: (name,) if name else () for attribute, name in names.items()}
