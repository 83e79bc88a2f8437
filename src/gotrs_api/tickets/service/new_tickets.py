"""Creating tickets from commands: who may begin one where, and with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, ArticleCreate, SenderType
from gotrs_api.catalog import state_types
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange, QueueRightMissing
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import master
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.schemas import TicketCreate, TicketFields, TicketRead
from gotrs_api.tickets.service import attribute_relations
from gotrs_api.tickets.service.addresses import mailbox, new_message_id, person, queue_sender
from gotrs_api.tickets.service.create import Created, NewTicket, create
from gotrs_api.tickets.service.dynamic_fields import (
    ARTICLE,
    NEW_BY_CUSTOMER,
    TICKET,
    missing_for_customer,
    wishes_for,
)
from gotrs_api.tickets.service.locking import UNLOCK
from gotrs_api.tickets.service.opening import answer
from gotrs_api.tickets.service.pending_time import require_fitting
from gotrs_api.tickets.service.possible import require_possible_owner
from gotrs_api.tickets.service.resolving import Customer, Wanted, pointer
from gotrs_api.tickets.service.service_sla import NOT_OF_SERVICE, require_service_of_customer
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.tickets.service.time_units import account_time_of, require_time
from gotrs_api.uow import UnitOfWork

DEFAULT_STATE: Final = "new"
DEFAULT_PRIORITY: Final = "3 normal"
FIRST_TYPE: Final = 1  # where the default type of the settings does not exist
# What only agents decide; a customer who says so anyway is told.
_AGENTS_ONLY: Final = (
    "owner", "owner_id", "responsible", "responsible_id", "lock", "state", "state_id", "pending_until", "customer_user",
    "customer_id",
)  # fmt: skip


async def create_ticket(uow: UnitOfWork, principal: Principal, command: TicketCreate) -> TicketRead:
    """A ticket with its first article. Agents need `create` on the queue.

    Raises QueueRightMissing and InvalidTicketChange, with one entry for each thing that is wrong.
    """
    uow.act_as(principal.user_id)
    await require_time(uow, principal, command.article.time_units, "/article/time_units")
    wanted = await _ask(uow, principal, command)
    fields = await _article_fields(uow, principal, command, wanted)
    new, customer = await _resolve(uow, principal, command, wanted)
    article, line = await _first_article(uow, principal, command.article, new, customer)
    article = replace(article, dynamic_fields=fields)
    created = await create(uow, new, article, line)
    if command.article.time_units is not None and created.article_id is not None:
        await account_time_of(uow, created.ticket_id, command.article.time_units, created.article_id)
    return await answer(uow, principal, created.ticket_id)


async def create_with_article(
    uow: UnitOfWork, principal: Principal, fields: TicketFields, article: NewArticle, line: HistoryLine
) -> Created:
    """The same with an article that is decided already and its history row; for mail and other ways in.

    `article.ticket_id` does not count. Raises as `create_ticket`.
    """
    uow.act_as(principal.user_id)
    new, _ = await _resolve(uow, principal, fields, await _ask(uow, principal, fields))
    return await create(uow, new, article, line)


async def _ask(uow: UnitOfWork, principal: Principal, command: TicketFields) -> Wanted:
    wanted = Wanted()
    if principal.is_customer:
        for name in _AGENTS_ONLY:
            if name in command.model_fields_set:
                wanted.refuse(name, "agents_only", "Only agents decide this.")
    for kind, default in (await _defaults(uow, by_customer=principal.is_customer)).items():
        wanted.ask(kind, command, default)
    wanted.ask_customer(principal.login if principal.is_customer else command.customer_user)
    await wanted.find(uow)
    if command.type is None and command.type_id is None and not wanted.is_known("type"):
        await wanted.find_instead(uow, "type", FIRST_TYPE)
    return wanted


async def _article_fields(uow: UnitOfWork, principal: Principal, command: TicketCreate, wanted: Wanted) -> list[Wish]:
    """The first article's fields; errors go to `wanted`."""
    given, at = command.article.dynamic_fields, "/article/dynamic_fields"
    wishes, errors = await wishes_for(uow, principal, given, ARTICLE, screen=NEW_BY_CUSTOMER, pointer=at)
    wanted.add(errors)
    wanted.add(await missing_for_customer(uow, principal, NEW_BY_CUSTOMER, {**command.dynamic_fields, **given}))
    return wishes


async def _defaults(uow: UnitOfWork, *, by_customer: bool) -> dict[str, str | int | None]:
    chosen: dict[str, str | int | None] = {
        "state": DEFAULT_STATE,
        "priority": DEFAULT_PRIORITY,
        "lock": UNLOCK,
        "owner": SYSTEM_USER_ID,
        "responsible": SYSTEM_USER_ID,
        "queue": None,
        "service": None,
        "sla": None,
    }
    texts = {"type": settings.TICKET_TYPE_DEFAULT}
    if by_customer:
        texts |= {
            "queue": settings.CUSTOMER_TICKET_DEFAULT_QUEUE,
            "state": settings.CUSTOMER_TICKET_STATE_DEFAULT,
            "priority": settings.CUSTOMER_TICKET_PRIORITY_DEFAULT,
        }
    for kind, setting in texts.items():
        value: str = await sysconfig.get(uow, setting)
        chosen[kind] = value
    return chosen


async def _resolve(
    uow: UnitOfWork, principal: Principal, command: TicketFields, wanted: Wanted
) -> tuple[NewTicket, Customer | None]:
    """What the ticket begins with, checked. Raises as `create_ticket`."""
    queue = wanted.get("queue")
    if queue is None and command.queue is None and command.queue_id is None and not principal.is_customer:
        wanted.refuse("queue", "required", "A queue is required.")
    found = {kind: wanted.get(kind) for kind in ("state", "priority", "type", "owner", "responsible")}
    found |= {"lock": wanted.lock(), "queue": queue, "service": wanted.get("service"), "sla": wanted.get("sla")}
    customer = wanted.customer()
    wishes, errors = await wishes_for(uow, principal, command.dynamic_fields, TICKET, screen=NEW_BY_CUSTOMER)
    wanted.add(errors)
    wanted.check()
    customer_id = command.customer_id
    if customer_id is None and customer is not None:
        customer_id = customer.customer_id
    new = NewTicket(
        title=command.title,
        queue=_there(queue),
        state=_there(found["state"]),
        priority=_there(found["priority"]),
        type=_there(found["type"]),
        lock=_there(found["lock"]),
        owner=_there(found["owner"]),
        responsible=_there(found["responsible"]),
        service=found["service"],
        sla=found["sla"],
        customer_id=customer_id,
        customer_user=customer.login if customer else None,
        pending_until=command.pending_until,
        dynamic_fields=wishes,
    )
    await _require_create(uow, principal, new.queue)
    await _require_service_and_sla(uow, principal, command, new, customer)
    _require_state(uow, new.state, command.pending_until, pointer(command, "state"))
    for kind, agent in (("owner", new.owner), ("responsible", new.responsible)):
        await require_possible_owner(uow, new.queue.group_id, UserId(agent.id), kind, pointer(command, kind))
    values = attribute_relations.values_of_new(
        found, wishes, uow, customer_id=customer_id or "", customer_user=new.customer_user or ""
    )
    chosen = {name.removesuffix("_id") for name in command.model_fields_set} & found.keys() - {"lock"}
    pointers = attribute_relations.pointers_of(
        {kind: pointer(command, kind) for kind in sorted(chosen)}, command.dynamic_fields
    )
    wanted.add(await attribute_relations.relation_errors(uow, principal, values, pointers))
    wanted.check()
    return new, customer


def _there(datum: Datum | None) -> Datum:
    assert datum is not None  # `Wanted.check` has spoken
    return datum


async def _require_service_and_sla(
    uow: UnitOfWork, principal: Principal, command: TicketFields, new: NewTicket, customer: Customer | None
) -> None:
    """The SLA belongs to the service, and the service to a known customer user. Automatic work is not bound by it.

    Raises InvalidTicketChange.
    """
    if principal.is_system:
        return
    if new.sla is not None:
        fits = new.service is not None and await master.service_has_sla(uow.session, new.service.id, new.sla.id)
        if not fits:
            raise InvalidTicketChange.field(pointer(command, "sla"), "not_of_service", NOT_OF_SERVICE)
    if customer is not None and customer.customer_id is not None:
        await require_service_of_customer(uow, customer.login, new.service, pointer(command, "service"))


async def _require_create(uow: UnitOfWork, principal: Principal, queue: Datum) -> None:
    """Customers may begin tickets everywhere, unless groups count for them. Raises QueueRightMissing."""
    if principal.is_customer and not (await switches_of(uow)).customer_groups:
        return
    if not principal.has_right(queue.group_id, QueueRight.CREATE):
        raise QueueRightMissing(queue=queue.name, right=QueueRight.CREATE.value)


def _require_state(uow: UnitOfWork, state: Datum, until: datetime | None, pointer: str) -> None:
    if state.extra in (state_types.MERGED, state_types.REMOVED):
        raise InvalidTicketChange.field(pointer, "not_at_creation", "A ticket cannot begin in this state.")
    require_fitting(uow, state.extra, until)


async def _first_article(
    uow: UnitOfWork, principal: Principal, given: ArticleCreate, new: NewTicket, customer: Customer | None
) -> tuple[NewArticle, HistoryLine]:
    article = NewArticle(
        ticket_id=TicketId(0),  # not known before the ticket is written
        channel=ArticleChannel.INTERNAL if principal.is_customer else given.channel,
        sender_type=_sender_of(principal, given),
        visible_for_customer=principal.is_customer or given.visible_for_customer,
        subject=given.subject,
        body=given.body,
        content_type=f"{given.content_type}; charset=utf-8",
        from_=given.from_ or "",
        reply_to=given.reply_to or "",
        to=given.to or "",
        cc=given.cc or "",
        bcc=given.bcc or "",
        in_reply_to=given.in_reply_to or "",
        references=given.references or "",
        attachments=await articles.resolve_attachments(uow, principal, given.attachments),
        sign_key=given.sign_key,
        encrypt=given.encrypt,
    )
    if article.channel is ArticleChannel.EMAIL and article.sender_type is SenderType.AGENT:
        article = await _as_mail(uow, principal, article, new, customer)
        # As AgentTicketEmail writes it: empty ones leave their comma.
        line = HistoryLine(HistoryType.EMAIL_AGENT, f"%%{article.to}, {article.cc}, {article.bcc}"[:200])
    else:
        article, line = _as_said(principal, article, new, customer)
    return replace(article, from_=article.from_ or person(principal)), line


async def _as_mail(
    uow: UnitOfWork, principal: Principal, article: NewArticle, new: NewTicket, customer: Customer | None
) -> NewArticle:
    """A mail to be sent, by default from the queue to the customer."""
    return replace(
        article,
        from_=article.from_ or await queue_sender(uow, principal, new.queue.id),
        to=article.to or (customer.mailbox if customer else ""),
        message_id=await new_message_id(uow),
        send=True,
    )


def _as_said(
    principal: Principal, article: NewArticle, new: NewTicket, customer: Customer | None
) -> tuple[NewArticle, HistoryLine]:
    """What is not sent: what customers write in the portal, calls, mails of theirs that an agent enters, notes."""
    to_queue = replace(article, to=article.to or new.queue.name)
    if principal.is_customer:
        line = history_format.without_values(HistoryType.WEB_REQUEST_CUSTOMER)
        return replace(to_queue, from_=mailbox(principal.name, principal.email)), line
    from_customer = replace(to_queue, from_=article.from_ or (customer.mailbox if customer else ""))
    if article.channel is ArticleChannel.PHONE:
        return from_customer, history_format.without_values(HistoryType.PHONE_CALL_CUSTOMER)
    if article.channel is ArticleChannel.EMAIL:
        return from_customer, history_format.without_values(HistoryType.EMAIL_CUSTOMER)
    return article, history_format.add_note()


def _sender_of(principal: Principal, given: ArticleCreate) -> SenderType:
    if principal.is_customer:
        return SenderType.CUSTOMER
    return given.sender_type or (SenderType.SYSTEM if principal.is_system else SenderType.AGENT)
