"""What the page of a ticket shows, read in few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleChannel, ArticleRead, ArticleSummary, TransmissionRead
from gotrs_api.articles.service.flags import SEEN
from gotrs_api.customers import service as customers
from gotrs_api.customers.errors import CompanyNotFound
from gotrs_api.customers.schemas import CompanyRead, CustomerUserRead
from gotrs_api.dynamic_fields.service import names_on
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.security.service import SecurityNote, security_notes
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import HistoryEntry, TicketFilter, TicketLinkRead, TicketRead
from gotrs_api.uow import ReadUow
from gotrs_web.agent.ticket.field_forms import EDITED_ON, SHOWN_ON
from gotrs_web.agent.ticket.list_walk import PARAMETER, ListWalk, load_walk
from gotrs_web.agent.ticket.stream import Happening, Message, conversation
from gotrs_web.dynamic_fields import ShownField, shown_fields
from gotrs_web.view import catalogue_of


@dataclass(frozen=True)
class CustomerPanel:
    """Whom the ticket is for. `account` is None for an address without one; counts are of tickets that are not closed."""

    account: CustomerUserRead | None
    company: CompanyRead | None
    own_open: int
    company_open: int


@dataclass(frozen=True)
class TicketAddress:
    """`place` is the list one came from, "" for none."""

    ticket_id: int
    place: str = ""

    def url(self, path: str = "", /, **query: object) -> str:
        """An address below the ticket's own that keeps the list one came from."""
        kept = {**query, **({PARAMETER: self.place} if self.place else {})}
        return f"/agent/tickets/{self.ticket_id}{path}" + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True)
class TicketPage:
    """`fields` are the dynamic fields with a value; `has_fields`: there are some that could have one.
    `security`: what is to be said of an article's signatures and encryption."""

    ticket: TicketRead
    articles: list[ArticleRead]
    history: list[HistoryEntry]
    stream: list[Message | Happening]
    customer: CustomerPanel | None
    links: list[TicketLinkRead]
    walk: ListWalk | None
    fields: list[ShownField]
    has_fields: bool
    security: Mapping[int, Sequence[SecurityNote]]

    def url(self, path: str = "", /, **query: object) -> str:
        return TicketAddress(self.ticket.id, self.walk.address if self.walk else "").url(path, **query)

    @property
    def has_new(self) -> bool:
        return any(isinstance(item, Message) and item.is_new for item in self.stream)

    @property
    def has_mail(self) -> bool:
        return bool(mails_among(self.articles))

    @property
    def files(self) -> int:
        return sum(len(article.attachments) for article in self.articles)


async def load_page(request: Request, read: ReadUow, principal: Principal, ticket_id: TicketId) -> TicketPage:
    """Raises TicketNotFound."""
    ticket = await tickets.get_ticket(read, principal, ticket_id)
    found = await articles.list_articles(read, principal, ticket_id)
    history = await tickets.list_history(read, principal, ticket_id)
    return TicketPage(
        ticket=ticket,
        articles=found,
        history=history,
        stream=conversation(
            principal,
            found,
            history,
            seen=await _seen(read, principal, ticket),
            transmissions=await _transmissions(read, ticket_id, found),
            translate=catalogue_of(request).gettext,
            newest_first=await sysconfig.get_for(read, settings.ZOOM_EXPAND_SORT, int(principal.user_id)) == "reverse",
        ),
        customer=await load_customer(read, principal, ticket),
        links=await tickets.list_links(read, principal, ticket_id),
        walk=await load_walk(read, principal, ticket.id, request.query_params.get(PARAMETER, "")),
        fields=await shown_fields(request, read, SHOWN_ON, ticket.dynamic_fields),
        has_fields=await offers_fields(read),
        security=await security_notes(read, ticket_id),
    )


async def offers_fields(read: ReadUow) -> bool:
    """Whether tickets have dynamic fields to edit."""
    return bool(await names_on(read, SHOWN_ON, EDITED_ON))


def mails_among(found: Sequence[ArticleSummary]) -> list[ArticleSummary]:
    """What can be bounced."""
    return [article for article in found if article.channel is ArticleChannel.EMAIL]


async def load_customer(read: ReadUow, principal: Principal, ticket: TicketRead) -> CustomerPanel | None:
    if ticket.customer_user is None and ticket.customer_id is None:
        return None
    account = company = None
    lists: list[TicketFilter] = []
    if ticket.customer_user is not None and ticket.customer_id is not None:
        await customers.read_together(read, ticket.customer_user.login, ticket.customer_id)
    if ticket.customer_user is not None:
        account = await customers.find_by_login(read, ticket.customer_user.login)
        lists.append(TicketFilter(customer_user=(ticket.customer_user.login,), not_closed=True))
    if ticket.customer_id is not None:
        with suppress(CompanyNotFound):  # the customer id of a ticket is free text
            company = await customers.read_company(read, principal, ticket.customer_id)
        lists.append(TicketFilter(customer_id=(ticket.customer_id,), not_closed=True))
    counts = await tickets.count_each(read, principal, lists)
    own_open = counts[0] if ticket.customer_user is not None else 0
    company_open = counts[-1] if ticket.customer_id is not None else 0
    return CustomerPanel(account, company, own_open, company_open)


async def _seen(read: ReadUow, principal: Principal, ticket: TicketRead) -> frozenset[int] | None:
    if ticket.seen:
        return None
    flags = await articles.article_flags(read, TicketId(ticket.id), principal.user_id)
    return frozenset(article_id for article_id, found in flags.items() if SEEN in found)


async def _transmissions(
    read: ReadUow, ticket_id: TicketId, found: list[ArticleRead]
) -> dict[ArticleId, TransmissionRead]:
    sent = any(article.channel == "email" and article.sender_type != "customer" for article in found)
    return await articles.transmissions(read, ticket_id) if sent else {}
