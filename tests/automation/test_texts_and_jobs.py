"""What a notification says, and that nobody is told twice."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from gotrs_api.automation.notifications.handlers import hear
from gotrs_api.automation.notifications.jobs import notify
from gotrs_api.automation.notifications.payloads import Notify
from gotrs_api.automation.notifications.stored import listened_to
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.ids import QueueId, TicketId, UserId
from gotrs_api.mail.models import MailQueue
from gotrs_api.mail.outbound.service import queue_mail
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service
from gotrs_api.tickets.events import TicketDeleted, TicketTitleChanged, TicketWatched
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.schemas import TicketReply
from gotrs_api.uow import Site, UnitOfWork
from tests.automation.conftest import Notifications, html, plain
from tests.support.factories import Factories
from tests.support.jobs import pending
from tests.tickets.desk import Desk, Statements

TEXTS = {
    "de": ("Betrifft <OTRS_TICKET_Title>", "Status: <OTRS_TICKET_State>"),
    "en": ("About <OTRS_TICKET_Title>", "State: <OTRS_TICKET_State>"),
}


@pytest.fixture
async def ticket(desk: Desk, factories: Factories) -> Ticket:
    return await factories.ticket("Tea & <b>", queue=desk.support, owner=desk.bob_user, responsible=desk.ann_user)


def changed(ticket: Ticket) -> TicketTitleChanged:
    return TicketTitleChanged(ticket_id=TicketId(ticket.id), old_title="x", new_title="y")


async def test_each_reads_his_own_language(desk: Desk, notifications: Notifications, ticket: Ticket) -> None:
    await notifications.only(Recipients=["AgentOwner", "AgentResponsible"], texts=TEXTS)
    await notifications.prefer(desk.bob_user, UserLanguage="de")
    await notifications.prefer(desk.ann_user, UserLanguage="fr")

    told = await notifications.emit(changed(ticket))

    assert told["bob@desk.example"]["Subject"].endswith("Betrifft Tea & <b>")
    assert "Status: offen" in plain(told["bob@desk.example"])
    assert told["ann@desk.example"]["Subject"].endswith("About Tea & <b>")


@pytest.mark.backends("sqlite")
async def test_values_are_escaped_in_html(desk: Desk, notifications: Notifications, ticket: Ticket) -> None:
    body = "<p>See &lt;OTRS_TICKET_Title&gt;</p>"
    await notifications.only(Recipients=["AgentOwner"], TransportEmailTemplate=["Alert"], texts={"en": ("x", body)})

    (mail,) = (await notifications.emit(changed(ticket))).values()

    assert "<p>See Tea &amp; &lt;b&gt;</p>" in html(mail)
    assert "See Tea & <b>" in plain(mail)


@pytest.mark.backends("sqlite")
async def test_plain_text_only_where_the_desk_writes_so(
    desk: Desk, notifications: Notifications, ticket: Ticket, factories: Factories
) -> None:
    await factories.setting(settings.FRONTEND_RICH_TEXT, False)
    await notifications.only(Recipients=["AgentOwner"])

    (mail,) = (await notifications.emit(changed(ticket))).values()

    assert mail.get_content_type() == "text/plain"


async def test_a_job_that_runs_twice_tells_once(
    desk: Desk, notifications: Notifications, ticket: Ticket, site: Site, uow: UnitOfWork
) -> None:
    await notifications.only(Recipients=["AgentOwner"])
    await uow.emit(changed(ticket))
    await uow.settle()
    row = (await uow.session.scalars(select(Job).where(Job.name == "automation.notify"))).one()
    payload = Notify.model_validate_json(row.payload)

    for attempt in (1, 2):
        await notify(site.job_context(job_id=row.id, attempt=attempt, acting_id=1), payload)

    assert [mail.recipient for mail in await uow.session.scalars(select(MailQueue))] == ["bob@desk.example"]
    assert await desk.history(ticket.id) == [("SendAgentNotification", "%%Tell%%bob%%Email")]


async def test_an_attempt_that_fails_leaves_nothing_behind_and_the_next_one_tells(
    desk: Desk,
    notifications: Notifications,
    ticket: Ticket,
    site: Site,
    uow: UnitOfWork,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await notifications.only(Recipients=["AgentOwner", "AgentResponsible"])
    await uow.emit(changed(ticket))
    await uow.settle()
    row = (await uow.session.scalars(select(Job).where(Job.name == "automation.notify"))).one()
    payload, job_id = Notify.model_validate_json(row.payload), row.id
    calls: list[object] = []

    async def failing(*args: object, **kwargs: object) -> int:
        calls.append(args)
        if len(calls) == 2:
            raise OSError("disk full")
        return await queue_mail(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("gotrs_api.automation.notifications.transports.by_mail.queue_mail", failing)
    with pytest.raises(OSError, match="disk full"):
        await notify(site.job_context(job_id=job_id, attempt=1, acting_id=1), payload)
    assert list(await uow.session.scalars(select(MailQueue))) == []

    await notify(site.job_context(job_id=job_id, attempt=2, acting_id=1), payload)
    queued = {mail.recipient for mail in await uow.session.scalars(select(MailQueue))}
    assert queued == {"ann@desk.example", "bob@desk.example"}


async def test_one_event_is_one_job_and_others_cost_nothing(
    desk: Desk, notifications: Notifications, ticket: Ticket, site: Site, uow: UnitOfWork
) -> None:
    await notifications.only(Recipients=["AgentOwner"])
    await uow.session.commit()
    async with site.uow() as request:
        await listened_to(request)
        with Statements(request) as sent:
            for event in (
                changed(ticket),
                changed(ticket),
                TicketDeleted(ticket_id=TicketId(ticket.id), number="1", queue_id=QueueId(ticket.queue_id)),
                TicketWatched(ticket_id=TicketId(ticket.id), user_id=UserId(1)),
            ):
                await hear(request, event)
            await request.settle()
    assert [text.split()[:3] for text in sent.texts] == [["INSERT", "INTO", "gotrs_job"]]
    assert (await pending(site)).count("automation.notify") == 1


@pytest.mark.backends("sqlite")
async def test_what_notifications_write_starts_no_others(
    desk: Desk, notifications: Notifications, ticket: Ticket
) -> None:
    ticket.customer_user_id = "jane"
    await notifications.only(
        Events=["ArticleCreate", "TicketTitleUpdate", "ArticleCustomerNotification"], Recipients=["Customer"]
    )

    assert set(await notifications.emit(changed(ticket))) == {"jane@customer.example"}


@pytest.mark.backends("sqlite")
async def test_a_ticket_that_is_gone_is_no_error(notifications: Notifications) -> None:
    await notifications.only(Recipients=["AgentOwner"])

    gone = TicketTitleChanged(ticket_id=TicketId(987654), old_title="x", new_title="y")
    assert await notifications.emit(gone) == {}


async def test_files_of_the_article_come_along_where_wanted(
    desk: Desk, notifications: Notifications, ticket: Ticket
) -> None:
    await notifications.only(
        Events=["ArticleCreate"], Recipients=["AgentOwner", "Customer"], ArticleAttachmentInclude=["1"]
    )
    ticket.customer_user_id = "jane"
    file = {"filename": "smoke.txt", "content_type": "text/plain", "content": "c21va2U="}
    note = TicketReply.model_validate({"subject": "Look", "body": "Smoke", "attachments": [file]})
    await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), note)

    told = await notifications.told()

    assert set(told) == {"bob@desk.example", "jane@customer.example"}
    for mail in told.values():
        (part,) = mail.iter_attachments()
        assert (part.get_filename(), part.get_content().strip()) == ("smoke.txt", "smoke")
    listed = await service.list_attachments(desk.uow, desk.ann, TicketId(ticket.id))
    assert [[each.filename for each in files] for files in listed.values()] == [["smoke.txt"], ["smoke.txt"]]
