"""Lets the demo's people act: each step is one unit of work through the ticket services, at its own time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from random import Random

from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, ArticleCreate, SenderType
from gotrs_api.demo.files import as_it_came, attachment
from gotrs_api.demo.organisation import ADDRESSES, BUILDER
from gotrs_api.demo.people import MAIL_DOMAIN
from gotrs_api.demo.plan import Case, Step
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import history_format, service
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.schemas import (
    TicketAccountTime,
    TicketCreate,
    TicketFields,
    TicketReply,
    TicketSeen,
    TicketWatch,
)
from gotrs_api.uow import UnitOfWork


async def play(uow: UnitOfWork, step: Step, chance: Random) -> None:
    """One line of a conversation and what people do around it."""
    case = step.case
    speaker, text = case.story.talk[step.line]
    if step.line == 0:
        await _begin(uow, case, text, chance)
    elif speaker == "customer":
        await _customer_writes(uow, case, text, chance)
    else:
        await _agent_acts(uow, step, text, is_note=speaker == "note", chance=chance)
    if step.is_last and speaker == "customer":
        await _end_silently(uow, case, chance)


async def _begin(uow: UnitOfWork, case: Case, text: str, chance: Random) -> None:
    story = case.story
    fields = {"title": story.title, "queue": story.queue, "type": story.type, "priority": story.priority}
    if story.service:
        sla = {"Stores": "Store hours", "Web Shop::Payment": "Money matters"}
        fields |= {
            "service": story.service,
            "sla": sla.get(story.service) or sla.get(story.service.partition("::")[0], "Standard"),
        }
    if story.by == "mail":
        mail = _mail(case, story.title, text, chance, uow.clock.now())
        line = history_format.without_values(HistoryType.EMAIL_CUSTOMER)
        given = TicketFields.model_validate({**fields, "customer_user": case.customer.login})
        created = await service.create_with_article(uow, BUILDER, given, mail, line)
        case.ticket_id, case.number = created.ticket_id, created.number
        return
    article = ArticleCreate(subject=story.title, body=text, visible_for_customer=True)
    who: Principal = case.customer
    if story.by == "phone":
        who, fields["customer_user"] = case.agent, case.customer.login
        article = article.model_copy(update={"channel": ArticleChannel.PHONE, "sender_type": SenderType.CUSTOMER})
    ticket = await service.create_ticket(uow, who, TicketCreate.model_validate({**fields, "article": article}))
    case.ticket_id, case.number = ticket.id, ticket.number


async def _customer_writes(uow: UnitOfWork, case: Case, text: str, chance: Random) -> None:
    ticket_id = TicketId(case.ticket_id)
    if case.story.by == "portal":
        reply = TicketReply(subject=f"Re: {case.story.title}", body=text)
        await service.add_article(uow, case.customer, ticket_id, reply)
        return
    mail = _mail(case, f"Re: [Ticket#{case.number}] {case.story.title}", text, chance, uow.clock.now())
    uow.act_as(BUILDER.user_id)
    await service.store_message(uow, mail, history_format.follow_up(case.number))


async def _agent_acts(uow: UnitOfWork, step: Step, text: str, *, is_note: bool, chance: Random) -> None:
    case, ticket_id = step.case, TicketId(step.case.ticket_id)
    if chance.random() < 0.9:
        await service.mark_seen(uow, case.agent, ticket_id, TicketSeen())
    if case.watcher is not None and step.line == 1:
        await service.watch_ticket(uow, case.watcher, ticket_id, TicketWatch())
    if is_note:
        note = TicketReply(subject="Note", body=text)
        await service.add_article(uow, case.agent, ticket_id, note)
        return
    await service.enter_screen(uow, case.agent, ticket_id, "reply")
    ending = _ending(uow, case, chance) if step.is_last else {"state": "open"}
    signed = f"{text}\n\n-- \n{case.agent.name}\nHarbour & Hill"
    reply = TicketReply.model_validate(
        {
            "channel": ArticleChannel.EMAIL,
            "subject": case.story.title,
            "body": signed,
            "to": f'"{case.customer.name}" <{case.customer.email}>',
            "visible_for_customer": True,
            "in_reply_to": case.message_ids[-1] if case.message_ids else None,
            "references": " ".join(case.message_ids) or None,
            **ending,
        }
    )
    written = await service.add_article(uow, case.agent, ticket_id, reply)
    case.message_ids.append(written.message_id)
    if chance.random() < 0.5:
        spent = TicketAccountTime(time_units=float(chance.choice((5, 10, 15, 20, 30, 45))), article_id=written.id)
        await service.account_time(uow, case.agent, ticket_id, spent)


async def _end_silently(uow: UnitOfWork, case: Case, chance: Random) -> None:
    """The customer said the last word; whoever owns the ticket sets its state without one of their own."""
    ending = _ending(uow, case, chance)
    if ending["state"] != "open":
        note = TicketReply.model_validate({"subject": "Done", "body": "The customer confirms that it works.", **ending})
        await service.enter_screen(uow, case.agent, TicketId(case.ticket_id), "close")
        await service.add_article(uow, case.agent, TicketId(case.ticket_id), note)


def _ending(uow: UnitOfWork, case: Case, chance: Random) -> dict[str, object]:
    later = uow.clock.now() + timedelta(days=chance.uniform(1, 12))
    match case.end:
        case "close":
            return {"state": "closed successful"}
        case "close unsolved":
            return {"state": "closed unsuccessful"}
        case "remind":
            return {"state": "pending reminder", "pending_until": later}
        case "close later":
            return {"state": "pending auto close+", "pending_until": later}
    return {"state": "open"}


def _mail(case: Case, subject: str, text: str, chance: Random, now: datetime) -> NewArticle:
    """A customer's mail as it comes in; the first one may be HTML and carry a file."""
    story, customer = case.story, case.customer
    message_id = f"<{chance.getrandbits(64):016x}@{customer.email.partition('@')[2]}>"
    is_first = not case.message_ids
    html = story.html and is_first
    body = f"{text}\n\n{customer.name}"
    if html:
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in body.split("\n\n"))
        body = f"<!DOCTYPE html><html><body>{paragraphs}</body></html>"
    file = attachment(story.attachment, chance) if story.attachment and is_first else None
    mail = NewArticle(
        ticket_id=TicketId(case.ticket_id),
        channel=ArticleChannel.EMAIL,
        sender_type=SenderType.CUSTOMER,
        visible_for_customer=True,
        subject=subject,
        body=body,
        content_type=f"text/{'html' if html else 'plain'}; charset=utf-8",
        from_=f'"{customer.name}" <{customer.email}>',
        to=_address_for(story.queue),
        message_id=message_id,
        in_reply_to=case.message_ids[-1] if case.message_ids else "",
        references=" ".join(case.message_ids),
        attachments=[file] if file else (),
    )
    case.message_ids.append(message_id)
    return replace(mail, raw=as_it_came(mail, now))


def _address_for(queue: str) -> str:
    local, name = ADDRESSES.get(queue.partition("::")[0], ADDRESSES["Service Desk"])
    return f'"{name}" <{local}@{MAIL_DOMAIN}>'
