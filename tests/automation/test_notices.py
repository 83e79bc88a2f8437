"""What agents are told in the browser: by the notification's ways and their own choice, read by themselves alone."""

from __future__ import annotations

import json

import pytest

from gotrs_api.automation.notifications import service
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets.events import TicketTitleChanged
from gotrs_api.uow import UnitOfWork
from tests.automation.conftest import Notifications
from tests.support.factories import Factories
from tests.tickets.desk import Desk


async def retitle(notifications: Notifications, factories: Factories, desk: Desk) -> dict[str, object]:
    ticket = await factories.ticket("Tea", queue=desk.support, owner=desk.bob_user, responsible=desk.ann_user)
    event = TicketTitleChanged(ticket_id=TicketId(ticket.id), old_title="x", new_title="y")
    return dict(await notifications.emit(event))


async def test_the_bell_rings_for_whom_the_notification_tells(
    desk: Desk, notifications: Notifications, factories: Factories, uow: UnitOfWork
) -> None:
    await notifications.only(Recipients=["AgentOwner"], Transports=["InApp"])
    assert await retitle(notifications, factories, desk) == {}
    bob, ann = await factories.principal(desk.bob_user), await factories.principal(desk.ann_user)
    (notice,) = (await service.list_notices(uow, bob, PageRequest())).rows
    assert (notice.subject.endswith("It happened to Tea"), notice.ticket_title, notice.read) == (True, "Tea", None)
    assert await service.count_unread_notices(uow, bob) == 1
    await service.mark_notices_read(uow, ann)
    await service.mark_notices_read(uow, ann, [notice.id])
    assert await service.count_unread_notices(uow, bob) == 1
    await service.mark_notices_read(uow, bob, [notice.id])
    assert await service.count_unread_notices(uow, bob) == 0
    assert (await service.list_notices(uow, bob, PageRequest(), unread_only=True)).rows == []


async def test_who_may_not_see_a_ticket_any_more_is_not_told_its_new_title(
    desk: Desk, notifications: Notifications, factories: Factories, uow: UnitOfWork
) -> None:
    await notifications.only(Recipients=["AgentOwner"], Transports=["InApp"])
    ticket = await factories.ticket("Tea", queue=desk.support, owner=desk.bob_user)
    await notifications.emit(TicketTitleChanged(ticket_id=TicketId(ticket.id), old_title="x", new_title="y"))
    bob = await factories.principal(desk.bob_user)
    ticket.queue_id, ticket.user_id, ticket.title = (await factories.queue()).id, 1, "A secret"
    await uow.session.flush()
    (notice,) = (await service.list_notices(uow, bob, PageRequest())).rows
    assert (notice.ticket_title, notice.subject.endswith("It happened to Tea")) == ("", True)


@pytest.mark.backends("sqlite")
async def test_each_way_follows_the_agent_s_own_choice(
    desk: Desk, notifications: Notifications, factories: Factories, uow: UnitOfWork
) -> None:
    row = await notifications.only(
        Recipients=["AgentOwner", "AgentResponsible"],
        Transports=["Email", "InApp"],
        VisibleForAgent=["1"],
        AgentEnabledByDefault=["Email"],
    )
    choice = {f"Notification-{row.id}-Email": 0, f"Notification-{row.id}-InApp": 1}
    await notifications.prefer(desk.bob_user, NotificationTransport=json.dumps(choice))
    told = await retitle(notifications, factories, desk)
    assert list(told) == ["ann@desk.example"]
    bob, ann = await factories.principal(desk.bob_user), await factories.principal(desk.ann_user)
    assert await service.count_unread_notices(uow, bob) == 1
    assert await service.count_unread_notices(uow, ann) == 1
    choice = {f"Notification-{row.id}-InApp": 0}
    await notifications.prefer(desk.ann_user, NotificationTransport=json.dumps(choice))
    await retitle(notifications, factories, desk)
    assert await service.count_unread_notices(uow, ann) == 1
