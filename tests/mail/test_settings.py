"""System settings about mail: each is changed, and what it does to a mail that comes or goes is seen."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.auto_response.kinds import Original
from gotrs_api.mail.auto_response.recipients import choose_recipients
from gotrs_api.mail.communication_log.service import prune_communications
from gotrs_api.mail.drafts import service as drafts
from gotrs_api.mail.drafts.notification_sender import notification_sender
from gotrs_api.mail.models import CommunicationLog, MailQueue
from gotrs_api.mail.outbound.service.queueing import envelope_sender
from gotrs_api.responses.tags import Format
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service import current
from gotrs_api.uow import Site, UnitOfWork
from tests.mail.inbound.letters import Postmaster, letter, make_ticket
from tests.mail.inbound.test_follow_up import BOUNCE, REJECT, closed_ticket
from tests.mail.outbound.test_sending import put
from tests.support.factories import CLOSED_SUCCESSFUL, OPEN, Factories
from tests.support.jobs import drain
from tests.support.smtp_sink import SmtpSink

pytestmark = pytest.mark.backends("sqlite")
SYSTEM = Principal.system("test")
MODULE = {"Module": "on"}
ATTACHED = """--b
Content-Type: text/plain

See there.
--b
Content-Type: text/plain
Content-Disposition: attachment; filename="a.txt"

Ticket#{tn}
--b--
"""


@pytest.fixture
def post(site: Site) -> Postmaster:
    return Postmaster(site)


async def read_ticket(uow: UnitOfWork, ticket_id: int) -> TicketRead:
    return await tickets.get_ticket(uow, SYSTEM, TicketId(ticket_id))


async def test_what_a_new_ticket_by_mail_begins_with(post: Postmaster, uow: UnitOfWork, factories: Factories) -> None:
    await factories.setting(settings.POSTMASTER_DEFAULT_STATE, "open")
    await factories.setting(settings.POSTMASTER_DEFAULT_PRIORITY, "5 very high")
    await factories.setting(settings.POSTMASTER_AUTO_ASSIGN_CUSTOMER_ID, False)
    ticket = await read_ticket(uow, (await post.deliver(letter())).ticket_id)
    assert (ticket.state.name, ticket.priority.name, ticket.customer_id or "") == ("open", "5 very high", "")


@pytest.mark.parametrize(
    ("setting", "state_id"),
    [(settings.POSTMASTER_FOLLOW_UP_STATE, OPEN), (settings.POSTMASTER_FOLLOW_UP_STATE_CLOSED, CLOSED_SUCCESSFUL)],
)
async def test_the_state_after_a_follow_up(
    post: Postmaster, uow: UnitOfWork, factories: Factories, setting: Setting[str], state_id: int
) -> None:
    ticket = await make_ticket(factories, state_id=state_id)
    await factories.setting(setting, "pending reminder")
    await post.deliver(letter(f"Re: [Ticket#{ticket.tn}]"))
    assert (await read_ticket(uow, ticket.id)).state.name == "pending reminder"


@pytest.mark.parametrize(
    ("setting", "headers", "body"),
    [
        (
            settings.POSTMASTER_FOLLOW_UP_BY_ATTACHMENTS,
            {"MIME-Version": "1.0", "Content-Type": 'multipart/mixed; boundary="b"'},
            ATTACHED,
        ),
        (settings.POSTMASTER_FOLLOW_UP_BY_RAW_EMAIL, {"X-About": "Ticket#{tn}"}, "Hello"),
    ],
)
async def test_where_ticket_numbers_are_looked_for(
    post: Postmaster, factories: Factories, setting: Any, headers: dict[str, str], body: str
) -> None:
    ticket = await make_ticket(factories)
    raw = letter(body=body.format(tn=ticket.tn), headers={k: v.format(tn=ticket.tn) for k, v in headers.items()})
    assert (await post.deliver(raw)).ticket_id != ticket.id
    await factories.setting(setting, MODULE)
    again = raw.replace(b"@customer.example>\n", b"2@customer.example>\n")
    assert (await post.deliver(again)).ticket_id == ticket.id


@pytest.mark.parametrize("position", range(4))
async def test_numbers_of_another_desk(post: Postmaster, uow: UnitOfWork, factories: Factories, position: int) -> None:
    field = {"name": "Theirs", "label": "Their number", "type": "Text", "object_type": "Ticket"}
    await dynamic_fields.create_field(uow, SYSTEM, DynamicFieldCreate.model_validate(field))
    how = {"FromAddressRegExp": "@other.example", "NumberRegExp": r"INC(\d+)", "SearchInSubject": "1"}
    rule = {**how, "DynamicFieldName": "Theirs", "TicketStateTypes": "new;open"}
    await factories.setting(settings.POSTMASTER_EXTERNAL_NUMBERS[position], rule)
    first = await post.deliver(letter("INC4711 broken", sender="a@other.example"))
    second = await post.deliver(letter("about INC4711", sender="b@other.example"))
    assert second.ticket_id == first.ticket_id


async def test_the_refusal_of_a_new_matter(post: Postmaster, factories: Factories) -> None:
    rule = {"Match": {"From": "@customer.example"}, "Set": {"X-OTRS-Ignore": "yes"}}
    await factories.setting(settings.POSTMASTER_NEW_TICKET_REJECT, rule)
    await factories.setting(settings.POSTMASTER_REJECT_SENDER, "no@desk.example")
    await factories.setting(settings.POSTMASTER_REJECT_SUBJECT, "Not here")
    await factories.setting(settings.POSTMASTER_REJECT_BODY, "Please use the portal.")
    await post.deliver(letter())
    (queued,) = await post.queued()
    mail = message_from_bytes(queued.raw_message, policy=policy.default)
    assert (mail["From"], mail["Subject"]) == ("no@desk.example", "Not here")
    assert "Please use the portal." in mail.as_string()


async def test_a_bounce_is_a_follow_up_only_where_it_shall_be(post: Postmaster, factories: Factories) -> None:
    ticket = await closed_ticket(factories, REJECT)
    await factories.article(ticket, sender_type_id=1, message_id="<answer@desk.example>")
    await factories.setting(settings.POSTMASTER_BOUNCE_AS_FOLLOW_UP, False)
    assert (await post.deliver(BOUNCE % {b"action": b"failed"})).reason != "follow_up"


async def test_who_never_gets_an_automatic_reply(uow: UnitOfWork, factories: Factories) -> None:
    ticket = await factories.ticket()
    row: TicketRow = await current.current(uow, TicketId(ticket.id))
    original = Original(from_="Jane <jane@customer.example>", reply_to="", subject="", body="", message_id="")
    assert (await choose_recipients(uow, row, original)).to != []
    await factories.setting(settings.SEND_NO_AUTO_RESPONSE, "^jane@")
    assert (await choose_recipients(uow, row, original)).to == []


async def test_headers_that_every_mail_bears(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, factories: Factories, client: httpx.AsyncClient
) -> None:
    await factories.setting(settings.ORGANIZATION, "Northwind")
    await factories.setting(settings.PRODUCT_NAME, "Northwind Help")
    await factories.setting(settings.SENDMAIL_DEFAULT_HEADERS, {"Auto-Submitted": "auto-generated"})
    await put(uow)
    await factories.setting(settings.SECURE_DISABLE_BANNER, True)
    await put(uow)
    await drain(site)
    named, unnamed = (one.message for one in mailbox.messages)
    assert (named["Organization"], named["Auto-Submitted"]) == ("Northwind", "auto-generated")
    assert named["X-Mailer"].startswith("Northwind Help Mail Service")
    assert unnamed["X-Mailer"] is None
    assert (await client.get("/api/v1/info")).json()["organization"] == "Northwind"


async def test_the_sender_of_automatic_mail(uow: UnitOfWork, factories: Factories) -> None:
    await factories.setting(settings.NOTIFICATION_SENDER_NAME, "Robot")
    await factories.setting(settings.NOTIFICATION_SENDER_EMAIL, "robot@<OTRS_CONFIG_FQDN>")
    await factories.setting(settings.FQDN, "desk.example")
    sender = await notification_sender(uow)
    assert sender == '"Robot" <robot@desk.example>'
    assert await envelope_sender(uow, sender, automatic=True) == ""
    await factories.setting(settings.SENDMAIL_NOTIFICATION_ENVELOPE_FROM, "bounces@desk.example")
    assert await envelope_sender(uow, sender, automatic=True) == "bounces@desk.example"


@pytest.mark.parametrize(("hours", "left"), [(1, 0), (48, 1)])
async def test_when_a_mail_that_cannot_leave_is_given_up(
    uow: UnitOfWork, site: Site, mailbox: SmtpSink, factories: Factories, clock: FakeClock, hours: int, left: int
) -> None:
    await factories.setting(settings.MAIL_GIVE_UP_AFTER_H, hours)
    mailbox.answer = lambda _recipients: "451 later"
    await put(uow)
    clock.advance(hours=2)
    await drain(site)
    assert len(list(await uow.session.scalars(select(MailQueue)))) == left


@pytest.mark.parametrize(
    ("status", "setting", "age"),
    [
        ("Failed", settings.COMMUNICATION_LOG_KEPT_H, timedelta(hours=3)),
        ("Successful", settings.COMMUNICATION_LOG_GOOD_KEPT_H, timedelta(hours=3)),
    ],
)
async def test_how_long_the_mail_log_remembers(
    post: Postmaster, uow: UnitOfWork, factories: Factories, status: str, setting: Setting[int], age: timedelta
) -> None:
    await post.deliver(letter())
    old = {"status": status, "start_time": uow.clock.now() - age}
    await uow.session.execute(update(CommunicationLog).values(**old))
    assert await prune_communications(uow) == 0
    await factories.setting(setting, 2)
    assert await prune_communications(uow) > 0


async def test_quotations_and_copies(uow: UnitOfWork, factories: Factories) -> None:
    queue = await factories.existing_queue("Raw")
    agent = await factories.principal(await factories.agent(rights={queue: "rw"}))
    customer = await factories.customer_user(company=await factories.customer_company())
    ticket = await factories.ticket(customer=customer, queue=queue)
    article = await factories.article(ticket, body="one two three four", a_from="Col <col@customer.example>")
    ids = TicketId(ticket.id), ArticleId(article.id)
    await factories.setting(settings.QUOTE_PREFIX, "|")
    await factories.setting(settings.TEXT_AREA_EMAIL, 10)
    draft = await drafts.render_reply(uow, agent, *ids, format_=Format.TEXT)
    assert draft.body.endswith("| one two\n| three\n| four\n") or "| one two\n| three" in draft.body
    assert draft.cc == customer.email
    await factories.setting(settings.COMPOSE_ADD_CUSTOMER, False)
    assert (await drafts.render_reply(uow, agent, *ids, format_=Format.TEXT)).cc == ""
