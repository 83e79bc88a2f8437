"""The help desk in which ticket tests play."""

from __future__ import annotations

import pytest

from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories
from tests.tickets.desk import Desk, open_desk


@pytest.fixture
async def desk(uow: UnitOfWork, factories: Factories) -> Desk:
    return await open_desk(uow, factories)
