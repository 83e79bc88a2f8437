"""Creating and changing queues."""

from __future__ import annotations

from typing import TypeVar

from gotrs_api.catalog import entries, hierarchy
from gotrs_api.catalog.errors import ParentMissing, UnknownReference
from gotrs_api.catalog.schemas import Ref
from gotrs_api.catalog.service import list_salutations, list_signatures, list_system_addresses
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import USERS_GROUP, Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import QueueId
from gotrs_api.kernel.listing import Listing, Named
from gotrs_api.queues import repository
from gotrs_api.queues.errors import QueueInUse, QueueNotFound
from gotrs_api.queues.events import QueueCreated, QueueUpdated
from gotrs_api.queues.models import Queue
from gotrs_api.queues.schemas import QueueCreate, QueueRead, QueueUpdate
from gotrs_api.queues.service.read import list_queues, read_queue
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.service import get
from gotrs_api.uow import ReadUow, UnitOfWork

MAX_NAME = 200
NamedT = TypeVar("NamedT", bound=Named)
_PLAIN = (
    "first_response_time",
    "first_response_notify",
    "update_time",
    "update_notify",
    "solution_time",
    "solution_notify",
    "unlock_timeout",
)


async def create_queue(uow: UnitOfWork, principal: Principal, command: QueueCreate) -> QueueRead:
    """Defaults: group `users`, else the first of its kind. Emits QueueCreated.

    Raises Forbidden, NameTaken, ParentMissing, UnknownReference, InvalidInput (empty level).
    """
    principal.require_admin()
    await _require_parent(uow, command.name)
    row = Queue(name=command.name, follow_up_lock=int(command.follow_up_lock), valid_id=command.valid.id)
    await _refer(uow, row, command)
    _copy_plain(row, command)
    groups = await _groups(uow)
    row.group_id = row.group_id or _default(groups, "/group", name=USERS_GROUP)
    row.system_address_id = row.system_address_id or _default(await list_system_addresses(uow), "/system_address")
    row.salutation_id = row.salutation_id or _default(await list_salutations(uow), "/salutation")
    row.signature_id = row.signature_id or _default(await list_signatures(uow), "/signature")
    await entries.save(uow, principal, row, name=row.name)
    queue = await read_queue(uow, Principal.system("queues"), QueueId(row.id))
    await uow.emit(QueueCreated(queue_id=QueueId(row.id), name=row.name))
    return queue


async def update_queue(uow: UnitOfWork, principal: Principal, queue_id: QueueId, command: QueueUpdate) -> QueueRead:
    """Emits QueueUpdated for the queue and, after a new name, for each queue below it.

    Raises Forbidden, QueueNotFound, NameTaken, ParentMissing, UnknownReference, InvalidInput, QueueInUse.
    """
    principal.require_admin()
    row = await uow.session.get(Queue, queue_id)
    if row is None:
        raise QueueNotFound
    old_name = row.name
    renamed = [(row, old_name)]
    if command.name is not None and command.name != old_name:
        renamed += await _rename(uow, row, command.name)
    became_invalid = False
    if command.valid is not None:
        if command.valid is not Validity.VALID:
            await _require_dispensable(uow, row.name)
        became_invalid = row.valid_id == Validity.VALID.id and command.valid is not Validity.VALID
        row.valid_id = command.valid.id
    if command.follow_up_lock is not None:
        row.follow_up_lock = int(command.follow_up_lock)
    await _refer(uow, row, command)
    _copy_plain(row, command)
    await entries.save(uow, principal, row, name=row.name)
    for changed, before in renamed:
        gone = became_invalid and changed is row
        await uow.emit(
            QueueUpdated(queue_id=QueueId(changed.id), name=changed.name, old_name=before, became_invalid=gone)
        )
    return await read_queue(uow, Principal.system("queues"), queue_id)


def _copy_plain(row: Queue, command: QueueCreate | QueueUpdate) -> None:
    for name in _PLAIN:
        value = getattr(command, name)
        if value is not None:
            setattr(row, name, value)
    if command.calendar is not None:
        row.calendar_name = command.calendar or None
    if command.default_sign_key is not None:
        row.default_sign_key = command.default_sign_key or None
    if command.comment is not None:
        row.comments = command.comment


async def _refer(uow: ReadUow, row: Queue, command: QueueCreate | QueueUpdate) -> None:
    with uow.session.no_autoflush:
        group = _chosen(await _groups(uow), command.group, command.group_id, "/group")
        address = _chosen(
            await list_system_addresses(uow), command.system_address, command.system_address_id, "/system_address"
        )
        salutation = _chosen(await list_salutations(uow), command.salutation, command.salutation_id, "/salutation")
        signature = _chosen(await list_signatures(uow), command.signature, command.signature_id, "/signature")
    row.group_id = group or row.group_id
    row.system_address_id = address or row.system_address_id
    row.salutation_id = salutation or row.salutation_id
    row.signature_id = signature or row.signature_id
    if command.follow_up is not None:
        known = await repository.follow_ups(uow)
        if command.follow_up not in known:
            raise UnknownReference.at("/follow_up")
        row.follow_up_id = known[command.follow_up]


def _chosen(listing: Listing[NamedT], name: str | None, entry_id: int | None, pointer: str) -> int | None:
    entry = entries.resolve(listing, name, entry_id, pointer=pointer, only_valid=True)
    return entry.id if entry is not None else None


def _default(listing: Listing[NamedT], pointer: str, *, name: str | None = None) -> int:
    named = listing.by_name.get(name) if name else None
    candidates = [e for e in listing if getattr(e, "valid", Validity.VALID) is Validity.VALID]
    if named is not None:
        return named.id
    if not candidates:
        raise UnknownReference.at(pointer, "There is none to choose from.")
    return min(entry.id for entry in candidates)


async def _groups(uow: ReadUow) -> Listing[Ref]:
    return Listing(Ref(id=row.id, name=row.name) for row in await repository.groups(uow))


async def _require_parent(uow: ReadUow, name: str) -> None:
    hierarchy.check_name(name)
    parent = hierarchy.parent_of(name)
    if parent is not None and parent not in (await list_queues(uow)).by_name:
        raise ParentMissing(parent)


async def _rename(uow: UnitOfWork, row: Queue, name: str) -> list[tuple[Queue, str]]:
    """Give a queue and those below it their new names; answers the latter with their old ones."""
    old = row.name
    if hierarchy.below(name, old):
        raise InvalidInput.field("/name", "circle", "A queue cannot lie below itself.")
    await _require_dispensable(uow, old)
    await _require_parent(uow, name)
    await entries.require_free_name(uow, Queue, name, except_id=row.id)
    followed = []
    for other in await repository.queue_rows(uow):
        if not hierarchy.below(other.name, old):
            continue
        await _require_dispensable(uow, other.name)
        before, after = other.name, hierarchy.moved(other.name, old, name)
        if len(after) > MAX_NAME:
            raise InvalidInput.field("/name", "too_long", f"The queue {before} would get too long a name.")
        other.name = after
        followed.append((other, before))
    row.name = name
    return followed


async def _require_dispensable(uow: ReadUow, name: str) -> None:
    """A queue that settings name must keep its name and stay valid: mail would have no place to go."""
    for setting in (settings.POSTMASTER_DEFAULT_QUEUE, settings.CUSTOMER_TICKET_DEFAULT_QUEUE):
        if await get(uow, setting) == name:
            raise QueueInUse(name=name, setting=setting.name)
