"""The mail queue as administrators see it."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import update

from gotrs_api.articles import service as articles
from gotrs_api.jobs.models import Job
from gotrs_api.jobs.store import RUNNING
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.models import MailQueue
from gotrs_api.mail.outbound import service
from gotrs_api.mail.outbound.compose import OutgoingMail
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.support.smtp_sink import SmtpSink

PATH = "/api/v1/admin/mail-queue"


@pytest.fixture
async def queue_id(uow: UnitOfWork, factories: Factories) -> int:
    article = await factories.article(await factories.ticket(), sender_type_id=1, message_id="<a@desk.example>")
    mail = OutgoingMail(
        from_="desk@desk.example",
        to="jane@customer.example",
        subject="Grüße",
        text="Hello",
        message_id="<a@desk.example>",
        date=uow.clock.now(),
    )
    return await service.queue_mail(
        uow, mail, article_id=article.id, sender="desk@desk.example", recipients=["jane@customer.example"]
    )


async def test_nobody_looks_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await client.get(PATH)).status_code == 401


@pytest.mark.principal("agent", rights="rw")
@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/counts"), ("POST", "/1/retry"), ("DELETE", "/1")])
async def test_agents_have_no_business_there(client: httpx.AsyncClient, method: str, path: str) -> None:
    assert (await client.request(method, PATH + path)).status_code == 403


@pytest.mark.principal("admin")
async def test_a_waiting_mail_is_seen(client: httpx.AsyncClient, queue_id: int, uow: UnitOfWork) -> None:
    (mail,) = (await client.get(PATH)).json()["data"]
    assert (mail["id"], mail["subject"], mail["recipients"]) == (queue_id, "Grüße", ["jane@customer.example"])
    assert (mail["message_id"], mail["attempts"], mail["waits_for_server"]) == ("<a@desk.example>", 0, True)
    assert mail["due"] == "2026-03-02T09:30:00Z"
    counts = (await client.get(f"{PATH}/counts")).json()
    assert (counts["waiting"], counts["put_off"], counts["server_configured"]) == (1, 0, False)
    assert (await client.get(f"{PATH}/{queue_id}")).json() == mail
    assert (await client.get(f"{PATH}/999999")).status_code == 404


@pytest.mark.principal("admin")
async def test_a_mail_that_was_put_off_is_sent_at_once(
    client: httpx.AsyncClient, site: Site, mailbox: SmtpSink, queue_id: int, clock: FakeClock
) -> None:
    mailbox.answer = lambda _recipients: "451 Later"
    await drain(site)
    mailbox.answer = lambda _recipients: None
    assert await drain(site) == []
    retried = await client.post(f"{PATH}/{queue_id}/retry")
    assert (retried.status_code, retried.json()["last_message"]) == (200, "451 Later")
    await drain(site)
    assert len(mailbox.messages) == 1
    assert (await client.post(f"{PATH}/{queue_id}/retry")).status_code == 404


@pytest.mark.principal("admin")
async def test_a_mail_that_is_taken_out_is_never_sent(
    client: httpx.AsyncClient, site: Site, mailbox: SmtpSink, queue_id: int, uow: UnitOfWork
) -> None:
    ticket_id = (await client.get(f"{PATH}/{queue_id}")).json()["ticket_id"]
    assert (await client.delete(f"{PATH}/{queue_id}")).status_code == 204
    await drain(site)
    assert mailbox.messages == []
    (status,) = (await articles.transmissions(uow, TicketId(ticket_id))).values()
    assert status.status == "failed"
    assert "Taken out of the queue" in (status.message or "")


@pytest.mark.principal("admin")
async def test_a_mail_on_its_way_is_neither_sent_once_more_nor_said_to_be_taken_out(
    client: httpx.AsyncClient, queue_id: int, uow: UnitOfWork
) -> None:
    now = uow.clock.now()
    await uow.session.execute(update(Job).values(status=RUNNING, claimed_until=now + timedelta(minutes=5)))
    for answer in (await client.post(f"{PATH}/{queue_id}/retry"), await client.delete(f"{PATH}/{queue_id}")):
        assert (answer.status_code, answer.json()["code"]) == (409, "mail.on_its_way")

    await uow.session.execute(update(Job).values(claimed_until=now))  # whoever held it has died
    assert (await client.post(f"{PATH}/{queue_id}/retry")).status_code == 200


@pytest.mark.principal("admin")
async def test_mails_of_otrs_are_shown_and_left_alone(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    row = MailQueue(
        attempts=1, sender="a@b.c", recipient="d@e.f", raw_message=b"\x04\x0b08", create_time=uow.clock.now()
    )
    uow.session.add(row)
    await uow.session.flush()
    (mail,) = (await client.get(PATH)).json()["data"]
    assert (mail["foreign"], mail["subject"]) == (True, "")
    assert (await client.post(f"{PATH}/{row.id}/retry")).status_code == 409
    assert (await client.delete(f"{PATH}/{row.id}")).status_code == 409
    assert (await client.get(f"{PATH}/counts")).json()["waiting"] == 0


@pytest.mark.principal("agent", rights="ro")
async def test_readers_of_a_ticket_see_whether_its_mails_have_left(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork
) -> None:
    ticket = await factories.ticket(queue=await factories.existing_queue("Raw"))
    left = await factories.article(ticket, sender_type_id=1)
    failed = await factories.article(ticket, sender_type_id=1)
    await factories.article(ticket)
    await articles.record_send_error(uow, ArticleId(failed.id), "550 No such user")

    told = (await client.get(f"/api/v1/tickets/{ticket.id}/transmissions")).json()["data"]

    assert [(one["article_id"], one["status"], one["message"]) for one in told] == [
        (left.id, "sent", None),
        (failed.id, "failed", "550 No such user"),
    ]
    hidden = await factories.ticket()
    assert (await client.get(f"/api/v1/tickets/{hidden.id}/transmissions")).status_code == 404


@pytest.mark.principal("customer")
async def test_customers_are_not_told_how_mails_leave(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/tickets/1/transmissions")).status_code == 403
