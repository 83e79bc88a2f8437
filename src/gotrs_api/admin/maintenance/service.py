"""Maintenance periods: planning, changing, calling off. How they act is `sysconfig.maintenance`.

Source: OTRS 6, Kernel/System/SystemMaintenance.pm.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select

from gotrs_api.admin.maintenance.errors import MaintenanceNotFound
from gotrs_api.admin.maintenance.events import MaintenancePlanned
from gotrs_api.admin.maintenance.schemas import MaintenanceCreate, MaintenanceRead, MaintenanceUpdate
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.sysconfig.models import SystemMaintenance
from gotrs_api.uow import ReadUow, UnitOfWork


async def list_maintenance(uow: ReadUow, principal: Principal) -> list[MaintenanceRead]:
    """Latest first. Raises Forbidden for customers."""
    principal.require_agent()
    statement = select(SystemMaintenance).order_by(SystemMaintenance.start_date.desc(), SystemMaintenance.id.desc())
    return [_read(uow, row) for row in await uow.session.scalars(statement)]


async def read_maintenance(uow: ReadUow, principal: Principal, maintenance_id: int) -> MaintenanceRead:
    """Raises Forbidden for customers, MaintenanceNotFound."""
    principal.require_agent()
    return _read(uow, await _row(uow, maintenance_id))


async def create_maintenance(uow: UnitOfWork, principal: Principal, command: MaintenanceCreate) -> MaintenanceRead:
    """Raises Forbidden for anybody but administrators, InvalidInput for a period that ends before it begins."""
    principal.require_admin()
    row = SystemMaintenance(
        start_date=_epoch(command.start),
        stop_date=_epoch(command.stop),
        comments=command.comment,
        login_message=command.login_message,
        show_login_message=int(command.show_login_message),
        notify_message=command.notify_message,
        valid_id=command.valid.id,
    )
    _require_order(row)
    uow.session.add(row)
    await uow.session.flush()
    await _tell(uow, principal, row, "planned")
    return _read(uow, row)


async def update_maintenance(
    uow: UnitOfWork, principal: Principal, maintenance_id: int, command: MaintenanceUpdate
) -> MaintenanceRead:
    """Raises Forbidden, MaintenanceNotFound, InvalidInput."""
    principal.require_admin()
    row = await _row(uow, maintenance_id)
    values = {
        "start_date": None if command.start is None else _epoch(command.start),
        "stop_date": None if command.stop is None else _epoch(command.stop),
        "comments": command.comment,
        "login_message": command.login_message,
        "show_login_message": None if command.show_login_message is None else int(command.show_login_message),
        "notify_message": command.notify_message,
        "valid_id": None if command.valid is None else command.valid.id,
    }
    for name, value in values.items():
        if value is not None:
            setattr(row, name, value)
    _require_order(row)
    await uow.session.flush()
    await _tell(uow, principal, row, "changed")
    return _read(uow, row)


async def delete_maintenance(uow: UnitOfWork, principal: Principal, maintenance_id: int) -> None:
    """Raises Forbidden, MaintenanceNotFound."""
    principal.require_admin()
    row = await _row(uow, maintenance_id)
    await uow.session.delete(row)
    await uow.session.flush()
    await _tell(uow, principal, row, "called_off")


async def _row(uow: ReadUow, maintenance_id: int) -> SystemMaintenance:
    row = await uow.session.get(SystemMaintenance, maintenance_id)
    if row is None:
        raise MaintenanceNotFound
    return row


async def _tell(
    uow: UnitOfWork, principal: Principal, row: SystemMaintenance, change: Literal["planned", "changed", "called_off"]
) -> None:
    start, stop = _moment(row.start_date), _moment(row.stop_date)
    await uow.emit(
        MaintenancePlanned(maintenance_id=row.id, change=change, start=start, stop=stop, comment=row.comments)
    )
    details = {"comment": row.comments, "start": start, "stop": stop}
    await audit.record(uow, principal, f"maintenance.{change}", "maintenance", row.id, details)


def _require_order(row: SystemMaintenance) -> None:
    if row.stop_date <= row.start_date:
        raise InvalidInput.field("/stop", "order", "The period must end after it begins.")


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(epoch_s: int) -> datetime:
    return datetime.fromtimestamp(epoch_s, UTC)


def _read(uow: ReadUow, row: SystemMaintenance) -> MaintenanceRead:
    validity = Validity.of(row.valid_id)
    start, stop = _moment(row.start_date), _moment(row.stop_date)
    return MaintenanceRead(
        id=row.id,
        comment=row.comments,
        start=start,
        stop=stop,
        login_message=row.login_message or "",
        show_login_message=bool(row.show_login_message),
        notify_message=row.notify_message or "",
        valid=validity,
        active=validity is Validity.VALID and start <= uow.clock.now() <= stop,
        created=row.create_time,
        changed=row.change_time,
    )
