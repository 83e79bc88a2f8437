"""Which tickets somebody may see or work on, as a predicate over `Ticket`: every select on tickets begins here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select, true

from gotrs_api.identity.models import PermissionGroup
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Mention, Ticket, TicketWatcher
from gotrs_api.tickets.permissions import Switches


@dataclass(frozen=True, slots=True)
class Visibility:
    """A predicate with names for its values, so that statements around it can be built once, and the values."""

    variant: str
    predicate: ColumnElement[bool]
    parameters: dict[str, Any]


def visible_to(principal: Principal, right: str, switches: Switches) -> Visibility:
    """The tickets on which this principal has `right` (`ro`, `note`, `rw`, …), as OTRS's permission modules decide.

    Agents: the queue's group, or owner, or responsible; for `ro` also watchers and those who were mentioned.
    Customers: their own tickets, their company's and, with groups that reach so far, others'; with
    `CustomerGroupSupport` only in queues of their groups. The system: all.
    """
    if principal.is_system:
        return Visibility("all", true(), {})
    if principal.is_agent:
        variant = _agent_variant(right, switches)
        parameters = {"may_groups": sorted(principal.group_ids(right)), "may_user": int(principal.user_id)}
        if switches.owner_queues:
            parameters["may_owner_queues"] = switches.queues_for(switches.owner_queues, right)
        if switches.responsible and switches.responsible_queues:
            parameters["may_responsible_queues"] = switches.queues_for(switches.responsible_queues, right)
        return Visibility(variant, _agent_predicate(variant), parameters)
    variant = f"customer{':groups' if switches.customer_groups else ''}{':company' if switches.company_tickets else ''}"
    parameters = {"may_login": principal.login}
    if switches.customer_groups:
        parameters["may_groups"] = sorted(principal.group_ids(right))
        if foreign := sorted(principal.foreign_group_ids(right)):
            variant += ":foreign"
            parameters["may_foreign"] = foreign
    if switches.company_tickets:
        parameters["may_customers"] = sorted(customer_id.lower() for customer_id in principal.customer_ids)
    return Visibility(variant, _customer_predicate(variant), parameters)


def _agent_variant(right: str, switches: Switches) -> str:
    reading = right == QueueRight.RO
    parts = ["agent"]
    if switches.owner_queues:
        parts.append("ownerlist")
    if switches.responsible:
        parts.append("responsible")
        if switches.responsible_queues:
            parts.append("list")
    if reading:
        parts += ["watcher", "mention"] if switches.watcher else ["mention"]
    return ":".join(parts)


@lru_cache
def _agent_predicate(variant: str) -> ColumnElement[bool]:
    me = bindparam("may_user", type_=Ticket.user_id.type)
    ways: list[ColumnElement[bool]] = [
        Ticket.queue_id.in_(
            select(Queue.id).where(Queue.group_id.in_(bindparam("may_groups", expanding=True, type_=Queue.id.type)))
        ),
        and_(Ticket.user_id == me, _queue_named("may_owner_queues"))
        if ":ownerlist" in variant
        else Ticket.user_id == me,
    ]
    if ":responsible:list" in variant:
        ways.append(and_(Ticket.responsible_user_id == me, _queue_named("may_responsible_queues")))
    elif ":responsible" in variant:
        ways.append(Ticket.responsible_user_id == me)
    if ":watcher" in variant:
        ways.append(exists().where(TicketWatcher.ticket_id == Ticket.id, TicketWatcher.user_id == me))
    if ":mention" in variant:
        ways.append(exists().where(Mention.ticket_id == Ticket.id, Mention.user_id == me))
    return or_(*ways)


def _queue_named(parameter: str) -> ColumnElement[bool]:
    names = bindparam(parameter, expanding=True, type_=Queue.name.type)
    return Ticket.queue_id.in_(select(Queue.id).where(Queue.name.in_(names)))


@lru_cache
def _customer_predicate(variant: str) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [
        Ticket.customer_user_id == bindparam("may_login", type_=Ticket.customer_user_id.type)
    ]
    if ":company" in variant:
        customers = bindparam("may_customers", expanding=True, type_=Ticket.customer_user_id.type)
        ways.append(func.lower(Ticket.customer_id).in_(customers))
    if ":foreign" in variant:
        foreign = bindparam("may_foreign", expanding=True, type_=Queue.id.type)
        ways.append(Ticket.queue_id.in_(select(Queue.id).where(Queue.group_id.in_(foreign))))
    allowed = select(Queue.id).join(PermissionGroup, PermissionGroup.id == Queue.group_id)
    if ":groups" in variant:
        allowed = allowed.where(Queue.group_id.in_(bindparam("may_groups", expanding=True, type_=Queue.id.type)))
    return and_(Ticket.queue_id.in_(allowed.where(PermissionGroup.valid_id == 1)), or_(*ways))
