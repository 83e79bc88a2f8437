"""A mail that continues a ticket lands there, and the queue says what happens to closed ones."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select, update

from gotrs_api.articles import service as articles
from gotrs_api.articles.models import ArticleSendError
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.queues.models import Queue
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.history_format import merged
from gotrs_api.tickets.models import LinkRelation, Ticket, TicketHistory, TicketHistoryType
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import Site, UnitOfWork
from tests.mail.inbound.letters import Postmaster, letter, make_ticket
from tests.support.factories import CLOSED_SUCCESSFUL, OPEN, Factories

SYSTEM = Principal.system("test")
POSSIBLE, REJECT, NEW_TICKET = 1, 2, 3
MERGED_STATE = 9


@pytest.fixture
def post(site: Site) -> Postmaster:
    return Postmaster(site)


async def ticket_read(site: Site, ticket_id: int) -> TicketRead:
    async with site.read() as uow:
        return await tickets.get_ticket(uow, SYSTEM, TicketId(ticket_id))


async def subject_of(site: Site, ticket_id: int, article_id: int) -> Any:
    async with site.read() as uow:
        found = await articles.list_articles(uow, SYSTEM, TicketId(ticket_id))
    return next(article for article in found if article.id == article_id)


async def closed_ticket(factories: Factories, follow_up: int) -> Ticket:
    queue = await factories.queue()
    queue.follow_up_id = follow_up
    await factories.uow.session.flush()
    return await make_ticket(factories, title="Old matter", queue=queue, state_id=CLOSED_SUCCESSFUL)


async def test_by_the_number_in_the_subject(post: Postmaster, factories: Factories) -> None:
    ticket = await make_ticket(factories, state_id=OPEN)

    row = await post.deliver(letter(f"AW: [ticket#{ticket.tn}] Printer"))

    assert (row.ticket_id, row.reason) == (ticket.id, "follow_up")
    assert ("FollowUp", f"%%{ticket.tn}%%") in await post.history(ticket.id)
    assert (await post.decisions(row.article_id))["follow_up"] == ("Subject", f"ticket {ticket.tn}")


@pytest.mark.parametrize("header", ["References", "In-Reply-To"])
async def test_by_message_ids(post: Postmaster, header: str) -> None:
    first = await post.deliver(letter(message_id="<first@customer.example>"))

    row = await post.deliver(letter("A new subject", headers={header: "<other@x.example> <first@customer.example>"}))

    assert row.ticket_id == first.ticket_id
    assert (await post.decisions(row.article_id))["follow_up"][0] == "References"


async def test_the_newest_known_reference_wins(post: Postmaster) -> None:
    await post.deliver(letter(message_id="<old@customer.example>"))
    newer = await post.deliver(letter(message_id="<new@customer.example>"))

    row = await post.deliver(letter(headers={"References": "<old@customer.example> <new@customer.example>"}))

    assert row.ticket_id == newer.ticket_id


async def test_an_id_that_two_articles_bear_decides_nothing(post: Postmaster, factories: Factories) -> None:
    for _ in range(2):
        await factories.article(await make_ticket(factories), message_id="<twice@customer.example>")

    row = await post.deliver(letter(headers={"References": "<twice@customer.example>"}))

    assert row.reason == "new_ticket"


async def test_the_number_of_a_merged_ticket_leads_to_the_one_it_went_into(
    post: Postmaster, factories: Factories, uow: UnitOfWork
) -> None:
    main, gone = await make_ticket(factories), await make_ticket(factories, state_id=MERGED_STATE)
    line = merged(gone.tn, gone.id, main.tn, main.id)
    await uow.session.execute(
        insert(TicketHistory).values(
            name=line.name,
            history_type_id=select(TicketHistoryType.id).where(TicketHistoryType.name == "Merged").scalar_subquery(),
            ticket_id=gone.id, type_id=1, queue_id=gone.queue_id, owner_id=1, priority_id=3, state_id=MERGED_STATE,
            create_time=uow.clock.now(), create_by=1, change_time=uow.clock.now(), change_by=1,
        )
    )  # fmt: skip

    row = await post.deliver(letter(f"Re: [Ticket#{gone.tn}]"))

    assert row.ticket_id == main.id


async def test_the_number_in_the_text_counts_only_where_it_is_switched_on(
    post: Postmaster, factories: Factories
) -> None:
    ticket = await make_ticket(factories)
    text = f"This is about Ticket#{ticket.tn}."

    before = await post.deliver(letter(body=text))
    await factories.setting(settings.POSTMASTER_FOLLOW_UP_BY_BODY, {"Module": "Body"})
    after = await post.deliver(letter(body=text))

    assert before.reason == "new_ticket"
    assert after.ticket_id == ticket.id


@pytest.mark.parametrize("charset", ["utf-16", "no-such-charset", '"utf\0-8"'])
async def test_the_number_in_a_file_counts_only_where_it_is_switched_on(
    post: Postmaster, factories: Factories, charset: str
) -> None:
    ticket = await make_ticket(factories)
    number = f"about Ticket#{ticket.tn}"
    content = number.encode("utf-16" if charset == "utf-16" else "ascii")
    file = f"Content-Type: text/plain; charset={charset}\nContent-Disposition: attachment; filename=a.txt\n\n".encode()
    headers = {"Content-Type": "multipart/mixed; boundary=b"}

    def mail() -> bytes:
        return letter(body="--b\n\nhello\n--b", headers=headers) + file + content + b"\n--b--\n"

    assert (await post.deliver(mail())).ticket_id != ticket.id
    await factories.setting(settings.POSTMASTER_FOLLOW_UP_BY_ATTACHMENTS, {"Module": "Attachments"})
    row = await post.deliver(mail())

    assert (row.ticket_id, (await post.decisions(row.article_id))["follow_up"][0]) == (ticket.id, "Attachments")


async def test_the_number_anywhere_in_the_raw_mail_counts_only_where_it_is_switched_on(
    post: Postmaster, factories: Factories
) -> None:
    ticket = await make_ticket(factories)
    headers = {"X-Case": f"Ticket#{ticket.tn}"}

    assert (await post.deliver(letter(headers=headers))).ticket_id != ticket.id
    await factories.setting(settings.POSTMASTER_FOLLOW_UP_BY_RAW_EMAIL, {"Module": "RawEmail"})

    assert (await post.deliver(letter(headers=headers))).ticket_id == ticket.id


async def test_a_follow_up_opens_the_ticket_again(post: Postmaster, factories: Factories) -> None:
    ticket = await closed_ticket(factories, POSSIBLE)

    await post.deliver(letter(f"Re: Ticket#{ticket.tn}"))

    assert (await ticket_read(post.site, ticket.id)).state.name == "open"


async def test_a_new_ticket_stays_new_unless_the_mail_says_otherwise(post: Postmaster) -> None:
    first = await post.deliver(letter(message_id="<a@customer.example>"))

    await post.deliver(letter(headers={"References": "<a@customer.example>"}))
    assert (await ticket_read(post.site, first.ticket_id)).state.name == "new"

    told = {"References": "<a@customer.example>", "X-OTRS-FollowUp-State": "open"}
    await post.deliver(letter(headers=told))
    assert (await ticket_read(post.site, first.ticket_id)).state.name == "open"


async def test_headers_decide_about_a_follow_up(post: Postmaster, factories: Factories) -> None:
    ticket = await make_ticket(factories, state_id=OPEN)
    await factories.queue("Second level")
    headers = {
        "X-OTRS-FollowUp-Queue": "Second level",
        "X-OTRS-FollowUp-Priority": "4 high",
        "X-OTRS-FollowUp-Title": "Now it is urgent",
        "X-OTRS-FollowUp-State-Keep": "1",
        "X-OTRS-FollowUp-IsVisibleForCustomer": "0",
    }

    row = await post.deliver(letter(f"Ticket#{ticket.tn}", headers=headers))

    read = await ticket_read(post.site, ticket.id)
    assert (read.queue.name, read.priority.name, read.title) == ("Second level", "4 high", "Now it is urgent")
    assert not (await subject_of(post.site, ticket.id, row.article_id)).visible_for_customer


async def test_a_rejecting_queue_keeps_the_mail_and_the_ticket_closed(post: Postmaster, factories: Factories) -> None:
    ticket = await closed_ticket(factories, REJECT)

    row = await post.deliver(letter(f"Re: Ticket#{ticket.tn}"))

    assert (row.ticket_id, row.reason) == (ticket.id, "rejected")
    assert (await ticket_read(post.site, ticket.id)).state.name == "closed successful"
    assert ("FollowUp", f"%%{ticket.tn}%%Follow up rejected.") in await post.history(ticket.id)


async def test_a_queue_may_want_a_new_ticket_linked_to_the_closed_one(
    post: Postmaster, factories: Factories, uow: UnitOfWork
) -> None:
    ticket = await closed_ticket(factories, NEW_TICKET)

    row = await post.deliver(letter(f"Re: [Ticket#{ticket.tn}] Old matter"))

    assert row.reason == "new_ticket_instead"
    assert row.ticket_id != ticket.id
    new = await ticket_read(post.site, row.ticket_id)
    assert (new.title, new.queue.name) == ("Old matter", "Raw")
    comment = f"%%Because the old ticket [{ticket.tn}] is 'closed successful'"
    assert ("EmailCustomer", comment) in await post.history(new.id)
    (link,) = await uow.session.scalars(select(LinkRelation))
    assert (link.source_key, link.target_key) == (str(ticket.id), str(new.id))
    assert ("TicketLinkAdd", f"%%{new.number}%%{new.id}%%{ticket.id}") in await post.history(ticket.id)


async def test_the_owner_who_left_does_not_keep_the_lock(post: Postmaster, factories: Factories) -> None:
    gone = await factories.agent(valid=False)
    ticket = await make_ticket(factories, owner=gone, locked=True)

    await post.deliver(letter(f"Ticket#{ticket.tn}"))

    assert (await ticket_read(post.site, ticket.id)).lock.name == "unlock"


async def test_a_queue_may_give_a_closed_ticket_back_to_its_owner(
    post: Postmaster, factories: Factories, uow: UnitOfWork
) -> None:
    owner = await factories.agent()
    ticket = await make_ticket(factories, owner=owner, state_id=CLOSED_SUCCESSFUL)
    await uow.session.execute(update(Queue).where(Queue.id == ticket.queue_id).values(follow_up_lock=1))

    await post.deliver(letter(f"Ticket#{ticket.tn}"))

    read = await ticket_read(post.site, ticket.id)
    assert (read.lock.name, read.owner.id) == ("lock", owner.id)


BOUNCE = b"""From: MAILER-DAEMON@mx.example
To: help@desk.example
Subject: Undelivered Mail
Message-ID: <report@mx.example>
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

There is no such mailbox.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; nobody@customer.example
Action: %(action)s
Status: 5.1.1

--b
Content-Type: message/rfc822

From: help@desk.example
To: nobody@customer.example
Subject: An answer
Message-ID: <answer@desk.example>

Hello.
--b--
"""


async def test_a_bounce_marks_the_mail_that_failed_and_stays_with_its_ticket(
    post: Postmaster, factories: Factories, uow: UnitOfWork
) -> None:
    ticket = await closed_ticket(factories, REJECT)
    sent = await factories.article(ticket, sender_type_id=1, message_id="<answer@desk.example>")

    row = await post.deliver(BOUNCE % {b"action": b"failed"})

    assert (row.ticket_id, row.reason) == (ticket.id, "follow_up")
    (error,) = await uow.session.scalars(select(ArticleSendError))
    assert error.article_id == sent.id
    assert "no such mailbox" in error.log_message
    assert await post.queued() == []


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("option", [REJECT, NEW_TICKET])
async def test_a_bounce_marks_the_mail_whatever_else_becomes_of_it(
    post: Postmaster, factories: Factories, uow: UnitOfWork, option: int
) -> None:
    await factories.setting(settings.POSTMASTER_BOUNCE_AS_FOLLOW_UP, False)
    ticket = await closed_ticket(factories, option)
    sent = await factories.article(ticket, sender_type_id=1, message_id="<answer@desk.example>")

    row = await post.deliver(BOUNCE % {b"action": b"failed"})

    assert row.reason == ("rejected" if option == REJECT else "new_ticket_instead")
    (error,) = await uow.session.scalars(select(ArticleSendError))
    assert error.article_id == sent.id


async def test_a_report_of_a_delay_stays_with_its_ticket_and_is_no_bounce(
    post: Postmaster, factories: Factories, uow: UnitOfWork
) -> None:
    ticket = await make_ticket(factories)
    await factories.article(ticket, sender_type_id=1, message_id="<answer@desk.example>")

    row = await post.deliver(BOUNCE % {b"action": b"delayed"})

    assert (row.ticket_id, row.reason) == (ticket.id, "follow_up")
    assert (await uow.session.scalars(select(ArticleSendError))).all() == []


RETURNED = b"""From: %(sender)s
To: help@desk.example
Subject: %(subject)s
Message-ID: <plain-report@mx.example>

No such user here. The mail was:

Subject: An answer
Message-ID: <answer@desk.example>
"""


RECEIPT = b"""From: Jane Doe <jane@customer.example>
To: help@desk.example
Subject: Read: An answer
Message-ID: <receipt@customer.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"

--b
Content-Type: text/plain

Your message was displayed.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;jane@customer.example
Original-Message-ID: %(id)s
Disposition: manual-action/MDN-sent-manually; displayed
--b--
"""


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("option", [POSSIBLE, REJECT, NEW_TICKET])
async def test_a_receipt_goes_to_the_mail_that_was_read_and_changes_nothing(
    post: Postmaster, factories: Factories, uow: UnitOfWork, option: int
) -> None:
    ticket = await closed_ticket(factories, option)
    await factories.article(ticket, sender_type_id=1, message_id="<answer@desk.example>")

    row = await post.deliver(RECEIPT % {b"id": b"<answer@desk.example>"})

    assert (row.ticket_id, row.reason) == (ticket.id, "follow_up")
    await uow.session.refresh(ticket)
    assert ticket.ticket_state_id == CLOSED_SUCCESSFUL
    assert list(await uow.session.scalars(select(ArticleSendError))) == []
    other = await post.deliver(RECEIPT.replace(b"<receipt@", b"<receipt2@") % {b"id": b"<unknown@desk.example>"})
    assert other.reason == "new_ticket"


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("sender", "subject", "is_bounce"),
    [
        (b"MAILER-DAEMON@mx.example", b"Something went wrong", True),
        (b"Postmaster <postmaster@mx.example>", b"Mail could not be delivered", True),
        (b"Postmaster <postmaster@mx.example>", b"Your question", False),
        (b"jane@customer.example", b"Mail could not be delivered", False),
    ],
)
async def test_reports_in_plain_words_are_known_by_who_sends_them(
    post: Postmaster, factories: Factories, uow: UnitOfWork, sender: bytes, subject: bytes, is_bounce: bool
) -> None:
    ticket = await make_ticket(factories)
    await factories.article(ticket, sender_type_id=1, message_id="<answer@desk.example>")

    row = await post.deliver(RETURNED % {b"sender": sender, b"subject": subject})

    assert (row.ticket_id == ticket.id) is is_bounce
    assert bool((await uow.session.scalars(select(ArticleSendError))).all()) is is_bounce


async def test_answers_of_third_parties_to_hidden_mails_stay_hidden(post: Postmaster, factories: Factories) -> None:
    customer = await factories.customer_user(email="jane@customer.example")
    ticket = await make_ticket(factories, customer=customer)
    await factories.article(
        ticket,
        sender_type_id=1,
        visible_for_customer=False,
        a_to="expert@vendor.example",
        message_id="<q@desk.example>",
    )

    hidden = await post.deliver(letter(f"Re: Ticket#{ticket.tn}", sender="expert@vendor.example"))
    shown = await post.deliver(letter(f"Re: Ticket#{ticket.tn}", sender="Jane <JANE@customer.example>"))

    assert not (await subject_of(post.site, ticket.id, hidden.article_id)).visible_for_customer
    assert (await subject_of(post.site, ticket.id, shown.article_id)).visible_for_customer
