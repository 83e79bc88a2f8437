"""The log of web services: looking at it, emptying it, and forgetting what is old."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from gotrs_api.generic_interface import repository
from gotrs_api.generic_interface.errors import CommunicationNotFound, WebserviceNotFound
from gotrs_api.generic_interface.models import DebuggerEntry
from gotrs_api.generic_interface.schemas import (
    CommunicationLine,
    Direction,
    WebServiceCallDetail,
    WebServiceCallRead,
)
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

_AT_ONCE = 1000


async def list_communications(
    uow: ReadUow, principal: Principal, webservice_id: int, page: PageRequest, *, kind: Direction | None = None
) -> Page[WebServiceCallRead]:
    """The newest first; only forwards. Raises Forbidden, WebserviceNotFound, InvalidInput."""
    principal.require_admin()
    if await repository.by_id(uow.session, webservice_id) is None:
        raise WebserviceNotFound
    before = page.row_id("-id")
    rows = await repository.communications(
        uow.session, webservice_id, kind=kind, before_id=before, limit=page.limit + 1
    )
    return make_page([_read(row) for row in rows], page, "-id", lambda row: [row.id], None)


async def read_communication(
    uow: ReadUow, principal: Principal, webservice_id: int, entry_id: int
) -> WebServiceCallDetail:
    """With every line. Raises Forbidden, CommunicationNotFound."""
    principal.require_admin()
    row = await repository.communication(uow.session, webservice_id, entry_id)
    if row is None:
        raise CommunicationNotFound
    lines = [
        CommunicationLine(level=line.debug_level, subject=line.subject, content=line.content, created=line.create_time)
        for line in await repository.contents(uow.session, entry_id)
    ]
    return WebServiceCallDetail(**_read(row).model_dump(), lines=lines)


async def clear_communications(uow: UnitOfWork, principal: Principal, webservice_id: int) -> None:
    """The whole log of one service. Raises Forbidden, WebserviceNotFound."""
    principal.require_admin()
    if await repository.by_id(uow.session, webservice_id) is None:
        raise WebserviceNotFound
    await repository.delete_log(uow.session, webservice_id)
    await audit.record(uow, principal, "webservice.log_cleared", "webservice", webservice_id)


async def forget_old(uow: UnitOfWork) -> int:
    """Communications older than `GOTRS::GenericInterface::LogKeptDays`; at most a thousand at once. Answers how many."""
    days = await sysconfig.get(uow, settings.GI_LOG_KEPT_DAYS)
    ids = await repository.oldest_before(uow.session, uow.clock.now() - timedelta(days=max(1, days)), _AT_ONCE)
    if ids:
        await repository.delete_communications(uow.session, ids)
    return len(ids)


def _read(row: DebuggerEntry) -> WebServiceCallRead:
    return WebServiceCallRead(
        id=row.id,
        communication_id=row.communication_id,
        type=cast(Direction, row.communication_type),
        remote_ip=row.remote_ip,
        created=row.create_time,
    )
