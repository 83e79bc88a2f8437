"""Every tag of OTRS about a ticket, its people and its articles, on a ticket where all of it is set."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from gotrs_api.articles import service as articles
from gotrs_api.articles.models import ArticleMime
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.auto_response.kinds import Original
from gotrs_api.mail.auto_response.ticket_values import values_for
from gotrs_api.mail.drafts.tag_values import ticket_tag_values
from gotrs_api.mail.drafts.viewer import viewer_of
from gotrs_api.responses.tags import NOTHING, TagValues, expand
from gotrs_api.sla.models import Sla
from gotrs_api.tickets import history_format
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.service.current import current
from gotrs_api.uow import UnitOfWork
from tests.support.factories import AGENT_SENDER, Factories

SYSTEM = Principal.system("test")

# Source: Znuny 6.5, Kernel/System/Ticket.pm, TicketGet with Extended.
TICKET = [
    "TicketID",
    "TicketNumber",
    "Title",
    "State",
    "StateID",
    "StateType",
    "Priority",
    "PriorityID",
    "Lock",
    "LockID",
    "Queue",
    "QueueID",
    "GroupID",
    "CustomerID",
    "CustomerUserID",
    "Owner",
    "OwnerID",
    "Responsible",
    "ResponsibleID",
    "Type",
    "TypeID",
    "Service",
    "ServiceID",
    "SLA",
    "SLAID",
    "Created",
    "CreateBy",
    "Changed",
    "ChangeBy",
    "Age",
    "ArchiveFlag",
    "UnlockTimeout",
    "UntilTime",
    "RealTillTimeNotUsed",
    "EscalationResponseTime",
    "EscalationUpdateTime",
    "EscalationSolutionTime",
    "EscalationTime",
    "EscalationTimeWorkingTime",
    "EscalationDestinationIn",
    "EscalationDestinationTime",
    "EscalationDestinationDate",
    "FirstResponseTimeDestinationTime",
    "FirstResponseTimeDestinationDate",
    "FirstResponseTime",
    "FirstResponseTimeWorkingTime",
    "FirstResponseTimeEscalation",
    "UpdateTimeDestinationTime",
    "UpdateTimeDestinationDate",
    "UpdateTime",
    "UpdateTimeWorkingTime",
    "UpdateTimeNotification",
    "SolutionTimeDestinationTime",
    "SolutionTimeDestinationDate",
    "SolutionTime",
    "SolutionTimeWorkingTime",
    "FirstResponse",
    "FirstResponseInMin",
    "FirstResponseDiffInMin",
    "FirstLock",
    "DynamicField_Room",
    "DynamicField_Room_Value",
    "DynamicField_When",
    "DynamicField_When_Value",
]
PERSON = [
    "UserID",
    "UserLogin",
    "UserFirstname",
    "UserLastname",
    "UserFullname",
    "UserTitle",
    "UserEmail",
    "UserMobile",
    "UserLanguage",
    "UserTimeZone",
]
CUSTOMER = [
    "UserLogin",
    "UserFirstname",
    "UserLastname",
    "UserFullname",
    "UserTitle",
    "UserEmail",
    "UserCustomerID",
    "UserPhone",
    "UserFax",
    "UserMobile",
    "UserStreet",
    "UserZip",
    "UserCity",
    "UserCountry",
    "UserComment",
    "CustomerID",
    "CustomerCompanyName",
    "CustomerCompanyStreet",
    "CustomerCompanyZIP",
    "CustomerCompanyCity",
    "CustomerCompanyCountry",
    "CustomerCompanyURL",
    "CustomerCompanyComment",
    "DynamicField_Tier",
    "DynamicField_Branch",
]
ARTICLE = [
    "From",
    "To",
    "Cc",
    "ReplyTo",
    "Subject",
    "Body",
    "MessageID",
    "InReplyTo",
    "References",
    "SenderType",
    "ArticleID",
    "TicketID",
    "ArticleNumber",
    "IsVisibleForCustomer",
    "ContentType",
    "MimeType",
    "CreateTime",
    "CreateBy",
    "ChangeTime",
    "FromRealname",
    "ToRealname",
    "CcRealname",
]
REFERENCE = (
    *(f"TICKET_{each}" for each in TICKET),
    "TICKET_ID", "TICKET_NUMBER", "TICKET_LAST_ARTICLE_ID", "QUEUE", "TICKET_QUEUE",
    *(f"{who}_{each}" for who in ("OWNER", "TICKET_OWNER", "RESPONSIBLE", "TICKET_RESPONSIBLE") for each in PERSON),
    *(f"{who}_{each}" for who in ("Agent", "CURRENT") for each in PERSON),
    "FIRST_NAME", "LAST_NAME",
    *(f"{prefix}_{each}" for prefix in ("CUSTOMER_DATA", "CUSTOMER") for each in CUSTOMER),
    *(f"{who}_{each}" for who in ("CUSTOMER", "AGENT") for each in ARTICLE),
    *(f"{who}_{what}" for who in ("CUSTOMER", "AGENT") for what in
      ("SUBJECT[5]", "BODY[2]", "EMAIL[2]", "NOTE[2]", "EMAIL", "NOTE", "BODY")),
    "COMMENT", "COMMENT[1]", "EMAIL_DATE", "EMAIL_DATE[Europe/Berlin]", "CUSTOMER_REALNAME",
    "CONFIG_Ticket::Hook", "CONFIG_FQDN",
)  # fmt: skip


@pytest.fixture
async def ticket(uow: UnitOfWork, factories: Factories, clock: FakeClock) -> Ticket:
    """Pending, locked, with an agreement: the first answer is overdue, the next one nearly, the solution still far."""
    await _field(uow, "Room", "Dropdown", "Ticket", possible_values={"r5": "Room 5"})
    await _field(uow, "When", "DateTime", "Ticket")
    await _field(uow, "Tier", "Text", "CustomerUser")
    await _field(uow, "Branch", "Text", "CustomerCompany")
    preferences = {"UserMobile": "0151", "UserLanguage": "en", "UserTimeZone": "Europe/Berlin"}
    ada = await factories.agent("ada", preferences=preferences)
    ada.title = "Dr."
    company = await factories.customer_company("acme")
    customer = await factories.customer_user("jane", company=company)
    for name in ("title", "phone", "fax", "mobile", "street", "zip", "city", "country", "comments"):
        setattr(customer, name, f"her {name}")
    for name in ("street", "zip", "city", "country", "url", "comments"):
        setattr(company, name, f"its {name}")
    service = await factories.service("Printing")
    sla = Sla(
        name="Gold", first_response_time=60, first_response_notify=50, update_time=180, update_notify=50,
        solution_time=6_000, solution_notify=90, valid_id=1,
    )  # fmt: skip
    uow.session.add(sla)
    await uow.session.flush()
    row = await factories.ticket("Printer", queue=await factories.existing_queue("Raw"), owner=ada, responsible=ada,
                                 customer=customer, locked=True)  # fmt: skip
    row.service_id, row.sla_id = service.id, sla.id
    now = int(clock.now().timestamp())
    row.timeout, row.until_time = now, now + 90_000
    row.escalation_response_time = row.escalation_time = now + 3_600
    row.escalation_update_time, row.escalation_solution_time = now + 10_800, now + 360_000
    await tickets.add_history(uow, TicketId(row.id), history_format.lock_update("lock"))
    for sender in (AGENT_SENDER, 3):
        article = await factories.article(
            row, body="One.\nTwo.\nThree.", sender_type_id=sender, message_id="<1@x.example>"
        )
        await uow.session.execute(
            update(ArticleMime)
            .where(ArticleMime.article_id == article.id)
            .values(a_cc="c@x.example", a_reply_to="r@x.example", a_in_reply_to="<0@x.example>", a_references="<0@x.example>")
        )  # fmt: skip
    values = {"Room": "r5", "When": "2026-03-05T12:00:00Z"}
    await dynamic_fields.store(uow, await dynamic_fields.checked(uow, ObjectType.TICKET, values), row.id)
    for kind, value, name in (
        (ObjectType.CUSTOMER_USER, {"Tier": "gold"}, customer.login),
        (ObjectType.CUSTOMER_COMPANY, {"Branch": "north"}, company.customer_id),
    ):
        await dynamic_fields.store_named(uow, kind, await dynamic_fields.checked(uow, kind, value), name)
    uow.session.info.pop("gotrs.tickets", None)
    clock.advance(seconds=7_200)
    return row


async def _field(uow: UnitOfWork, name: str, kind: str, of: str, **config: object) -> None:
    command = {"name": name, "label": name, "type": kind, "object_type": of, "config": config}
    await dynamic_fields.create_field(uow, SYSTEM, DynamicFieldCreate.model_validate(command))


async def _values(uow: UnitOfWork, ticket: Ticket) -> TagValues:
    viewer = await viewer_of(uow, "de", "Europe/Berlin", names_zone=True)
    read = await tickets.get_ticket(uow, SYSTEM, TicketId(ticket.id))
    return await ticket_tag_values(uow, read, viewer, agent_id=ticket.user_id)


def _silent(values: TagValues) -> list[str]:
    """Tags that have nothing to say, or that are none at all."""
    return [tag for tag in REFERENCE if expand(f"<OTRS_{tag}>", values) in (NOTHING, "", f"<OTRS_{tag}>")]


@pytest.mark.backends("sqlite")
async def test_every_tag_of_the_reference_has_something_to_say(uow: UnitOfWork, ticket: Ticket) -> None:
    assert _silent(await _values(uow, ticket)) == []


@pytest.mark.backends("sqlite")
async def test_so_has_an_automatic_reply(uow: UnitOfWork, ticket: Ticket) -> None:
    uow.act_as(ticket.user_id)
    original = Original(
        from_="Jane <jane@x.example>", to="desk@x.example", cc="c@x.example", subject="Help", body="1\n2"
    )
    assert _silent(await values_for(uow, await current(uow, TicketId(ticket.id)), original)) == []


async def test_a_tag_is_said_as_people_read_it(uow: UnitOfWork, ticket: Ticket) -> None:
    """The reader is German and in Berlin; it is 10:30 there when the ticket is made, and two hours later now."""
    values = await _values(uow, ticket)
    expected = {
        "CreateBy": "1", "ChangeBy": "1", "GroupID": "1", "Age": "2 h 0 m", "UnlockTimeout": "2026-03-02 10:30:00 (Europe/Berlin)",
        "State": "offen", "UntilTime": "23 h 0 m", "RealTillTimeNotUsed": "2026-03-03 11:30:00 (Europe/Berlin)",
        "EscalationResponseTime": "2026-03-02 11:30:00 (Europe/Berlin)", "EscalationTime": "-1 h 0 m",
        "FirstResponseTimeEscalation": "1", "UpdateTimeNotification": "1", "UpdateTimeDestinationDate": "2026-03-02 13:30:00 (Europe/Berlin)",
        "FirstLock": "2026-03-02 10:30:00 (Europe/Berlin)", "FirstResponseInMin": "0", "FirstResponseDiffInMin": "60",
        "DynamicField_Room": "r5", "DynamicField_Room_Value": "Room 5",
        "DynamicField_When": "2026-03-05 13:00:00 (Europe/Berlin)", "DynamicField_When_Value": "2026-03-05 13:00:00 (Europe/Berlin)",
    }  # fmt: skip
    assert {name: expand(f"<OTRS_TICKET_{name}>", values) for name in expected} == expected
    assert expand("<OTRS_CUSTOMER_DynamicField_Tier>/<OTRS_CUSTOMER_DATA_DynamicField_Branch>", values) == "gold/north"


@pytest.mark.backends("sqlite")
async def test_what_is_zero_says_so_and_what_there_is_not_says_a_dash(uow: UnitOfWork, factories: Factories) -> None:
    values = await _values(uow, await factories.ticket())
    said = expand(
        "<OTRS_TICKET_UnlockTimeout>|<OTRS_TICKET_UntilTime>|<OTRS_TICKET_EscalationUpdateTime>|<OTRS_TICKET_Service>|"
        "<OTRS_TICKET_CustomerID>|<OTRS_TICKET_SolutionTime>",
        values,
    )
    assert said == "0|0|0|-|-|-"


@pytest.mark.backends("sqlite")
async def test_an_agents_article_that_is_answered_is_the_agents_article(
    uow: UnitOfWork, factories: Factories, ticket: Ticket
) -> None:
    first = await factories.article(ticket, subject="Earlier", body="Mine.", sender_type_id=AGENT_SENDER)
    await factories.article(ticket, subject="Later", body="Not this.", sender_type_id=AGENT_SENDER)
    article = await articles.read_article(uow, SYSTEM, TicketId(ticket.id), ArticleId(first.id))
    read = await tickets.get_ticket(uow, SYSTEM, TicketId(ticket.id))
    values = await ticket_tag_values(uow, read, await viewer_of(uow), answered=article)
    assert expand("<OTRS_AGENT_SUBJECT[20]>: <OTRS_AGENT_BODY>", values) == "Earlier: Mine."
