"""Services: what a help desk offers, in levels."""

from __future__ import annotations

from gotrs_api.catalog import entries, hierarchy, repository
from gotrs_api.catalog.errors import ParentMissing
from gotrs_api.catalog.models import Service
from gotrs_api.catalog.schemas import Ref, ServiceCreate, ServiceRead, ServiceUpdate
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ServiceId
from gotrs_api.kernel.listing import Listing
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot

MAX_NAME = 200


async def _load(uow: ReadUow) -> Listing[ServiceRead]:
    rows = await repository.all_rows(uow, Service)
    by_name = {row.name: row for row in rows}
    result = []
    for row in rows:
        parent = by_name.get(hierarchy.parent_of(row.name) or "")
        result.append(
            ServiceRead(
                id=row.id,
                name=row.name,
                label=hierarchy.leaf_of(row.name),
                parent=Ref(id=parent.id, name=parent.name) if parent else None,
                valid=Validity.of(row.valid_id),
                comment=row.comments or "",
                created=row.create_time,
                changed=row.change_time,
            )
        )
    return Listing(result)


_SERVICES = Snapshot("services", (Service,), _load)


async def list_services(uow: ReadUow) -> Listing[ServiceRead]:
    """All services, parents before their children."""
    return await _SERVICES.get(uow)


async def read_service(uow: ReadUow, service_id: ServiceId) -> ServiceRead:
    """Raises EntryNotFound."""
    return entries.found(await list_services(uow), service_id)


async def create_service(uow: UnitOfWork, principal: Principal, command: ServiceCreate) -> ServiceRead:
    """Raises Forbidden, ParentMissing, InvalidInput (empty level), NameTaken."""
    principal.require_admin()
    await _require_parent(uow, command.name)
    row = Service(name=command.name, valid_id=command.valid.id, comments=command.comment)
    await entries.save(uow, principal, row, name=row.name)
    return await read_service(uow, ServiceId(row.id))


async def update_service(
    uow: UnitOfWork, principal: Principal, service_id: ServiceId, command: ServiceUpdate
) -> ServiceRead:
    """Change a service; its descendants follow a new name. Raises as `create_service`, and EntryNotFound."""
    principal.require_admin()
    row = await entries.load(uow, Service, service_id)
    if command.name is not None and command.name != row.name:
        await _rename(uow, row, command.name)
    if command.valid is not None:
        row.valid_id = command.valid.id
    if command.comment is not None:
        row.comments = command.comment
    await entries.save(uow, principal, row, name=row.name)
    return await read_service(uow, service_id)


async def _require_parent(uow: ReadUow, name: str) -> None:
    hierarchy.check_name(name)
    parent = hierarchy.parent_of(name)
    if parent is not None and parent not in (await list_services(uow)).by_name:
        raise ParentMissing(parent)


async def _rename(uow: UnitOfWork, row: Service, name: str) -> None:
    old = row.name
    if hierarchy.below(name, old):
        raise InvalidInput.field("/name", "circle", "A service cannot lie below itself.")
    await _require_parent(uow, name)
    await entries.require_free_name(uow, Service, name, except_id=row.id)
    for other in await repository.all_rows(uow, Service):
        if hierarchy.below(other.name, old):
            renamed = hierarchy.moved(other.name, old, name)
            if len(renamed) > MAX_NAME:
                raise InvalidInput.field("/name", "too_long", f"The service {other.name} would get too long a name.")
            other.name = renamed
    row.name = name
