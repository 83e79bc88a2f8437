"""Second factors as they lie in the database: which an account has, and whether a code is one of its own.

An authenticator secret set up in OTRS (`UserGoogleAuthenticatorSecretKey`) counts as well. It stays where it is; a row
of ours beside it, without a secret, only remembers the last step that was used.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from gotrs_api.db.results import changed_rows
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.encryption import UndecipherableSecret, decrypt, encrypt
from gotrs_api.identity.models import Passkey, RecoveryCode, TotpSecret
from gotrs_api.identity.totp_codes import matching_step
from gotrs_api.uow import ReadUow, UnitOfWork

OTRS_SECRET = "UserGoogleAuthenticatorSecretKey"
RECOVERY_CODES = 8
TOTP, RECOVERY, PASSKEY = "totp", "recovery", "webauthn"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Authenticator:
    """An authenticator that must be asked for a code. `secret` None: it cannot be deciphered, so no code is right."""

    secret: str | None
    since: datetime | None
    from_otrs: bool


async def authenticator(uow: ReadUow, account: Account) -> Authenticator | None:
    """The confirmed one of this account, ours before OTRS's; None where there is none."""
    row = await _row(uow, account)
    if row is not None and row.confirmed_at is not None and row.secret_encrypted:
        return Authenticator(_deciphered(uow, row), row.confirmed_at, from_otrs=False)
    preferences = await directory(uow.site, account.kind).preferences(uow, account)
    secret = preferences.get(OTRS_SECRET, "").strip()
    if not secret:
        return None
    return Authenticator(secret, None, from_otrs=True)


async def methods(uow: ReadUow, account: Account) -> tuple[str, ...]:
    """What can stand as second step for this account; empty when it has no second factor."""
    found = (TOTP,) if await authenticator(uow, account) is not None else ()
    keys = (PASSKEY,) if await has_passkey(uow, account) else ()
    spare = (RECOVERY,) if (found or keys) and await recovery_codes_left(uow, account) else ()
    return (*found, *spare, *keys)


async def has_passkey(uow: ReadUow, account: Account) -> bool:
    found = await uow.session.scalar(
        select(Passkey.id).where(Passkey.kind == account.kind, Passkey.subject == account.subject).limit(1)
    )
    return found is not None


async def accept(uow: UnitOfWork, account: Account, method: str, code: str) -> bool:
    """Whether the code is right and was not used before; from now on it is used."""
    if method == TOTP:
        found = await authenticator(uow, account)
        if found is None or found.secret is None:
            return False
        step = matching_step(found.secret, code, uow.clock.now())
        return step is not None and await use_step(uow, account, step)
    if method == RECOVERY:
        return await _use_recovery_code(uow, account, code)
    return False


async def use_step(uow: UnitOfWork, account: Account, step: int) -> bool:
    """Note that a time step's code was used; False when this or a later one was before."""
    if await _row(uow, account) is None:
        try:
            async with uow.session.begin_nested():
                await uow.session.execute(
                    insert(TotpSecret).values(
                        kind=account.kind, subject=account.subject, secret_encrypted="", created_at=uow.clock.now()
                    )
                )
        except IntegrityError:  # another sign-in was first
            pass
    used = await uow.session.execute(
        update(TotpSecret)
        .where(
            TotpSecret.kind == account.kind,
            TotpSecret.subject == account.subject,
            TotpSecret.last_step.is_(None) | (TotpSecret.last_step < step),
        )
        .values(last_step=step)
    )
    return changed_rows(used) == 1


async def prepare(uow: UnitOfWork, account: Account, secret: str) -> list[str]:
    """Keep a new, unconfirmed secret and new recovery codes; answers the codes, which nothing can show again."""
    values = {
        "secret_encrypted": encrypt(uow.site.settings, TOTP, secret),
        "confirmed_at": None,
        "last_step": None,
        "created_at": uow.clock.now(),
    }
    if await _row(uow, account) is None:
        await uow.session.execute(insert(TotpSecret).values(kind=account.kind, subject=account.subject, **values))
    else:
        await uow.session.execute(
            update(TotpSecret)
            .where(TotpSecret.kind == account.kind, TotpSecret.subject == account.subject)
            .values(**values)
        )
    return await renew_recovery_codes(uow, account)


async def is_prepared(uow: ReadUow, account: Account) -> bool:
    """Whether a secret waits for its first code."""
    row = await _row(uow, account)
    return row is not None and row.confirmed_at is None and bool(row.secret_encrypted)


async def confirm(uow: UnitOfWork, account: Account, code: str) -> bool:
    """Put a prepared secret into force with the first code made of it."""
    row = await _row(uow, account)
    if row is None or not await is_prepared(uow, account):
        return False
    secret = _deciphered(uow, row)
    step = matching_step(secret, code, uow.clock.now()) if secret else None
    if step is None or not await use_step(uow, account, step):
        return False
    await uow.session.execute(
        update(TotpSecret)
        .where(TotpSecret.kind == account.kind, TotpSecret.subject == account.subject)
        .values(confirmed_at=uow.clock.now())
    )
    return True


async def remove_authenticator(uow: UnitOfWork, account: Account) -> None:
    """OTRS's too; recovery codes stay as long as there are passkeys to recover from."""
    await uow.session.execute(
        delete(TotpSecret).where(TotpSecret.kind == account.kind, TotpSecret.subject == account.subject)
    )
    await directory(uow.site, account.kind).set_preference(uow, account, OTRS_SECRET, None)
    await remove_spare_codes(uow, account)


async def remove_all(uow: UnitOfWork, account: Account) -> None:
    await uow.session.execute(delete(Passkey).where(Passkey.kind == account.kind, Passkey.subject == account.subject))
    await remove_authenticator(uow, account)


async def remove_spare_codes(uow: UnitOfWork, account: Account) -> None:
    """Of an account that has no second factor any more."""
    if await authenticator(uow, account) is None and not await has_passkey(uow, account):
        await uow.session.execute(
            delete(RecoveryCode).where(RecoveryCode.kind == account.kind, RecoveryCode.subject == account.subject)
        )


async def renew_recovery_codes(uow: UnitOfWork, account: Account) -> list[str]:
    """Replace them all; answers the new ones, 128 bits each in groups of letters and digits."""
    await uow.session.execute(
        delete(RecoveryCode).where(RecoveryCode.kind == account.kind, RecoveryCode.subject == account.subject)
    )
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    await uow.session.execute(
        insert(RecoveryCode),
        [{"kind": str(account.kind), "subject": account.subject, "code_hash": _hashed(code)} for code in codes],
    )
    return codes


async def recovery_codes_left(uow: ReadUow, account: Account) -> int:
    left: int | None = await uow.session.scalar(
        select(func.count())
        .select_from(RecoveryCode)
        .where(
            RecoveryCode.kind == account.kind, RecoveryCode.subject == account.subject, RecoveryCode.used_at.is_(None)
        )
    )
    return left or 0


async def _use_recovery_code(uow: UnitOfWork, account: Account, code: str) -> bool:
    used = await uow.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.kind == account.kind,
            RecoveryCode.subject == account.subject,
            RecoveryCode.code_hash == _hashed(code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=uow.clock.now())
    )
    return changed_rows(used) == 1


async def _row(uow: ReadUow, account: Account) -> TotpSecret | None:
    return (
        await uow.session.scalars(
            select(TotpSecret)
            .where(TotpSecret.kind == account.kind, TotpSecret.subject == account.subject)
            .execution_options(populate_existing=True)
        )
    ).first()


def _deciphered(uow: ReadUow, row: TotpSecret) -> str | None:
    try:
        return decrypt(uow.site.settings, TOTP, row.secret_encrypted)
    except UndecipherableSecret:
        log.error("second_factor.undecipherable", kind=row.kind, subject=row.subject)
        return None


def _new_code() -> str:
    text = base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
    return "-".join(text[at : at + 5] for at in range(0, len(text), 5))


def _hashed(code: str) -> str:
    """Without a salt: 128 random bits cannot be guessed back from a hash."""
    plain = "".join(character for character in code.lower() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
