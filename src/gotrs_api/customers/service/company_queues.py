"""The queues that companies' new tickets begin in: few, so all of them are kept at hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from gotrs_api.catalog.entries import resolve
from gotrs_api.customers.models import CustomerCompanyQueue
from gotrs_api.identity.row_changes import differences
from gotrs_api.queues.service import list_queues
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot, touched


async def preferred_queue(uow: ReadUow, customer_id: str) -> int | None:
    """None also for a queue that is gone."""
    queue_id = (await _CHOSEN.get(uow)).get(customer_id.lower())
    return queue_id if queue_id in (await list_queues(uow)).by_id else None


async def prefer_queue(uow: UnitOfWork, customer_id: str, name: str | None, queue_id: int | None) -> dict[str, Any]:
    """By its name, its id, or both; an id of 0 means none, and nothing given leaves it as it is. Raises UnknownReference.

    Answers what the audit log is to say of it.
    """
    if name is None and queue_id is None:
        return {}
    queues = await list_queues(uow)
    queue = resolve(queues, name, queue_id or None, pointer="/queue")
    before = queues.by_id.get(await preferred_queue(uow, customer_id) or 0)
    await uow.session.execute(delete(CustomerCompanyQueue).where(CustomerCompanyQueue.customer_id == customer_id))
    touched(uow, CustomerCompanyQueue)
    if queue is not None:
        uow.session.add(CustomerCompanyQueue(customer_id=customer_id, queue_id=queue.id))
        await uow.session.flush()
    return differences({"queue": before.name if before else None}, {"queue": queue.name if queue else None})


async def _load(uow: ReadUow) -> dict[str, int]:
    rows = await uow.session.execute(select(CustomerCompanyQueue.customer_id, CustomerCompanyQueue.queue_id))
    return {customer_id.lower(): queue_id for customer_id, queue_id in rows}


_CHOSEN = Snapshot("company_queues", (CustomerCompanyQueue,), _load)
