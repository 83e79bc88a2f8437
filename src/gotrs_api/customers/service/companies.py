"""Creating and changing companies."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from gotrs_api.customers import repository
from gotrs_api.customers.errors import CompanyNotFound, CompanyTaken
from gotrs_api.customers.events import CustomerCompanyCreated, CustomerCompanyUpdated
from gotrs_api.customers.models import CustomerCompany, CustomerCompanyQueue, CustomerUser, CustomerUserCustomer
from gotrs_api.customers.permissions import require_customer_writer
from gotrs_api.customers.schemas import CompanyCreate, CompanyRead, CompanyUpdate
from gotrs_api.customers.service.company_queues import prefer_queue
from gotrs_api.customers.service.read import companies_read
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.identity import audit, principals
from gotrs_api.identity.models import GroupCustomer
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import changes_of, together
from gotrs_api.kernel.errors import FieldError
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched

_FIELDS = ("street", "zip", "city", "country", "url")


async def create_company(uow: UnitOfWork, principal: Principal, command: CompanyCreate) -> CompanyRead:
    """Emits CustomerCompanyCreated. Raises Forbidden, CompanyTaken, InvalidValue."""
    require_customer_writer(principal)
    wishes = await dynamic_fields.checked(uow, ObjectType.CUSTOMER_COMPANY, command.dynamic_fields)
    await _require_free(uow, command.customer_id, command.name)
    now = uow.clock.now().replace(microsecond=0)
    row = CustomerCompany(
        customer_id=command.customer_id,
        name=command.name,
        comments=command.comment,
        valid_id=command.valid.id,
        create_time=now,
        create_by=uow.acting_id,
        change_time=now,
        change_by=uow.acting_id,
        **{name: getattr(command, name) for name in _FIELDS},
    )
    uow.session.add(row)
    await _flush(uow)
    await prefer_queue(uow, row.customer_id, command.queue, command.queue_id)
    await dynamic_fields.store_named(uow, ObjectType.CUSTOMER_COMPANY, wishes, row.customer_id)
    await audit.record(uow, principal, "customer_company.created", "customer_company", row.customer_id)
    await uow.emit(CustomerCompanyCreated(customer_id=row.customer_id))
    return (await companies_read(uow, [row]))[0]


async def update_company(
    uow: UnitOfWork, principal: Principal, customer_id: str, command: CompanyUpdate
) -> CompanyRead:
    """A new customer id takes customer users and groups along. Emits CustomerCompanyUpdated.

    Raises Forbidden, CompanyNotFound, CompanyTaken, InvalidValue.
    """
    require_customer_writer(principal)
    row = await repository.company_by_id(uow, customer_id)
    if row is None:
        raise CompanyNotFound
    wishes = await dynamic_fields.checked_named(
        uow, ObjectType.CUSTOMER_COMPANY, command.dynamic_fields, row.customer_id
    )
    old = row.customer_id
    new_id = command.customer_id or old
    await _require_free(uow, new_id if new_id != old else None, command.name, except_id=old)
    values: dict[str, Any] = {name: getattr(command, name) for name in ("name", *_FIELDS)}
    values |= {"comments": command.comment, "valid_id": command.valid.id if command.valid else None}
    values = {name: value for name, value in values.items() if value is not None}
    values |= {"customer_id": new_id, "change_time": uow.clock.now().replace(microsecond=0), "change_by": uow.acting_id}
    for name, value in values.items():
        setattr(row, name, value)
    told = changes_of(row)
    await _flush(uow)
    if new_id != old:
        await _carry_along(uow, old, new_id)
    told = together(told, await prefer_queue(uow, new_id, command.queue, command.queue_id))
    await audit.record(uow, principal, "customer_company.updated", "customer_company", new_id, told)
    principals.forget_after_commit(uow)
    await uow.emit(CustomerCompanyUpdated(customer_id=new_id, old_customer_id=old))
    await dynamic_fields.store_named(uow, ObjectType.CUSTOMER_COMPANY, wishes, new_id)
    return (await companies_read(uow, [row]))[0]


async def _require_free(
    uow: ReadUow, customer_id: str | None, name: str | None, *, except_id: str | None = None
) -> None:
    with uow.session.no_autoflush:
        for column, value, pointer in (
            (CustomerCompany.customer_id, customer_id, "/customer_id"),
            (CustomerCompany.name, name, "/name"),
        ):
            if value is None:
                continue
            query = select(CustomerCompany.customer_id).where(func.lower(column) == value.lower())
            if any(other != except_id for other in await uow.session.scalars(query)):
                raise CompanyTaken(errors=[FieldError(pointer, "taken", "This is in use.")])


async def _flush(uow: UnitOfWork) -> None:
    try:
        await uow.session.flush()
    except IntegrityError as error:  # another transaction was first
        raise CompanyTaken from error


async def _carry_along(uow: UnitOfWork, old: str, new: str) -> None:
    for model in (CustomerUser, CustomerUserCustomer, CustomerCompanyQueue, GroupCustomer):
        table: Any = model.__table__
        await uow.session.execute(update(table).where(table.c.customer_id == old).values(customer_id=new))
    touched(uow, CustomerCompanyQueue)
