"""Two records of one customer made into one: tickets and what was granted go over, the emptied record becomes invalid."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, delete, select, update

from gotrs_api.catalog.models import ServiceCustomerUser
from gotrs_api.catalog.validity import Validity
from gotrs_api.customers import repository
from gotrs_api.customers.errors import CompanyNotFound, CustomerUserNotFound, MergeIntoItself
from gotrs_api.customers.events import CustomerCompanyMerged, CustomerUserMerged
from gotrs_api.customers.models import CustomerCompany, CustomerUser, CustomerUserCustomer
from gotrs_api.customers.schemas import CompanyRead, CustomerUserRead
from gotrs_api.customers.service.read import companies_read, users_read
from gotrs_api.identity import audit, principals
from gotrs_api.identity.models import GroupCustomer, GroupCustomerUser
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import refresh, sessions
from gotrs_api.uow import UnitOfWork


async def merge_customer_users(
    uow: UnitOfWork, principal: Principal, customer_user_id: int, into_id: int
) -> CustomerUserRead:
    """Tickets, further customer ids, services and groups go over; the account they came from cannot sign in any more.

    Tickets of the account's own customer id get that of the other account, as when a customer user is renamed. Emits
    CustomerUserMerged. Raises Forbidden for anybody but administrators, CustomerUserNotFound, MergeIntoItself.
    """
    principal.require_admin()
    row = await _locked_user(uow, customer_user_id)
    if customer_user_id == into_id:
        raise MergeIntoItself
    into = await _locked_user(uow, into_id)
    await _hand_over(uow, CustomerUserCustomer, "user_id", row.login, into.login)
    await _hand_over(uow, GroupCustomerUser, "user_id", row.login, into.login)
    await _hand_over(uow, ServiceCustomerUser, "customer_user_login", row.login, into.login)
    row.valid_id = Validity.INVALID.id
    await uow.session.flush()
    await sessions.end_all(uow, Kind.CUSTOMER, row.login)
    await refresh.revoke_all(uow, Kind.CUSTOMER, row.login)
    principals.forget_after_commit(uow)
    details = {"login": row.login, "into": into.login}
    await audit.record(uow, principal, "customer_user.merged", "customer_user", row.id, details)
    await uow.emit(
        CustomerUserMerged(
            customer_user_id=row.id,
            login=row.login,
            customer_id=row.customer_id,
            into_customer_user_id=into.id,
            into_login=into.login,
            into_customer_id=into.customer_id,
        )
    )
    return (await users_read(uow, [into]))[0]


async def merge_companies(uow: UnitOfWork, principal: Principal, customer_id: str, into: str) -> CompanyRead:
    """Customer users, tickets and groups of one company go over to another. Emits CustomerCompanyMerged.

    Raises Forbidden for anybody but administrators, CompanyNotFound, MergeIntoItself.
    """
    principal.require_admin()
    row = await repository.company_by_id(uow, customer_id)
    target = await repository.company_by_id(uow, into)
    if row is None or target is None:
        raise CompanyNotFound
    if row is target:
        raise MergeIntoItself
    old, new = row.customer_id, target.customer_id
    await _hand_over(uow, CustomerUserCustomer, "customer_id", old, new)
    await _hand_over(uow, GroupCustomer, "customer_id", old, new)
    await uow.session.execute(
        update(CustomerUser)
        .where(CustomerUser.customer_id == old)
        .values(customer_id=new, change_time=uow.clock.now(), change_by=uow.acting_id)
    )
    await _make_invalid(uow, row)
    principals.forget_after_commit(uow)
    await audit.record(uow, principal, "customer_company.merged", "customer_company", old, {"into": new})
    await uow.emit(CustomerCompanyMerged(customer_id=old, into_customer_id=new))
    return (await companies_read(uow, [target]))[0]


async def _locked_user(uow: UnitOfWork, customer_user_id: int) -> CustomerUser:
    row = await uow.session.get(CustomerUser, customer_user_id, with_for_update=True)
    if row is None:
        raise CustomerUserNotFound
    return row


async def _make_invalid(uow: UnitOfWork, company: CustomerCompany) -> None:
    company.valid_id = Validity.INVALID.id
    company.change_time, company.change_by = uow.clock.now(), uow.acting_id
    await uow.session.flush()


async def _hand_over(uow: UnitOfWork, model: type[Any], column: str, old: str, new: str) -> None:
    """Rows of `old` become rows of `new`, as far as `new` has not the same already."""
    table: Table = model.__table__
    owner = table.c[column]
    what = [c for c in table.c if c.name != column and not c.name.startswith(("create_", "change_"))]
    held = {tuple(row) for row in await uow.session.execute(select(*what).where(owner == new))}
    for row in (await uow.session.execute(select(*what).where(owner == old))).all():
        this = [c == value for c, value in zip(what, row, strict=True)]
        if tuple(row) in held:
            await uow.session.execute(delete(table).where(owner == old, *this))
    await uow.session.execute(update(table).where(owner == old).values({column: new}))
