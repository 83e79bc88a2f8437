"""Who is told: each kind of recipient, and who is left out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import SenderType
from gotrs_api.catalog.models import PersonalService, Service
from gotrs_api.identity.models import RoleUser, User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.events import TicketTitleChanged
from gotrs_api.tickets.models import Ticket, TicketWatcher
from tests.automation.conftest import Notifications
from tests.support.factories import CUSTOMER_SENDER, Factories
from tests.tickets.desk import Desk

SYSTEM = Principal.system("test")
DAY_OFF = {
    "OutOfOffice": "1",
    "OutOfOfficeStartYear": "2026", "OutOfOfficeStartMonth": "3", "OutOfOfficeStartDay": "1",
    "OutOfOfficeEndYear": "2026", "OutOfOfficeEndMonth": "3", "OutOfOfficeEndDay": "2",
}  # fmt: skip


@pytest.fixture
async def ticket(desk: Desk, factories: Factories) -> Ticket:
    """In Support: bob owns it, ann is responsible, eve watches, jane is the customer."""
    ticket = await factories.ticket(
        "Printer", queue=desk.support, owner=desk.bob_user, responsible=desk.ann_user, customer=desk.jane_user
    )
    watching = TicketWatcher.__table__.insert().values(  # type: ignore[attr-defined]
        ticket_id=ticket.id, user_id=desk.eve_user.id, create_by=1, change_by=1,
        create_time=desk.uow.clock.now(), change_time=desk.uow.clock.now(),
    )  # fmt: skip
    await desk.uow.session.execute(watching)
    return ticket


def changed(ticket: Ticket) -> TicketTitleChanged:
    return TicketTitleChanged(ticket_id=TicketId(ticket.id), old_title="x", new_title="y")


async def told(notifications: Notifications, ticket: Ticket, by: User | None = None, **items: Any) -> set[str]:
    await notifications.only(**items)
    return {address.partition("@")[0] for address in await notifications.emit(changed(ticket), by=by)}


EXPECTED = {
    "AgentOwner": {"bob"},
    "AgentResponsible": {"ann"},
    "AgentWatcher": {"eve"},
    "AgentWritePermissions": {"ann", "bob"},
    "AgentReadPermissions": {"ann", "bob", "eve"},
    "AgentMyQueues": {"eve"},
    "AgentMyServices": {"bob", "eve"},
    "AgentMyQueuesMyServices": {"eve"},
    "Customer": {"jane"},
}


async def test_each_kind_of_recipient(desk: Desk, notifications: Notifications, ticket: Ticket) -> None:
    service_row = Service(name="Printing", valid_id=1, comments="")
    desk.uow.session.add(service_row)
    await desk.uow.session.flush()
    ticket.service_id = service_row.id
    for agent in (desk.bob_user, desk.eve_user):
        desk.uow.session.add(PersonalService(user_id=agent.id, service_id=service_row.id))
    await notifications.my_queue(desk.eve_user, desk.support)

    found = {kind: await told(notifications, ticket, Recipients=[kind], name=kind) for kind in EXPECTED}

    assert found == EXPECTED


async def test_groups_roles_and_single_agents(desk: Desk, notifications: Notifications, ticket: Ticket) -> None:
    role = await desk.factories.role("Second level", rights={})
    desk.uow.session.add(RoleUser(user_id=desk.ann_user.id, role_id=role.id))
    await desk.uow.session.flush()

    assert await told(notifications, ticket, RecipientRoles=[role.id], name="a") == {"ann"}
    assert await told(notifications, ticket, RecipientGroups=[desk.support.group_id], name="b") == {"ann", "bob", "eve"}
    assert await told(notifications, ticket, RecipientAgents=[desk.eve_user.id], name="c") == {"eve"}


@pytest.mark.backends("sqlite")
async def test_nobody_hears_of_a_ticket_he_may_not_see(
    desk: Desk, notifications: Notifications, ticket: Ticket, factories: Factories
) -> None:
    stranger = await factories.agent("stranger")

    assert await told(notifications, ticket, RecipientAgents=[stranger.id]) == set()


@pytest.mark.backends("sqlite")
async def test_invalid_agents_and_the_system_are_left_out(
    desk: Desk, notifications: Notifications, ticket: Ticket
) -> None:
    desk.bob_user.valid_id = 2
    ticket.responsible_user_id = 1

    assert await told(notifications, ticket, Recipients=["AgentOwner", "AgentResponsible"]) == set()


@pytest.mark.backends("sqlite")
async def test_the_actor_is_told_only_where_the_setting_says_so(
    desk: Desk, notifications: Notifications, ticket: Ticket, factories: Factories
) -> None:
    wanted = {"Recipients": ["AgentOwner", "AgentResponsible"]}
    assert await told(notifications, ticket, by=desk.bob_user, name="a", **wanted) == {"ann"}

    await factories.setting(settings.AGENT_SELF_NOTIFY, True)
    assert await told(notifications, ticket, by=desk.bob_user, name="b", **wanted) == {"ann", "bob"}


@pytest.mark.backends("sqlite")
async def test_who_is_out_of_office_is_told_only_where_that_does_not_matter(
    desk: Desk, notifications: Notifications, ticket: Ticket, clock: FakeClock
) -> None:
    await notifications.prefer(desk.bob_user, **DAY_OFF)

    assert await told(notifications, ticket, Recipients=["AgentOwner"], name="a") == set()
    assert await told(notifications, ticket, Recipients=["AgentOwner"], SendOnOutOfOffice=["1"], name="b") == {"bob"}
    clock.advance(days=1)
    assert await told(notifications, ticket, Recipients=["AgentOwner"], name="c") == {"bob"}


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("visible", "default", "chosen", "is_told"),
    [
        ("0", [], 0, True),
        ("1", [], None, False),
        ("1", ["Email"], None, True),
        ("1", ["Email"], 0, False),
        ("1", [], 1, True),
    ],
)
async def test_agents_choose_what_they_want_where_they_may(
    desk: Desk, notifications: Notifications, ticket: Ticket, visible: str, default: list[str], chosen: int | None,
    is_told: bool,
) -> None:  # fmt: skip
    row = await notifications.only(Recipients=["AgentOwner"], VisibleForAgent=[visible], AgentEnabledByDefault=default)
    if chosen is not None:
        await notifications.prefer(
            desk.bob_user, NotificationTransport=json.dumps({f"Notification-{row.id}-Email": chosen})
        )

    assert bool(await notifications.emit(changed(ticket))) is is_told


async def test_customers_get_an_article(desk: Desk, notifications: Notifications, ticket: Ticket) -> None:
    await notifications.only(Recipients=["Customer"], IsVisibleForCustomer=["1"])

    mails = await notifications.emit(changed(ticket))

    mail = mails["jane@customer.example"]
    (article,) = await articles.list_articles(desk.uow, SYSTEM, TicketId(ticket.id))
    assert (article.sender_type, article.visible_for_customer) == (SenderType.SYSTEM, True)
    assert article.message_id == mail["Message-ID"]
    assert "Dear Jane, look." in article.body
    assert await desk.history(ticket.id) == [("SendCustomerNotification", "%%jane@customer.example")]


@pytest.mark.backends("sqlite")
async def test_free_addresses_each_once_and_never_our_own(
    desk: Desk, notifications: Notifications, ticket: Ticket
) -> None:
    wanted = "boss@else.example, BOSS@else.example, gotrs@localhost, nonsense, jane@customer.example"

    found = await told(notifications, ticket, Recipients=["Customer"], RecipientEmail=[wanted])

    assert found == {"boss", "jane"}


@pytest.mark.backends("sqlite")
async def test_an_unknown_customer_is_whoever_wrote_unless_only_real_ones_count(
    desk: Desk, notifications: Notifications, ticket: Ticket, factories: Factories
) -> None:
    ticket.customer_user_id = "nobody-we-know"
    await factories.article(ticket, sender_type_id=CUSTOMER_SENDER, a_from="Ruth <ruth@away.example>")

    assert await told(notifications, ticket, Recipients=["Customer"], name="a") == {"ruth"}
    await factories.setting(settings.CUSTOMER_NOTIFY_REAL_ONLY, True)
    assert await told(notifications, ticket, Recipients=["Customer"], name="b") == set()


async def test_everybody_in_the_first_article(
    desk: Desk, notifications: Notifications, ticket: Ticket, factories: Factories
) -> None:
    await factories.article(ticket, a_from="ruth@away.example", a_to="gotrs@localhost, sam@away.example")
    await factories.article(ticket, a_from="tim@away.example", a_to="gotrs@localhost")

    assert await told(notifications, ticket, Recipients=["AllRecipientsFirstArticle"], name="a") == {"ruth", "sam"}
    assert await told(notifications, ticket, Recipients=["AgentCreateBy"], name="b") == set()


async def test_once_a_day_for_customers_too(
    desk: Desk, notifications: Notifications, ticket: Ticket, clock: FakeClock
) -> None:
    await notifications.only(Recipients=["Customer"], OncePerDay=["1"])

    assert await notifications.emit(changed(ticket))
    assert not await notifications.emit(changed(ticket))
    clock.advance(days=1)
    assert await notifications.emit(changed(ticket))
