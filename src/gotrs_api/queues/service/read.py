"""Reading queues: one picture of all of them, shared by whoever asks."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Row

from gotrs_api.catalog import hierarchy
from gotrs_api.catalog.models import Salutation, Signature, SystemAddress
from gotrs_api.catalog.schemas import Ref
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.models import PermissionGroup
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId
from gotrs_api.kernel.listing import Listing
from gotrs_api.queues import repository
from gotrs_api.queues.errors import QueueNotFound
from gotrs_api.queues.models import FollowUpPossible, Queue
from gotrs_api.queues.schemas import FollowUp, QueueNode, QueueRead
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot


async def _load(uow: ReadUow) -> Listing[QueueRead]:
    rows = await repository.all_queues(uow)
    ids = {row.Queue.name: row.Queue.id for row in rows}
    return Listing(_read(row, ids) for row in rows)


_QUEUES = Snapshot("queues", (Queue, PermissionGroup, SystemAddress, Salutation, Signature, FollowUpPossible), _load)


async def list_queues(uow: ReadUow) -> Listing[QueueRead]:
    """All queues, valid or not, parents before their children. Whom they concern is the caller's question."""
    return await _QUEUES.get(uow)


async def list_queues_for(uow: ReadUow, principal: Principal, right: str) -> list[QueueRead]:
    """The queues on whose group the principal holds the right; admins see all with `ro`."""
    everything = right == "ro" and principal.is_admin
    return [q for q in await list_queues(uow) if everything or principal.has_right(q.group.id, right)]


async def list_queues_for_portal(uow: ReadUow, principal: Principal) -> list[QueueRead]:
    """The valid queues in which a customer may begin a ticket: all, or with `CustomerGroupSupport` those of their groups."""
    restricted = await sysconfig.get(uow, settings.CUSTOMER_GROUP_SUPPORT)
    return [
        queue
        for queue in await list_queues(uow)
        if queue.is_valid and (not restricted or principal.has_right(queue.group.id, "create"))
    ]


async def read_queue(uow: ReadUow, principal: Principal, queue_id: QueueId) -> QueueRead:
    """A queue that the principal may read (or administer). Raises QueueNotFound."""
    queue = (await list_queues(uow)).by_id.get(queue_id)
    if queue is None or not (principal.is_admin or principal.has_right(queue.group.id, "ro")):
        raise QueueNotFound
    return queue


def queue_tree(queues: list[QueueRead]) -> tuple[QueueNode, ...]:
    """The queues as a forest; one whose parent is not among them stands at the top."""
    names = {queue.name for queue in queues}
    children: dict[str | None, list[QueueRead]] = {}
    for queue in queues:
        children.setdefault(_nearest(queue.name, names), []).append(queue)

    def grow(parent: str | None) -> tuple[QueueNode, ...]:
        return tuple(QueueNode(queue=q, children=grow(q.name)) for q in children.get(parent, ()))

    return grow(None)


def _nearest(name: str, names: set[str]) -> str | None:
    parent = hierarchy.parent_of(name)
    while parent is not None and parent not in names:
        parent = hierarchy.parent_of(parent)
    return parent


def _read(row: Row[*tuple[Any, ...]], ids: dict[str, int]) -> QueueRead:
    queue: Queue = row.Queue
    parent = hierarchy.parent_of(queue.name)
    return QueueRead(
        id=queue.id,
        name=queue.name,
        label=hierarchy.leaf_of(queue.name),
        parent=Ref(id=ids[parent], name=parent) if parent in ids else None,
        valid=Validity.of(queue.valid_id),
        group=Ref(id=queue.group_id, name=row.group_name),
        system_address=Ref(id=queue.system_address_id, name=row.address),
        sender_name=row.sender_name,
        salutation=Ref(id=queue.salutation_id, name=row.salutation_name),
        signature=Ref(id=queue.signature_id, name=row.signature_name),
        follow_up=cast(FollowUp, row.follow_up),
        follow_up_lock=bool(queue.follow_up_lock),
        first_response_time=queue.first_response_time or 0,
        first_response_notify=queue.first_response_notify or 0,
        update_time=queue.update_time or 0,
        update_notify=queue.update_notify or 0,
        solution_time=queue.solution_time or 0,
        solution_notify=queue.solution_notify or 0,
        unlock_timeout=queue.unlock_timeout or 0,
        calendar=queue.calendar_name or "",
        default_sign_key=queue.default_sign_key or "",
        comment=queue.comments or "",
        created=queue.create_time,
        changed=queue.change_time,
    )
