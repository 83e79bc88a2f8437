"""Forwarding, bouncing, answering all."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from gotrs_api.articles import service as articles
from gotrs_api.articles.events import ArticleBounced, ArticleSubmitted
from gotrs_api.articles.schemas import ArticleRead
from gotrs_api.catalog.models import SystemAddress
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import TicketLockedByOther, TicketRightMissing
from gotrs_api.tickets.schemas import TicketBounce, TicketForward, TicketReply
from gotrs_api.uow import Site
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.support.smtp_sink import SmtpSink
from tests.tickets.desk import Desk

RAW = b"From: jane@customer.example\r\nTo: desk@desk.example\r\nSubject: Smoke\r\n\r\nA lot of smoke.\r\n"
MAIL: dict[str, Any] = {
    "subject": "Smoke",
    "body": "A lot of smoke.\nAnd fire.",
    "channel": "email",
    "sender_type": "customer",
    "from": '"Jane Doe" <jane@customer.example>',
    "to": "desk@desk.example, Joe <joe@customer.example>",
    "cc": "boss@customer.example, JANE@customer.example",
    "visible_for_customer": True,
    "attachments": [
        {"filename": "a.txt", "content": "Z3JleQ=="},
        {"filename": "b.txt", "content": "Ymx1ZQ=="},
    ],
}


async def incoming(desk: Desk) -> tuple[schemas.TicketRead, ArticleRead]:
    """A ticket that began with Jane's mail; its number and that article."""
    await desk.uow.session.execute(update(SystemAddress).values(value0="desk@desk.example", value1="Service Desk"))
    ticket = await desk.ticket(customer_user="jane", article=MAIL)
    (article,) = await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id))
    return ticket, article


async def test_a_mail_is_forwarded_with_its_files(desk: Desk) -> None:
    ticket, article = await incoming(desk)
    known = len(await desk.history(ticket.id))
    command = TicketForward.model_validate(
        {"article_id": article.id, "to": "lab@lab.example", "cc": "eve@lab.example", "state": "closed successful"}
    )

    after = await service.forward_article(desk.uow, desk.ann, TicketId(ticket.id), command)

    sent = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[-1]
    assert sent.subject == f"Fwd: [Ticket#{ticket.number}] Smoke"
    assert (sent.channel, sent.sender_type, sent.visible_for_customer) == ("email", "agent", True)
    assert (sent.from_, sent.to, sent.cc) == (
        '"Service Desk" <desk@desk.example>',
        "lab@lab.example",
        "eve@lab.example",
    )
    assert sent.body.startswith('From: "Jane Doe" <jane@customer.example>\nTo: desk@desk.example, Joe')
    assert "Date: 2026-03-02 09:30 UTC\nSubject: Smoke\n\n> A lot of smoke.\n> And fire." in sent.body
    assert [file.filename for file in sent.attachments] == ["a.txt", "b.txt"]
    assert (sent.in_reply_to, after.state.name) == ("", "closed successful")
    news = await desk.news(ticket.id, known)
    assert news[0] == ("Forward", "%%lab@lab.example, eve@lab.example")
    assert ("StateUpdate", "%%new%%closed successful%%") in news
    told = [event for event in desk.uow._events if isinstance(event, ArticleSubmitted)]
    assert [event.article_id for event in told] == [sent.id]


async def test_what_is_forwarded_can_be_chosen(desk: Desk) -> None:
    ticket, article = await incoming(desk)
    command = TicketForward.model_validate(
        {
            "to": "lab@lab.example",
            "subject": "For you",
            "body": "<b>Look.</b>",
            "content_type": "text/html",
            "attachment_ids": [article.attachments[1].id],
            "attachments": [{"filename": "c.txt", "content": "cmVk"}],
            "visible_for_customer": False,
            "time_units": 1.5,
        }
    )

    await service.forward_article(desk.uow, desk.ann, TicketId(ticket.id), command)

    sent = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[-1]
    assert (sent.subject, sent.body, sent.has_html) == (f"Fwd: [Ticket#{ticket.number}] For you", "Look.", True)
    assert [file.filename for file in sent.attachments] == ["b.txt", "c.txt"]
    assert not sent.visible_for_customer
    assert (await service.list_time(desk.uow, desk.ann, TicketId(ticket.id))).total == 1.5


async def test_what_is_told_of_a_bounce_in_html_has_its_tags_escaped(desk: Desk) -> None:
    ticket, article = await incoming(desk)
    await articles.keep_plain(desk.uow, TicketId(ticket.id), ArticleId(article.id), RAW)
    body = "<p>&lt;OTRS_TICKET&gt;: &lt;GOTRS_BOUNCE_TO&gt;</p>"
    command = TicketBounce.model_validate(
        {"article_id": article.id, "to": "Lab <lab@lab.example>", "info": {"body": body, "content_type": "text/html"}}
    )
    await service.bounce_article(desk.uow, desk.ann, TicketId(ticket.id), command)
    info = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[-1]
    html = await articles.html_body(desk.uow, desk.ann, TicketId(ticket.id), ArticleId(info.id))
    assert html == f"<p>{ticket.number}: Lab &lt;lab@lab.example&gt;</p>"


async def test_a_mail_is_bounced_as_it_came(desk: Desk) -> None:
    ticket, article = await incoming(desk)
    await articles.keep_plain(desk.uow, TicketId(ticket.id), ArticleId(article.id), RAW)
    known = len(await desk.history(ticket.id))
    command = TicketBounce.model_validate(
        {
            "article_id": article.id,
            "to": "lab@lab.example",
            "info": {"body": "Yours, number <OTRS_TICKET>, went to <OTRS_BOUNCE_TO>."},
            "state": "closed successful",
        }
    )

    after = await service.bounce_article(desk.uow, desk.ann, TicketId(ticket.id), command)

    news = await desk.news(ticket.id, known)
    assert news[:2] == [
        ("Bounce", "%%lab@lab.example"),
        ("Bounce", '"Jane Doe" <jane@customer.example> was told of the bounce to lab@lab.example.'),
    ]
    told = [event for event in desk.uow._events if isinstance(event, ArticleBounced)]
    assert told == [
        ArticleBounced(
            ticket_id=TicketId(ticket.id),
            article_id=ArticleId(article.id),
            sender='"Service Desk" <desk@desk.example>',
            to="lab@lab.example",
        )
    ]
    info = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[-1]
    assert info.body == f"Yours, number {ticket.number}, went to lab@lab.example."
    assert (info.to, info.subject) == (article.from_, f"Re: [Ticket#{ticket.number}] Smoke")
    assert (after.state.name, after.lock.name) == ("closed successful", "unlock")


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"to": "nobody"}, "/to", "address"),
        ({"to": "Desk <DESK@desk.example>"}, "/to", "own_address"),
        ({"article_id": 999_999_999}, "/article_id", "unknown"),
        ({"state": "pending reminder"}, "/pending_until", "required"),
        ({"state": "burning"}, "/state", "unknown"),
        ({"pending_until": "2026-03-03T09:30:00Z"}, "/pending_until", "not_pending"),
    ],
)
async def test_what_cannot_be_sent_on(desk: Desk, change: dict[str, Any], pointer: str, code: str) -> None:
    ticket, _ = await incoming(desk)
    for schema, act in ((TicketForward, service.forward_article), (TicketBounce, service.bounce_article)):
        with pytest.raises(InvalidInput) as refused:
            await act(desk.uow, desk.ann, TicketId(ticket.id), schema.model_validate({"to": "x@y.example"} | change))
        assert [(error.pointer, error.code) for error in refused.value.errors] == [(pointer, code)]


async def test_only_a_mail_can_be_bounced(desk: Desk) -> None:
    ticket = await desk.ticket()
    with pytest.raises(InvalidInput) as refused:
        await service.bounce_article(desk.uow, desk.ann, TicketId(ticket.id), TicketBounce(to="x@y.example"))
    assert refused.value.errors[0].code == "not_a_mail"


async def test_who_may_send_on(desk: Desk) -> None:
    ticket, _ = await incoming(desk)
    command = TicketForward(to="x@y.example")
    with pytest.raises(TicketRightMissing):
        await service.forward_article(desk.uow, desk.eve, TicketId(ticket.id), command)
    await service.lock_ticket(desk.uow, desk.bob, TicketId(ticket.id), schemas.TicketLock())
    with pytest.raises(TicketLockedByOther):
        await service.forward_article(desk.uow, desk.ann, TicketId(ticket.id), command)
    with pytest.raises(TicketLockedByOther):
        await service.bounce_article(desk.uow, desk.ann, TicketId(ticket.id), TicketBounce(to="x@y.example"))


async def test_an_answer_to_all_goes_to_everybody_but_us(desk: Desk) -> None:
    ticket, article = await incoming(desk)
    known = len(await desk.history(ticket.id))
    body = {"subject": "Smoke", "body": "Run!", "channel": "email", "to_all": True, "template_id": 1}

    answer = await service.add_article(
        desk.uow,
        desk.ann,
        TicketId(ticket.id),
        TicketReply.model_validate(body),
        reply_to=ArticleId(article.id),
    )

    assert answer.to == '"Jane Doe" <jane@customer.example>'
    assert answer.cc == "Joe <joe@customer.example>, boss@customer.example"
    news = await desk.news(ticket.id, known)
    assert news[0] == ("SendAnswer", f"%%{answer.to}, {answer.cc}")
    assert ("Misc", f"ResponseTemplate (1/{article.id}/{answer.id})") in news
    with pytest.raises(InvalidInput):
        await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), TicketReply.model_validate(body))


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_through_the_api_to_the_mail_server(
    client: httpx.AsyncClient, factories: Factories, site: Site, mailbox: SmtpSink
) -> None:
    await factories.uow.session.execute(update(SystemAddress).values(value0="desk@desk.example"))
    body = {"title": "Smoke", "queue": "Raw", "article": MAIL}
    ticket = (await client.post("/api/v1/tickets", json=body)).json()
    article = (await client.get(f"/api/v1/tickets/{ticket['id']}/articles")).json()["data"][0]
    await articles.keep_plain(factories.uow, TicketId(ticket["id"]), ArticleId(article["id"]), RAW)

    forwarded = await client.post(f"/api/v1/tickets/{ticket['id']}/forward", json={"to": "lab@lab.example"})
    assert forwarded.status_code == 200, forwarded.text
    assert forwarded.json()["id"] == ticket["id"]
    bounced = await client.post(
        f"/api/v1/tickets/{ticket['id']}/bounce", json={"to": "lab@lab.example", "article_id": article["id"]}
    )
    assert bounced.status_code == 200, bounced.text
    assert (await client.post(f"/api/v1/tickets/{ticket['id']}/bounce", json={"to": "?"})).status_code == 422
    await drain(site)

    one, two = mailbox.messages
    assert (one.recipients, two.recipients) == (("lab@lab.example",), ("lab@lab.example",))
    assert [part.get_filename() for part in one.message.iter_attachments()] == ["a.txt", "b.txt"]
    assert one.message["Subject"].startswith("Fwd: [Ticket#")
    assert two.raw.endswith(RAW)
    assert two.message["Resent-To"] == "lab@lab.example"


async def test_forwards_are_written_in_the_name_of_the_agent(desk: Desk) -> None:
    from gotrs_api.tickets.models import TicketHistory, TicketHistoryType

    ticket, _ = await incoming(desk)
    await service.forward_article(desk.uow, desk.ann, TicketId(ticket.id), TicketForward(to="lab@lab.example"))
    query = (
        select(TicketHistory.create_by, TicketHistory.article_id)
        .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
        .where(TicketHistory.ticket_id == ticket.id, TicketHistoryType.name == "Forward")
    )
    sent = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[-1]
    assert (await desk.uow.session.execute(query)).all() == [(desk.ann.user_id, sent.id)]
