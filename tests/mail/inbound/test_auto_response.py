"""Automatic replies: which, to whom, with what in them, and when none is sent."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest
from sqlalchemy import insert, select, update

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleChannel, ArticleCreate
from gotrs_api.catalog.models import SystemAddress
from gotrs_api.customers.models import CustomerUser
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.models import ticket_loop_protection_table as loop_table
from gotrs_api.queues.models import Queue
from gotrs_api.responses.models import AutoResponse, QueueAutoResponse
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.schemas import TicketCreate, TicketReply
from gotrs_api.uow import Site, UnitOfWork
from tests.mail.inbound.letters import Postmaster, letter, make_ticket
from tests.support.factories import CLOSED_SUCCESSFUL, Factories

SYSTEM = Principal.system("test")
REPLY, REJECT, FOLLOW_UP, REPLY_NEW_TICKET = 1, 2, 3, 4
TEXT = "Hello <OTRS_CUSTOMER_REALNAME>, <OTRS_TICKET_NUMBER> is in <OTRS_TICKET_QUEUE>.\n<OTRS_CUSTOMER_EMAIL[2]>\n"


@pytest.fixture
def post(site: Site) -> Postmaster:
    return Postmaster(site)


@pytest.fixture
async def queue(factories: Factories, uow: UnitOfWork) -> Queue:
    """A queue with an address of its own that answers on every occasion."""
    queue = await factories.queue("Support")
    address = SystemAddress(
        value0="support@desk.example", value1="Support Team", queue_id=queue.id, valid_id=1, comments=""
    )
    uow.session.add(address)
    await uow.session.flush()
    for kind in (REPLY, REJECT, FOLLOW_UP, REPLY_NEW_TICKET):
        response = AutoResponse(
            name=f"answer {kind}", text0=TEXT, text1="RE: <OTRS_CUSTOMER_SUBJECT[10]>", type_id=kind,
            system_address_id=address.id, content_type="text/plain; charset=utf-8", valid_id=1,
        )  # fmt: skip
        uow.session.add(response)
        await uow.session.flush()
        uow.session.add(QueueAutoResponse(queue_id=queue.id, auto_response_id=response.id))
    await uow.session.flush()
    return queue


def parsed(raw: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(raw, policy=policy.default))


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


TO = "support@desk.example"


async def test_a_new_ticket_is_answered(post: Postmaster, queue: Queue, uow: UnitOfWork) -> None:
    row = await post.deliver(
        letter("Printer on fire", "It burns.\nStill.\nMore.", to=TO, message_id="<1st@customer.example>")
    )

    (queued,) = await post.queued()
    mail = parsed(queued.raw_message)
    tn = await uow.session.scalar(select(Ticket.tn).where(Ticket.id == row.ticket_id))
    assert queued.recipient == "jane@customer.example"
    assert not queued.sender
    assert mail["From"] == "Support Team <support@desk.example>"
    assert mail["To"] == "Jane Doe <jane@customer.example>"
    assert mail["Subject"] == f"[Ticket#{tn}] RE: Printer on [...]"
    assert (mail["In-Reply-To"], mail["References"]) == ("<1st@customer.example>", "<1st@customer.example>")
    assert (mail["Auto-Submitted"], mail["Precedence"], mail["X-Loop"]) == ("auto-generated", "bulk", "yes")
    assert (await post.decisions(row.article_id))["auto_response"] == (
        "auto reply",
        "sent 'auto reply' to jane@customer.example",
    )
    assert text_of(mail).splitlines()[:3] == [f"Hello Jane Doe, {tn} is in Support.", "> It burns.", "> Still."]


async def test_the_answer_is_an_article_that_the_customer_sees(post: Postmaster, queue: Queue, site: Site) -> None:
    row = await post.deliver(letter(to=TO))

    (queued,) = await post.queued()
    async with site.read() as uow:
        article = await articles.read_article(uow, SYSTEM, TicketId(row.ticket_id), ArticleId(queued.article_id))
    assert (article.sender_type, article.channel, article.visible_for_customer) == ("system", "email", True)
    assert article.message_id == parsed(queued.raw_message)["Message-ID"]
    assert ("SendAutoReply", "%%Jane Doe <jane@customer.example>") in await post.history(row.ticket_id)


async def test_each_occasion_has_its_own_answer(post: Postmaster, queue: Queue, factories: Factories) -> None:
    open_one = await make_ticket(factories, queue=queue)
    closed = await make_ticket(factories, queue=queue, state_id=CLOSED_SUCCESSFUL)

    await post.deliver(letter(f"Ticket#{open_one.tn}"))
    await factories.uow.session.execute(update(Queue).where(Queue.id == queue.id).values(follow_up_id=2))
    await post.deliver(letter(f"Ticket#{closed.tn}"))
    await factories.uow.session.execute(update(Queue).where(Queue.id == queue.id).values(follow_up_id=3))
    instead = await post.deliver(letter(f"Ticket#{closed.tn}", to=TO))

    assert ("SendAutoFollowUp", "%%Jane Doe <jane@customer.example>") in await post.history(open_one.id)
    assert ("SendAutoReject", "%%Jane Doe <jane@customer.example>") in await post.history(closed.id)
    assert ("SendAutoReply", "%%Jane Doe <jane@customer.example>") in await post.history(instead.ticket_id)


@pytest.mark.backends("sqlite")
async def test_a_queue_without_an_answer_says_nothing(post: Postmaster) -> None:
    row = await post.deliver(letter())

    assert await post.queued() == []
    assert "Misc" not in {kind for kind, _ in await post.history(row.ticket_id)}


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    "header",
    [
        {"Precedence": "list"},
        {"Auto-Submitted": "auto-replied"},
        {"X-Loop": "yes"},
        {"Mailing-List": "x"},
        {"List-Id": "<friends.list.example>"},
        {"List-Unsubscribe": "<https://news.example/leave>"},
        {"Content-Type": "multipart/report; report-type=disposition-notification; boundary=b"},
    ],
    ids=lambda header: next(iter(header)),
)
async def test_robots_get_no_answer(post: Postmaster, queue: Queue, header: dict[str, str]) -> None:
    row = await post.deliver(letter(to=TO, headers=header))

    assert await post.queued() == []
    assert ("Misc", "Sent no 'auto reply': the mail came from a robot.") in await post.history(row.ticket_id)


@pytest.mark.backends("sqlite")
async def test_a_mail_that_says_it_is_by_a_person_is_answered(post: Postmaster, queue: Queue) -> None:
    await post.deliver(letter(to=TO, headers={"Auto-Submitted": "no"}))

    assert len(await post.queued()) == 1


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("sender", ["MAILER-DAEMON@mx.example.com", "postmaster@customer.example.com"])
async def test_daemons_get_no_answer(post: Postmaster, queue: Queue, sender: str) -> None:
    await post.deliver(letter(to=TO, sender=sender))

    assert await post.queued() == []


@pytest.mark.backends("sqlite")
async def test_we_do_not_answer_ourselves(post: Postmaster, queue: Queue) -> None:
    await post.deliver(letter(to=TO, sender="Support <SUPPORT@desk.example>"))

    assert await post.queued() == []


@pytest.mark.backends("sqlite")
async def test_reply_to_takes_the_place_of_from(post: Postmaster, queue: Queue) -> None:
    await post.deliver(letter(to=TO, headers={"Reply-To": "office@customer.example"}))

    (queued,) = await post.queued()
    assert queued.recipient == "office@customer.example"


async def test_the_customer_gets_a_copy_when_somebody_else_wrote(
    post: Postmaster, queue: Queue, factories: Factories
) -> None:
    customer = await factories.customer_user(email="boss@customer.example")
    ticket = await make_ticket(factories, queue=queue, customer=customer)

    await post.deliver(letter(f"Ticket#{ticket.tn}"))

    (queued,) = await post.queued()
    assert queued.recipient.replace(" ", "") == "jane@customer.example,boss@customer.example"
    assert parsed(queued.raw_message)["Cc"] == "boss@customer.example"


async def test_a_ticket_that_is_born_closed_is_not_answered(post: Postmaster, queue: Queue) -> None:
    await post.deliver(letter(to=TO, headers={"X-OTRS-State": "closed successful"}))

    assert await post.queued() == []


async def test_one_address_gets_so_many_answers_a_day(
    post: Postmaster, queue: Queue, factories: Factories, clock: FakeClock
) -> None:
    await factories.setting(settings.POSTMASTER_MAX_EMAILS, 2)

    for _ in range(2):
        await post.deliver(letter(to=TO))
    third = await post.deliver(letter(to=TO, sender="JANE@customer.example"))

    assert len(await post.queued()) == 2
    assert ("LoopProtection", "%%JANE@customer.example") in await post.history(third.ticket_id)
    clock.advance(days=1)
    await post.deliver(letter(to=TO))
    assert len(await post.queued()) == 3


async def test_the_limit_of_single_addresses_counts_before_the_general_one(
    post: Postmaster, queue: Queue, factories: Factories
) -> None:
    await factories.setting(settings.POSTMASTER_MAX_EMAILS, 1)
    await factories.setting(settings.POSTMASTER_MAX_EMAILS_PER_ADDRESS, {"Jane@customer.example": 0})

    for _ in range(3):
        await post.deliver(letter(to=TO))

    assert len(await post.queued()) == 3


async def test_other_days_are_forgotten(post: Postmaster, queue: Queue, uow: UnitOfWork) -> None:
    await uow.session.execute(insert(loop_table).values(sent_to="x@y.example", sent_date="2026-03-01"))

    await post.deliver(letter(to=TO))

    rows = (await uow.session.execute(select(loop_table))).all()
    assert [(row.sent_to, row.sent_date) for row in rows] == [("jane@customer.example", "2026-03-02")]


@pytest.mark.backends("sqlite")
async def test_html_answers_escape_what_customers_wrote(post: Postmaster, queue: Queue, uow: UnitOfWork) -> None:
    (response,) = await uow.session.scalars(select(AutoResponse).where(AutoResponse.name == "answer 1"))
    response.text0 = "<p>&lt;OTRS_CUSTOMER_SUBJECT[50]&gt; &lt;OTRS_CUSTOMER_EMAIL[1]&gt;</p>"
    response.content_type = "text/html"
    await uow.session.flush()

    await post.deliver(letter("<b>bold</b>", "<script>alert(1)</script>", to=TO))

    (queued,) = await post.queued()
    part = parsed(queued.raw_message).get_body(("html",))
    assert part is not None
    html = part.get_content()
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert '<blockquote type="cite">&lt;script&gt;alert(1)&lt;/script&gt;</blockquote>' in html
    assert "<script>" not in html


@pytest.fixture
async def customer(factories: Factories) -> CustomerUser:
    return await factories.customer_user("jane", email="jane@customer.example")


async def portal_ticket(site: Site, customer: Principal, channel: str = "internal") -> int:
    article = ArticleCreate(subject="From the portal", body="Help.", channel=ArticleChannel(channel))
    async with site.uow() as uow:
        ticket = await tickets.create_ticket(
            uow, customer, TicketCreate(title="From the portal", queue="Support", article=article)
        )
        return ticket.id


async def test_portal_tickets_and_answers_are_answered_by_mail(
    post: Postmaster, queue: Queue, site: Site, customer: CustomerUser, factories: Factories
) -> None:
    principal = await factories.principal(customer)

    ticket_id = await portal_ticket(site, principal)
    async with site.uow() as uow:
        reply = TicketReply(subject="More", body="It got worse.")
        await tickets.add_article(uow, principal, TicketId(ticket_id), reply)

    kinds = [kind for kind, _ in await post.history(ticket_id)]
    assert (kinds.count("SendAutoReply"), kinds.count("SendAutoFollowUp")) == (1, 1)
    assert [queued.recipient for queued in await post.queued()] == ["jane@customer.example"] * 2


@pytest.mark.backends("sqlite")
async def test_portal_tickets_are_not_answered_where_that_is_switched_off(
    post: Postmaster, queue: Queue, site: Site, customer: CustomerUser, factories: Factories
) -> None:
    await factories.setting(settings.AUTO_RESPONSE_FOR_WEB_TICKETS, False)

    await portal_ticket(site, await factories.principal(customer))

    assert await post.queued() == []


async def test_what_agents_write_is_not_answered(
    post: Postmaster, queue: Queue, site: Site, factories: Factories
) -> None:
    agent = await factories.principal(await factories.agent(rights={queue: "rw"}))

    await portal_ticket(site, agent)

    assert await post.queued() == []


@pytest.mark.backends("sqlite")
async def test_the_answer_knows_what_the_mail_set(post: Postmaster, queue: Queue, uow: UnitOfWork) -> None:
    """Dynamic fields out of the headers, the queue's people, and times in the customer's zone."""
    field = {"name": "Room", "label": "Room", "type": "Text", "object_type": "Ticket"}
    await dynamic_fields.create_field(uow, SYSTEM, DynamicFieldCreate.model_validate(field))
    await uow.session.execute(
        update(AutoResponse)
        .where(AutoResponse.type_id == REPLY)
        .values(text0="<OTRS_TICKET_DynamicField_Room>|<OTRS_OWNER_UserID>|<OTRS_TICKET_CreateBy>|<OTRS_TICKET_Created>")
    )  # fmt: skip
    await uow.session.flush()

    await post.deliver(letter(to=TO, headers={"X-OTRS-DynamicField-Room": "R 5"}))

    (queued,) = await post.queued()
    assert text_of(parsed(queued.raw_message)).splitlines()[0] == "R 5|1|1|2026-03-02 09:30:00 (UTC)"
