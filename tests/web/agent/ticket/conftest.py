"""Lena works in the queue Network; Rosa of Northwind has a ticket there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleRead
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity.models import User
from gotrs_api.kernel.ids import TicketId
from gotrs_api.queues.models import Queue
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import UnitOfWork
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser


@dataclass(frozen=True)
class Desk:
    """Who and what there is. `address` is the ticket's page."""

    uow: UnitOfWork
    factories: Factories
    queue: Queue
    lena: User
    rosa: CustomerUser
    ticket: Ticket

    @property
    def address(self) -> str:
        return f"/agent/tickets/{self.ticket.id}"

    async def now(self, who: User | None = None) -> TicketRead:
        principal = await self.factories.principal(who or self.lena)
        return await tickets.get_ticket(self.uow, principal, TicketId(self.ticket.id))

    async def articles(self) -> list[ArticleRead]:
        principal = await self.factories.principal(self.lena)
        return await articles.list_articles(self.uow, principal, TicketId(self.ticket.id))

    async def colleague(self, login: str = "mira", rights: str = "rw") -> User:
        return await self.factories.agent(login, rights={self.queue: rights}, password=PASSWORD)


@pytest.fixture
async def desk(factories: Factories, uow: UnitOfWork) -> Desk:
    queue = await factories.queue("Network")
    company = await factories.customer_company("northwind", name="Northwind AB")
    rosa = await factories.customer_user("rosa", company=company)
    lena = await factories.agent("lena", rights={queue: "rw"}, password=PASSWORD)
    ticket = await factories.ticket("VPN drops", queue=queue, customer=rosa)
    sender = '"Rosa Lind" <rosa@customer.example>'
    await factories.article(ticket, body="Every 20 minutes.", a_from=sender, a_to="vpn@desk.example")
    return Desk(uow, factories, queue, lena, rosa, ticket)


@pytest.fixture
async def at_desk(web: WebBrowser, desk: Desk) -> WebBrowser:
    """Lena's browser, signed in."""
    await web.sign_in("lena")
    return web
