"""Salutations and signatures: what stands around the replies from a queue."""

from __future__ import annotations

from typing import Any

from gotrs_api.catalog import entries, repository
from gotrs_api.catalog.models import Salutation, Signature
from gotrs_api.catalog.schemas import TextCreate, TextRead, TextUpdate
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.listing import Listing
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot


async def _load(uow: ReadUow, model: type[Any]) -> Listing[TextRead]:
    return Listing(
        TextRead(
            id=row.id,
            name=row.name,
            text=row.text,
            content_type="text/html" if "html" in (row.content_type or "") else "text/plain",
            valid=Validity.of(row.valid_id),
            comment=row.comments or "",
            created=row.create_time,
            changed=row.change_time,
        )
        for row in await repository.all_rows(uow, model)
    )


_SALUTATIONS = Snapshot("salutations", (Salutation,), lambda uow: _load(uow, Salutation))
_SIGNATURES = Snapshot("signatures", (Signature,), lambda uow: _load(uow, Signature))


async def list_salutations(uow: ReadUow) -> Listing[TextRead]:
    return await _SALUTATIONS.get(uow)


async def list_signatures(uow: ReadUow) -> Listing[TextRead]:
    return await _SIGNATURES.get(uow)


async def read_salutation(uow: ReadUow, salutation_id: int) -> TextRead:
    """Raises EntryNotFound."""
    return entries.found(await list_salutations(uow), salutation_id)


async def read_signature(uow: ReadUow, signature_id: int) -> TextRead:
    """Raises EntryNotFound."""
    return entries.found(await list_signatures(uow), signature_id)


async def create_salutation(uow: UnitOfWork, principal: Principal, command: TextCreate) -> TextRead:
    """Raises Forbidden, NameTaken."""
    return await read_salutation(uow, await _create(uow, principal, Salutation, command))


async def create_signature(uow: UnitOfWork, principal: Principal, command: TextCreate) -> TextRead:
    """Raises Forbidden, NameTaken."""
    return await read_signature(uow, await _create(uow, principal, Signature, command))


async def update_salutation(uow: UnitOfWork, principal: Principal, salutation_id: int, command: TextUpdate) -> TextRead:
    """Raises Forbidden, EntryNotFound, NameTaken, LastOfItsKind."""
    principal.require_admin()
    entries.require_another_valid(await list_salutations(uow), salutation_id, command.valid)
    await _update(uow, principal, Salutation, salutation_id, command)
    return await read_salutation(uow, salutation_id)


async def update_signature(uow: UnitOfWork, principal: Principal, signature_id: int, command: TextUpdate) -> TextRead:
    """Raises Forbidden, EntryNotFound, NameTaken, LastOfItsKind."""
    principal.require_admin()
    entries.require_another_valid(await list_signatures(uow), signature_id, command.valid)
    await _update(uow, principal, Signature, signature_id, command)
    return await read_signature(uow, signature_id)


async def _create(uow: UnitOfWork, principal: Principal, model: type[Any], command: TextCreate) -> int:
    principal.require_admin()
    row = model(
        name=command.name,
        text=command.text,
        content_type=_stored(command.content_type),
        valid_id=command.valid.id,
        comments=command.comment,
    )
    await entries.save(uow, principal, row, name=row.name)
    return int(row.id)


async def _update(uow: UnitOfWork, principal: Principal, model: type[Any], row_id: int, command: TextUpdate) -> None:
    row = await entries.load(uow, model, row_id)
    if command.name is not None:
        row.name = command.name
    if command.text is not None:
        row.text = command.text
    if command.content_type is not None:
        row.content_type = _stored(command.content_type)
    if command.valid is not None:
        row.valid_id = command.valid.id
    if command.comment is not None:
        row.comments = command.comment
    await entries.save(uow, principal, row, name=row.name)


def _stored(content_type: str) -> str:
    return f"{content_type}; charset=utf-8"
