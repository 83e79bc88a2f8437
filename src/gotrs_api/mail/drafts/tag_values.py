"""Loads what tags can say about a ticket, its people, its customer and its articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from pydantic import JsonValue

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleRead, ArticleSummary, SenderType
from gotrs_api.customers import service as customers
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.drafts.people import attributes_of_agents, customer_attributes
from gotrs_api.mail.drafts.viewer import Viewer
from gotrs_api.responses.tags import ArticleTexts, TagValues
from gotrs_api.sla.escalation_status import otrs_escalation_attributes
from gotrs_api.sla.working_time import moment_of
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service import subject_settings
from gotrs_api.tickets.service.calendars import clocks_of
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.tickets.subject import SubjectSettings, clean_subject
from gotrs_api.uow import ReadUow

_SYSTEM = Principal.system("mail")


async def ticket_tag_values(
    uow: ReadUow,
    ticket: TicketRead,
    viewer: Viewer,
    *,
    agent_id: int | None = None,
    answered: ArticleRead | None = None,
    recipient: Mapping[str, str] | None = None,
    extra: Mapping[str, str] | None = None,
) -> TagValues:
    """Everything that tags can name around a ticket.

    `agent_id` is who acts; `answered` the article that CUSTOMER tags are about (default: the last of a customer, else
    the last at all). Rights are not asked: the caller may see the ticket. Some ten statements.
    """
    summaries = await articles.list_article_summaries(uow, _SYSTEM, TicketId(ticket.id))
    subjects = await subject_settings(uow)
    customer_article = answered or await _last(uow, summaries, SenderType.CUSTOMER)
    agent_article = await _last(uow, summaries, SenderType.AGENT)
    login = ticket.customer_user.login if ticket.customer_user else ""
    if login and ticket.customer_id:
        await customers.read_together(uow, login, ticket.customer_id)
    customer = await customers.find_by_login(uow, login) if login else None
    name = customer.name if customer else _real_name(customer_article)
    people = (ticket.owner.id, ticket.responsible.id, *((agent_id,) if agent_id else ()))
    agents = await attributes_of_agents(uow, people)
    return TagValues(
        config=await config_values(uow),
        recipient=recipient,
        owner=agents[ticket.owner.id],
        responsible=agents[ticket.responsible.id],
        agent=agents[agent_id] if agent_id else {},
        ticket=_ticket(ticket, viewer, uow.clock.now(), summaries) | await _escalation(uow, ticket, viewer),
        dynamic_fields=await _dynamic_fields(uow, ticket),
        customer_article=_texts(customer_article, ticket.number, subjects),
        agent_article=_texts(agent_article, ticket.number, subjects),
        customer_name=name,
        customer_data=await customer_attributes(uow, customer, ticket.customer_id),
        email_date=partial(viewer.mail_date, customer_article.created) if customer_article else None,
        extra=extra or {},
    )


async def config_values(uow: ReadUow) -> dict[str, str]:
    """Settings that are a single value; yes and no are 1 and 0, as in OTRS. While `FQDN` is the placeholder of a new
    installation, links take host and scheme of `GOTRS_PUBLIC_URL`."""
    found = {}
    for name, setting in settings.ALL.items():
        value = await sysconfig.get(uow, setting)
        if isinstance(value, str | int):
            found[name] = str(int(value) if isinstance(value, bool) else value)
    desk = urlsplit(uow.site.settings.public_url)
    if desk.hostname and found[settings.FQDN.name] == settings.FQDN.default:
        # Nobody has said yet what this desk is called, but whoever installed it has.
        found |= {settings.FQDN.name: desk.hostname, settings.HTTP_TYPE.name: desk.scheme}
    return found


async def _last(uow: ReadUow, summaries: Sequence[ArticleSummary], sender: SenderType) -> ArticleRead | None:
    """The newest article of a sender; for customers, the newest at all when they wrote none."""
    chosen = next((each for each in reversed(summaries) if each.sender_type is sender), None)
    if chosen is None and sender is SenderType.CUSTOMER and summaries:
        chosen = summaries[-1]
    if chosen is None:
        return None
    return await articles.read_article(uow, _SYSTEM, TicketId(chosen.ticket_id), ArticleId(chosen.id))


def _texts(article: ArticleRead | None, number: str, subjects: SubjectSettings) -> ArticleTexts:
    if article is None:
        return ArticleTexts()
    fields = {
        "From": article.from_,
        "To": article.to,
        "Cc": article.cc,
        "ReplyTo": article.reply_to,
        "Subject": article.subject,
        "MessageID": article.message_id,
        "InReplyTo": article.in_reply_to,
        "References": article.references,
        "ArticleID": str(article.id),
        "SenderType": article.sender_type.value,
        "FromRealname": _real_name(article),
    }
    return ArticleTexts(fields, clean_subject(article.subject, number, subjects), article.body)


def _real_name(article: ArticleRead | None) -> str:
    addresses = split_addresses(article.from_) if article else []
    return (addresses[0].real_name or addresses[0].address) if addresses else ""


def _ticket(ticket: TicketRead, viewer: Viewer, now: datetime, summaries: Sequence[ArticleSummary]) -> dict[str, str]:
    translate = viewer.translate
    values = {
        "TicketID": str(ticket.id),
        "TicketNumber": ticket.number,
        "Title": ticket.title,
        "Queue": ticket.queue.name,
        "QueueID": str(ticket.queue.id),
        "State": translate(ticket.state.name),
        "StateID": str(ticket.state.id),
        "StateType": translate(ticket.state.type),
        "Priority": translate(ticket.priority.name),
        "PriorityID": str(ticket.priority.id),
        "Lock": translate(ticket.lock.name),
        "LockID": str(ticket.lock.id),
        "Type": translate(ticket.type.name) if ticket.type else "",
        "TypeID": str(ticket.type.id) if ticket.type else "",
        "Service": ticket.service.name if ticket.service else "",
        "ServiceID": str(ticket.service.id) if ticket.service else "",
        "SLA": ticket.sla.name if ticket.sla else "",
        "SLAID": str(ticket.sla.id) if ticket.sla else "",
        "Owner": ticket.owner.login,
        "OwnerID": str(ticket.owner.id),
        "Responsible": ticket.responsible.login,
        "ResponsibleID": str(ticket.responsible.id),
        "CustomerID": ticket.customer_id or "",
        "CustomerUserID": ticket.customer_user.login if ticket.customer_user else "",
        "ArchiveFlag": "y" if ticket.archived else "n",
        "Created": viewer.moment(ticket.created),
        "CreateTimeUnix": viewer.moment(ticket.created),
        "Changed": viewer.moment(ticket.changed),
        "Age": age((now - ticket.created).total_seconds()),
        "LastArticleID": str(summaries[-1].id) if summaries else "",
    }
    if ticket.pending_until is not None:
        values["PendingTime"] = values["RealTillTimeNotUsed"] = viewer.moment(ticket.pending_until)
        values["UntilTime"] = age((ticket.pending_until - now).total_seconds())
    running = ticket.escalation
    clocks = {"Response": running.first_response, "Update": running.update, "Solution": running.solution}
    return values | {f"Escalation{name}Time": viewer.moment(clock.due) for name, clock in clocks.items() if clock.due}


async def _escalation(uow: ReadUow, ticket: TicketRead, viewer: Viewer) -> dict[str, str]:
    """OTRS's escalation attributes as people read them; none for a ticket without a running clock."""
    running = ticket.escalation
    if all(clock.due is None for clock in (running.first_response, running.update, running.solution)):
        return {}
    clocks = await clocks_of(uow, await see_ticket(uow, _SYSTEM, TicketId(ticket.id)), await switches_of(uow))
    found = {}
    for name, value in otrs_escalation_attributes(clocks, UTC).items():
        if name.endswith("DestinationDate"):
            continue  # the same moment as DestinationTime
        if name.endswith("DestinationTime"):
            found[name] = found[f"{name.removesuffix('Time')}Date"] = viewer.moment(moment_of(int(value)))
        elif name.endswith(("Time", "WorkingTime")):
            found[name] = age(int(value))
        else:
            found[name] = str(value)
    return found


def age(seconds: float) -> str:
    """The two greatest units, as OTRS writes ages: `3 d 4 h`, `4 h 5 m`, `5 m`."""
    sign, whole = ("-" if seconds < 0 else ""), int(abs(seconds)) // 60
    days, hours, minutes = whole // 1440, whole // 60 % 24, whole % 60
    if days:
        return f"{sign}{days} d {hours} h"
    return f"{sign}{hours} h {minutes} m" if hours else f"{sign}{minutes} m"


async def _dynamic_fields(uow: ReadUow, ticket: TicketRead) -> dict[str, str]:
    """By name what is stored, by `<name>_Value` what people read."""
    found: dict[str, str] = {}
    readable = await dynamic_fields.readable_values(uow, ticket.dynamic_fields)
    for name, value in ticket.dynamic_fields.items():
        found |= {name: _stored(value), f"{name}_Value": readable.get(name, "")}
    return found


def _stored(value: JsonValue) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
