"""Ticket::TicketUpdate.

Source: OTRS 6 and Znuny 6.5, Kernel/GenericInterface/Operation/Ticket/TicketUpdate.pm. Customers add articles and may
choose the state as far as the portal lets them: what only agents decide in the browser stays theirs here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from gotrs_api.catalog import state_types
from gotrs_api.customers import service as customers
from gotrs_api.db.transient import patiently
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.generic_interface.errors import OperationFailed
from gotrs_api.generic_interface.operations import article_writing
from gotrs_api.generic_interface.operations.article_input import (
    FOR_UPDATE,
    ArticleInput,
    read_article,
    read_attachments,
)
from gotrs_api.generic_interface.operations.authentication import (
    NOT_AUTHENTICATED,
    authenticated,
    require_credentials,
)
from gotrs_api.generic_interface.operations.call import Answer, Call
from gotrs_api.generic_interface.operations.ticket_create import fields_of
from gotrs_api.generic_interface.operations.ticket_get import whole_ticket
from gotrs_api.generic_interface.operations.ticket_input import TicketInput, complain_of, read_ticket
from gotrs_api.generic_interface.operations.values import as_id, as_list, as_text, trimmed
from gotrs_api.generic_interface.webservice import flag
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import InvalidTicketChange, TicketNotFound
from gotrs_api.tickets.permissions import grants
from gotrs_api.tickets.service import escalation
from gotrs_api.tickets.service.addresses import mailbox, person
from gotrs_api.tickets.service.attribute_relations import require_related
from gotrs_api.tickets.service.current import current
from gotrs_api.tickets.service.customer import apply_customer
from gotrs_api.tickets.service.dynamic_fields import ANSWER_BY_CUSTOMER, apply_fields
from gotrs_api.tickets.service.locking import UNLOCK, apply_lock
from gotrs_api.tickets.service.opening import open_ticket
from gotrs_api.tickets.service.owner import apply_owner, apply_responsible
from gotrs_api.tickets.service.pending_time import apply_pending_time
from gotrs_api.tickets.service.possible import require_possible_owner
from gotrs_api.tickets.service.presenting import facts_of
from gotrs_api.tickets.service.priority import apply_priority
from gotrs_api.tickets.service.queue import apply_queue
from gotrs_api.tickets.service.service_sla import (
    apply_service,
    apply_sla,
    require_service_of_customer,
    service_has_sla,
)
from gotrs_api.tickets.service.state import apply_state
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.tickets.service.title import apply_title
from gotrs_api.tickets.service.type import apply_type
from gotrs_api.uow import UnitOfWork

_NO_ACCESS: Final = "User does not have access to the ticket!"
# OTRS's right and its word in the refusal, the misspelling included.
_RIGHTS: Final = (
    ("Queue", "move", "update queue"),
    ("Owner", "owner", "update owner"),
    ("Responsible", "responsible", "update responsibe"),
    ("Priority", "priority", "update priority"),
)
_EMPTY: Final = TicketInput("")


async def ticket_update(call: Call) -> Answer:
    """Everything that the request asks for, or nothing and an error."""
    if not call.data:
        raise call.failed("EmptyRequest", "The request data is invalid!")
    if not any(_names_ticket(call)):
        raise call.missing("TicketID or TicketNumber is required!")
    require_credentials(call)
    principal = await authenticated(call, scope="tickets:write", message=NOT_AUTHENTICATED)
    ticket_id, tn, article_id = await patiently(partial(_updated, call, principal))
    answer: dict[str, Any] = {"TicketID": str(ticket_id), "TicketNumber": tn}
    if article_id is not None:
        answer["ArticleID"] = article_id
    if flag(call.operation.settings, "IncludeTicketData"):
        async with call.site.read() as read:
            answer["Ticket"] = _with_one_article(await whole_ticket(read, principal, ticket_id), article_id)
    return answer


def _names_ticket(call: Call) -> tuple[str, str]:
    """Number and id."""
    return as_text(call.data.get("TicketNumber")), as_text(call.data.get("TicketID"))


async def _updated(call: Call, principal: Principal) -> tuple[TicketId, str, ArticleId | None]:
    """In one transaction. Raises OperationFailed."""
    number, given_id = _names_ticket(call)
    given_ticket, given_article = _parts(call)
    async with call.site.uow(acting_id=principal.user_id) as uow:
        ticket_id = await tickets.find_ticket_id(uow, number) if number else TicketId(as_id(given_id) or 0)
        try:
            row = await open_ticket(uow, principal, ticket_id or TicketId(0))
        except TicketNotFound:
            raise call.failed("AccessDenied", _NO_ACCESS) from None
        ticket_id = TicketId(row.id)
        await _require_rights(uow, call, principal, ticket_id, given_article)
        ticket = await read_ticket(uow, call, principal, given_ticket, is_new=False) if given_ticket else _EMPTY
        await _require_rights_to(uow, call, principal, ticket_id, ticket)
        _require_pending_time(call, ticket)
        await _require_fitting(uow, call, ticket_id, ticket)
        article = None
        files = read_attachments(call, call.data.get("Attachment"))
        if given_article:
            article = await read_article(uow, call, principal, given_article, FOR_UPDATE, files)
        elif files:
            raise call.missing("To create an attachment an article is needed!")
        of_ticket, of_article = await fields_of(uow, call, principal, ANSWER_BY_CUSTOMER)
        if of_article and article is None:
            raise call.missing("To create an article DynamicField an article is required!")
        await _apply(uow, ticket_id, ticket)
        article_id = await _article(uow, principal, ticket_id, ticket, article, of_article) if article else None
        await apply_fields(uow, ticket_id, of_ticket)
        try:
            await require_related(uow, principal, ticket_id)
        except InvalidTicketChange as refused:
            raise complain_of(call, refused.errors[0].pointer) from None
        await escalation.refresh_pending(uow)
    return ticket_id, row.tn, article_id


def _parts(call: Call) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    parts: list[Mapping[str, Any]] = []
    for key in ("Ticket", "Article"):
        given = call.data.get(key)
        if given is not None and not isinstance(given, Mapping):
            raise call.invalid(f"{key} parameter is not valid!")
        parts.append(trimmed(given) if given else {})
    return parts[0], parts[1]


async def _require_rights(
    uow: UnitOfWork, call: Call, principal: Principal, ticket_id: TicketId, article: Mapping[str, Any]
) -> None:
    if article and not await _may(uow, principal, ticket_id, "note"):
        raise call.failed("AccessDenied", "Does not have permissions to create new articles!")
    if as_list(call.data.get("DynamicField")) and not await _may(uow, principal, ticket_id, "rw"):
        raise call.failed("AccessDenied", "Does not have permissions to update dynamic fields!")


async def _require_rights_to(
    uow: UnitOfWork, call: Call, principal: Principal, ticket_id: TicketId, ticket: TicketInput
) -> None:
    def denied(what: str) -> OperationFailed:
        return call.failed("AccessDenied", f"Does not have permissions to {what}!")

    for kind, right, what in _RIGHTS:
        if ticket.of(kind) is not None and (principal.is_customer or not await _may(uow, principal, ticket_id, right)):
            raise denied(what)
    queue = ticket.of("Queue")
    moves = queue is not None and queue.id != (await current(uow, ticket_id)).queue_id
    if queue is not None and moves and not principal.has_right(queue.group_id, QueueRight.MOVE_INTO):
        raise denied("update queue")
    state = ticket.of("State")
    if state is not None:
        right = "close" if state.extra in (state_types.CLOSED, *state_types.PENDING) else "ro"
        may = await _may(uow, principal, ticket_id, right)
        if principal.is_customer:
            may = await sysconfig.get(uow, settings.CUSTOMER_FOLLOW_UP_STATES) and state.extra in await sysconfig.get(
                uow, settings.CUSTOMER_FOLLOW_UP_STATE_TYPES
            )
        if not may:
            raise denied("update state")
    others = bool(ticket.title or ticket.customer or ticket.customer_id is not None)
    others = others or any(ticket.of(kind) is not None for kind in ("Lock", "Type", "Service", "SLA"))
    if others and not (principal.is_agent or principal.is_system):
        raise call.failed("AccessDenied", _NO_ACCESS)


async def _may(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, right: str) -> bool:
    facts = facts_of(await current(uow, ticket_id))
    return grants(principal, facts, right, await switches_of(uow)) is not None


def _require_pending_time(call: Call, ticket: TicketInput) -> None:
    state = ticket.of("State")
    if state is not None and state.extra in state_types.PENDING and ticket.pending_until is None:
        raise OperationFailed(
            f"{call.name}.MissingParameter", "Can't set a ticket on a pending state without pendig time!"
        )


async def _require_fitting(uow: UnitOfWork, call: Call, ticket_id: TicketId, ticket: TicketInput) -> None:
    """New people have their right in the queue, and the service is one of the ticket's customer. Raises OperationFailed."""
    row = await current(uow, ticket_id)
    queue, service = ticket.of("Queue"), ticket.of("Service")
    group_id = queue.group_id if queue is not None else row.group_id
    try:
        for kind, before in (("Owner", row.owner_id), ("Responsible", row.responsible_id)):
            datum = ticket.of(kind)
            if datum is not None and datum.id != before:
                await require_possible_owner(uow, group_id, UserId(datum.id), kind.lower(), f"/{kind.lower()}")
        if ticket.customer is None:
            await require_service_of_customer(uow, row.customer_login, service, "/service")
    except InvalidTicketChange as refused:
        raise complain_of(call, refused.errors[0].pointer) from None


async def _apply(uow: UnitOfWork, ticket_id: TicketId, ticket: TicketInput) -> None:
    """In OTRS's order."""
    if ticket.title:
        await apply_title(uow, ticket_id, ticket.title)
    if (queue := ticket.of("Queue")) is not None:
        await apply_queue(uow, ticket_id, queue)
    if (lock := ticket.of("Lock")) is not None:
        await apply_lock(uow, ticket_id, lock.name)
    if (type_ := ticket.of("Type")) is not None:
        await apply_type(uow, ticket_id, type_)
    if (state := ticket.of("State")) is not None:
        await apply_state(uow, ticket_id, state)
        if state.extra == state_types.CLOSED:
            await apply_lock(uow, ticket_id, UNLOCK)
        elif state.extra in state_types.PENDING:
            await apply_pending_time(uow, ticket_id, ticket.pending_until)
    elif ticket.has_pending and (await current(uow, ticket_id)).state_type in state_types.PENDING:
        await apply_pending_time(uow, ticket_id, ticket.pending_until)
    await _service_and_sla(uow, ticket_id, ticket)
    if ticket.customer is not None or ticket.customer_id is not None:
        known_id = ticket.customer.customer_id if ticket.customer else None
        await apply_customer(
            uow,
            ticket_id,
            customer_user=ticket.customer.login if ticket.customer else None,
            customer_id=ticket.customer_id if ticket.customer_id is not None else known_id,
        )
    if (priority := ticket.of("Priority")) is not None:
        await apply_priority(uow, ticket_id, priority)
    if (owner := ticket.of("Owner")) is not None:
        await apply_owner(uow, ticket_id, UserId(owner.id))
    if (responsible := ticket.of("Responsible")) is not None:
        await apply_responsible(uow, ticket_id, UserId(responsible.id))


async def _service_and_sla(uow: UnitOfWork, ticket_id: TicketId, ticket: TicketInput) -> None:
    """An SLA that the new service does not have goes before the service comes."""
    if (service := ticket.of("Service")) is not None:
        old = await current(uow, ticket_id)
        if old.sla_id is not None and not await service_has_sla(uow, service.id, old.sla_id):
            await apply_sla(uow, ticket_id, None)
        await apply_service(uow, ticket_id, service)
    if (sla := ticket.of("SLA")) is not None:
        row = await current(uow, ticket_id)
        if row.service_id is None or not await service_has_sla(uow, row.service_id, sla.id):
            raise OperationFailed(
                "TicketUpdate.InvalidParameter", "TicketUpdate: Ticket->SLAID or Ticket->SLA parameter is invalid!"
            )
        await apply_sla(uow, ticket_id, sla)


async def _article(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    ticket: TicketInput,
    given: ArticleInput,
    fields: list[Wish],
) -> ArticleId:
    sender = person(principal)
    if principal.is_customer:
        login = ticket.customer.login if ticket.customer else principal.login
        user = await customers.find_by_login(uow, login)
        sender = mailbox(user.name, user.email) if user else login
    place = await article_writing.place_of(uow, ticket_id)
    article, line = await article_writing.composed(uow, principal, given, place, sender=sender, fields=fields)
    notify = not given.no_agent_notify
    return await article_writing.add(uow, ticket_id, article, line, given, notify=notify)


def _with_one_article(ticket: dict[str, Any] | None, article_id: ArticleId | None) -> dict[str, Any] | None:
    """`Article` is one: the new one, else the last."""
    if ticket is None:
        return None
    every = ticket.pop("Article", [])
    chosen = next((each for each in every if each["ArticleID"] == article_id), every[-1] if every else None)
    return ticket if chosen is None else {**ticket, "Article": chosen}
