"""Which tickets somebody may see or work on, as a predicate over `Ticket`: every select on tickets begins here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    any_,
    bindparam,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from gotrs_api.db.caseless import caseless, caseless_values
from gotrs_api.identity.models import PermissionGroup
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Mention, Ticket, TicketWatcher
from gotrs_api.tickets.permissions import Switches


@dataclass(frozen=True, slots=True)
class Visibility:
    """A predicate with named parameters, so that statements around it can be built once, and the parameters' values.

    `parts`: the same in pieces that have no ticket in common, an agent's first one the queues of their groups. Counts take
    them one by one, each by its own index: an OR of them all has to be looked at for every ticket. `owned_is_visible`,
    `answered_for_is_visible`: whether owning a ticket, or being responsible for it, is enough in every queue.
    """

    variant: str
    predicate: ColumnElement[bool]
    parameters: dict[str, Any]
    parts: tuple[ColumnElement[bool], ...]
    owned_is_visible: bool = False
    answered_for_is_visible: bool = False


def visible_to(principal: Principal, right: str, switches: Switches) -> Visibility:
    """The tickets on which this principal has `right` (`ro`, `note`, `rw`, …), as OTRS's permission modules decide.

    Agents: the queue's group, or owner, or responsible; for `ro` also watchers and those who were mentioned.
    Customers: their own tickets, their company's and, with groups that reach so far, others'; with
    `CustomerGroupSupport` only in queues of their groups. The system: all.
    """
    if principal.is_system:
        return Visibility("all", true(), {}, (true(),), owned_is_visible=True, answered_for_is_visible=True)
    if principal.is_agent:
        variant = _agent_variant(right, switches)
        parameters = {"may_groups": sorted(principal.group_ids(right)), "may_user": int(principal.user_id)}
        if switches.owner_queues:
            parameters["may_owner_queues"] = switches.queues_for(switches.owner_queues, right)
        if switches.responsible and switches.responsible_queues:
            parameters["may_responsible_queues"] = switches.queues_for(switches.responsible_queues, right)
        predicate, parts = _of_agent(variant)
        return Visibility(
            variant,
            predicate,
            parameters,
            parts,
            owned_is_visible=not switches.owner_queues,
            answered_for_is_visible=switches.responsible and not switches.responsible_queues,
        )
    variant = f"customer{':groups' if switches.customer_groups else ''}{':company' if switches.company_tickets else ''}"
    parameters = {"may_login": principal.login}
    if switches.customer_groups:
        parameters["may_groups"] = sorted(principal.group_ids(right))
        if foreign := sorted(principal.foreign_group_ids(right)):
            variant += ":foreign"
            parameters["may_foreign"] = foreign
    if switches.company_tickets:
        parameters["may_customers"] = caseless_values(principal.customer_ids)
    predicate, parts = _of_customer(variant)
    return Visibility(variant, predicate, parameters, parts)


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


_IN_MY_GROUPS: Final = Queue.group_id.in_(bindparam("may_groups", expanding=True, type_=Queue.id.type))
_MY_QUEUES: Final = select(Queue.id).where(_IN_MY_GROUPS)
# One parameter cannot serve both IN and NOT IN: SQLAlchemy renders an empty list in one way only.
_HIDDEN_QUEUE: Final = aliased(Queue)
_IN_HIDDEN_QUEUES: Final = Ticket.queue_id.in_(select(_HIDDEN_QUEUE.id).where(_HIDDEN_QUEUE.id.not_in(_MY_QUEUES)))


@lru_cache
def _of_agent(variant: str) -> tuple[ColumnElement[bool], tuple[ColumnElement[bool], ...]]:
    """The predicate, and its parts: each way with what no way before it shows."""
    ways = _ways_of_agent(variant)
    # Said as the queues that it is in, not as those that it is not in: an index of somebody's tickets has them one by one.
    elsewhere = (and_(_IN_HIDDEN_QUEUES, way, *(not_(one) for one in ways[1:n])) for n, way in enumerate(ways) if n)
    return or_(*ways), (ways[0], *elsewhere)


def _ways_of_agent(variant: str) -> list[ColumnElement[bool]]:
    """By the queue's group first."""
    me = bindparam("may_user", type_=Ticket.user_id.type)
    ways: list[ColumnElement[bool]] = [
        Ticket.queue_id.in_(_MY_QUEUES),
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
    return ways


# Queue by queue. Left to itself, PostgreSQL takes the tickets of a few queues for as many as those of others, and goes
# through all there are; what has an OFFSET it does not turn into a join.
_IN_THIS_QUEUE: Final = select(Ticket.id).where(Ticket.queue_id == Queue.id).offset(literal_column("0")).lateral()
_IN_EACH_OF_MY_QUEUES: Final = select(_IN_THIS_QUEUE.c.id).select_from(Queue).join(_IN_THIS_QUEUE, true())


@lru_cache
def ids_by_way(variant: str) -> tuple[Select[int], ...]:
    """Ids of what an agent may see, for each way to it out of its own index; some more than once. PostgreSQL only."""
    by_queue = _IN_EACH_OF_MY_QUEUES.where(_IN_MY_GROUPS)
    return (by_queue, *(select(Ticket.id).where(way).correlate(None) for way in _ways_of_agent(variant)[1:]))


def one_by_one(visibility: Visibility) -> Visibility:
    """The same tickets of an agent, for whom there are so few that they are looked up before the order of a list is followed."""
    predicate, by_queue = _looked_up(visibility.variant)
    parts = (by_queue, *visibility.parts[1:])
    return replace(visibility, variant=f"{visibility.variant}:few", predicate=predicate, parts=parts)


@lru_cache
def _looked_up(variant: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The predicate, and its first part."""
    by_queue, *others = ids_by_way(variant)
    return _among(union_all(by_queue, *others)), _among(by_queue)


def _among(ids: Select[int] | CompoundSelect[int]) -> ColumnElement[bool]:
    return Ticket.id == any_(func.array(ids.scalar_subquery()))


def _queue_named(parameter: str) -> ColumnElement[bool]:
    names = bindparam(parameter, expanding=True, type_=Queue.name.type)
    return Ticket.queue_id.in_(select(Queue.id).where(Queue.name.in_(names)))


@lru_cache
def _of_customer(variant: str) -> tuple[ColumnElement[bool], tuple[ColumnElement[bool], ...]]:
    """The predicate, and its parts: their own, and their company's others."""
    own: ColumnElement[bool] = Ticket.customer_user_id == bindparam("may_login", type_=Ticket.customer_user_id.type)
    ways = [own]
    if ":company" in variant:
        customers = bindparam("may_customers", expanding=True, type_=Ticket.customer_id.type)
        ways.append(caseless(Ticket.customer_id).in_(customers))
    if ":foreign" in variant:
        foreign = bindparam("may_foreign", expanding=True, type_=Queue.id.type)
        ways.append(Ticket.queue_id.in_(select(Queue.id).where(Queue.group_id.in_(foreign))))
    allowed = select(Queue.id).join(PermissionGroup, PermissionGroup.id == Queue.group_id)
    if ":groups" in variant:
        allowed = allowed.where(Queue.group_id.in_(bindparam("may_groups", expanding=True, type_=Queue.id.type)))
    in_allowed = Ticket.queue_id.in_(allowed.where(PermissionGroup.valid_id == 1))
    predicate = and_(in_allowed, or_(*ways))
    if len(ways) > 2:
        return predicate, (predicate,)  # other groups' queues: no index has them apart
    not_own = or_(Ticket.customer_user_id.is_(None), not_(own))
    return predicate, (and_(in_allowed, own), *(and_(in_allowed, way, not_own) for way in ways[1:]))
