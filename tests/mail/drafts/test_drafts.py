"""What a form begins with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from gotrs_api.articles.models import Article
from gotrs_api.catalog.models import Salutation, Signature
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity.models import User
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.drafts import service
from gotrs_api.mail.drafts.ticket_attributes import age
from gotrs_api.responses.tags import Format
from gotrs_api.sysconfig import settings as known
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

TEXT = (
    "The printer on the third floor has not printed anything since this morning, whatever we try to do about it.\n> old"
)


class Scene:
    """A ticket in Raw with a mail of its customer, and an agent who may write."""

    agent: User
    customer: CustomerUser
    ticket: Ticket
    article: Article

    @property
    def ids(self) -> tuple[TicketId, ArticleId]:
        return TicketId(self.ticket.id), ArticleId(self.article.id)


@pytest.fixture
async def scene(factories: Factories, uow: UnitOfWork) -> Scene:
    found = Scene()
    queue = await factories.existing_queue("Raw")
    found.agent = await factories.agent(rights={queue: "rw"})
    found.customer = await factories.customer_user(company=await factories.customer_company())
    found.ticket = await factories.ticket(customer=found.customer, title="Printer", queue=queue)
    found.article = await factories.article(
        found.ticket,
        subject="Printer",
        body=TEXT,
        a_from=f'"Jane Doe" <{found.customer.email}>',
        a_to="gotrs@localhost, Bob <bob@elsewhere.example>",
        message_id="<1@customer.example>",
    )
    salutation, signature = await uow.session.get(Salutation, 1), await uow.session.get(Signature, 1)
    assert salutation is not None
    assert signature is not None
    salutation.text = "Hello <OTRS_CUSTOMER_REALNAME>,"
    signature.text = "--\n<OTRS_Agent_UserFullname> for <OTRS_TICKET_Queue>"
    await uow.session.flush()
    return found


async def test_an_answer_as_text(uow: UnitOfWork, factories: Factories, scene: Scene) -> None:
    principal = await factories.principal(scene.agent)
    draft = await service.render_reply(uow, principal, *scene.ids, 2, format_=Format.TEXT)
    customer = await factories.principal(scene.customer)
    assert draft.subject == f"Re: [Ticket#{scene.ticket.tn}] Printer"
    assert draft.to == f'"Jane Doe" <{scene.customer.email}>'
    assert draft.cc == ""
    assert draft.body == (
        f"Hello {customer.name},\n"
        "This is a template to try things out; please change or remove it.\n"
        f"--\n{principal.name} for Raw\n\n"
        "02/03/2026, 09:30 - Jane Doe wrote:\n"
        "> The printer on the third floor has not printed anything since this morning,\n"
        "> whatever we try to do about it.\n"
        "> > old\n"
    )


@pytest.mark.backends("sqlite")
async def test_an_answer_as_html_is_what_rich_text_asks_for(
    uow: UnitOfWork, factories: Factories, scene: Scene
) -> None:
    draft = await service.render_reply(uow, await factories.principal(scene.agent), *scene.ids)
    assert draft.content_type == "text/html"
    assert "--<br/>\n" in draft.body
    assert "Jane Doe wrote:<br/>" in draft.body
    assert draft.body.endswith("<br/>\n&gt; old</blockquote>")
    await factories.setting(known.FRONTEND_RICH_TEXT, False)
    draft = await service.render_reply(uow, await factories.principal(scene.agent), *scene.ids)
    assert draft.content_type == "text/plain"


@pytest.mark.backends("sqlite")
async def test_an_answer_to_all_goes_to_everybody_but_ourselves(
    uow: UnitOfWork, factories: Factories, scene: Scene
) -> None:
    draft = await service.render_reply(uow, await factories.principal(scene.agent), *scene.ids, to_all=True)
    assert draft.cc == "Bob <bob@elsewhere.example>"


async def test_the_customer_gets_a_copy_when_somebody_else_wrote(
    uow: UnitOfWork, factories: Factories, scene: Scene
) -> None:
    other = await factories.article(scene.ticket, a_from="Colleague <col@customer.example>")
    ids = TicketId(scene.ticket.id), ArticleId(other.id)
    draft = await service.render_reply(uow, await factories.principal(scene.agent), *ids)
    assert (draft.to, draft.cc) == ("Colleague <col@customer.example>", scene.customer.email)
    await factories.setting(known.COMPOSE_REPLACE_SENDER, True)
    draft = await service.render_reply(uow, await factories.principal(scene.agent), *ids)
    assert (draft.to, draft.cc) == (scene.customer.email, "")


@pytest.mark.backends("sqlite")
async def test_moments_that_otrs_keeps_in_seconds_are_told_as_people_read_them(
    uow: UnitOfWork, factories: Factories, scene: Scene
) -> None:
    noon = int(datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp())
    scene.ticket.until_time = scene.ticket.escalation_response_time = scene.ticket.escalation_time = noon
    signature = await uow.session.get(Signature, 1)
    assert signature is not None
    signature.text = (
        "<OTRS_TICKET_RealTillTimeNotUsed>|<OTRS_TICKET_EscalationResponseTime>|<OTRS_TICKET_EscalationUpdateTime>"
    )
    await uow.session.flush()

    draft = await service.render_reply(uow, await factories.principal(scene.agent), *scene.ids, 2, format_=Format.TEXT)

    assert "2026-03-02 12:00:00|2026-03-02 12:00:00|0" in draft.body


@pytest.mark.backends("sqlite")
async def test_a_german_agent_quotes_in_german(uow: UnitOfWork, factories: Factories, scene: Scene) -> None:
    from dataclasses import replace

    principal = replace(await factories.principal(scene.agent), language="de", time_zone="Europe/Berlin")
    draft = await service.render_reply(uow, principal, *scene.ids, format_=Format.TEXT)
    assert "02.03.26, 10:30 - Jane Doe schrieb:" in draft.body


async def test_a_forwarded_article_tells_where_it_came_from(
    uow: UnitOfWork, factories: Factories, scene: Scene
) -> None:
    draft = await service.render_forward(uow, await factories.principal(scene.agent), *scene.ids, format_=Format.TEXT)
    assert draft.subject == f"Fwd: [Ticket#{scene.ticket.tn}] Printer"
    assert draft.to == ""
    assert f'From: "Jane Doe" <{scene.customer.email}>\n' in draft.body
    assert "Date: 02/03/2026, 09:30\nSubject: Printer\n\n> The printer" in draft.body


@pytest.mark.backends("sqlite")
async def test_scripts_of_a_mail_are_not_quoted(uow: UnitOfWork, factories: Factories, scene: Scene) -> None:
    from gotrs_api.articles import service as articles
    from gotrs_api.articles.new_article import NewArticle
    from gotrs_api.articles.schemas import ArticleChannel, SenderType

    article_id = await articles.store_article(
        uow,
        NewArticle(
            ticket_id=TicketId(scene.ticket.id),
            channel=ArticleChannel.EMAIL,
            sender_type=SenderType.CUSTOMER,
            visible_for_customer=True,
            subject="Hi",
            body='<p>See <b>this</b><script>alert(1)</script><img src="http://t.example/x.png"></p>',
            content_type="text/html",
            from_="x@y.example",
        ),
    )
    draft = await service.render_reply(
        uow, await factories.principal(scene.agent), TicketId(scene.ticket.id), article_id, format_=Format.HTML
    )
    assert "<b>this</b>" in draft.body
    assert "alert" not in draft.body
    assert "t.example" not in draft.body


@pytest.mark.parametrize(("seconds", "text"), [(59, "0 m"), (3_900, "1 h 5 m"), (97_200, "1 d 3 h"), (-300, "-5 m")])
def test_ages(seconds: int, text: str) -> None:
    assert age(seconds) == text


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_drafts_through_the_api(client: httpx.AsyncClient, scene: Scene) -> None:
    at = f"/api/v1/tickets/{scene.ticket.id}"
    reply = await client.get(
        f"{at}/articles/{scene.article.id}/reply-draft", params={"format": "text", "template_id": 1}
    )
    assert reply.status_code == 200, reply.text
    assert reply.json()["from"].endswith(">")
    assert (await client.get(f"{at}/articles/{scene.article.id}/forward-draft")).status_code == 200
    note = await client.get(f"{at}/template-draft", params={"template_id": 2, "format": "text"})
    assert note.json()["body"] == "This is a template to try things out; please change or remove it."
    fresh = await client.get("/api/v1/queues/2/mail-draft", params={"format": "text"})
    assert fresh.json()["body"].endswith("for Raw")
    assert (await client.get(f"{at}/template-draft", params={"template_id": 99999})).status_code == 404
    assert (await client.get(f"{at}/articles/99999/reply-draft")).status_code == 404


@pytest.mark.principal("admin")
async def test_a_templates_files_become_uploads(client: httpx.AsyncClient) -> None:
    file = await client.post("/api/v1/attachments", json={"name": "T", "filename": "t.txt", "content": "aGVsbG8="})
    made = await client.post("/api/v1/templates", json={"name": "With file", "attachment_ids": [file.json()["id"]]})
    uploads: Any = (await client.post(f"/api/v1/templates/{made.json()['id']}/uploads")).json()["data"]
    assert [(each["filename"], each["size"]) for each in uploads] == [("t.txt", 5)]
    assert (await client.get(f"/api/v1/files/{uploads[0]['id']}")).content == b"hello"


@pytest.mark.backends("sqlite")
async def test_nobody_reads_drafts_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/tickets/1/articles/1/reply-draft")).status_code == 401


@pytest.mark.principal("agent", rights="", queue="Raw")
async def test_drafts_of_tickets_that_one_may_not_see(client: httpx.AsyncClient, scene: Scene) -> None:
    at = f"/api/v1/tickets/{scene.ticket.id}/articles/{scene.article.id}"
    assert (await client.get(f"{at}/reply-draft")).status_code == 404
