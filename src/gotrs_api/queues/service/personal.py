"""An agent's "My Queues": the ones whose news they want to hear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, delete, insert

from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues import repository
from gotrs_api.queues.models import PersonalQueue
from gotrs_api.queues.service.read import list_queues_for
from gotrs_api.uow import ReadUow, UnitOfWork

PERSONAL = cast(Table, PersonalQueue.__table__)


async def my_queue_ids(uow: ReadUow, principal: Principal) -> list[QueueId]:
    """Those that the agent chose and may still read."""
    principal.require_agent()
    readable = {queue.id for queue in await list_queues_for(uow, principal, "ro")}
    chosen = await repository.personal_queue_ids(uow, principal.user_id)
    return [QueueId(queue_id) for queue_id in chosen if queue_id in readable]


async def choose_my_queues(uow: UnitOfWork, principal: Principal, queue_ids: Sequence[QueueId]) -> list[QueueId]:
    """Replace the choice. Raises UnknownReference for a queue that the agent may not read."""
    principal.require_agent()
    readable = {queue.id for queue in await list_queues_for(uow, principal, "ro")}
    for position, queue_id in enumerate(queue_ids):
        if queue_id not in readable:
            raise UnknownReference.at(f"/queue_ids/{position}")
    await uow.session.execute(delete(PERSONAL).where(PERSONAL.c.user_id == principal.user_id))
    chosen = sorted(set(queue_ids))
    if chosen:
        rows = [{"user_id": principal.user_id, "queue_id": queue_id} for queue_id in chosen]
        await uow.session.execute(insert(PERSONAL), rows)
    return chosen
