"""Tickets follow when the login or the customer id that they carry gets another name.

Source: OTRS 6, CustomerUser/Event/TicketUpdate.pm and CustomerCompany/Event/TicketUpdate.pm. The first tickets follow in
the transaction of the change, the rest by a job.
"""

from __future__ import annotations

from typing import Final

from gotrs_api.jobs import JobPayload
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.repository import renames as repository
from gotrs_api.tickets.service import current
from gotrs_api.tickets.service.customer import apply_customer
from gotrs_api.uow import ReadUow, UnitOfWork

AT_ONCE: Final = 50


class FollowCustomer(JobPayload):
    """With `old_login` it is about a customer user's tickets, else about all of a customer id."""

    old_login: str | None
    login: str | None
    old_customer_id: str
    customer_id: str


async def follow_customer(uow: UnitOfWork, change: FollowCustomer) -> None:
    ids = await tickets_to_follow(uow, change, limit=AT_ONCE + 1)
    for ticket_id in ids[:AT_ONCE]:
        await follow(uow, ticket_id, change)
    if len(ids) > AT_ONCE:
        await uow.enqueue(change)


async def tickets_to_follow(
    uow: ReadUow, change: FollowCustomer, *, after_id: int = 0, limit: int = AT_ONCE
) -> list[TicketId]:
    """Those that carry the old name, in the order of their ids."""
    if change.old_login is not None:
        found = await repository.of_customer_user(uow.session, change.old_login, after_id=after_id, limit=limit)
    else:
        found = await repository.of_customer_id(uow.session, change.old_customer_id, after_id=after_id, limit=limit)
    return [TicketId(each) for each in found]


async def follow(uow: UnitOfWork, ticket_id: TicketId, change: FollowCustomer) -> None:
    """A customer user's ticket that was given another customer id keeps that one."""
    await current.lock(uow, ticket_id)
    row = await current.current(uow, ticket_id)
    is_theirs = change.old_login is None or row.customer_user == change.old_login
    new_id = change.customer_id if (row.customer_id or "") == change.old_customer_id else None
    if is_theirs:
        await apply_customer(uow, ticket_id, customer_user=change.login, customer_id=new_id)


async def follow_queue(uow: UnitOfWork, queue_id: int, name: str) -> None:
    await repository.rename_in_index(uow.session, queue_id, name)
