"""So many automatic replies to one address a day, and no more.

Source: OTRS 6, Kernel/System/PostMaster/LoopProtection/DB.pm.
"""

from sqlalchemy import delete, func, insert, select

from gotrs_api.mail.models import ticket_loop_protection_table as table
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import UnitOfWork

_MAX_ADDRESS = 250


async def may_answer(uow: UnitOfWork, address: str) -> bool:
    """Whether today's limit leaves room for one more."""
    limit = await _limit(uow, address)
    if limit == 0:
        return True
    query = (
        select(func.count())
        .select_from(table)
        .where(table.c.sent_to == _key(address), table.c.sent_date == await _today(uow))
    )
    return ((await uow.session.scalar(query)) or 0) < limit


async def count_answer(uow: UnitOfWork, address: str) -> None:
    """One more today; other days are forgotten."""
    today = await _today(uow)
    await uow.session.execute(delete(table).where(table.c.sent_date != today))
    await uow.session.execute(insert(table).values(sent_to=_key(address), sent_date=today))


async def _limit(uow: UnitOfWork, address: str) -> int:
    single = await sysconfig.get(uow, settings.POSTMASTER_MAX_EMAILS_PER_ADDRESS)
    by_address = {key.lower(): value for key, value in single.items()}
    return by_address.get(address.lower(), await sysconfig.get(uow, settings.POSTMASTER_MAX_EMAILS))


async def _today(uow: UnitOfWork) -> str:
    return f"{uow.clock.now().astimezone(await otrs_zone(uow)):%Y-%m-%d}"


def _key(address: str) -> str:
    return address.lower()[:_MAX_ADDRESS]
