"""The portal: what customers see of their tickets, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy.exc import OperationalError

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.customers.models import CustomerUser
from gotrs_api.kernel.ids import TicketId
from gotrs_api.queues.models import Queue
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service.search.indexing import index_tickets
from gotrs_api.uow import UnitOfWork
from tests.support.factories import AGENT_SENDER, CLOSED_SUCCESSFUL, INTERNAL, PASSWORD, PENDING_REMINDER, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")


@dataclass(frozen=True)
class Portal:
    """Rosa of Northwind has a ticket; `address` is its page."""

    uow: UnitOfWork
    factories: Factories
    queue: Queue
    rosa: CustomerUser
    ticket: Ticket

    @property
    def address(self) -> str:
        return f"/customer/tickets/{self.ticket.tn}"

    async def now(self) -> TicketRead:
        principal = await self.factories.principal(self.rosa)
        return await tickets.get_ticket(self.uow, principal, TicketId(self.ticket.id))


@pytest.fixture
async def portal(factories: Factories, uow: UnitOfWork) -> Portal:
    queue = await factories.queue("Network")
    company = await factories.customer_company("northwind", name="Northwind AB")
    rosa = await factories.customer_user("rosa", company=company, password=PASSWORD)
    ticket = await factories.ticket("VPN drops", queue=queue, customer=rosa)
    await factories.article(ticket, body="Every 20 minutes.", a_from='"Rosa Lind" <rosa@customer.example>')
    return Portal(uow, factories, queue, rosa, ticket)


@pytest.fixture
async def at_portal(web: WebBrowser, portal: Portal) -> WebBrowser:
    await web.sign_in("rosa", kind="customer")
    return web


async def test_my_tickets_and_my_companys_open_and_solved(at_portal: WebBrowser, portal: Portal) -> None:
    factories = portal.factories
    company = await factories.customer_user("per")
    per = await factories.customer_user("petra")
    per.customer_id = "northwind"
    await factories.ticket("Printer of Petra", queue=portal.queue, customer=per)
    await factories.ticket("Somebody else's", queue=portal.queue, customer=company)
    await factories.ticket("Old story", queue=portal.queue, customer=portal.rosa, state_id=CLOSED_SUCCESSFUL)
    assert (await at_portal.get("/customer/")).texts(".portal__row b") == ["VPN drops"]
    assert (await at_portal.get("/customer/?show=closed")).texts(".portal__row b") == ["Old story"]
    rows = (await at_portal.get("/customer/company")).texts(".portal__row b")
    assert sorted(rows) == ["Printer of Petra", "VPN drops"]


async def test_tickets_are_found_by_their_words_solved_or_not(at_portal: WebBrowser, portal: Portal) -> None:
    old = await portal.factories.ticket(
        "Router replaced", queue=portal.queue, customer=portal.rosa, state_id=CLOSED_SUCCESSFUL
    )
    other = await portal.factories.ticket("Router of somebody else", queue=portal.queue)
    await index_tickets(portal.uow, [old.id, other.id, portal.ticket.id])
    assert (await at_portal.get("/customer/?q=router")).texts(".portal__row b") == ["Router replaced"]
    assert (await at_portal.get("/customer/?q=router&show=open")).has("Nothing fits to router")
    assert (await at_portal.get(f"/customer/?q={portal.ticket.tn}")).texts(".portal__row b") == ["VPN drops"]


async def test_a_file_is_sent_while_one_writes(at_portal: WebBrowser, portal: Portal) -> None:
    page = await at_portal.get(portal.address)
    token = str(page.form(f"{portal.address}/reply").fields["csrf_token"])
    log = [("files", ("log.txt", b"It failed.", "text/plain"))]
    answer = await at_portal.client.post("/customer/uploads", data={"csrf_token": token}, files=log)
    kept = WebPage(answer).one("[name=kept]").get("value", "")
    await at_portal.send(f"{portal.address}/reply", {"body": "See the log.", "kept": kept})
    assert (await at_portal.follow()).has("log.txt")


async def test_company_tickets_can_be_switched_off(at_portal: WebBrowser, portal: Portal) -> None:
    await portal.factories.setting(settings.CUSTOMER_DISABLE_COMPANY_TICKET_ACCESS, True)
    petra = await portal.factories.customer_user("petra")
    petra.customer_id = "northwind"
    hidden = await portal.factories.ticket("Printer", queue=portal.queue, customer=petra)
    assert "My company" not in (await at_portal.get("/customer/")).links()
    assert (await at_portal.get(f"/customer/tickets/{hidden.tn}")).status == 404


async def test_only_what_is_meant_for_customers_is_shown(at_portal: WebBrowser, portal: Portal) -> None:
    new = NewArticle(
        ticket_id=TicketId(portal.ticket.id),
        channel=ArticleChannel.INTERNAL,
        sender_type=SenderType.AGENT,
        visible_for_customer=False,
        subject="Between us",
        body="She calls every day.",
        from_="lena@desk.example",
        attachments=[NewAttachment(filename="secret.txt", content=b"x", content_type="text/plain")],
    )
    article_id = await articles.store_article(portal.uow, new)
    page = await at_portal.get(portal.address)
    assert page.has("Every 20 minutes.")
    assert not page.has("She calls every day.")
    assert (await at_portal.get(f"{portal.address}/articles/{article_id}/html")).status == 404
    assert (await at_portal.get(f"{portal.address}/articles/{article_id}/attachments/1")).status == 404


@pytest.mark.parametrize("address", ["", "/articles/1/html", "/articles/1/attachments/1"])
async def test_tickets_of_others_are_not_there(at_portal: WebBrowser, portal: Portal, address: str) -> None:
    other = await portal.factories.ticket("Not yours", queue=portal.queue)
    assert (await at_portal.get(f"/customer/tickets/{other.tn}{address}")).status == 404


async def test_an_agents_session_opens_no_portal(web: WebBrowser, portal: Portal) -> None:
    await portal.factories.agent("lena", rights={portal.queue: "rw"}, password=PASSWORD)
    await web.sign_in("lena")
    assert (await web.get(portal.address)).location.startswith("/auth/customer/login")


@pytest.mark.parametrize(
    ("state_id", "words"),
    [(1, "We have your request."), (4, "We are working on it."), (CLOSED_SUCCESSFUL, "This is solved.")],
)
async def test_the_state_in_plain_words(at_portal: WebBrowser, portal: Portal, state_id: int, words: str) -> None:
    portal.ticket.ticket_state_id = state_id
    await portal.uow.session.flush()
    assert (await at_portal.get(portal.address)).has(words)


async def test_an_open_question_asks_for_an_answer(at_portal: WebBrowser, portal: Portal) -> None:
    portal.ticket.ticket_state_id = PENDING_REMINDER
    await portal.factories.article(portal.ticket, body="Which room?", sender_type_id=AGENT_SENDER, channel_id=INTERNAL)
    page = await at_portal.get(portal.address)
    assert page.has("We are waiting for your answer.")
    assert page.texts(".steps [aria-current]") == ["Your answer"]


async def test_a_reply_with_a_file(at_portal: WebBrowser, portal: Portal) -> None:
    await at_portal.get(portal.address)
    photo = ("files", ("photo.png", b"\x89PNG", "image/png"))
    answer = await at_portal.send(f"{portal.address}/reply", {"body": "Room 12."}, files=[photo])
    assert answer.location == portal.address
    page = await at_portal.follow()
    assert page.has("Room 12.")
    assert page.has("Thank you, we have your answer.")
    (link,) = page.all("a.attachment")
    download = await at_portal.client.get(link.get("href", ""))
    assert download.content == b"\x89PNG"
    assert download.headers["content-disposition"].startswith("attachment")


async def test_an_empty_reply_is_refused_and_keeps_the_file(at_portal: WebBrowser, portal: Portal) -> None:
    await at_portal.get(portal.address)
    page = await at_portal.send(
        f"{portal.address}/reply", {"body": " "}, files=[("files", ("a.txt", b"a", "text/plain"))]
    )
    assert page.status == 422
    assert page.has("This is required.")
    assert page.has("a.txt")


async def test_close_and_open_again(at_portal: WebBrowser, portal: Portal) -> None:
    await at_portal.get(portal.address)
    fields = {"csrf_token": str(at_portal.page.form(f"{portal.address}/reply").fields["csrf_token"])}  # type: ignore[union-attr]
    answer = await at_portal.client.post(f"{portal.address}/closure", data=fields)
    assert answer.status_code == 303
    assert (await portal.now()).state.name == "closed successful"
    page = await at_portal.get(portal.address)
    assert page.has("This is solved. Please close the ticket.")
    await at_portal.send(f"{portal.address}/reopening", {"body": "It happens again."})
    assert (await portal.now()).state.name == "open"


async def test_a_setting_keeps_customers_from_closing(at_portal: WebBrowser, portal: Portal) -> None:
    await portal.factories.setting(settings.CUSTOMER_FOLLOW_UP_STATE_TYPES, ["open"])
    page = await at_portal.get(portal.address)
    assert not page.has("It is solved")
    fields = {"csrf_token": str(page.form(f"{portal.address}/reply").fields["csrf_token"])}
    assert (await at_portal.client.post(f"{portal.address}/closure", data=fields)).status_code == 422
    assert (await portal.now()).state.type == "open"


async def test_a_new_ticket_as_the_settings_ask_for_it(at_portal: WebBrowser, portal: Portal) -> None:
    await portal.factories.setting(settings.CUSTOMER_TICKET_PRIORITY, False)
    page = await at_portal.get("/customer/tickets/new")
    assert not page.has("How urgent")
    fields = {"title": "No network", "body": "Since this morning.", "queue_id": str(portal.queue.id)}
    answer = await at_portal.send("/customer/tickets/new", fields)
    assert answer.status == 303
    page = await at_portal.follow()
    assert page.texts("h1") == ["No network"]
    assert page.has("Thank you. We have your request.")
    assert page.has("Since this morning.")


async def test_a_new_ticket_without_words_is_refused(at_portal: WebBrowser) -> None:
    await at_portal.get("/customer/tickets/new")
    log = ("files", ("log.txt", b"a", "text/plain"))
    page = await at_portal.send("/customer/tickets/new", {"title": "No network", "body": " "}, files=[log])
    assert page.status == 422
    assert page.form("/customer/tickets/new").fields["title"] == "No network"
    assert page.has("log.txt")
    assert (await at_portal.send("/customer/tickets/new", {"body": "Now with words."})).status == 303


async def test_the_profile_keeps_language_zone_and_password(at_portal: WebBrowser) -> None:
    await at_portal.get("/customer/profile")
    assert (await at_portal.send("/customer/profile/preferences", {"time_zone": "Mars/Base"})).status == 422
    await at_portal.send("/customer/profile/preferences", {"language": "de", "time_zone": "Europe/Stockholm"})
    page = await at_portal.follow()
    assert page.one("html").get("lang") == "de"
    wrong = {"current": "nonsense", "new": "another good one 7", "repeated": "another good one 7"}
    assert (await at_portal.send("/customer/profile/password", wrong)).status == 422
    right = {**wrong, "current": PASSWORD}
    assert (await at_portal.send("/customer/profile/password", right)).status == 303
    assert (await at_portal.get("/customer/")).status == 200


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (Exception(1213, "Deadlock found when trying to get lock"), "Nothing was changed; try again."),
        (ConnectionRefusedError(), "The database cannot be reached."),
    ],
    ids=["deadlock", "away"],
)
async def test_what_the_database_could_not_do_is_said_and_when_to_try_again(
    at_portal: WebBrowser, monkeypatch: pytest.MonkeyPatch, cause: Exception, said: str
) -> None:
    async def fail(*_: object) -> None:
        raise OperationalError("UPDATE", {}, cause)

    monkeypatch.setattr("gotrs_web.customer.profile.own_account.update_preferences", fail)
    await at_portal.get("/customer/profile")
    page = await at_portal.send("/customer/profile/preferences", {"time_zone": "Europe/Berlin"})
    assert (page.status, page.response.headers["retry-after"].isdigit()) == (503, True)
    assert page.has(said)
