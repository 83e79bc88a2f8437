"""Use cases of service level agreements as master data; the rules of escalation are in `rules`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select

from gotrs_api.catalog import entries
from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.catalog.models import Service
from gotrs_api.catalog.schemas import Ref
from gotrs_api.catalog.service import list_services
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import differences
from gotrs_api.kernel.ids import ServiceId, SlaId
from gotrs_api.kernel.listing import Listing
from gotrs_api.sla.models import ServiceSla, Sla
from gotrs_api.sla.schemas import SlaCreate, SlaRead, SlaUpdate
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot, touched

SERVICE_SLA = cast(Table, ServiceSla.__table__)
_TIMES = (
    "first_response_time",
    "first_response_notify",
    "update_time",
    "update_notify",
    "solution_time",
    "solution_notify",
)


async def _load(uow: ReadUow) -> Listing[SlaRead]:
    links = await uow.session.execute(
        select(ServiceSla.sla_id, Service.id, Service.name)
        .join(Service, Service.id == ServiceSla.service_id)
        .order_by(Service.name)
    )
    services: dict[int, list[Ref]] = {}
    for link in links:
        services.setdefault(link.sla_id, []).append(Ref(id=link.id, name=link.name))
    rows = await uow.session.scalars(select(Sla).order_by(Sla.name, Sla.id))
    return Listing(_read(row, services.get(row.id, [])) for row in rows)


_SLAS = Snapshot("slas", (Sla, ServiceSla, Service), _load)


async def list_slas(uow: ReadUow) -> Listing[SlaRead]:
    return await _SLAS.get(uow)


async def slas_for_service(uow: ReadUow, service_id: ServiceId) -> list[SlaRead]:
    """The valid agreements that can be chosen for a service."""
    return [sla for sla in await list_slas(uow) if sla.is_valid and any(s.id == service_id for s in sla.services)]


async def read_sla(uow: ReadUow, sla_id: SlaId) -> SlaRead:
    """Raises EntryNotFound."""
    return entries.found(await list_slas(uow), sla_id)


async def create_sla(uow: UnitOfWork, principal: Principal, command: SlaCreate) -> SlaRead:
    """Raises Forbidden, NameTaken, UnknownReference (no such service)."""
    principal.require_admin()
    row = Sla(
        name=command.name,
        calendar_name=command.calendar or None,
        valid_id=command.valid.id,
        comments=command.comment,
        **{name: getattr(command, name) for name in _TIMES},
    )
    await entries.save(uow, principal, row, name=row.name)
    await _replace_services(uow, row.id, command.service_ids)
    return await read_sla(uow, SlaId(row.id))


async def update_sla(uow: UnitOfWork, principal: Principal, sla_id: SlaId, command: SlaUpdate) -> SlaRead:
    """Raises Forbidden, EntryNotFound, NameTaken, UnknownReference."""
    principal.require_admin()
    row = await entries.load(uow, Sla, sla_id)
    row.name = command.name or row.name
    for name in _TIMES:
        if getattr(command, name) is not None:
            setattr(row, name, getattr(command, name))
    if command.calendar is not None:
        row.calendar_name = command.calendar or None
    if command.valid is not None:
        row.valid_id = command.valid.id
    if command.comment is not None:
        row.comments = command.comment
    besides: dict[str, Any] = {}
    if command.service_ids is not None:
        had = sorted(ref.id for ref in (await read_sla(uow, sla_id)).services)
        besides = differences({"service_ids": had}, {"service_ids": sorted(command.service_ids)})
    await entries.save(uow, principal, row, name=row.name, besides=besides)
    if command.service_ids is not None:
        await _replace_services(uow, sla_id, command.service_ids)
    return await read_sla(uow, sla_id)


async def _replace_services(uow: UnitOfWork, sla_id: int, service_ids: Sequence[int]) -> None:
    known = (await list_services(uow)).by_id
    for position, service_id in enumerate(service_ids):
        if service_id not in known:
            raise UnknownReference.at(f"/service_ids/{position}")
    await uow.session.execute(delete(SERVICE_SLA).where(SERVICE_SLA.c.sla_id == sla_id))
    rows = [{"sla_id": sla_id, "service_id": service_id} for service_id in sorted(set(service_ids))]
    if rows:
        await uow.session.execute(insert(SERVICE_SLA), rows)
    touched(uow, ServiceSla)


def _read(row: Sla, services: Sequence[Ref]) -> SlaRead:
    return SlaRead(
        id=row.id,
        name=row.name,
        valid=Validity.of(row.valid_id),
        first_response_time=row.first_response_time,
        first_response_notify=row.first_response_notify or 0,
        update_time=row.update_time,
        update_notify=row.update_notify or 0,
        solution_time=row.solution_time,
        solution_notify=row.solution_notify or 0,
        calendar=row.calendar_name or "",
        services=tuple(services),
        comment=row.comments or "",
        created=row.create_time,
        changed=row.change_time,
    )
