"""Whom a ticket can be given to."""

from __future__ import annotations

import pytest

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Forbidden, NotFound
from gotrs_api.kernel.ids import QueueId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.candidates import possible_agents
from tests.support.factories import Factories


async def names(factories: Factories, me: Principal, queue_id: int) -> list[str]:
    return [one.login for one in await possible_agents(factories.uow, me, QueueId(queue_id))]


async def test_those_who_may_own_in_the_queue_directly_or_by_a_role(factories: Factories) -> None:
    group = await factories.group()
    queue = await factories.queue("Network", group=group)
    role = await factories.role(rights={group: "owner"})
    await factories.agent("by-role", roles=(role,))
    await factories.agent("left", rights={queue: "rw"}, valid=False)
    await factories.agent("elsewhere", rights={await factories.queue(): "rw"})
    await factories.agent("reader", rights={queue: "ro note"})
    me = await factories.principal(await factories.agent("all-rights", rights={queue: "rw"}))
    assert await names(factories, me, queue.id) == ["all-rights", "by-role"]


async def test_everybody_where_the_settings_say_so(factories: Factories) -> None:
    queue = await factories.queue("Network")
    await factories.agent("elsewhere")
    me = await factories.principal(await factories.agent("reader", rights={queue: "ro"}))
    assert await names(factories, me, queue.id) == []
    await factories.setting(settings.TICKET_CHANGE_OWNER_TO_EVERYONE, True)
    assert set(await names(factories, me, queue.id)) >= {"elsewhere", "reader"}


async def test_nothing_is_told_of_queues_one_may_not_read_nor_to_customers(factories: Factories) -> None:
    queue = await factories.queue("Secret")
    me = await factories.principal(await factories.agent())
    with pytest.raises(NotFound):
        await possible_agents(factories.uow, me, QueueId(queue.id))
    jane = await factories.principal(await factories.customer_user())
    with pytest.raises(Forbidden):
        await possible_agents(factories.uow, jane, QueueId(queue.id))
