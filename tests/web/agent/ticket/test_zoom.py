"""The page of a ticket: what it shows, to whom, and what looking at it does."""

from __future__ import annotations

import pytest

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketMerge
from tests.support.factories import AGENT_SENDER, CLOSED_SUCCESSFUL, INTERNAL, PASSWORD
from tests.support.web import WebBrowser
from tests.tickets.desk import Statements
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")


async def mail(desk: Desk, html: str, *files: NewAttachment) -> int:
    new = NewArticle(
        ticket_id=TicketId(desk.ticket.id),
        channel=ArticleChannel.EMAIL,
        sender_type=SenderType.CUSTOMER,
        visible_for_customer=True,
        subject="A picture",
        body=html,
        content_type="text/html; charset=utf-8",
        from_="rosa@customer.example",
        attachments=list(files),
    )
    return await articles.store_article(desk.uow, new)


async def test_conversation_properties_and_customer_stand_on_the_page(at_desk: WebBrowser, desk: Desk) -> None:
    await desk.factories.article(
        desk.ticket, body="Old.", sender_type_id=AGENT_SENDER, channel_id=INTERNAL, visible_for_customer=False
    )
    page = await at_desk.get(desk.address)
    assert page.status == 200
    assert page.texts("h1") == ["VPN drops"]
    assert [one.get("class") for one in page.all("article")] == ["article article--customer", "article article--note"]
    assert page.has("Every 20 minutes.")
    assert page.has("Only agents see this")
    assert page.has("Northwind AB")
    assert page.has("1 open ticket")
    assert page.has("Network")


async def test_a_ticket_one_may_not_see_is_not_there(web: WebBrowser, desk: Desk) -> None:
    await desk.factories.agent("otto", password=PASSWORD)
    await web.sign_in("otto")
    for part in ("", "/reply", "/queue", "/watchers", "/time", "/explanation", "/articles/1/html"):
        assert (await web.get(desk.address + part)).status == 404, part


async def test_a_stranger_is_sent_to_sign_in_and_back(web: WebBrowser, desk: Desk) -> None:
    page = await web.get(desk.address)
    assert page.location == f"/auth/login?next=%2Fagent%2Ftickets%2F{desk.ticket.id}"


async def test_only_what_one_may_do_is_offered(web: WebBrowser, desk: Desk) -> None:
    await desk.colleague("vera", rights="ro")
    await web.sign_in("vera")
    page = await web.get(desk.address)
    assert page.texts(".ticket-head__acts > .btn") == [""]  # the menu
    assert page.has("You may read this ticket, but not write into it.")
    assert page.all(".props a.edit") == []
    assert (await web.get(f"{desk.address}/queue")).status == 403


async def test_long_quotations_are_folded(at_desk: WebBrowser, desk: Desk) -> None:
    await desk.factories.article(desk.ticket, body="Thanks!\n> one\n> two\n> three\n> four\nBye.")
    page = await at_desk.get(desk.address)
    assert page.texts("details.quote summary") == ["4 quoted lines"]
    assert page.texts("details.quote blockquote") == ["one two three four"]


async def test_what_one_opens_is_seen_afterwards(at_desk: WebBrowser, desk: Desk) -> None:
    assert (await at_desk.get(desk.address)).has("New for you")
    assert (await desk.now()).seen
    assert not (await at_desk.get(desk.address)).has("New for you")


async def test_the_list_one_came_from_stands_beside(at_desk: WebBrowser, desk: Desk) -> None:
    other = await desk.factories.ticket("Printer", queue=desk.queue)
    await desk.factories.ticket("Old story", queue=desk.queue, state_id=CLOSED_SUCCESSFUL)
    page = await at_desk.get(f"{desk.address}?in=%2Fagent%2Ftickets%3Fsort%3Dtitle")
    assert page.texts(".mini__title")[-2:] == ["Unread: Printer", "Unread: VPN drops"]
    assert page.one('[data-key="Shift+ArrowLeft"]').get("href", "").startswith(f"/agent/tickets/{other.id}?in=")
    assert page.all('[data-key="Shift+ArrowRight"]') == []


@pytest.mark.parametrize("place", ["https://evil.example/", "/agent/queues/999", "/admin/", "/agent/tickets?sort=x"])
async def test_a_strange_list_does_no_harm(at_desk: WebBrowser, desk: Desk, place: str) -> None:
    page = await at_desk.get(f"{desk.address}?in={place}")
    assert page.status == 200
    assert [link for link in page.links().values() if "evil" in link] == []


async def test_history_and_files_have_tabs(at_desk: WebBrowser, desk: Desk) -> None:
    await mail(desk, "<p>Hi</p>", NewAttachment(filename="log.txt", content=b"abc", content_type="text/plain"))
    assert (await at_desk.get(f"{desk.address}?tab=attachments")).has("log.txt")
    await at_desk.get(desk.address)
    await at_desk.send(f"{desk.address}/watch")
    assert (await at_desk.get(f"{desk.address}?tab=history")).has("Lena Agent watches the ticket")


async def test_a_mail_in_html_is_framed_and_harmless(at_desk: WebBrowser, desk: Desk) -> None:
    graph = NewAttachment(
        filename="graph.png", content=b"\x89PNG", content_type="image/png", content_id="g1", disposition="inline"
    )
    article_id = await mail(
        desk,
        '<p onclick="x()">Look</p><script>steal()</script><img src="cid:g1"><img src="https://t.example/pixel.gif">'
        "<blockquote>older</blockquote>",
        graph,
    )
    frame = (await at_desk.get(desk.address)).one("iframe")
    assert "allow-scripts" not in frame.get("sandbox", "")
    page = await at_desk.get(frame.get("src", ""))
    policy = page.response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "https:" not in policy
    assert page.has("1 remote image held back")
    assert page.has("Look")
    assert "script" not in page.response.text
    assert "onclick" not in page.response.text
    assert "t.example" not in page.response.text
    picture = page.one("img[src]").get("src", "")
    assert picture.startswith(f"{desk.address}/articles/{article_id}/attachments/")
    assert (await at_desk.client.get(picture)).content == b"\x89PNG"
    assert page.texts("details > summary") == ["Quoted text"]
    shown = await at_desk.get(f"{desk.address}/articles/{article_id}/html?images=1")
    assert "https://t.example/pixel.gif" in shown.response.text
    assert "https:" in shown.response.headers["content-security-policy"]


async def test_a_file_is_a_download_whatever_it_says_it_is(at_desk: WebBrowser, desk: Desk) -> None:
    page_file = NewAttachment(filename='zoë "x".html', content=b"<script>1</script>", content_type="text/html")
    article_id = await mail(desk, "<p>Hi</p>", page_file)
    (link,) = (await at_desk.get(f"{desk.address}?tab=attachments")).all("a.attachment")
    answer = await at_desk.client.get(link.get("href", ""))
    assert answer.content == b"<script>1</script>"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''zo%C3%AB" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (await at_desk.get(f"{desk.address}/articles/{article_id}/attachments/999999")).status == 404


async def test_the_page_stays_cheap(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(desk.address)
    with Statements(desk.uow) as sent:
        await at_desk.get(desk.address)
    asked = [text for text in sent.texts if "SAVEPOINT" not in text]
    assert len(asked) <= 12, "\n".join(text[:200] for text in asked)


async def test_why_one_may_not_is_explained(web: WebBrowser, desk: Desk) -> None:
    await desk.colleague("vera", rights="ro")
    await web.sign_in("vera")
    page = await web.get(f"{desk.address}/explanation")
    assert page.has("The right move is missing.")
    fragment = await web.get(f"{desk.address}/explanation", htmx=True)
    assert fragment.all("html body main") == []
    assert fragment.has("The right move is missing.")


async def test_a_merged_ticket_points_to_where_it_goes_on(at_desk: WebBrowser, desk: Desk) -> None:
    main = await desk.factories.ticket("The whole network", queue=desk.queue)
    lena = await desk.factories.principal(desk.lena)
    await tickets.merge_ticket(desk.uow, lena, TicketId(desk.ticket.id), TicketMerge(into=main.id))
    page = await at_desk.get(desk.address)
    assert page.links()[f"{main.tn} The whole network"] == f"/agent/tickets/{main.id}"


async def test_who_was_called_into_the_ticket_is_listed(at_desk: WebBrowser, desk: Desk) -> None:
    assert (await at_desk.get(f"{desk.address}/mentions")).has("Nobody was mentioned.")
