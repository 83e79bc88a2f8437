"""From the queue to the mail server: what leaves, what waits, what failed and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from gotrs_api.articles import service as articles
from gotrs_api.articles.models import ArticleSendError
from gotrs_api.articles.schemas import Transmission
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.models import MailQueue
from gotrs_api.mail.outbound import service
from gotrs_api.mail.outbound.compose import OutgoingMail, new_message_id
from gotrs_api.mail.outbound.queue_clock import is_ours, shifted, true_time
from gotrs_api.mail.outbound.service.delivering import record_delivery
from gotrs_api.mail.outbound.smtp import Handover, Reply
from gotrs_api.mail.smtp_accounts.ways import ENVIRONMENT, Way
from gotrs_api.sysconfig import settings as known
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories
from tests.support.jobs import drain, pending
from tests.support.smtp_sink import SmtpSink, running_smtp_sink

AGENT_SENDER = 1
WAY = Way(ENVIRONMENT, "GOTRS_SMTP_URL")


def a_mail(uow: UnitOfWork, **changes: Any) -> OutgoingMail:
    now = uow.clock.now()
    values: dict[str, Any] = {
        "from_": '"Service Desk" <desk@desk.example>',
        "to": "jane@customer.example",
        "subject": "Your printer",
        "text": "It works again.",
        "message_id": new_message_id("desk.example", now),
        "date": now,
    }
    return OutgoingMail(**(values | changes))


async def put(uow: UnitOfWork, *recipients: str, article_id: int | None = None, **changes: Any) -> int:
    return await service.queue_mail(
        uow,
        a_mail(uow, **changes),
        article_id=article_id,
        sender="desk@desk.example",
        recipients=recipients or ("jane@customer.example",),
    )


async def an_article(factories: Factories) -> tuple[TicketId, int]:
    ticket = await factories.ticket()
    article = await factories.article(ticket, sender_type_id=AGENT_SENDER, message_id="<1@desk.example>")
    return TicketId(ticket.id), article.id


async def rows(uow: UnitOfWork) -> list[MailQueue]:
    return list(await uow.session.scalars(select(MailQueue).execution_options(populate_existing=True)))


async def errors(uow: UnitOfWork) -> list[str]:
    return [str(row) for row in await uow.session.scalars(select(ArticleSendError.log_message))]


async def test_a_queued_mail_leaves_and_its_row_goes(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, factories: Factories
) -> None:
    ticket_id, article_id = await an_article(factories)
    await put(uow, article_id=article_id)
    waiting = (await articles.transmissions(uow, ticket_id))[article_id]
    assert (waiting.status, waiting.due) == (Transmission.QUEUED, None)
    assert await drain(site) == ["mail.send"]
    (delivered,) = mailbox.messages
    assert (delivered.sender, delivered.recipients) == ("desk@desk.example", ("jane@customer.example",))
    assert delivered.message["Subject"] == "Your printer"
    assert delivered.message["X-Mailer"].startswith("GOTRS Mail Service")
    assert "Bcc" not in delivered.message
    assert await rows(uow) == []
    assert (await articles.transmissions(uow, ticket_id))[article_id].status is Transmission.SENT


async def test_otrs_never_takes_our_rows(uow: UnitOfWork, factories: Factories) -> None:
    await put(uow)
    (row,) = await rows(uow)
    assert row.due_time is not None
    assert row.due_time.year == 9026
    assert is_ours(row.due_time)
    assert true_time(row.due_time) == uow.clock.now()


async def test_otrs_rows_are_left_to_otrs(uow: UnitOfWork, site: Site, mailbox: SmtpSink) -> None:
    uow.session.add(
        MailQueue(
            attempts=0,
            sender="a@b.example",
            recipient="c@d.example",
            raw_message=b"storable",
            create_time=uow.clock.now(),
        )
    )
    await uow.session.flush()
    assert await service.requeue_waiting(uow) == 0
    assert await drain(site) == []
    assert mailbox.messages == []


async def test_a_refusal_for_good_is_written_at_the_article(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, factories: Factories
) -> None:
    ticket_id, article_id = await an_article(factories)
    mailbox.answer = lambda _recipients: "550 5.7.1 We do not like you"
    await put(uow, article_id=article_id)
    await drain(site)
    assert await rows(uow) == []
    assert await errors(uow) == ["jane@customer.example: 550 5.7.1 We do not like you"]
    assert (await articles.transmissions(uow, ticket_id))[article_id].status is Transmission.FAILED


@pytest.mark.backends("sqlite")
async def test_what_one_recipient_s_server_said_is_not_forgotten_over_the_next(
    uow: UnitOfWork, factories: Factories
) -> None:
    _, article_id = await an_article(factories)
    queue_id = await put(uow, "bad@one.example", "later@two.example", article_id=article_id)
    (row,) = await rows(uow)
    refused, deferred = {"bad@one.example": Reply(550, "no")}, {"later@two.example": Reply(451, "later")}
    await record_delivery(uow, queue_id, row.insert_fingerprint or "", Handover((), refused, deferred), WAY)
    await record_delivery(
        uow, queue_id, row.insert_fingerprint or "", Handover((), {"later@two.example": Reply(554, "never")}), WAY
    )
    assert await errors(uow) == ["bad@one.example: 550 no\nlater@two.example: 554 never"]


async def test_a_mail_that_is_put_off_is_tried_again_later_and_stays_the_same(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, clock: FakeClock
) -> None:
    mailbox.answer = lambda _recipients: "451 4.3.0 Come back later"
    await put(uow)
    await drain(site)
    (row,) = await rows(uow)
    raw = row.raw_message
    assert (row.attempts, row.last_smtp_code, row.last_smtp_message) == (1, 451, "451 4.3.0 Come back later")
    mailbox.answer = lambda _recipients: None
    assert await drain(site) == []
    clock.advance(minutes=1)
    assert await drain(site) == ["mail.send"]
    assert [delivered.raw for delivered in mailbox.messages] == [raw]


async def test_waits_grow_and_end_with_a_failure(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, clock: FakeClock, factories: Factories
) -> None:
    ticket_id, article_id = await an_article(factories)
    mailbox.answer = lambda _recipients: "452 4.2.2 Mailbox full"
    await put(uow, article_id=article_id)
    waits = []
    for _ in range(8):
        before = clock.now()
        await drain(site)
        (row,) = await rows(uow)
        assert row.due_time is not None
        waits.append((true_time(row.due_time) - before).total_seconds())
        clock.advance(seconds=waits[-1])
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    clock.advance(hours=48)
    await drain(site)
    assert await rows(uow) == []
    assert await errors(uow) == ["jane@customer.example: 452 4.2.2 Mailbox full (given up after 48 hours)"]
    assert (await articles.transmissions(uow, ticket_id))[article_id].status is Transmission.FAILED


class PickySink(SmtpSink):
    """Has an answer for each recipient of its own."""

    replies: dict[str, str]

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if refusal := self.replies.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def picky(mailbox: SmtpSink) -> PickySink:
    mailbox.__class__ = PickySink
    picky: Any = mailbox
    picky.replies = {}
    return picky


async def test_each_recipient_has_a_fate_of_its_own(
    uow: UnitOfWork, site: Site, picky: PickySink, clock: FakeClock, factories: Factories
) -> None:
    _, article_id = await an_article(factories)
    picky.replies = {"full@customer.example": "452 4.2.2 Full", "gone@customer.example": "550 5.1.1 No such user"}
    await put(uow, "jane@customer.example", "full@customer.example", "gone@customer.example", article_id=article_id)
    await drain(site)
    (row,) = await rows(uow)
    assert row.recipient == "full@customer.example"
    assert await errors(uow) == ["gone@customer.example: 550 5.1.1 No such user"]
    picky.replies = {}
    clock.advance(minutes=2)
    await drain(site)
    assert [delivered.recipients for delivered in picky.messages] == [
        ("jane@customer.example",),
        ("full@customer.example",),
    ]
    assert len({delivered.message["Message-ID"] for delivered in picky.messages}) == 1


class LeavingSink(SmtpSink):
    """Keeps the mail and hangs up instead of saying so."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await super().handle_DATA(server, session, envelope)
        server.transport.abort()
        return "250 OK"


async def test_a_mail_that_the_server_may_have_is_repeated_ever_more_rarely_and_not_for_ever(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, clock: FakeClock, factories: Factories
) -> None:
    mailbox.__class__ = LeavingSink
    _, article_id = await an_article(factories)
    await put(uow, article_id=article_id)
    waits = []
    for _ in range(3):
        before = clock.now()
        await drain(site)
        (row,) = await rows(uow)
        assert row.due_time is not None
        waits.append((true_time(row.due_time) - before).total_seconds())
        clock.advance(seconds=waits[-1])
    clock.advance(hours=48)
    await drain(site)

    assert waits == [60, 120, 240]
    assert await rows(uow) == []
    (error,) = await errors(uow)
    assert error.startswith("jane@customer.example: 451 4.4.2 The mail server may have this mail")
    assert len({delivered.message["Message-ID"] for delivered in mailbox.messages}) == 1


async def test_mail_waits_while_the_server_is_down_and_leaves_when_it_is_up(
    uow: UnitOfWork, site: Site, settings: Settings, clock: FakeClock, mailbox: SmtpSink
) -> None:
    port = mailbox.port
    with running_smtp_sink() as other:
        free = other.port
    object.__setattr__(settings, "smtp_url", f"smtp://127.0.0.1:{free}")
    await put(uow)
    await drain(site)
    (row,) = await rows(uow)
    assert (row.attempts, row.last_smtp_code) == (1, None)
    assert "127.0.0.1" in str(row.last_smtp_message)
    clock.advance(days=5)
    await drain(site)
    assert len(await rows(uow)) == 1, "nothing is given up because the server is away"
    object.__setattr__(settings, "smtp_url", f"smtp://127.0.0.1:{port}")
    clock.advance(minutes=6)
    await drain(site)
    assert (len(mailbox.messages), await rows(uow)) == (1, [])


async def test_without_a_server_mail_waits_until_one_is_named(
    uow: UnitOfWork, site: Site, settings: Settings, smtp_sink: SmtpSink
) -> None:
    await put(uow)
    await drain(site)
    counts = await service.mail_waits(uow)
    assert (counts.waiting, counts.server_configured) == (1, False)
    object.__setattr__(settings, "smtp_url", smtp_sink.url)
    assert await service.requeue_waiting(uow) == 1
    assert await service.requeue_waiting(uow) == 0, "the row has its job now"
    await drain(site)
    assert len(smtp_sink.messages) == 1
    assert (await service.mail_waits(uow)).waiting == 0


async def test_a_crash_before_the_commit_sends_the_same_mail_again(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    from gotrs_api.mail.outbound import jobs

    await put(uow)
    with monkeypatch.context() as patch:

        async def dies(*_arguments: Any) -> None:
            raise SystemExit

        patch.setattr(jobs, "_record", dies)
        with pytest.raises(SystemExit):
            await drain(site)
    site.part(jobs._NotYetRecorded, jobs._NotYetRecorded).taken.clear()  # a new process remembers nothing
    clock.advance(hours=1)
    assert await drain(site) == ["mail.send"]
    first, second = mailbox.messages
    assert first.raw == second.raw
    assert await rows(uow) == []


async def test_a_mail_that_was_taken_is_not_sent_again_while_the_database_is_away(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    from gotrs_api.mail.outbound import jobs

    await put(uow)
    with monkeypatch.context() as patch:

        async def away(*_arguments: Any) -> None:
            raise OSError("no database")

        patch.setattr(jobs, "_record", away)
        await drain(site, allow_failures=True)
    clock.advance(hours=1)
    await drain(site)
    assert (len(mailbox.messages), await rows(uow)) == (1, [])


async def test_many_mails_share_a_connection(uow: UnitOfWork, site: Site, mailbox: SmtpSink) -> None:
    import asyncio

    from gotrs_api.mail.outbound.smtp import MailConnections, MailServer, connect

    opened = 0
    real = connect

    async def counted(*arguments: Any) -> Any:
        nonlocal opened
        opened += 1
        return await real(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gotrs_api.mail.outbound.smtp.connect", counted)
        connections, server = MailConnections(), MailServer.parse(mailbox.url)
        raw = b"Subject: x\r\n\r\nx\r\n"
        hand = connections.hand_over
        await asyncio.gather(
            *(
                hand(server, hello="d.example", sender="a@b.example", recipients=["c@d.example"], raw=raw)
                for _ in range(12)
            )
        )
    assert len(mailbox.messages) == 12
    assert opened <= 2


async def test_everybody_and_the_archive_get_a_copy(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, factories: Factories
) -> None:
    await factories.setting(known.SENDMAIL_BCC, "archive@desk.example")
    await put(uow, "jane@customer.example", "JANE@customer.example")
    await drain(site)
    assert mailbox.messages[0].recipients == ("jane@customer.example", "archive@desk.example")


async def test_international_addresses(uow: UnitOfWork, site: Site, mailbox: SmtpSink) -> None:
    await put(uow, "jürgen@bücher.example", to="Jürgen <jürgen@bücher.example>")
    await put(uow, "info@bücher.example", to="info@bücher.example")
    await drain(site)
    recipients = {delivered.recipients[0] for delivered in mailbox.messages}
    assert "info@xn--bcher-kva.example" in recipients
    assert len(mailbox.messages) + len(await errors(uow)) >= 1


async def test_envelope_senders_follow_the_settings(uow: UnitOfWork, factories: Factories) -> None:
    from_ = '"Desk" <desk@desk.example>'
    assert await service.envelope_sender(uow, from_) == "desk@desk.example"
    assert await service.envelope_sender(uow, from_, automatic=True) == ""
    await factories.setting(known.SENDMAIL_ENVELOPE_FROM, "bounces@desk.example")
    await factories.setting(known.SENDMAIL_NOTIFICATION_ENVELOPE_FALLBACK, True)
    assert await service.envelope_sender(uow, from_) == "bounces@desk.example"
    assert await service.envelope_sender(uow, from_, automatic=True) == "desk@desk.example"


async def test_automatic_mail_has_an_empty_envelope_sender(uow: UnitOfWork, site: Site, mailbox: SmtpSink) -> None:
    await service.queue_mail(
        uow, a_mail(uow, automatic=True), article_id=None, sender="", recipients=["jane@customer.example"]
    )
    await drain(site)
    (delivered,) = mailbox.messages
    assert delivered.sender == "<>"
    assert delivered.message["Auto-Submitted"] == "auto-generated"


async def test_a_large_mail_lies_in_a_file_until_it_has_left(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, settings: Settings
) -> None:
    text = "A rather long line of text that is repeated very often.\n" * 170_000
    await put(uow, text=text)
    (row,) = await rows(uow)
    assert len(row.raw_message) < 300
    files = [path for path in (settings.var / "outgoing").rglob("*") if path.is_file()]
    assert len(files) == 1
    await drain(site)
    assert len(mailbox.messages[0].raw) > 8_000_000
    assert not files[0].exists()


async def test_a_delayed_mail_keeps_its_time(uow: UnitOfWork, site: Site, mailbox: SmtpSink, clock: FakeClock) -> None:
    await service.queue_mail(
        uow, a_mail(uow), article_id=None, sender="", recipients=["jane@customer.example"], delay_s=20
    )
    assert await drain(site) == []
    assert await pending(site) == ["mail.send"]
    clock.advance(seconds=timedelta(seconds=21).total_seconds())
    await drain(site)
    assert len(mailbox.messages) == 1


async def test_the_sweep_reaches_every_row(
    uow: UnitOfWork, site: Site, settings: Settings, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gotrs_api.mail.outbound.service.delivering.SWEEP_LIMIT", 2)
    for _ in range(5):
        await put(uow)
    await drain(site)
    object.__setattr__(settings, "smtp_url", smtp_sink.url)
    assert [await service.requeue_waiting(uow) for _ in range(4)] == [2, 2, 1, 0]
    await drain(site)
    assert len(smtp_sink.messages) == 5


async def test_a_lost_file_is_told_and_ends_the_attempts(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, settings: Settings, factories: Factories
) -> None:
    _, article_id = await an_article(factories)
    await put(uow, article_id=article_id, text="A rather long line of text that is repeated very often.\n" * 170_000)
    for path in (settings.var / "outgoing").rglob("*.eml"):
        path.unlink()
    await drain(site)
    assert (mailbox.messages, await rows(uow)) == ([], [])
    assert "gone" in (await errors(uow))[0]


async def test_files_of_transactions_that_never_ended_are_removed(
    uow: UnitOfWork, settings: Settings, clock: FakeClock
) -> None:
    import os

    from gotrs_api.mail.outbound.service.delivering import remove_abandoned_files

    text = "A rather long line of text that is repeated very often.\n" * 170_000
    await put(uow, text=text)
    await put(uow, text=text)
    files = sorted(path for path in (settings.var / "outgoing").rglob("*.eml"))
    old = clock.now().timestamp() - 3 * 24 * 3600
    for path in files:
        os.utime(path, (old, old))
    (row, _) = await rows(uow)
    await uow.session.delete(row)
    await uow.session.flush()
    assert await remove_abandoned_files(uow) == 1
    assert len([path for path in files if path.exists()]) == 1


async def test_a_mail_to_nobody_is_refused(uow: UnitOfWork) -> None:
    from gotrs_api.mail.outbound.errors import MailAddressInvalid

    with pytest.raises(MailAddressInvalid):
        await put(uow, "nobody in particular")


async def test_one_domain_gets_no_more_than_its_share_of_a_minute(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, factories: Factories, clock: FakeClock
) -> None:
    await factories.setting(known.MAIL_PER_DOMAIN_PER_MINUTE, 2)
    for _ in range(5):
        await put(uow)
    await put(uow, "per@elsewhere.example")
    await drain(site)
    to = [one.recipients[0].partition("@")[2] for one in mailbox.messages]
    assert sorted(to) == ["customer.example", "customer.example", "elsewhere.example"]
    assert {row.attempts for row in await rows(uow)} == {0}
    clock.advance(minutes=1)
    await drain(site)
    assert len(mailbox.messages) == 5
    clock.advance(minutes=1)
    await drain(site)
    assert len(mailbox.messages) == 6
    assert await rows(uow) == []


async def test_a_job_that_comes_before_its_mail_is_due_comes_again(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, clock: FakeClock
) -> None:
    """Two jobs of one mail, after a crash: the slower one puts it off for longer than the other one's next job waits."""
    await put(uow)
    later = shifted(clock.now() + timedelta(minutes=10))
    await uow.session.execute(update(MailQueue).values(due_time=later))
    await drain(site)
    assert mailbox.messages == []
    clock.advance(minutes=11)
    await drain(site)
    assert (len(mailbox.messages), await rows(uow)) == (1, [])


async def test_an_answer_is_never_written_to_a_later_mail_of_the_same_number(uow: UnitOfWork) -> None:
    queue_id = await put(uow)
    await record_delivery(uow, queue_id, "gotrs-of-an-earlier-mail", Handover(accepted=("jane@customer.example",)), WAY)
    assert len(await rows(uow)) == 1
