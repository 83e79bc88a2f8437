"""Automatic replies and which queue sends which."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select

from gotrs_api.catalog import entries
from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.catalog.models import SystemAddress
from gotrs_api.catalog.schemas import Ref
from gotrs_api.catalog.service import list_system_addresses
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId
from gotrs_api.kernel.listing import Listing
from gotrs_api.queues.models import Queue
from gotrs_api.queues.service import list_queues, read_queue
from gotrs_api.responses.models import AutoResponse, AutoResponseType, QueueAutoResponse
from gotrs_api.responses.schemas import (
    AutoResponseCreate,
    AutoResponseRead,
    AutoResponseUpdate,
    QueueAutoResponses,
)
from gotrs_api.responses.service.assignments import members
from gotrs_api.responses.service.stored_type import is_html, stored_type
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot, touched


async def _load(uow: ReadUow) -> Listing[AutoResponseRead]:
    rows = await uow.session.scalars(select(AutoResponse).order_by(AutoResponse.name, AutoResponse.id))
    queues = await members(uow, QueueAutoResponse, "auto_response_id", "queue_id")
    queue_names = {queue.id: queue.name for queue in await list_queues(uow)}
    types = await list_auto_response_types(uow)
    addresses = await list_system_addresses(uow)
    return Listing(
        AutoResponseRead(
            id=row.id,
            name=row.name,
            subject=row.text1 or "",
            text=row.text0 or "",
            content_type="text/html" if is_html(row.content_type) else "text/plain",
            type=Ref(id=row.type_id, name=types.name_of(row.type_id) or ""),
            system_address=Ref(id=row.system_address_id, name=addresses.name_of(row.system_address_id) or ""),
            queues=tuple(Ref(id=each, name=queue_names[each]) for each in queues.get(row.id, [])),
            valid=Validity.of(row.valid_id),
            comment=row.comments or "",
            created=row.create_time,
            changed=row.change_time,
        )
        for row in rows
    )


async def _load_types(uow: ReadUow) -> Listing[Ref]:
    query = select(AutoResponseType.id, AutoResponseType.name).order_by(AutoResponseType.id)
    return Listing(Ref(id=row.id, name=row.name) for row in await uow.session.execute(query))


_RESPONSES = Snapshot(
    "auto_responses", (AutoResponse, QueueAutoResponse, Queue, SystemAddress, AutoResponseType), _load
)
_TYPES = Snapshot("auto_response_types", (AutoResponseType,), _load_types)


async def list_auto_responses(uow: ReadUow) -> Listing[AutoResponseRead]:
    return await _RESPONSES.get(uow)


async def list_auto_response_types(uow: ReadUow) -> Listing[Ref]:
    """The occasions; fixed."""
    return await _TYPES.get(uow)


async def read_auto_response(uow: ReadUow, response_id: int) -> AutoResponseRead:
    """Raises EntryNotFound."""
    return entries.found(await list_auto_responses(uow), response_id)


async def create_auto_response(uow: UnitOfWork, principal: Principal, command: AutoResponseCreate) -> AutoResponseRead:
    """Raises Forbidden, NameTaken, UnknownReference."""
    principal.require_admin()
    type_id, address_id = await _references(uow, command)
    if type_id is None:
        raise UnknownReference.at("/type", "An automatic reply needs an occasion.")
    if address_id is None:
        raise UnknownReference.at("/system_address", "An automatic reply needs a sender.")
    row = AutoResponse(
        name=command.name,
        text0=command.text,
        text1=command.subject,
        content_type=stored_type(command.content_type),
        type_id=type_id,
        system_address_id=address_id,
        valid_id=command.valid.id,
        comments=command.comment,
    )
    await entries.save(uow, principal, row, name=row.name)
    return await read_auto_response(uow, row.id)


async def update_auto_response(
    uow: UnitOfWork, principal: Principal, response_id: int, command: AutoResponseUpdate
) -> AutoResponseRead:
    """Raises Forbidden, EntryNotFound, NameTaken, UnknownReference."""
    principal.require_admin()
    type_id, address_id = await _references(uow, command)
    row = await entries.load(uow, AutoResponse, response_id)
    row.type_id = type_id or row.type_id
    row.system_address_id = address_id or row.system_address_id
    if command.name is not None:
        row.name = command.name
    if command.subject is not None:
        row.text1 = command.subject
    if command.text is not None:
        row.text0 = command.text
    if command.content_type is not None:
        row.content_type = stored_type(command.content_type)
    if command.valid is not None:
        row.valid_id = command.valid.id
    if command.comment is not None:
        row.comments = command.comment
    await entries.save(uow, principal, row, name=row.name)
    return await read_auto_response(uow, response_id)


async def queue_auto_responses(uow: ReadUow, principal: Principal, queue_id: QueueId) -> QueueAutoResponses:
    """Raises QueueNotFound, also for unreadable ones."""
    queue = await read_queue(uow, principal, queue_id)
    found: dict[str, Ref | None] = {each.name: None for each in await list_auto_response_types(uow)}
    for response in await list_auto_responses(uow):
        if any(each.id == queue.id for each in response.queues):
            found[response.type.name] = Ref(id=response.id, name=response.name)
    return QueueAutoResponses(responses=found)


async def set_queue_auto_responses(
    uow: UnitOfWork, principal: Principal, queue_id: QueueId, wanted: Mapping[str, int | None]
) -> QueueAutoResponses:
    """Decide what a queue answers on which occasion; the others stay.

    Raises Forbidden, QueueNotFound, UnknownReference (no such occasion or reply, or a reply for another occasion).
    """
    principal.require_admin()
    await read_queue(uow, principal, queue_id)
    types, responses = await list_auto_response_types(uow), await list_auto_responses(uow)
    for occasion, response_id in wanted.items():
        pointer = f"/responses/{occasion}"
        if occasion not in types.by_name:
            raise UnknownReference.at(pointer, "There is no such occasion.")
        response = responses.by_id.get(response_id) if response_id is not None else None
        if response_id is not None and (response is None or response.type.name != occasion):
            raise UnknownReference.at(pointer, "There is no such reply for this occasion.")
    for occasion, response_id in wanted.items():
        of_type = [response.id for response in responses if response.type.name == occasion]
        await uow.session.execute(
            delete(QueueAutoResponse)
            .where(QueueAutoResponse.queue_id == queue_id, QueueAutoResponse.auto_response_id.in_(of_type))
            .execution_options(synchronize_session=False)
        )
        if response_id is not None:
            uow.session.add(QueueAutoResponse(queue_id=queue_id, auto_response_id=response_id))
    await uow.session.flush()
    touched(uow, QueueAutoResponse)
    return await queue_auto_responses(uow, principal, queue_id)


async def _references(uow: ReadUow, command: AutoResponseCreate | AutoResponseUpdate) -> tuple[int | None, int | None]:
    types, addresses = await list_auto_response_types(uow), await list_system_addresses(uow)
    type_ = entries.resolve(types, command.type, command.type_id, pointer="/type")
    address = entries.resolve(
        addresses, command.system_address, command.system_address_id, pointer="/system_address", only_valid=True
    )
    return (type_.id if type_ else None), (address.id if address else None)
