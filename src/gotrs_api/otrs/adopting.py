"""GOTRS on the very database of an OTRS: moving in beside it, and out again without a trace."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection

from gotrs_api.coexistence import service as coexistence
from gotrs_api.db.bulk import open_bulk
from gotrs_api.db.check import NOT_FILLED, check
from gotrs_api.db.database import Database
from gotrs_api.db.leaving import drop_ours
from gotrs_api.db.migrate import HALF_ADOPTED, current_revision, is_half_adopted, stamp, upgrade
from gotrs_api.kernel.settings import Settings
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.flavours import recognise
from gotrs_api.otrs.hidden import Hidden, hidden_tickets
from gotrs_api.tickets.service import following
from gotrs_api.wiring import build_site, load_models

BASELINE = "0001"


@dataclass
class Adopted:
    """`harmless` are differences from the baseline that GOTRS can live with."""

    flavour: str
    harmless: list[str] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)


async def adopt(settings: Settings, url: URL) -> Adopted:
    """Check, stamp, add our tables; covering indexes are built in the background once GOTRS runs. Raises CannotGoOn, having changed nothing, for a database that does not fit."""
    load_models()
    database = Database(url, pool_size=2)
    try:
        async with database.connect() as connection:
            if await is_half_adopted(connection):
                await drop_ours(connection)
            elif await current_revision(connection) is not None:
                raise CannotGoOn("This database has been adopted before, or is GOTRS's own.")
        async with open_bulk(url) as bulk:
            columns = await bulk.columns()
        flavour = recognise(columns, {table: [c.name for c in found] for table, found in columns.items()})
        if flavour.problem:
            raise CannotGoOn(flavour.problem)
        async with database.connect() as connection:
            differences = [str(each) for each in await check(connection, own_tables=False)]
        adopted = Adopted(flavour.name)
        fatal = [each for each in differences if _is_fatal(each)]
        adopted.harmless = [each for each in differences if not _is_fatal(each)]
        if fatal:
            raise CannotGoOn(
                f"{flavour.name}: the tables are not those of Znuny 6.5. Update the old system, or import instead. "
                + " ".join(fatal[:20])
            )
        async with open_bulk(url) as bulk:  # also where there are foreign keys: a restore may not have looked at them
            adopted.hidden = await hidden_tickets(bulk)
        await _mark(database)
        await stamp(database, BASELINE)
        await upgrade(database, beside_otrs=True)
        site = build_site(settings, database=database)
        async with site.uow() as uow:
            await coexistence.begin(uow, flavour.name)
            await coexistence.write_value(uow, "seen", (await following.now_seen(uow)).text)
        async with database.connect() as connection:
            await connection.execute(text(f"DROP TABLE {HALF_ADOPTED}"))
        return adopted
    finally:
        await database.close()


async def release(url: URL) -> list[str]:
    """Drop our tables and indexes; the names of what is dropped. What was written to OTRS's tables stays: it is theirs."""
    load_models()
    database = Database(url, pool_size=1)
    try:
        async with database.connect() as connection:
            if not await is_half_adopted(connection):
                await _must_be_adopted(connection)
        await _mark(database)
        async with database.connect() as connection:
            return await drop_ours(connection)
    finally:
        await database.close()


async def _must_be_adopted(connection: AsyncConnection) -> None:
    if await current_revision(connection) is None:
        raise CannotGoOn("This database was not adopted: there is nothing of ours in it.")
    imported = await connection.scalar(text("SELECT count(*) FROM gotrs_import"))
    adopted = await connection.scalar(text("SELECT count(*) FROM gotrs_otrs_value WHERE name = 'mode'"))
    if imported or not adopted:
        raise CannotGoOn("This database is GOTRS's own: no old system runs on it that could go on alone.")


async def _mark(database: Database) -> None:
    """Until our tables are there, or gone: calling adopt or release again then begins anew."""
    async with database.connect() as connection:
        await connection.execute(text(f"CREATE TABLE IF NOT EXISTS {HALF_ADOPTED} (id INTEGER PRIMARY KEY)"))


def _is_fatal(difference: str) -> bool:
    if difference.endswith(NOT_FILLED):
        return True
    return (difference.endswith(" is missing.") and not difference.startswith("The foreign key")) or (
        " instead of " in difference and difference.startswith("Column") and "has the default" not in difference
    )
