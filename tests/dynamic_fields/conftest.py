"""A help desk with a field of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate, DynamicFieldRead
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import changing, settings
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories
from tests.tickets.desk import Desk, open_desk

COLOURS = {"r": "Red", "g": "Green", "b": "Blue"}


@dataclass
class FieldDesk(Desk):
    admin: Principal

    async def field(self, name: str, kind: str = "Text", of: str = "Ticket", **config: Any) -> DynamicFieldRead:
        command = DynamicFieldCreate.model_validate(
            {"name": name, "label": f"The {name}", "type": kind, "object_type": of, "config": config}
        )
        return await service.create_field(self.uow, self.admin, command)

    async def screen(self, name: str, uses: Mapping[str, int]) -> None:
        await changing.put(self.uow, settings.DYNAMIC_FIELD_SCREENS[name], dict(uses))


@pytest.fixture
async def desk(uow: UnitOfWork, factories: Factories) -> FieldDesk:
    plain = await open_desk(uow, factories)
    root = await factories.agent("root", admin=True)
    return FieldDesk(**vars(plain), admin=await factories.principal(root))
