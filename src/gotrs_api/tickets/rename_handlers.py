"""What tickets do when customers are renamed or merged and queues are renamed, in the same transaction."""

from __future__ import annotations

from typing import Final

from gotrs_api.customers.events import (
    CustomerCompanyMerged,
    CustomerCompanyUpdated,
    CustomerUserMerged,
    CustomerUserUpdated,
)
from gotrs_api.events import Handler
from gotrs_api.queues.events import QueueUpdated
from gotrs_api.tickets.service import renames
from gotrs_api.tickets.service.renames import FollowCustomer
from gotrs_api.uow import UnitOfWork


async def follow_customer_user(uow: UnitOfWork, event: CustomerUserUpdated) -> None:
    if (event.login, event.customer_id) != (event.old_login, event.old_customer_id):
        change = FollowCustomer(
            old_login=event.old_login,
            login=event.login,
            old_customer_id=event.old_customer_id,
            customer_id=event.customer_id,
        )
        await renames.follow_customer(uow, change)


async def follow_customer_company(uow: UnitOfWork, event: CustomerCompanyUpdated) -> None:
    if event.customer_id != event.old_customer_id:
        change = FollowCustomer(
            old_login=None, login=None, old_customer_id=event.old_customer_id, customer_id=event.customer_id
        )
        await renames.follow_customer(uow, change)


async def follow_merged_user(uow: UnitOfWork, event: CustomerUserMerged) -> None:
    change = FollowCustomer(
        old_login=event.login,
        login=event.into_login,
        old_customer_id=event.customer_id,
        customer_id=event.into_customer_id,
    )
    await renames.follow_customer(uow, change)


async def follow_merged_company(uow: UnitOfWork, event: CustomerCompanyMerged) -> None:
    change = FollowCustomer(
        old_login=None, login=None, old_customer_id=event.customer_id, customer_id=event.into_customer_id
    )
    await renames.follow_customer(uow, change)


async def follow_queue(uow: UnitOfWork, event: QueueUpdated) -> None:
    if event.name != event.old_name:
        await renames.follow_queue(uow, event.queue_id, event.name)


HANDLERS: Final[tuple[Handler, ...]] = (
    Handler(CustomerUserUpdated, follow_customer_user),
    Handler(CustomerCompanyUpdated, follow_customer_company),
    Handler(CustomerUserMerged, follow_merged_user),
    Handler(CustomerCompanyMerged, follow_merged_company),
    Handler(QueueUpdated, follow_queue),
)
