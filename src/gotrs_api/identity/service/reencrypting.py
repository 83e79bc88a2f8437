"""After the site's secret key was changed: everything encrypted at rest is written anew with the present one.

Encrypted columns say so themselves: `mapped_column(LongText, info={"encrypted": "<purpose>"})`.
"""

from dataclasses import dataclass

from sqlalchemy import Column, Table, select, update

from gotrs_api.db.base import Base
from gotrs_api.db.results import changed_rows
from gotrs_api.identity import audit
from gotrs_api.identity.encryption import UndecipherableSecret, decrypt, encrypt, is_current
from gotrs_api.identity.shell import at_the_shell
from gotrs_api.uow import Site, UnitOfWork

ENCRYPTED = "encrypted"
_BATCH = 200


@dataclass(frozen=True)
class Reencrypted:
    """`lost`: values that none of the known keys opens, as table and id; they stay as they are."""

    written: int
    lost: tuple[str, ...]


async def reencrypt(site: Site) -> Reencrypted:
    """In small transactions; safe to run again, and beside a running server that knows both keys."""
    written, lost = 0, list[str]()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            purpose = column.info.get(ENCRYPTED)
            if purpose is not None:
                done, gone = await _column(site, table, column, purpose)
                written, lost = written + done, [*lost, *gone]
    async with site.uow() as uow:
        await audit.reseal(uow)
        await audit.record(uow, at_the_shell(), "keys.reencrypted", details={"written": written, "lost": len(lost)})
    return Reencrypted(written, tuple(lost))


async def _column(site: Site, table: Table, column: "Column[str]", purpose: str) -> tuple[int, list[str]]:
    written, lost, last = 0, list[str](), None
    key = next(iter(table.primary_key.columns))
    while True:
        async with site.uow() as uow:
            statement = select(key, column).where(column.is_not(None), column != "").order_by(key).limit(_BATCH)
            rows = (await uow.session.execute(statement if last is None else statement.where(key > last))).all()
            if not rows:
                return written, lost
            for row_id, stored in rows:
                last = row_id
                if is_current(site.settings, purpose, stored):
                    continue
                try:
                    written += await _write(uow, table, key, column, row_id, stored, purpose)
                except UndecipherableSecret:
                    lost.append(f"{table.name} {row_id}")


async def _write(
    uow: UnitOfWork, table: Table, key: "Column[int]", column: "Column[str]", row_id: int, stored: str, purpose: str
) -> int:
    """Only where nobody wrote another value meanwhile."""
    settings = uow.site.settings
    renewed = encrypt(settings, purpose, decrypt(settings, purpose, stored))
    result = await uow.session.execute(
        update(table).where(key == row_id, column == stored).values({column.name: renewed})
    )
    return changed_rows(result)
