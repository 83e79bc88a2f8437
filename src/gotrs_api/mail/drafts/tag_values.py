"""Loads what tags can say about a ticket, its people, its customer and its articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleRead, ArticleSummary, SenderType
from gotrs_api.customers import service as customers
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.drafts.field_values import field_values
from gotrs_api.mail.drafts.people import attributes_of_agents, customer_attributes
from gotrs_api.mail.drafts.ticket_attributes import ticket_attributes
from gotrs_api.mail.drafts.viewer import Viewer
from gotrs_api.responses.tags import ArticleTexts, TagValues, asks_for_ticket
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service import subject_settings
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
    texts: Sequence[str] | None = None,
) -> TagValues:
    """Everything that tags can name around a ticket.

    `agent_id` is who acts; `answered` the article that CUSTOMER tags are about (default: the last of a customer, else
    the last at all). Rights are not asked: the caller may see the ticket. Some ten statements; where
    `texts`, those with the tags, are known and ask for no attribute of the ticket, five less.
    """
    summaries = await articles.list_article_summaries(uow, _SYSTEM, TicketId(ticket.id))
    subjects = await subject_settings(uow)
    customer_article = answered or await _last(uow, summaries, SenderType.CUSTOMER)
    if answered is not None and answered.sender_type is SenderType.AGENT:
        agent_article: ArticleRead | None = answered
    else:
        agent_article = await _last(uow, summaries, SenderType.AGENT)
    login = ticket.customer_user.login if ticket.customer_user else ""
    if login and ticket.customer_id:
        await customers.read_together(uow, login, ticket.customer_id)
    customer = await customers.find_by_login(uow, login) if login else None
    name = customer.name if customer else _real_name(customer_article)
    people = (ticket.owner.id, ticket.responsible.id, *((agent_id,) if agent_id else ()))
    agents = await attributes_of_agents(uow, people)
    attributes: dict[str, str] = {}
    if texts is None or any(map(asks_for_ticket, texts)):
        attributes = await ticket_attributes(uow, TicketId(ticket.id), viewer) | _last_id(summaries)
    return TagValues(
        config=await config_values(uow),
        owner=agents[ticket.owner.id],
        responsible=agents[ticket.responsible.id],
        agent=agents[agent_id] if agent_id else {},
        ticket=attributes,
        dynamic_fields=await field_values(uow, ticket.dynamic_fields, viewer),
        customer_article=_texts(customer_article, ticket.number, subjects, viewer),
        agent_article=_texts(agent_article, ticket.number, subjects, viewer),
        customer_name=name,
        customer_data=await customer_attributes(uow, customer, ticket.customer_id, viewer),
        email_date=partial(viewer.mail_date, customer_article.created) if customer_article else None,
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


def _texts(article: ArticleRead | None, number: str, subjects: SubjectSettings, viewer: Viewer) -> ArticleTexts:
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
        "Bcc": article.bcc,
        "ArticleNumber": str(article.number),
        "TicketID": str(article.ticket_id),
        "IsVisibleForCustomer": str(int(article.visible_for_customer)),
        "ContentType": article.content_type,
        "MimeType": article.content_type.partition(";")[0],
        "CreateBy": str(article.created_by.id),
        "CreateTime": viewer.moment(article.created),
        "ChangeTime": viewer.moment(article.changed),
        "FromRealname": _real_names(article.from_),
        "ToRealname": _real_names(article.to),
        "CcRealname": _real_names(article.cc),
    }
    return ArticleTexts(fields, clean_subject(article.subject, number, subjects), article.body)


def _real_name(article: ArticleRead | None) -> str:
    addresses = split_addresses(article.from_) if article else []
    return (addresses[0].real_name or addresses[0].address) if addresses else ""


def _real_names(line: str) -> str:
    return ", ".join(each.real_name or each.address for each in split_addresses(line))


def _last_id(summaries: Sequence[ArticleSummary]) -> dict[str, str]:
    return {"LastArticleID": str(summaries[-1].id)} if summaries else {}
