"""A desk whose commits are real: MariaDB's full-text index shows only what is committed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from gotrs_api.articles.schemas import ArticleRead
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.queues.models import Queue
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.schemas import TicketFilter, TicketRead
from gotrs_api.tickets.schemas.search import TicketHit, TicketSearch
from gotrs_api.tickets.service import search
from gotrs_api.uow import Site
from tests.support import jobs
from tests.support.factories import Factories
from tests.tickets.desk import new_ticket


@dataclass
class SearchDesk:
    """`ann` works in `support`, `bob` in `sales`; `jane` is a customer of `acme`. Each call is a transaction of its own."""

    site: Site
    support: Queue
    sales: Queue
    ann: Principal
    bob: Principal
    admin: Principal
    jane: Principal

    async def ticket(self, title: str, body: str = "Nothing special.", /, **fields: Any) -> TicketRead:
        """By `ann` in `support` unless `by` and `queue` say otherwise; a customer sees it with `visible=True`."""
        by, queue = fields.pop("by", self.ann), fields.pop("queue", self.support)
        article = {
            "subject": fields.pop("subject", "Call"),
            "body": body,
            "visible_for_customer": fields.pop("visible", False),
            "attachments": fields.pop("attachments", []),
            "content_type": fields.pop("content_type", "text/plain"),
        }
        async with self.site.uow(acting_id=by.user_id) as uow:
            return await service.create_ticket(uow, by, new_ticket(queue, title=title, article=article, **fields))

    async def note(self, ticket: TicketRead, body: str, *, visible: bool = False) -> ArticleRead:
        async with self.site.uow(acting_id=self.ann.user_id) as uow:
            reply = schemas.TicketReply(subject="Note", body=body, visible_for_customer=visible)
            return await service.add_article(uow, self.ann, TicketId(ticket.id), reply)

    async def drain(self) -> list[str]:
        return await jobs.drain(self.site)

    async def found(self, text: str, who: Principal | None = None, **filters: Any) -> list[TicketHit]:
        async with self.site.read() as read:
            page = await search.search_tickets(
                read, who or self.ann, text, TicketSearch.model_validate(filters), PageRequest(100)
            )
        return page.rows

    async def titles(self, text: str, who: Principal | None = None, **filters: Any) -> list[str]:
        """In the order of relevance. The list's `q` must find the very same."""
        titles = [hit.ticket.title for hit in await self.found(text, who, **filters)]
        assert await self.listed(text, who, **filters) == set(titles)
        return titles

    async def listed(self, text: str, who: Principal | None = None, **filters: Any) -> set[str]:
        async with self.site.read() as read:
            wanted = TicketSearch.model_validate({"q": text, **filters}) if filters else TicketFilter(q=text)
            page = await service.list_tickets(read, who or self.ann, wanted, PageRequest(100))
        return {ticket.title for ticket in page.rows}


@pytest.fixture
async def desk(committed_site: Site) -> SearchDesk:
    site = committed_site
    async with site.uow() as uow:
        factories = Factories(uow)
        support, sales = await factories.queue("Support"), await factories.queue("Sales")
        ann = await factories.agent("ann", rights={support: "rw"})
        bob = await factories.agent("bob", rights={sales: "rw"})
        admin = await factories.agent("admin", admin=True, rights={support: "rw", sales: "rw"})
        jane = await factories.customer_user("jane", company=await factories.customer_company("acme"))
        people = [await factories.principal(one) for one in (ann, bob, admin, jane)]
    return SearchDesk(site, support, sales, *people)
