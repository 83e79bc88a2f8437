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


class _Made:
    """What was made of the queues' rows; making it is most of the work. Few rows ever change, and mostly none has."""

    def __init__(self) -> None:
        self.by_id: dict[int, tuple[tuple[Any, ...], QueueRead]] = {}
        self.rows: list[tuple[Any, ...]] = []
        self.listing: Listing[QueueRead] = Listing(())


async def _load(uow: ReadUow) -> Listing[QueueRead]:
    rows = await repository.all_queues(uow)
    made = uow.site.part(_Made, _Made)
    plain = [tuple(row) for row in rows]
    if plain == made.rows:
        return made.listing
    ids = {row.name: row.id for row in rows}
    found = []
    for row in rows:
        parent = hierarchy.parent_of(row.name)
        key = (*row, ids.get(parent) if parent else None)
        held = made.by_id.get(row.id)
        if held is None or held[0] != key:
            held = made.by_id[row.id] = (key, _read(row, ids))
        found.append(held[1])
    made.rows, made.listing = plain, Listing(found)
    return made.listing


_QUEUES = Snapshot("queues", (Queue, PermissionGroup, SystemAddress, Salutation, Signature, FollowUpPossible), _load)


async def list_queues(uow: ReadUow) -> Listing[QueueRead]:
    """All queues, valid or not, parents before their children. Whom they concern is the caller's question."""
    return await _QUEUES.get(uow)


async def list_queues_for(uow: ReadUow, principal: Principal, right: str) -> list[QueueRead]:
    """The queues on whose group the principal holds the right; admins see all with `ro`."""
    queues = await list_queues(uow)
    if principal.is_system or (right == "ro" and principal.is_admin):
        return list(queues)
    groups = principal.group_ids(right)
    return [queue for queue in queues if queue.group.id in groups]


async def list_queues_for_portal(uow: ReadUow, principal: Principal) -> list[QueueRead]:
    """The valid queues that a customer chooses from: all, or those of OTRS's setting `CustomerPanelOwnSelection`.

    With `CustomerGroupSupport` only those of their groups.
    """
    restricted = await sysconfig.get(uow, settings.CUSTOMER_GROUP_SUPPORT)
    offered = await sysconfig.get(uow, settings.CUSTOMER_QUEUE_NAMES)
    return [
        queue
        for queue in await list_queues(uow)
        if queue.is_valid
        and (not offered or queue.name in offered)
        and (not restricted or principal.has_right(queue.group.id, "create"))
    ]


async def read_queue(uow: ReadUow, principal: Principal, queue_id: QueueId) -> QueueRead:
    """A queue that the principal may read (or administer). Raises QueueNotFound."""
    queue = (await list_queues(uow)).by_id.get(queue_id)
    if queue is None or not (principal.is_admin or principal.has_right(queue.group.id, "ro")):
        raise QueueNotFound
    return queue


def queue_tree(queues: list[QueueRead]) -> tuple[QueueNode, ...]:
    """The queues as a forest; one whose parent is not among them stands at the top."""
    children = queue_children(queues)

    def grow(parent: str | None) -> tuple[QueueNode, ...]:
        return tuple(QueueNode(queue=q, children=grow(q.name)) for q in children.get(parent, ()))

    return grow(None)


def queue_children(queues: list[QueueRead]) -> dict[str | None, list[QueueRead]]:
    """By the name of the nearest queue above among them; None: at the top."""
    names = {queue.name for queue in queues}
    children: dict[str | None, list[QueueRead]] = {}
    for queue in queues:
        # Thousands are asked for with each page: mostly the one above is known.
        parent = queue.parent.name if queue.parent else hierarchy.parent_of(queue.name)
        while parent is not None and parent not in names:
            parent = hierarchy.parent_of(parent)
        children.setdefault(parent, []).append(queue)
    return children


def _read(row: Row[*tuple[Any, ...]], ids: dict[str, int]) -> QueueRead:
    parent = hierarchy.parent_of(row.name)
    return QueueRead(
        id=row.id,
        name=row.name,
        label=hierarchy.leaf_of(row.name),
        parent=Ref(id=ids[parent], name=parent) if parent in ids else None,
        valid=Validity.of(row.valid_id),
        group=Ref(id=row.group_id, name=row.group_name),
        system_address=Ref(id=row.system_address_id, name=row.address),
        sender_name=row.sender_name,
        salutation=Ref(id=row.salutation_id, name=row.salutation_name),
        signature=Ref(id=row.signature_id, name=row.signature_name),
        follow_up=cast(FollowUp, row.follow_up),
        follow_up_lock=bool(row.follow_up_lock),
        first_response_time=row.first_response_time or 0,
        first_response_notify=row.first_response_notify or 0,
        update_time=row.update_time or 0,
        update_notify=row.update_notify or 0,
        solution_time=row.solution_time or 0,
        solution_notify=row.solution_notify or 0,
        unlock_timeout=row.unlock_timeout or 0,
        calendar=row.calendar_name or "",
        default_sign_key=row.default_sign_key or "",
        comment=row.comments or "",
        created=row.create_time,
        changed=row.change_time,
    )
