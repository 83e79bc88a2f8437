"""Bookmarks and links in old mails: every form of them leads to the page that is there now."""

from __future__ import annotations

import pyotp
import pytest

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewAttachment
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_web.old_addresses import agent_page, customer_page
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser


@pytest.mark.parametrize(
    ("given", "page"),
    [
        ({"Action": "AgentTicketZoom", "TicketID": "7"}, "/agent/tickets/7"),
        ({"Action": "AgentTicketZoom", "TicketID": "7", "ArticleID": "18"}, "/agent/tickets/7#article-18"),
        ({"Action": "AgentTicketZoom", "TicketNumber": "2015 7"}, "/agent/tickets?q=2015+7"),
        ({"Action": "AgentTicketHistory", "TicketID": "7"}, "/agent/tickets/7?tab=history"),
        ({"Action": "AgentTicketCompose", "TicketID": "7", "ArticleID": "18"}, "/agent/tickets/7#article-18"),
        (
            {"Action": "AgentTicketAttachment", "TicketID": "7", "ArticleID": "18", "FileID": "2"},
            "/agent/tickets/7/articles/18/files/2",
        ),
        ({"Action": "AgentTicketPlain", "TicketID": "7", "ArticleID": "18"}, "/agent/tickets/7/articles/18/plain"),
        ({"Action": "AgentTicketQueue", "QueueID": "3"}, "/agent/queues/3"),
        ({"Action": "AgentTicketStatusView"}, "/agent/tickets"),
        ({"Action": "AgentTicketSearch", "Subaction": "Search", "Fulltext": "a b"}, "/agent/tickets?q=a+b"),
        ({"Action": "AgentTicketLockedView"}, "/agent/tickets?view=locked"),
        ({"Action": "AgentCustomerInformationCenter", "CustomerID": "C3"}, "/agent/customers?q=C3"),
        ({"Action": "AdminQueue", "Subaction": "Change", "QueueID": "3"}, "/admin/queues/3"),
        ({"Action": "AdminGenericAgent"}, "/admin/"),
        ({"Action": "AgentTicketZoom", "TicketID": "7 OR 1"}, "/agent/tickets"),
        ({}, "/agent/"),
    ],
)
def test_where_agents_are_led(given: dict[str, str], page: str) -> None:
    assert agent_page(given) == page


@pytest.mark.parametrize(
    ("given", "page"),
    [
        ({"Action": "CustomerTicketZoom", "TicketNumber": "2015/7"}, "/customer/tickets/2015%2F7"),
        (
            {"Action": "CustomerTicketAttachment", "TicketNumber": "20157", "ArticleID": "18", "FileID": "1"},
            "/customer/tickets/20157/articles/18/files/1",
        ),
        ({"Action": "CustomerTicketZoom", "TicketID": "7"}, "/customer/tickets/id:7"),
        (
            {"Action": "CustomerTicketAttachment", "TicketID": "7", "ArticleID": "18", "FileID": "1"},
            "/customer/tickets/id:7/articles/18/files/1",
        ),
        ({"Action": "CustomerTicketZoom", "TicketID": "7 OR 1"}, "/customer/"),
        ({"Action": "CustomerTicketMessage"}, "/customer/tickets/new"),
        ({"Action": "PublicFAQZoom", "ItemID": "1"}, "/customer/"),
    ],
)
def test_where_customers_are_led(given: dict[str, str], page: str) -> None:
    assert customer_page(given) == page


@pytest.mark.backends("sqlite")
async def test_an_old_address_of_a_file_is_opened_after_signing_in(web: WebBrowser, factories: Factories) -> None:
    rosa = await factories.agent("rosa", password=PASSWORD, rights={await factories.existing_queue("Raw"): "rw"})
    ticket = await factories.ticket(owner=rosa)
    article = await factories.article(ticket)
    for name, content in (("b.txt", b"two"), ("a.txt", b"one")):
        file = NewAttachment(filename=name, content=content, content_type="text/plain")
        system, ids = Principal.system("test"), (TicketId(ticket.id), ArticleId(article.id))
        await articles.add_attachment(factories.uow, system, *ids, file)
    for folder in ("/otrs", "/znuny", "/otobo", ""):
        for separator in ";&":
            query = separator.join(
                ("Action=AgentTicketAttachment", f"TicketID={ticket.id}", f"ArticleID={article.id}", "FileID=1")
            )
            page = await web.get(f"{folder}/index.pl?{query}")
            assert page.location == f"/agent/tickets/{ticket.id}/articles/{article.id}/files/1"
    page = await web.follow()
    assert page.location.startswith("/auth/login?next=%2Fagent%2Ftickets")
    await web.follow()
    await web.send("/auth/login", {"login": "rosa", "password": PASSWORD})
    await web.follow()
    assert (await web.follow()).response.content == b"one"
    assert (await web.get(f"/agent/tickets/{ticket.id}/articles/{article.id}/files/3")).status == 404


@pytest.mark.backends("sqlite")
async def test_a_second_factor_of_otrs_stands_on_the_way(
    web: WebBrowser, factories: Factories, clock: FakeClock
) -> None:
    queue, secret = await factories.existing_queue("Raw"), "JBSWY3DPEHPK3PXP" * 2
    preferences = {"UserGoogleAuthenticatorSecretKey": secret}
    rosa = await factories.agent("rosa", password=PASSWORD, rights={queue: "rw"}, preferences=preferences)
    ticket = await factories.ticket(owner=rosa)
    await web.get(f"/otrs/index.pl?Action=AgentTicketZoom;TicketID={ticket.id}")
    await web.follow()
    await web.follow()
    page = await web.send("/auth/login", {"login": "rosa", "password": PASSWORD})
    assert page.location.startswith("/auth/second-step")
    await web.follow()
    page = await web.send("/auth/second-step", {"code": pyotp.TOTP(secret).at(clock.now())})
    assert page.location == f"/agent/tickets/{ticket.id}"


@pytest.mark.backends("sqlite")
async def test_customers_reach_their_own_tickets_by_old_ids_alone(web: WebBrowser, factories: Factories) -> None:
    kim = await factories.customer_user("kim", password=PASSWORD)
    own = await factories.ticket(customer=kim)
    other = await factories.ticket()
    article = await factories.article(own)
    file = NewAttachment(filename="a.txt", content=b"one", content_type="text/plain")
    ids = (TicketId(own.id), ArticleId(article.id))
    await articles.add_attachment(factories.uow, Principal.system("test"), *ids, file)
    await web.sign_in("kim", kind="customer")
    assert (await web.get(f"/customer/tickets/id:{own.id}")).location == f"/customer/tickets/{own.tn}"
    query = f"Action=CustomerTicketAttachment;TicketID={own.id};ArticleID={article.id};FileID=1"
    await web.get(f"/otrs/customer.pl?{query}")
    await web.follow()
    assert (await web.follow()).response.content == b"one"
    for ticket_id in (other.id, 10**18, 10**30):
        assert (await web.get(f"/customer/tickets/id:{ticket_id}")).status == 404


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("address", ["/login", "/customer/login"])
async def test_a_sign_in_is_found_where_it_is_expected(web: WebBrowser, address: str) -> None:
    assert (await web.get(address)).location == f"/auth{address}"
