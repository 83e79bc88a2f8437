"""An agent's own choice of services."""

from __future__ import annotations

import pytest

from gotrs_api.catalog import service
from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.kernel.ids import ServiceId
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories


async def test_a_choice_replaces_the_one_before(factories: Factories, uow: UnitOfWork) -> None:
    ann = await factories.principal(await factories.agent("ann"))
    bob = await factories.principal(await factories.agent("bob"))
    mail, print_ = (await factories.service("Mail")).id, (await factories.service("Print")).id
    assert await service.my_service_ids(uow, ann) == []
    await service.choose_my_services(uow, ann, [ServiceId(print_), ServiceId(mail)])
    assert await service.my_service_ids(uow, ann) == sorted([mail, print_])
    await service.choose_my_services(uow, ann, [ServiceId(mail)])
    assert await service.my_service_ids(uow, ann) == [mail]
    assert await service.my_service_ids(uow, bob) == []


async def test_a_service_that_there_is_not_is_refused(factories: Factories, uow: UnitOfWork) -> None:
    ann = await factories.principal(await factories.agent("ann"))
    with pytest.raises(UnknownReference):
        await service.choose_my_services(uow, ann, [ServiceId(4711)])
