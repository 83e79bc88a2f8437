"""Ticket::TicketCreate.

Source: OTRS 6 and Znuny 6.5, Kernel/GenericInterface/Operation/Ticket/TicketCreate.pm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from gotrs_api.catalog import state_types
from gotrs_api.customers import service as customers
from gotrs_api.db.transient import patiently
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.generic_interface.operations import article_writing
from gotrs_api.generic_interface.operations.article_input import (
    FOR_CREATE,
    ArticleInput,
    read_article,
    read_attachments,
)
from gotrs_api.generic_interface.operations.article_writing import Place
from gotrs_api.generic_interface.operations.authentication import (
    NOT_AUTHENTICATED,
    authenticated,
    require_credentials,
)
from gotrs_api.generic_interface.operations.call import Answer, Call
from gotrs_api.generic_interface.operations.fields import given_fields, wishes_of
from gotrs_api.generic_interface.operations.ticket_get import whole_ticket
from gotrs_api.generic_interface.operations.ticket_input import TicketInput, complain_of, read_ticket
from gotrs_api.generic_interface.operations.values import as_list, trimmed
from gotrs_api.generic_interface.webservice import flag
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.ids import SYSTEM_USER_ID, ArticleId, TicketId, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.schemas import TicketUpdate
from gotrs_api.tickets.service import attribute_relations, escalation
from gotrs_api.tickets.service.addresses import mailbox
from gotrs_api.tickets.service.create import NewTicket, create
from gotrs_api.tickets.service.dynamic_fields import NEW_BY_CUSTOMER
from gotrs_api.tickets.service.locking import LOCK, UNLOCK, apply_lock
from gotrs_api.tickets.service.owner import apply_owner, apply_responsible
from gotrs_api.tickets.service.resolving import Wanted
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.tickets.service import Datum

_FIRST_TYPE: Final = 1


async def ticket_create(call: Call) -> Answer:
    """A ticket with its articles: all of it, or nothing and an error."""
    require_credentials(call)
    principal = await authenticated(call, scope="tickets:write", message=NOT_AUTHENTICATED)
    given_ticket = call.data.get("Ticket")
    given_articles = as_list(call.data.get("Article"))
    if not isinstance(given_ticket, Mapping) or not given_ticket:
        raise call.missing("Ticket parameter is missing or not valid!")
    if not given_articles or not all(isinstance(each, Mapping) and each for each in given_articles):
        raise call.missing("Article parameter is missing or not valid!")
    ticket_id, number, article_ids = await patiently(partial(_created, call, principal, given_ticket, given_articles))
    answer: dict[str, Any] = {
        "ArticleID": article_ids if len(article_ids) > 1 else article_ids[0],
        "TicketID": str(ticket_id),
        "TicketNumber": number,
    }
    if flag(call.operation.settings, "IncludeTicketData"):
        async with call.site.read() as read:
            answer["Ticket"] = await whole_ticket(read, principal, ticket_id)
    return answer


async def _created(
    call: Call, principal: Principal, given_ticket: Mapping[str, Any], given_articles: list[Mapping[str, Any]]
) -> tuple[TicketId, str, list[ArticleId]]:
    """In one transaction. Raises OperationFailed."""
    async with call.site.uow(acting_id=principal.user_id) as uow:
        ticket = await read_ticket(uow, call, principal, trimmed(given_ticket), is_new=True)
        await _require_create(uow, call, principal, ticket)
        inputs = [await read_article(uow, call, principal, trimmed(each), FOR_CREATE, ()) for each in given_articles]
        fields = await fields_of(uow, call, principal, NEW_BY_CUSTOMER)
        if files := read_attachments(call, call.data.get("Attachment")):
            inputs[0] = replace(inputs[0], attachments=(*inputs[0].attachments, *files))
        new = await _new_ticket(uow, principal, ticket, fields[0])
        await _require_related(uow, call, principal, ticket, new)
        created = await _write(uow, principal, ticket, new, inputs, fields[1])
        await escalation.refresh_pending(uow)
    return created


async def fields_of(uow: UnitOfWork, call: Call, principal: Principal, screen: str) -> tuple[list[Wish], list[Wish]]:
    """Of the ticket and of the article; customers set what their `screen` shows."""
    only = await dynamic_fields.names_on(uow, screen) if principal.is_customer else None
    return await wishes_of(uow, call, given_fields(call), only=only)


async def _require_create(uow: UnitOfWork, call: Call, principal: Principal, ticket: TicketInput) -> None:
    if principal.is_customer and not (await switches_of(uow)).customer_groups:
        return
    if not principal.has_right(ticket.data["Queue"].group_id, QueueRight.CREATE):
        raise call.failed("AccessDenied", "Can not create tickets in given Queue or QueueID!")


async def _require_related(
    uow: UnitOfWork, call: Call, principal: Principal, ticket: TicketInput, new: NewTicket
) -> None:
    """What was named must go together by the attribute relations. Raises OperationFailed."""
    named = {kind.lower(): datum for kind, datum in ticket.data.items() if kind != "Lock"}
    values = attribute_relations.values_of_new(
        {"type": new.type, **named},
        new.dynamic_fields,
        uow,
        customer_id=new.customer_id or "",
        customer_user=new.customer_user or "",
    )
    pointers = attribute_relations.pointers_of(
        {kind: f"/{kind}" for kind in named}, [wish.field.name for wish in new.dynamic_fields]
    )
    for error in await attribute_relations.relation_errors(uow, principal, values, pointers):
        raise complain_of(call, error.pointer)


async def _write(
    uow: UnitOfWork,
    principal: Principal,
    ticket: TicketInput,
    new: NewTicket,
    inputs: list[ArticleInput],
    of_article: list[Wish],
) -> tuple[TicketId, str, list[ArticleId]]:
    """Owner and responsible come after creation, as in OTRS; without a given owner it is whoever calls, and nobody is told."""
    sender = ticket.customer.login if ticket.customer else ""
    if ticket.customer is not None and ticket.customer.customer_id is not None:
        sender = mailbox(await _customer_name(uow, principal, ticket.customer.login), ticket.customer.email)
    owner = ticket.of("Owner")
    place = Place(new.queue.id, new.queue.name, "")
    article_ids: list[ArticleId] = []
    ticket_id, number = TicketId(0), ""
    for given in inputs:
        first = not article_ids
        notify = not (owner is not None if given.no_agent_notify is None else given.no_agent_notify)
        article, line = await article_writing.composed(
            uow, principal, given, place, sender=sender, fields=of_article if first else []
        )
        if first:
            created = await create(uow, new, article, line, notify=notify)
            assert created.article_id is not None
            ticket_id, number = created.ticket_id, created.number
            place = place._replace(number=number)
            await article_writing.follow_up(uow, ticket_id, created.article_id, article, given)
            article_ids.append(created.article_id)
        else:
            article_ids.append(await article_writing.add(uow, ticket_id, article, line, given, notify=notify))
    await _lock_and_people(uow, principal, ticket, ticket_id)
    return ticket_id, number, article_ids


async def _new_ticket(uow: UnitOfWork, principal: Principal, ticket: TicketInput, fields: list[Wish]) -> NewTicket:
    wanted = Wanted()
    nothing = TicketUpdate()
    wanted.ask("type", nothing, await sysconfig.get(uow, settings.TICKET_TYPE_DEFAULT))
    wanted.ask("lock", nothing, UNLOCK)
    await wanted.find(uow)
    if not wanted.is_known("type"):
        await wanted.find_instead(uow, "type", _FIRST_TYPE)
    return NewTicket(
        title=ticket.title,
        queue=ticket.data["Queue"],
        state=ticket.data["State"],
        priority=ticket.data["Priority"],
        type=ticket.of("Type") or wanted.require("type"),
        lock=wanted.require("lock"),
        owner=_nobody(ticket, "owner"),
        responsible=_nobody(ticket, "responsible"),
        service=ticket.of("Service"),
        sla=ticket.of("SLA"),
        customer_id=(None if principal.is_customer else ticket.customer_id) or _own(ticket),
        customer_user=ticket.customer.login if ticket.customer else None,
        pending_until=ticket.pending_until,
        dynamic_fields=fields,
    )


def _own(ticket: TicketInput) -> str | None:
    return ticket.customer.customer_id if ticket.customer else None


def _nobody(ticket: TicketInput, kind: str) -> Datum:
    """User 1 owns what nobody owns, valid or not."""
    return ticket.data["Queue"]._replace(kind=kind, id=SYSTEM_USER_ID, name="root@localhost", extra="", group_id=0)


async def _customer_name(uow: UnitOfWork, principal: Principal, login: str) -> str:
    if principal.is_customer and principal.login == login:
        return principal.name
    user = await customers.find_by_login(uow, login)
    return user.name if user else ""


async def _lock_and_people(uow: UnitOfWork, principal: Principal, ticket: TicketInput, ticket_id: TicketId) -> None:
    lock, owner, responsible = ticket.of("Lock"), ticket.of("Owner"), ticket.of("Responsible")
    if lock is not None and ticket.data["State"].extra != state_types.CLOSED:
        await apply_lock(uow, ticket_id, lock.name)
    if owner is not None:
        await apply_owner(uow, ticket_id, UserId(owner.id))
        if lock is None:
            await apply_lock(uow, ticket_id, LOCK)
    else:
        await apply_owner(uow, ticket_id, principal.user_id, notify=False)
    if responsible is not None:
        await apply_responsible(uow, ticket_id, UserId(responsible.id))
    else:
        await apply_responsible(uow, ticket_id, principal.user_id, notify=False)
