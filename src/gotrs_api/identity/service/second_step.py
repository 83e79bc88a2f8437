"""The second step of a sign-in: a code for a challenge, or first the set-up that an account still lacks."""

from collections.abc import Mapping
from typing import Any

from gotrs_api.identity import audit, factors, throttle
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import ChallengeOver, SecondFactorFailed
from gotrs_api.identity.events import SecondFactorChanged
from gotrs_api.identity.models import PendingLogin
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.schemas.second_factor import TotpSetup
from gotrs_api.identity.service import passkeys, pending, refresh, sessions
from gotrs_api.identity.service.sign_in import complete
from gotrs_api.identity.service.totp import prepare_setup
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.uow import Site, UnitOfWork


async def verify(
    site: Site,
    *,
    challenge: str,
    method: str,
    code: str,
    address: str,
    user_agent: str = "",
    assertion: Mapping[str, Any] | None = None,
) -> SignedIn:
    """`method` is `totp`, `recovery` or `webauthn`, which comes with an `assertion` in place of a code.

    Raises ChallengeOver (begin again with the password), SecondFactorFailed (try again), TooManyAttempts. A wrong
    code counts as a failed sign-in, so that knowing the password does not allow any number of guesses.
    """
    account = await _account(site, challenge, address)
    await throttle.begin_attempt(site, account.kind, account.login, address)
    async with site.uow() as uow:
        row = await pending.find(uow, challenge, address)
        if row is None:
            raise ChallengeOver
        row.tries += 1
        if await _is_right(uow, row, account, method, code, assertion):
            await pending.end(uow, row)
            return await complete(uow, account, address=address, method=method, user_agent=user_agent)
        details = {"login": account.login, "method": method[:20], "tries": row.tries}
        await audit.record(
            uow, account, "sign_in.second_step_failed", str(account.kind), account.subject, details, address=address
        )
        dead = row.tries >= pending.MAX_TRIES
        if dead:
            await pending.end(uow, row)
    raise ChallengeOver if dead else SecondFactorFailed


async def enrol(site: Site, *, challenge: str, address: str) -> TotpSetup:
    """For an account that must have a second factor and has none: the secret to scan; `verify` then confirms it.

    Raises ChallengeOver, also for accounts that have one already.
    """
    account = await _account(site, challenge, address)
    async with site.uow() as uow:
        row = await pending.find(uow, challenge, address)
        if row is None or not row.must_enrol or await factors.methods(uow, account):
            raise ChallengeOver
        return await prepare_setup(uow, account)


async def _account(site: Site, challenge: str, address: str) -> Account:
    async with site.uow() as uow:
        row = await pending.find(uow, challenge, address)
        account = await directory(site, Kind(row.kind)).find(uow, row.login) if row is not None else None
    if row is None or account is None or not account.valid or account.subject != row.subject:
        raise ChallengeOver
    return account


async def _is_right(
    uow: UnitOfWork,
    row: PendingLogin,
    account: Account,
    method: str,
    code: str,
    assertion: Mapping[str, Any] | None,
) -> bool:
    if method == factors.PASSKEY:
        return assertion is not None and await passkeys.proves(uow, account, assertion, pending_id=str(row.id))
    if method in await factors.methods(uow, account):
        return await factors.accept(uow, account, method, code)
    if not row.must_enrol or method != factors.TOTP or not await factors.confirm(uow, account, code):
        return False
    await uow.emit(
        SecondFactorChanged(kind=account.kind, subject=account.subject, login=account.login, change="enabled")
    )
    await audit.record(uow, account, "second_factor.enabled", str(account.kind), account.subject)
    # What was begun before rests on the password alone.
    await sessions.end_all(uow, account.kind, account.subject)
    await refresh.revoke_all(uow, account.kind, account.subject)
    return True
