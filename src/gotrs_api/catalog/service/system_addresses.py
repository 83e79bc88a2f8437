"""The desk's own mail addresses."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, SmallInteger, column, func, or_, select, table

from gotrs_api.catalog import entries
from gotrs_api.catalog.errors import AddressTaken, InUse, UnknownReference
from gotrs_api.catalog.models import AddressSender, SystemAddress
from gotrs_api.catalog.schemas import SystemAddressCreate, SystemAddressRead, SystemAddressUpdate
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import changes_of, differences, together
from gotrs_api.kernel.listing import Listing
from gotrs_api.queues.models import Queue
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot

# They belong to the mail domain above; here they are only looked at.
_ACCOUNTS = table("gotrs_smtp_account", column("id", Integer), column("valid_id", SmallInteger))


async def _load(uow: ReadUow) -> Listing[SystemAddressRead]:
    rows = await uow.session.execute(
        select(SystemAddress, AddressSender.smtp_account_id)
        .outerjoin(AddressSender, AddressSender.system_address_id == SystemAddress.id)
        .order_by(SystemAddress.value0, SystemAddress.id)
    )
    return Listing(
        SystemAddressRead(
            id=row.id,
            name=row.value0,
            email=row.value0,
            display_name=row.value1,
            queue_id=row.queue_id,
            smtp_account_id=smtp_account_id,
            valid=Validity.of(row.valid_id),
            comment=row.comments or "",
            created=row.create_time,
            changed=row.change_time,
        )
        for row, smtp_account_id in rows
    )


_ADDRESSES = Snapshot("system_addresses", (SystemAddress, AddressSender), _load)


async def list_system_addresses(uow: ReadUow) -> Listing[SystemAddressRead]:
    return await _ADDRESSES.get(uow)


async def find_system_address(uow: ReadUow, email: str) -> SystemAddressRead | None:
    """The valid own address that equals this one, whatever the case (mail: which queue is it for? is it ourselves?)."""
    wanted = email.strip().lower()
    listing = await list_system_addresses(uow)
    return next((address for address in listing if address.is_valid and address.email.lower() == wanted), None)


async def read_system_address(uow: ReadUow, address_id: int) -> SystemAddressRead:
    """Raises EntryNotFound."""
    return entries.found(await list_system_addresses(uow), address_id)


async def create_system_address(
    uow: UnitOfWork, principal: Principal, command: SystemAddressCreate
) -> SystemAddressRead:
    """Raises Forbidden, UnknownReference (no such queue or outgoing account), AddressTaken."""
    principal.require_admin()
    queue_id = await _queue_id(uow, command.queue, command.queue_id)
    if queue_id is None:
        raise UnknownReference.at("/queue_id", "A queue is needed.")
    await _require_free(uow, command.email)
    row = SystemAddress(
        value0=command.email,
        value1=command.display_name,
        queue_id=queue_id,
        valid_id=command.valid.id,
        comments=command.comment,
    )
    uow.session.add(row)
    await uow.session.flush()
    await _send_through(uow, row.id, command.smtp_account_id)
    await audit.record(uow, principal, "system_address.created", "system_address", row.id, {"name": row.value0})
    return await read_system_address(uow, row.id)


async def update_system_address(
    uow: UnitOfWork, principal: Principal, address_id: int, command: SystemAddressUpdate
) -> SystemAddressRead:
    """Raises Forbidden, EntryNotFound, UnknownReference, AddressTaken; InUse when a queue still sends from it."""
    principal.require_admin()
    row = await entries.load(uow, SystemAddress, address_id)
    if command.email is not None:
        await _require_free(uow, command.email, except_id=address_id)
        row.value0 = command.email
    if command.display_name is not None:
        row.value1 = command.display_name
    queue_id = await _queue_id(uow, command.queue, command.queue_id)
    if queue_id is not None:
        row.queue_id = queue_id
    if command.valid is not None:
        if command.valid is not Validity.VALID and await _sends_from(uow, address_id):
            raise InUse(name=row.value0)
        row.valid_id = command.valid.id
    if command.comment is not None:
        row.comments = command.comment
    told = changes_of(row)
    await uow.session.flush()
    if command.smtp_account_id is not None:
        told = together(told, await _send_through(uow, address_id, command.smtp_account_id))
    await audit.record(uow, principal, "system_address.updated", "system_address", row.id, told)
    return await read_system_address(uow, address_id)


async def _send_through(uow: UnitOfWork, address_id: int, account_id: int) -> dict[str, Any]:
    """What changes, for the audit log. 0: the default account. Raises UnknownReference."""
    if account_id:
        there = select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.id == account_id, _ACCOUNTS.c.valid_id == Validity.VALID.id)
        if await uow.session.scalar(there) is None:
            raise UnknownReference.at("/smtp_account_id", "There is no such valid outgoing mail account.")
    row = await uow.session.get(AddressSender, address_id, populate_existing=True)
    before = row.smtp_account_id if row is not None else None
    if row is None and account_id:
        uow.session.add(AddressSender(system_address_id=address_id, smtp_account_id=account_id))
    elif row is not None and account_id:
        row.smtp_account_id = account_id
    elif row is not None:
        await uow.session.delete(row)
    await uow.session.flush()
    return differences({"smtp_account_id": before}, {"smtp_account_id": account_id or None})


async def _require_free(uow: ReadUow, email: str, *, except_id: int = 0) -> None:
    query = select(SystemAddress.id).where(
        func.lower(SystemAddress.value0) == email.lower(), SystemAddress.id != except_id
    )
    with uow.session.no_autoflush:
        if (await uow.session.execute(query.limit(1))).first() is not None:
            raise AddressTaken(email=email)


async def _queue_id(uow: ReadUow, name: str | None, queue_id: int | None) -> int | None:
    """Raises UnknownReference."""
    if name is None and queue_id is None:
        return None
    query = select(Queue.id, Queue.name).where(or_(Queue.id == queue_id, Queue.name == name))
    with uow.session.no_autoflush:
        found = Listing((await uow.session.execute(query)).all())
    queue = entries.resolve(found, name, queue_id, pointer="/queue")
    return queue.id if queue is not None else None


async def _sends_from(uow: ReadUow, address_id: int) -> bool:
    query = select(Queue.id).where(Queue.system_address_id == address_id, Queue.valid_id == Validity.VALID.id)
    return await uow.session.scalar(query.limit(1)) is not None
