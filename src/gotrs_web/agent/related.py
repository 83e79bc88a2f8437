"""The choices of a form, narrowed to what attribute relations allow beside the values that are chosen already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from gotrs_api.acl.attribute_relations.rules import DYNAMIC_FIELD
from gotrs_api.acl.attribute_relations.service import allowed_beside, relations_in_force
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service.attribute_relations import texts_of
from gotrs_api.uow import ReadUow
from gotrs_web.dynamic_fields import FormField

T = TypeVar("T")


@dataclass(frozen=True)
class Related:
    """`allowed`: names by attribute, where it is restricted. `leading`: attributes that restrict others."""

    allowed: Mapping[str, Collection[str]]
    leading: frozenset[str] = frozenset()

    def keep(self, attribute: str, rows: Iterable[T], name: Callable[[T], str] = attrgetter("name")) -> list[T]:
        if attribute not in self.allowed:
            return list(rows)
        return [row for row in rows if name(row) in self.allowed[attribute]]

    def keep_fields(self, fields: Sequence[FormField]) -> list[FormField]:
        return [
            replace(field, options=tuple(option for option in field.options if self._keeps(field, option[0])))
            for field in fields
        ]

    def _keeps(self, field: FormField, key: str) -> bool:
        """What an object has already, nothing for one, stays until somebody chooses something else."""
        attribute = DYNAMIC_FIELD + field.key
        if attribute not in self.allowed or key in self.allowed[attribute]:
            return True
        return field.began is not None and key in (field.began or ("",))


async def related_to(read: ReadUow, values: Mapping[str, Sequence[str]]) -> Related:
    """`values` by attribute: names of queues, states and so on, logins, keys of dynamic fields."""
    relations = await relations_in_force(read)
    if not relations:
        return Related({})
    leading = frozenset(one.attribute_1 for one in relations)
    return Related(await allowed_beside(read, values), leading)


async def related_to_ticket(read: ReadUow, ticket: TicketRead) -> Related:
    values = {
        "Queue": ticket.queue.name,
        "State": ticket.state.name,
        "Priority": ticket.priority.name,
        "Type": ticket.type.name if ticket.type else "",
        "Service": ticket.service.name if ticket.service else "",
        "SLA": ticket.sla.name if ticket.sla else "",
        "Owner": ticket.owner.login,
        "Responsible": ticket.responsible.login,
        "CustomerID": ticket.customer_id or "",
        "CustomerUserID": ticket.customer_user.login if ticket.customer_user else "",
    }
    fields = {DYNAMIC_FIELD + name: texts_of(value) for name, value in ticket.dynamic_fields.items()}
    named: dict[str, tuple[str, ...]] = {name: (text,) if text else () for name, text in values.items()}
    return await related_to(read, named | fields)
