"""An agent's "My Services": the ones whose tickets they look after, whatever the queue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, delete, insert, select

from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.catalog.models import PersonalService
from gotrs_api.catalog.service.services import list_services
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ServiceId
from gotrs_api.uow import ReadUow, UnitOfWork

PERSONAL = cast(Table, PersonalService.__table__)


async def my_service_ids(uow: ReadUow, principal: Principal) -> list[ServiceId]:
    principal.require_agent()
    chosen = (
        select(PERSONAL.c.service_id).where(PERSONAL.c.user_id == principal.user_id).order_by(PERSONAL.c.service_id)
    )
    return [ServiceId(service_id) for service_id in await uow.session.scalars(chosen)]


async def choose_my_services(
    uow: UnitOfWork, principal: Principal, service_ids: Sequence[ServiceId]
) -> list[ServiceId]:
    """Replace the choice. Raises UnknownReference for a service that there is not."""
    principal.require_agent()
    known = {service.id for service in await list_services(uow)}
    for position, service_id in enumerate(service_ids):
        if service_id not in known:
            raise UnknownReference.at(f"/service_ids/{position}")
    await uow.session.execute(delete(PERSONAL).where(PERSONAL.c.user_id == principal.user_id))
    chosen = sorted(set(service_ids))
    if chosen:
        rows = [{"user_id": principal.user_id, "service_id": service_id} for service_id in chosen]
        await uow.session.execute(insert(PERSONAL), rows)
    return chosen
