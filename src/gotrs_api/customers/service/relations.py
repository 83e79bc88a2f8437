"""What belongs to a customer user: customer ids, preferences, services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, delete, insert, select

from gotrs_api.catalog import hierarchy
from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.catalog.models import ServiceCustomerUser
from gotrs_api.catalog.schemas import ServiceRead
from gotrs_api.catalog.service import list_services
from gotrs_api.customers import repository
from gotrs_api.customers.errors import CustomerUserNotFound
from gotrs_api.customers.models import CustomerPreference, CustomerUser, CustomerUserCustomer
from gotrs_api.customers.permissions import require_customer_writer
from gotrs_api.customers.schemas import CustomerIds
from gotrs_api.identity import principals
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ServiceId
from gotrs_api.uow import ReadUow, UnitOfWork

DEFAULT_LOGIN = "<DEFAULT>"
MAX_PREFERENCE = 250
IDS = cast(Table, CustomerUserCustomer.__table__)
PREFERENCES = cast(Table, CustomerPreference.__table__)
SERVICES = cast(Table, ServiceCustomerUser.__table__)


async def customer_ids(uow: ReadUow, login: str) -> frozenset[str]:
    """All customer ids whose tickets this customer user may see; empty for nobody.

    Source: otrs CustomerUser.pm, CustomerIDs: the account's own and the rows of `customer_user_customer`.
    """
    own = await uow.session.scalar(select(CustomerUser.customer_id).where(CustomerUser.login == login))
    granted = await uow.session.scalars(
        select(CustomerUserCustomer.customer_id).where(CustomerUserCustomer.user_id == login)
    )
    return frozenset(filter(None, (own, *granted)))


async def read_customer_ids(uow: ReadUow, principal: Principal, customer_user_id: int) -> CustomerIds:
    """Raises Forbidden for customers, CustomerUserNotFound."""
    principal.require_agent()
    user = await _user(uow, customer_user_id)
    others = await customer_ids(uow, user.login) - {user.customer_id}
    return CustomerIds(primary=user.customer_id, others=tuple(sorted(others)))


async def set_customer_ids(
    uow: UnitOfWork, principal: Principal, customer_user_id: int, others: Sequence[str]
) -> CustomerIds:
    """Replace the customer ids granted beside the account's own. Raises Forbidden, CustomerUserNotFound."""
    require_customer_writer(principal)
    user = await _user(uow, customer_user_id)
    await uow.session.execute(delete(IDS).where(IDS.c.user_id == user.login))
    wanted = sorted(set(others) - {user.customer_id})
    if wanted:
        now = uow.clock.now()
        stamps = {"create_time": now, "create_by": uow.acting_id, "change_time": now, "change_by": uow.acting_id}
        await uow.session.execute(insert(IDS), [{"user_id": user.login, "customer_id": i, **stamps} for i in wanted])
    principals.forget_after_commit(uow)
    return CustomerIds(primary=user.customer_id, others=tuple(wanted))


async def preferences(uow: ReadUow, login: str) -> dict[str, str]:
    rows = await uow.session.execute(
        select(CustomerPreference.preferences_key, CustomerPreference.preferences_value).where(
            CustomerPreference.user_id == login
        )
    )
    return {row.preferences_key: row.preferences_value or "" for row in rows}


async def set_preference(uow: UnitOfWork, login: str, key: str, value: str | None) -> None:
    """One row for each key; None removes it. Raises InvalidInput for a value above 250 characters."""
    if value is not None and len(value) > MAX_PREFERENCE:
        raise InvalidInput.field(f"/{key}", "too_long", "A preference has at most 250 characters.")
    await uow.session.execute(
        delete(PREFERENCES).where(PREFERENCES.c.user_id == login, PREFERENCES.c.preferences_key == key)
    )
    if value is not None:
        row = {"user_id": login, "preferences_key": key, "preferences_value": value}
        await uow.session.execute(insert(PREFERENCES).values(row))
    principals.forget_after_commit(uow)


async def services_of(uow: ReadUow, login: str) -> list[ServiceRead]:
    """The valid services that a customer user may choose: their own, or the default ones where they have none.

    A service below an invalid one cannot be chosen (OTRS: `Ticket::Service::KeepChildren` 0).
    """
    listing = await list_services(uow)
    rows = await uow.session.execute(
        select(ServiceCustomerUser.customer_user_login, ServiceCustomerUser.service_id).where(
            ServiceCustomerUser.customer_user_login.in_([login, DEFAULT_LOGIN])
        )
    )
    by_login: dict[str, set[int]] = {}
    for row in rows:
        by_login.setdefault(row.customer_user_login, set()).add(row.service_id)
    chosen = by_login.get(login) or by_login.get(DEFAULT_LOGIN, set())
    names = {service.name for service in listing if service.is_valid}
    return [service for service in listing if service.id in chosen and _reachable(service.name, names)]


def _reachable(name: str, valid_names: set[str]) -> bool:
    level: str | None = name
    while level is not None:
        if level not in valid_names:
            return False
        level = hierarchy.parent_of(level)
    return True


async def read_customer_services(uow: ReadUow, principal: Principal, customer_user_id: int) -> list[ServiceRead]:
    """Raises Forbidden for customers, CustomerUserNotFound."""
    principal.require_agent()
    return await services_of(uow, (await _user(uow, customer_user_id)).login)


async def set_customer_services(
    uow: UnitOfWork, principal: Principal, customer_user_id: int, service_ids: Sequence[ServiceId]
) -> list[ServiceRead]:
    """Replace a customer user's own services. Raises Forbidden, CustomerUserNotFound, UnknownReference."""
    require_customer_writer(principal)
    user = await _user(uow, customer_user_id)
    await _replace_services(uow, user.login, service_ids)
    return await services_of(uow, user.login)


async def default_services(uow: ReadUow, principal: Principal) -> list[ServiceRead]:
    """The services of customer users who have none of their own. Raises Forbidden for customers."""
    principal.require_agent()
    return await services_of(uow, DEFAULT_LOGIN)


async def set_default_services(
    uow: UnitOfWork, principal: Principal, service_ids: Sequence[ServiceId]
) -> list[ServiceRead]:
    """Replace the services of customer users who have none of their own. Raises Forbidden, UnknownReference."""
    principal.require_admin()
    await _replace_services(uow, DEFAULT_LOGIN, service_ids)
    return await services_of(uow, DEFAULT_LOGIN)


async def _replace_services(uow: UnitOfWork, login: str, service_ids: Sequence[ServiceId]) -> None:
    known = (await list_services(uow)).by_id
    for position, service_id in enumerate(service_ids):
        if service_id not in known:
            raise UnknownReference.at(f"/service_ids/{position}")
    await uow.session.execute(delete(SERVICES).where(SERVICES.c.customer_user_login == login))
    stamps = {"create_time": uow.clock.now(), "create_by": uow.acting_id}
    rows = [{"customer_user_login": login, "service_id": i, **stamps} for i in sorted(set(service_ids))]
    if rows:
        await uow.session.execute(insert(SERVICES), rows)


async def _user(uow: ReadUow, customer_user_id: int) -> CustomerUser:
    user = await repository.user_by_id(uow, customer_user_id)
    if user is None:
        raise CustomerUserNotFound
    return user
