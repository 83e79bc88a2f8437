"""What all kinds of master data do alike: find, keep names apart, save, resolve names and ids."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from gotrs_api.catalog import colours
from gotrs_api.catalog.errors import EntryNotFound, LastOfItsKind, NameTaken, UnknownReference
from gotrs_api.catalog.schemas import Entry
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import changes_of, together
from gotrs_api.kernel.etags import etag
from gotrs_api.kernel.listing import Listing, Named
from gotrs_api.uow import ReadUow, UnitOfWork

RowT = TypeVar("RowT")
EntryT = TypeVar("EntryT", bound=Entry)
NamedT = TypeVar("NamedT", bound=Named)


def entry_etag(entry: Entry) -> str:
    """Of the content: change times have whole seconds only."""
    return etag(entry.id, format(zlib.crc32(entry.model_dump_json().encode()), "08x"))


def found(listing: Listing[EntryT], entry_id: int) -> EntryT:
    """Raises EntryNotFound."""
    entry = listing.by_id.get(entry_id)
    if entry is None:
        raise EntryNotFound
    return entry


async def load(uow: UnitOfWork, model: type[RowT], row_id: int) -> RowT:
    """A row to be changed. Raises EntryNotFound."""
    row = await uow.session.get(model, row_id)
    if row is None:
        raise EntryNotFound
    return row


async def save(
    uow: UnitOfWork,
    principal: Principal,
    row: Any,
    *,
    name: str,
    colour: str | None = None,
    besides: Mapping[str, Any] | None = None,
) -> None:
    """Flush a new or changed row and audit it. `besides`: what changes in other rows, of `row_changes.differences`.

    Raises NameTaken, also when another transaction was first.
    """
    await require_free_name(uow, type(row), name, except_id=row.id)
    action = "updated" if row.id else "created"
    told = together(changes_of(row), besides or {})
    uow.session.add(row)
    try:
        await uow.session.flush()
    except IntegrityError as error:
        raise NameTaken(name) from error
    kind = row.__tablename__
    if colour is not None:
        before = await colours.set_colour(uow, row, colour)
        if before is not None:
            told["changed"].append("color")
            told.setdefault("diff", {})["color"] = [before, colour]
    await audit.record(uow, principal, f"{kind}.{action}", kind, row.id, {"name": name, **told})


async def require_free_name(uow: ReadUow, model: Any, name: str, *, except_id: int | None = None) -> None:
    """Names that differ in case only count as the same: MySQL's collation says so, and people too. Raises NameTaken."""
    query = select(model.id).where(func.lower(model.name) == name.lower())
    if except_id is not None:
        query = query.where(model.id != except_id)
    with uow.session.no_autoflush:
        if (await uow.session.execute(query.limit(1))).first() is not None:
            raise NameTaken(name)


def require_another_valid(listing: Listing[EntryT], entry_id: int, valid: Validity | None) -> None:
    """Refuse to make the last valid entry of a kind invalid: nothing could be created any more. Raises LastOfItsKind."""
    if valid is None or valid is Validity.VALID:
        return
    entry = found(listing, entry_id)
    if entry.is_valid and not any(other.is_valid for other in listing if other.id != entry_id):
        raise LastOfItsKind(name=entry.name)


def resolve(
    listing: Listing[NamedT], name: str | None, entry_id: int | None, *, pointer: str, only_valid: bool = False
) -> NamedT | None:
    """The entry that a name, an id or both mean; None when neither is given.

    `pointer` is that of the name; the id's is `<pointer>_id`. Raises UnknownReference for what leads nowhere, for a
    name and an id that disagree and, with `only_valid`, for an entry that may not be chosen.
    """
    if name is None and entry_id is None:
        return None
    by_name = listing.by_name.get(name) if name is not None else None
    by_id = listing.by_id.get(entry_id) if entry_id is not None else None
    if name is not None and by_name is None:
        raise UnknownReference.at(pointer)
    if entry_id is not None and by_id is None:
        raise UnknownReference.at(f"{pointer}_id")
    if by_name is not None and by_id is not None and by_name.id != by_id.id:
        raise UnknownReference.at(f"{pointer}_id", "The name and the id do not belong together.")
    entry = by_name or by_id
    if only_valid and getattr(entry, "valid", Validity.VALID) is not Validity.VALID:
        raise UnknownReference.at(pointer if name is not None else f"{pointer}_id", "This entry is not valid.")
    return entry
