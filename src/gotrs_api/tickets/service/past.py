"""A ticket as it was at a moment."""

from __future__ import annotations

from datetime import UTC, datetime

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.errors import TicketNotYet
from gotrs_api.tickets.history_format import Named
from gotrs_api.tickets.history_replay import Replay
from gotrs_api.tickets.repository import history, master
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import CustomerUserRef, NamedRef, StateRef, TicketPast, UserRef
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.past_conversation import conversation_at
from gotrs_api.tickets.service.presenting import moment, named, optional, user
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.tickets.service.watch import list_watchers
from gotrs_api.uow import ReadUow


async def get_ticket_at(uow: ReadUow, principal: Principal, ticket_id: TicketId, at: datetime) -> TicketPast:
    """The ticket as it was at this moment, with the articles that it had then. Agents only, with today's rights.

    Raises TicketNotFound, TicketNotYet for a moment before it was made, InvalidInput for one to come.
    """
    principal.require_agent()
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    if at > uow.clock.now():
        raise InvalidInput.field("at", "future", "Nobody knows that yet.")
    row = await see_ticket(uow, principal, ticket_id)
    every = await history.entries(uow.session, ticket_id)
    # Rows of articles came along when another ticket was merged into this one: they tell of that one.
    rows = [entry for entry in every if entry.article_id is None]
    until = [entry for entry in rows if entry.create_time <= at]
    if not until or row.create_time > at:
        raise TicketNotYet
    then, replay = until[-1], Replay(until, rows[len(until) :])
    title, is_whole = replay.title(row.title)
    responsible_id, is_certain = replay.responsible_id(row.responsible_id)
    customer_id, customer_user = replay.customer(row.customer_id, row.customer_user)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    watchers, watched_for_sure = replay.watchers([each.name for each in await list_watchers(uow, principal, ticket_id)])
    fields, cut_fields = await _fields(uow, row, replay)
    conversation = None
    if principal.has_scope("articles:read"):
        conversation = await conversation_at(uow, principal, ticket_id, every, at)
    certainties = (
        ("title", is_whole),
        ("responsible", is_certain),
        ("watchers", watched_for_sure),
        ("dynamic_fields", not cut_fields),
        ("articles", conversation is None or conversation.is_certain),
    )
    return TicketPast(
        at=at.astimezone(UTC),
        id=row.id,
        number=row.tn,
        title=title,
        queue=named(then.queue_id, then.queue_name or ""),
        state=await _state(uow, then.state_id, then.state_name or ""),
        priority=named(then.priority_id, then.priority_name or ""),
        type=optional(then.type_id, then.type_name) if row.type_id is not None else None,
        service=_ref(replay.service(_named(row.service_id, row.service_name))),
        sla=_ref(replay.sla(_named(row.sla_id, row.sla_name))),
        lock=replay.lock(row.lock_name),
        owner=user(then.owner_id, then.owner_login or "", then.owner_first or "", then.owner_last or "", order),
        responsible=await _responsible(uow, row, responsible_id, order),
        customer_id=customer_id,
        customer_user=_customer(customer_user),
        pending_until=replay.pending_until(moment(row.until_time), await otrs_zone(uow)),
        archived=replay.archived(today=bool(row.archive_flag)),
        created=row.create_time,
        changed=then.create_time,
        dynamic_fields=fields,
        watchers=watchers,
        articles=conversation.articles if conversation else None,
        deleted_articles=conversation.deleted if conversation else None,
        uncertain=tuple(name for name, known in certainties if not known),
    )


async def _fields(uow: ReadUow, row: TicketRow, replay: Replay) -> tuple[dict[str, str], bool]:
    """What people read in the ticket's fields, and whether a long value was cut."""
    today = (await dynamic_fields.values_of(uow, ObjectType.TICKET, [row.id]))[row.id]
    found = {name: text for name, text in (await dynamic_fields.readable_values(uow, today)).items() if text}
    then = found | replay.old_field_values()
    return {name: text for name, text in then.items() if text}, replay.has_cut_values()


async def _state(uow: ReadUow, state_id: int, name: str) -> StateRef:
    found = (await master.find(uow.session, {"state": (state_id, None)}))["state"]
    return StateRef(id=state_id, name=name, type=found[0].extra if found else "")


async def _responsible(uow: ReadUow, row: TicketRow, user_id: int, order: int) -> UserRef:
    if user_id == row.responsible_id:
        return user(user_id, row.responsible_login, row.responsible_first, row.responsible_last, order)
    found = (await master.find(uow.session, {"responsible": (user_id, None)}))["responsible"]
    return UserRef(id=user_id, login=found[0].name if found else "", name=found[0].extra if found else "")


def _customer(login: str | None) -> CustomerUserRef | None:
    return None if login is None else CustomerUserRef(login=login, name=login, email=login if "@" in login else "")


def _named(id_: int | None, name: str | None) -> Named | None:
    return None if id_ is None or name is None else Named(name, id_)


def _ref(found: Named | None) -> NamedRef | None:
    return None if found is None else named(found.id, found.name)
