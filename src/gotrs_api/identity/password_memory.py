"""Former passwords of an account, which it may not choose again (`GOTRS::Password::RememberLast`)."""

from sqlalchemy import delete, insert, select

from gotrs_api.identity import passwords
from gotrs_api.identity.directory import Account
from gotrs_api.identity.models import PasswordMemory
from gotrs_api.identity.password_scheme import PasswordScheme
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

MOST = 24


async def knows(uow: ReadUow, account: Account, password: str, scheme: PasswordScheme) -> bool:
    """Whether it is the present password or one of those remembered. Costs a slow comparison for each."""
    remembered = await _how_many(uow)
    if not remembered:
        return False
    rows = await uow.session.scalars(
        select(PasswordMemory.password_hash)
        .where(PasswordMemory.kind == account.kind, PasswordMemory.subject == account.subject)
        .order_by(PasswordMemory.id.desc())
        .limit(remembered - 1)
    )
    for stored in (account.password_hash, *rows.all()):
        if stored and await passwords.verify_in_thread(
            password, stored, plain=scheme.plain, scheme=scheme.scheme, bcrypt_cost=scheme.bcrypt_cost
        ):
            return True
    return False


async def keep(uow: UnitOfWork, account: Account) -> None:
    """Remember the password that is about to be replaced, and forget those beyond the number."""
    remembered = await _how_many(uow)
    mine = (PasswordMemory.kind == account.kind, PasswordMemory.subject == account.subject)
    if remembered and account.password_hash:
        await uow.session.execute(
            insert(PasswordMemory).values(
                kind=account.kind,
                subject=account.subject,
                password_hash=account.password_hash,
                set_at=uow.clock.now(),
            )
        )
    surplus = await uow.session.scalars(
        select(PasswordMemory.id).where(*mine).order_by(PasswordMemory.id.desc()).offset(remembered)
    )
    ids = list(surplus)
    if ids:
        await uow.session.execute(delete(PasswordMemory).where(PasswordMemory.id.in_(ids)))


async def _how_many(uow: ReadUow) -> int:
    return max(0, min(MOST, await sysconfig.get(uow, settings.PASSWORDS_REMEMBERED)))
