"""Keeps dynamic fields attached to objects that are known by name when that name changes."""

from __future__ import annotations

from typing import Final

from gotrs_api.customers.events import CustomerCompanyUpdated, CustomerUserUpdated
from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.events import Handler
from gotrs_api.uow import UnitOfWork


async def follow_login(uow: UnitOfWork, event: CustomerUserUpdated) -> None:
    """OTRS: CustomerUser::EventModulePost, DynamicFieldObjectNameUpdate."""
    await service.rename_object(uow, ObjectType.CUSTOMER_USER, event.old_login, event.login)


async def follow_customer_id(uow: UnitOfWork, event: CustomerCompanyUpdated) -> None:
    """OTRS: CustomerCompany::EventModulePost, DynamicFieldObjectNameUpdate."""
    await service.rename_object(uow, ObjectType.CUSTOMER_COMPANY, event.old_customer_id, event.customer_id)


HANDLERS: Final[tuple[Handler, ...]] = (
    Handler(CustomerUserUpdated, follow_login),
    Handler(CustomerCompanyUpdated, follow_customer_id),
)
