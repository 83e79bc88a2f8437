"""A ticket as it was at a moment."""

from __future__ import annotations

from datetime import UTC, datetime

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleSummary
from gotrs_api.articles.service import origin
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.errors import TicketNotFound, TicketNotYet
from gotrs_api.tickets.history_format import Named
from gotrs_api.tickets.history_replay import Replay
from gotrs_api.tickets.repository import history, master
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import CustomerUserRef, NamedRef, StateRef, TicketPast, UserRef
from gotrs_api.tickets.service.merge_trail import find_ticket_id
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.presenting import moment, named, optional, user
from gotrs_api.tickets.service.switches import otrs_zone
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
    # Rows of articles came along when another ticket was merged into this one: they tell of that one.
    rows = [entry for entry in await history.entries(uow.session, ticket_id) if entry.article_id is None]
    until = [entry for entry in rows if entry.create_time <= at]
    if not until or row.create_time > at:
        raise TicketNotYet
    then, replay = until[-1], Replay(until, rows[len(until) :])
    title, is_whole = replay.title(row.title)
    responsible_id, is_certain = replay.responsible_id(row.responsible_id)
    customer_id, customer_user = replay.customer(row.customer_id, row.customer_user)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
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
        articles=tuple(await _articles(uow, principal, row, at)) if principal.has_scope("articles:read") else None,
        uncertain=tuple(name for name, known in (("title", is_whole), ("responsible", is_certain)) if not known),
    )


async def _articles(uow: ReadUow, principal: Principal, row: TicketRow, at: datetime) -> list[ArticleSummary]:
    ticket_id = TicketId(row.id)
    came_later = {
        each.article_id
        for each in await origin.arrivals(uow, ticket_id)
        if each.to_ticket == ticket_id and each.moment > at
    }
    found = [
        each for each in await articles.list_article_summaries(uow, principal, ticket_id) if each.id not in came_later
    ]
    main_id = await find_ticket_id(uow, row.tn)
    if main_id is not None and main_id != ticket_id:
        found += await _merged_away(uow, principal, ticket_id, main_id, at)
    return sorted((each for each in found if each.created <= at), key=lambda each: each.id)


async def _merged_away(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, main_id: TicketId, at: datetime
) -> list[ArticleSummary]:
    """What lay in this ticket then and lies in the one that it was merged into now."""
    try:
        await see_ticket(uow, principal, main_id)
    except TicketNotFound:
        return []
    left_later = {
        each.article_id
        for each in await origin.arrivals(uow, main_id)
        if each.from_ticket == ticket_id and each.moment > at
    }
    return [each for each in await articles.list_article_summaries(uow, principal, main_id) if each.id in left_later]


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
