"""Further articles of a ticket: notes, calls, answers by mail, and what customers write in the portal."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, ArticleRead, SenderType
from gotrs_api.catalog import state_types
from gotrs_api.catalog.validity import Validity
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import is_valid_address, normalized_address, split_addresses
from gotrs_api.kernel.ids import SYSTEM_USER_ID, ArticleId, TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import master, senders
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import TicketReply
from gotrs_api.tickets.service import escalation
from gotrs_api.tickets.service.addresses import mailbox, new_message_id, person, queue_sender
from gotrs_api.tickets.service.current import add_lines
from gotrs_api.tickets.service.dynamic_fields import (
    ANSWER_BY_CUSTOMER,
    ARTICLE,
    BOTH,
    TICKET,
    apply_fields,
    missing_for_customer,
    require_right,
    wishes_for,
)
from gotrs_api.tickets.service.locking import LOCK, apply_lock
from gotrs_api.tickets.service.mail_recipients import others_of
from gotrs_api.tickets.service.messages import store_message
from gotrs_api.tickets.service.opening import open_ticket
from gotrs_api.tickets.service.resolving import one, pointer
from gotrs_api.tickets.service.state import action_for, apply_new_state, require_sensible
from gotrs_api.tickets.service.subjects import with_number
from gotrs_api.tickets.service.time_units import account_time_of, require_time
from gotrs_api.uow import UnitOfWork

_SCREENS: Final = {
    "note": "AgentTicketNote",
    "phone": "AgentTicketPhoneInbound",
    "phone_outbound": "AgentTicketPhoneOutbound",
    "reply": "AgentTicketCompose",
}


async def add_article(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    command: TicketReply,
    *,
    reply_to: ArticleId | None = None,
    if_match: str | None = None,
) -> ArticleRead:
    """Add a note (internal), call (phone), answer (email) or portal reply (customers), and perhaps a new state.

    `reply_to` names the article that is answered: recipient and thread come from it where the command is silent.
    Raises as `open_ticket` does, ArticleNotFound and InvalidTicketChange.
    """
    if principal.is_customer:
        article_id = await _from_portal(uow, principal, ticket_id, command, if_match)
    else:
        article_id = await _from_agent(uow, principal, ticket_id, command, reply_to, if_match)
    await escalation.refresh_pending(uow)
    return await articles.read_article(uow, principal, ticket_id, article_id)


async def _from_agent(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    command: TicketReply,
    reply_to: ArticleId | None,
    if_match: str | None,
) -> ArticleId:
    sender = command.sender_type or (SenderType.SYSTEM if principal.is_system else SenderType.AGENT)
    state = None
    if command.state is not None or command.state_id is not None:
        state = await one(uow, "state", command)
    actions = [_action(command.channel, sender)]
    if state is not None:
        actions.append(action_for(state))
    row = await open_ticket(uow, principal, ticket_id, *actions, if_match=if_match)
    await require_time(uow, principal, command.time_units)
    if state is not None:
        require_sensible(uow, state, command.pending_until, pointer(command, "state"))
    new, line = await _compose(uow, principal, row, command, sender, reply_to)
    fields = await _fields(uow, principal, ticket_id, command, _SCREENS[actions[0]])
    new = replace(new, dynamic_fields=fields.of_article)
    article_id = await store_message(uow, new, line, unlock_on_away=True)
    await apply_fields(uow, ticket_id, fields.of_ticket)
    if command.template_id is not None and reply_to is not None:
        text = f"ResponseTemplate ({command.template_id}/{reply_to}/{article_id})"
        await add_lines(uow, ticket_id, history_format.plain_text(HistoryType.MISC, text))
    if command.time_units is not None:
        await account_time_of(uow, ticket_id, command.time_units, article_id)
    if state is not None:
        await apply_new_state(uow, ticket_id, state, command.pending_until)
    return article_id


def _action(channel: ArticleChannel, sender: SenderType) -> str:
    if channel is ArticleChannel.EMAIL and sender is SenderType.AGENT:
        return "reply"
    if channel is ArticleChannel.PHONE:
        return "phone_outbound" if sender is SenderType.AGENT else "phone"
    return "note"


class _Fields(NamedTuple):
    of_ticket: list[Wish]
    of_article: list[Wish]


async def _fields(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketReply, screen: str
) -> _Fields:
    """What the command sets, told apart. Raises InvalidTicketChange, TicketRightMissing."""
    given = command.dynamic_fields
    wishes, errors = await wishes_for(uow, principal, given, BOTH, screen=screen, ticket_id=ticket_id)
    errors += await missing_for_customer(uow, principal, screen, given)
    if errors:
        raise InvalidTicketChange(errors=errors)
    of_ticket = [wish for wish in wishes if wish.field.object_type in TICKET]
    await require_right(uow, principal, ticket_id, of_ticket, screen)
    return _Fields(of_ticket, [wish for wish in wishes if wish.field.object_type in ARTICLE])


class _Thread(NamedTuple):
    to: str
    cc: str
    subject: str
    message_id: str
    references: str

    def names(self) -> str:
        return f"{self.references} {self.message_id}".strip()


async def _compose(
    uow: UnitOfWork,
    principal: Principal,
    row: TicketRow,
    command: TicketReply,
    sender: SenderType,
    reply_to: ArticleId | None,
) -> tuple[NewArticle, HistoryLine]:
    thread = await _thread(uow, principal, TicketId(row.id), command, reply_to)
    if command.channel is ArticleChannel.EMAIL and sender is SenderType.AGENT:
        _require_addresses(command)
    subject = command.subject
    if thread is not None:
        subject = subject or thread.subject or row.title
    new = NewArticle(
        ticket_id=TicketId(row.id),
        channel=command.channel,
        sender_type=sender,
        visible_for_customer=command.visible_for_customer,
        subject=subject,
        body=command.body,
        content_type=f"{command.content_type}; charset=utf-8",
        from_=command.from_ or "",
        reply_to=command.reply_to or "",
        to=command.to or "",
        cc=command.cc or "",
        bcc=command.bcc or "",
        in_reply_to=command.in_reply_to or "",
        references=command.references or "",
        attachments=await articles.resolve_attachments(uow, principal, command.attachments),
        sign_key=command.sign_key,
        encrypt=command.encrypt,
    )
    if new.channel is ArticleChannel.EMAIL and sender is SenderType.AGENT:
        new = await _as_mail(uow, principal, row, new, thread)
        line = history_format.recipients(HistoryType.SEND_ANSWER, (new.to, new.cc, new.bcc))
    else:
        new, line = _as_said(row, new)
    return replace(new, from_=new.from_ or person(principal)), line


async def _as_mail(
    uow: UnitOfWork, principal: Principal, row: TicketRow, new: NewArticle, thread: _Thread | None
) -> NewArticle:
    """A mail to be sent; what the command leaves out comes from the thread, the queue and the customer."""
    to = new.to or (thread.to if thread else "") or _address_of_customer(row)
    cc = new.cc or (thread.cc if thread else "")
    if new.visible_for_customer and not (to or cc or new.bcc):
        raise InvalidTicketChange.field("/to", "required", "Somebody must get this mail.")
    in_reply_to, references = new.in_reply_to, new.references
    continued = thread or await _customers_last_mail(uow, new.ticket_id, to)
    if continued is not None and not in_reply_to and not references:
        in_reply_to, references = continued.message_id, continued.names()
    return replace(
        new,
        subject=await with_number(uow, new.subject, row.tn),
        from_=new.from_ or await queue_sender(uow, principal, row.queue_id),
        to=to,
        cc=cc,
        message_id=await new_message_id(uow),
        in_reply_to=in_reply_to,
        references=references,
        send=True,
    )


def _as_said(row: TicketRow, new: NewArticle) -> tuple[NewArticle, HistoryLine]:
    """What is not sent: mails of customers that an agent enters, calls, notes."""
    customer = _address_of_customer(row)
    if new.channel is ArticleChannel.PHONE and new.sender_type is SenderType.AGENT:
        return replace(new, to=new.to or customer), history_format.without_values(HistoryType.PHONE_CALL_AGENT)
    if new.channel not in (ArticleChannel.EMAIL, ArticleChannel.PHONE):
        return new, history_format.add_note()
    from_customer = replace(new, from_=new.from_ or customer, to=new.to or row.queue_name)
    if new.channel is ArticleChannel.PHONE:
        return from_customer, history_format.without_values(HistoryType.PHONE_CALL_CUSTOMER)
    return from_customer, history_format.follow_up(row.tn)


def _address_of_customer(row: TicketRow) -> str:
    """Of a known customer user, else what stands in the ticket, if that is an address."""
    return row.customer_email or (row.customer_user if row.customer_user and "@" in row.customer_user else "")


async def _thread(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketReply, reply_to: ArticleId | None
) -> _Thread | None:
    if reply_to is None:
        if command.to_all:
            raise InvalidTicketChange.field("/to_all", "no_answer", "Only an answer to an article goes to all.")
        return None
    answered = await articles.read_article(uow, principal, ticket_id, reply_to)
    to = answered.to if answered.sender_type is SenderType.AGENT else answered.reply_to or answered.from_
    cc = await others_of(uow, answered, command.to or to) if command.to_all else ""
    return _Thread(to, cc, answered.subject, answered.message_id, answered.references)


def _require_addresses(command: TicketReply) -> None:
    """Raises InvalidTicketChange: a mail to something that is not an address would only fail later."""
    for name in ("to", "cc", "bcc"):
        line = getattr(command, name)
        if line and any(not is_valid_address(each.address) for each in split_addresses(line)):
            raise InvalidTicketChange.field(f"/{name}", "address", "This is no list of e-mail addresses.")


async def _customers_last_mail(uow: UnitOfWork, ticket_id: TicketId, to: str) -> _Thread | None:
    """What a mail to the customer continues when its writer names no article; a mail to others begins a new thread."""
    last = await senders.last_customer_mail(uow.session, ticket_id)
    if last is None or {normalized_address(each.address) for each in split_addresses(to)}.isdisjoint(
        normalized_address(each.address) for each in split_addresses(last.from_)
    ):
        return None
    return _Thread(last.from_, "", "", last.message_id, last.references)


async def _from_portal(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketReply, if_match: str | None
) -> ArticleId:
    """What customers write is theirs: always visible, never as somebody else. A closed ticket opens again and, where
    its queue says so, is locked for its owner. Customers may choose the state as far as the settings let them."""
    row = await open_ticket(uow, principal, ticket_id, "reply", if_match=if_match)
    fields = await _fields(uow, principal, ticket_id, command, ANSWER_BY_CUSTOMER)
    if command.state is None and command.state_id is None:
        state = await _state_after_reply(uow, row)
    else:
        state = await _state_by_customer(uow, command)
    if row.state_type == state_types.CLOSED and row.follow_up_lock and _has_valid_owner(row):
        await apply_lock(uow, ticket_id, LOCK)
    if state is not None:
        await apply_new_state(uow, ticket_id, state, command.pending_until)
    new = NewArticle(
        ticket_id=ticket_id,
        channel=ArticleChannel.INTERNAL,
        sender_type=SenderType.CUSTOMER,
        visible_for_customer=True,
        subject=command.subject or row.title,
        body=command.body,
        content_type=f"{command.content_type}; charset=utf-8",
        from_=mailbox(principal.name, principal.email),
        to=row.queue_name,
        attachments=await articles.resolve_attachments(uow, principal, command.attachments),
        dynamic_fields=fields.of_article,
    )
    article_id = await store_message(uow, new, history_format.without_values(HistoryType.FOLLOW_UP))
    await apply_fields(uow, ticket_id, fields.of_ticket)
    return article_id


def _has_valid_owner(row: TicketRow) -> bool:
    return row.owner_id != SYSTEM_USER_ID and row.owner_valid == Validity.VALID.id


async def _state_by_customer(uow: UnitOfWork, command: TicketReply) -> Datum:
    """Raises InvalidTicketChange. Source: `Ticket::Frontend::CustomerTicketZoom###State` and `###StateType`."""
    state = await one(uow, "state", command)
    may_choose = await sysconfig.get(uow, settings.CUSTOMER_FOLLOW_UP_STATES)
    if not may_choose or state.extra not in await sysconfig.get(uow, settings.CUSTOMER_FOLLOW_UP_STATE_TYPES):
        raise InvalidTicketChange.field(pointer(command, "state"), "agents_only", "Only agents decide this.")
    require_sensible(uow, state, command.pending_until, pointer(command, "state"))
    return state


async def _state_after_reply(uow: UnitOfWork, row: TicketRow) -> Datum | None:
    name = await sysconfig.get(uow, settings.CUSTOMER_FOLLOW_UP_STATE)
    if not name or name == row.state_name:
        return None
    found = (await master.find(uow.session, {"state": (None, name)}))["state"]
    return found[0] if found else None
