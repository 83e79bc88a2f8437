"""An agent answers through the API, and the mail that leaves is the right one."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from gotrs_api.articles.events import ArticleBounced
from gotrs_api.articles.models import ArticlePlain
from gotrs_api.catalog.models import SystemAddress
from gotrs_api.customers.models import CustomerUser
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.models import MailQueue
from gotrs_api.sysconfig import settings as known
from gotrs_api.tickets.models import Ticket, TicketHistory
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.support.smtp_sink import SmtpSink

pytestmark = pytest.mark.principal("agent", rights="rw", queue="Raw")
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n not really a picture").decode()


class Scene:
    ticket: Ticket
    customer: CustomerUser
    question_id: int

    @property
    def at(self) -> str:
        return f"/api/v1/tickets/{self.ticket.id}/articles"


@pytest.fixture
async def scene(factories: Factories, uow: UnitOfWork) -> Scene:
    found = Scene()
    found.customer = await factories.customer_user(company=await factories.customer_company())
    queue = await factories.existing_queue("Raw")
    found.ticket = await factories.ticket(customer=found.customer, title="Printer", queue=queue)
    question = await factories.article(
        found.ticket, a_from=f"Jane Doe <{found.customer.email}>", message_id="<question@customer.example>"
    )
    found.question_id = question.id
    await uow.session.execute(update(SystemAddress).values(value0="desk@desk.example", value1="Service Desk"))
    return found


async def answer(client: httpx.AsyncClient, scene: Scene, **changes: Any) -> httpx.Response:
    body = {"subject": "Printer", "body": "It works.", "channel": "email", "visible_for_customer": True} | changes
    return await client.post(f"{scene.at}/{scene.question_id}/reply", json=body)


async def test_an_answer_is_threaded_and_comes_from_the_queue(
    client: httpx.AsyncClient, scene: Scene, site: Site, mailbox: SmtpSink, uow: UnitOfWork
) -> None:
    response = await answer(client, scene, cc="Bob <bob@x.example>", bcc="secret@x.example")
    assert response.status_code in (200, 201), response.text
    await drain(site)
    (delivered,) = mailbox.messages
    message = delivered.message
    assert delivered.sender == "desk@desk.example"
    assert delivered.recipients == (scene.customer.email, "bob@x.example", "secret@x.example")
    assert message["From"] == "Service Desk <desk@desk.example>"
    assert message["To"] == f"Jane Doe <{scene.customer.email}>"
    assert message["Subject"] == f"Re: [Ticket#{scene.ticket.tn}] Printer"
    assert message["In-Reply-To"] == "<question@customer.example>"
    assert message["References"] == "<question@customer.example>"
    assert message["Message-ID"] == response.json()["message_id"]
    assert "Bcc" not in message
    assert "secret" not in str(message)
    assert message.get_content().strip() == "It works."
    kept = await uow.session.scalar(select(ArticlePlain.body).where(ArticlePlain.article_id == response.json()["id"]))
    assert kept == delivered.raw


async def test_the_sender_bears_the_agents_name_where_the_setting_says_so(
    client: httpx.AsyncClient, scene: Scene, site: Site, mailbox: SmtpSink, factories: Factories
) -> None:
    await factories.setting(known.TICKET_DEFINE_EMAIL_FROM, "AgentNameSystemAddressName")
    await answer(client, scene)
    await drain(site)
    assert " via Service Desk <desk@desk.example>" in mailbox.messages[0].message["From"]


async def test_html_goes_with_its_text_its_image_and_its_files(
    client: httpx.AsyncClient, scene: Scene, site: Site, mailbox: SmtpSink
) -> None:
    image = {
        "filename": "p.png",
        "content_type": "image/png",
        "content": PIXEL,
        "disposition": "inline",
        "content_id": "p1",
    }
    file = {"filename": "Übersicht.txt", "content": base64.b64encode(b"all of it").decode()}
    html = '<p>Look: <img src="cid:p1"> <b>fine</b></p>'
    response = await answer(client, scene, body=html, content_type="text/html", attachments=[image, file])
    assert response.status_code in (200, 201), response.text
    await drain(site)
    message = mailbox.messages[0].message
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "text/plain",
    ]  # fmt: skip
    body = message.get_body(("html",))
    assert body is not None
    assert body.get_content().strip() == html
    names = [part.get_filename() for part in message.walk() if part.get_filename()]
    assert names == ["p.png", "Übersicht.txt"]


async def test_notes_and_calls_stay_in_the_house(
    client: httpx.AsyncClient, scene: Scene, site: Site, mailbox: SmtpSink
) -> None:
    for channel in ("internal", "phone"):
        created = await client.post(scene.at, json={"subject": "s", "body": "b", "channel": channel})
        assert created.status_code == 201, created.text
    written = {"subject": "s", "body": "b", "channel": "email", "sender_type": "customer"}
    assert (await client.post(scene.at, json=written)).status_code == 201
    await drain(site)
    assert mailbox.messages == []


async def test_a_new_ticket_by_mail_writes_to_its_customer(
    client: httpx.AsyncClient, scene: Scene, site: Site, mailbox: SmtpSink
) -> None:
    article = {"subject": "Maintenance", "body": "Tonight.", "channel": "email", "visible_for_customer": True}
    created = await client.post(
        "/api/v1/tickets",
        json={"title": "Maintenance", "queue": "Raw", "customer_user": scene.customer.login, "article": article},
    )
    assert created.status_code == 201, created.text
    await drain(site)
    assert mailbox.messages[0].recipients == (scene.customer.email,)


async def test_a_failed_mail_can_be_sent_again(
    client: httpx.AsyncClient, scene: Scene, site: Site, mailbox: SmtpSink, uow: UnitOfWork
) -> None:
    mailbox.answer = lambda _recipients: "554 5.7.1 No"
    article = (await answer(client, scene)).json()
    resend = f"{scene.at}/{article['id']}/resend"
    early = await client.post(resend)
    assert (early.status_code, early.json()["code"]) == (409, "mail.still_queued")
    await drain(site)
    mailbox.answer = lambda _recipients: None
    again = await client.post(resend)
    assert again.status_code == 200, again.text
    await drain(site)
    assert [delivered.message["Message-ID"] for delivered in mailbox.messages] == [article["message_id"]]
    names = await uow.session.scalars(
        select(TicketHistory.name).where(TicketHistory.article_id == article["id"]).order_by(TicketHistory.id)
    )
    assert list(names)[-1] == f"%%{scene.customer.email}"
    wrong = await client.post(f"{scene.at}/{scene.question_id}/resend")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "mail.nothing_to_resend")


async def test_an_article_without_recipient_says_that_it_was_not_sent(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork
) -> None:
    ticket = await factories.ticket(queue=await factories.existing_queue("Raw"))
    body = {"subject": "s", "body": "b", "channel": "email"}
    created = await client.post(f"/api/v1/tickets/{ticket.id}/articles", json=body)
    assert created.status_code == 201, created.text
    assert list(await uow.session.scalars(select(MailQueue.id))) == []


async def test_a_mail_is_bounced_unchanged(uow: UnitOfWork, scene: Scene, site: Site, mailbox: SmtpSink) -> None:
    from gotrs_api.articles import service as articles

    raw = b"From: jane@customer.example\r\nTo: desk@desk.example\r\nSubject: Printer\r\n\r\nBroken.\r\n"
    ids = TicketId(scene.ticket.id), ArticleId(scene.question_id)
    await articles.keep_plain(uow, *ids, raw)
    await uow.emit(
        ArticleBounced(ticket_id=ids[0], article_id=ids[1], sender="Desk <desk@desk.example>", to="other@x.example")
    )
    await drain(site)
    (delivered,) = mailbox.messages
    assert delivered.raw.endswith(raw)
    assert delivered.message["Resent-To"] == "other@x.example"
    assert delivered.recipients == ("other@x.example",)


async def test_a_mail_can_be_called_back_while_it_waits(
    client: httpx.AsyncClient, scene: Scene, site: Site, mailbox: SmtpSink, factories: Factories
) -> None:
    await factories.setting(known.MAIL_UNDO_SEND_S, 30)
    article = (await answer(client, scene)).json()
    await drain(site)
    assert mailbox.messages == []
    called = await client.post(f"{scene.at}/{article['id']}/call-back")
    assert called.status_code == 200, called.text
    assert (await client.post(f"{scene.at}/{article['id']}/call-back")).status_code == 409
    again = await client.post(f"{scene.at}/{article['id']}/resend")
    assert again.status_code == 200, again.text
    await drain(site)
    assert len(mailbox.messages) == 1
    late = await client.post(f"{scene.at}/{article['id']}/call-back")
    assert (late.status_code, late.json()["code"]) == (409, "mail.too_late")


async def test_a_promised_mail_leaves_although_its_ticket_is_deleted(
    client: httpx.AsyncClient, scene: Scene, site: Site, mailbox: SmtpSink, uow: UnitOfWork
) -> None:
    from gotrs_api.articles import service as articles
    from gotrs_api.identity.principal import Principal
    from gotrs_api.tickets.service import delete_ticket

    ticket_id = TicketId(scene.ticket.id)
    await answer(client, scene)
    await delete_ticket(uow, Principal.system("test"), ticket_id)
    assert await articles.transmissions(uow, ticket_id) == {}
    await drain(site)
    assert len(mailbox.messages) == 1
