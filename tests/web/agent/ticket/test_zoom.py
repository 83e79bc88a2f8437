"""The page of a ticket: what it shows, to whom, and what looking at it does."""

from __future__ import annotations

import pytest

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.kernel.ids import TicketId
from gotrs_api.uow import UnitOfWork
from tests.support.factories import INTERNAL, AGENT_SENDER, PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


async def test_conversation_properties_and_customer_stand_on_the_page(web: WebBrowser, factories: Factories) -> None:
    queue = await factories.queue("Network")
    company = await factories.customer_company("northwind", name="Northwind AB")
    rosa = await factories.customer_user("rosa", company=company)
    await factories.agent("lena", rights={queue: "rw"}, password=PASSWORD)
    ticket = await factories.ticket("VPN drops", queue=queue, customer=rosa)
    await factories.article(ticket, body="Every 20 minutes.", a_from='"Rosa Lind" <rosa@customer.example>')
    await factories.article(
        ticket, body="Gateway is old.", sender_type_id=AGENT_SENDER, channel_id=INTERNAL, visible_for_customer=False
    )
    await web.sign_in("lena")
    page = await web.get(f"/agent/tickets/{ticket.id}")
    assert page.status == 200
    assert page.texts("h1") == ["VPN drops"]
    assert [one.get("class") for one in page.all("article")] == ["article article--customer", "article article--note"]
    assert page.has("Every 20 minutes.") and page.has("Only agents see this")
    assert page.has("Northwind AB") and page.has("1 open ticket")
    assert page.has("Network")
