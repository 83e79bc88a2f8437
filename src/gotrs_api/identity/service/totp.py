"""One's own authenticator: set up, confirm, switch off; and an administrator's way to switch it off for somebody."""

from gotrs_api.identity import audit, factors, throttle, totp_codes
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import (
    SecondFactorAlreadyOn,
    SecondFactorFailed,
    SecondFactorNotPrepared,
    SecondFactorRequired,
    WrongPassword,
)
from gotrs_api.identity.events import SecondFactorChanged
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.second_factor import SecondFactorStatus, TotpSetup
from gotrs_api.identity.service import confirmed, refresh, sessions
from gotrs_api.identity.service.password_check import check_password
from gotrs_api.identity.service.second_factor_duty import must_have_second_factor
from gotrs_api.kernel.errors import Forbidden, Unauthenticated
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork


async def status(uow: ReadUow, principal: Principal) -> SecondFactorStatus:
    return await _status(uow, await account_of(uow, principal))


async def status_of(uow: ReadUow, principal: Principal, account: Account) -> SecondFactorStatus:
    """Somebody else's, for administrators. Raises Forbidden."""
    principal.require_admin()
    return await _status(uow, account)


async def _status(uow: ReadUow, account: Account) -> SecondFactorStatus:
    found, methods = await factors.authenticator(uow, account), await factors.methods(uow, account)
    return SecondFactorStatus(
        enabled=found is not None,
        methods=list(methods),
        since=found.since if found else None,
        recovery_codes_left=await factors.recovery_codes_left(uow, account) if methods else 0,
        required=await must_have_second_factor(uow, account),
        from_otrs=found is not None and found.from_otrs,
    )


async def set_up(site: Site, principal: Principal, *, password: str, address: str) -> TotpSetup:
    """A secret and recovery codes, not yet in force. Raises WrongPassword, SecondFactorAlreadyOn, TooManyAttempts."""
    account = await proven(site, principal, password, address)
    async with site.uow(acting_id=principal.user_id) as uow:
        if await factors.authenticator(uow, account) is not None:
            raise SecondFactorAlreadyOn
        return await prepare_setup(uow, account)


async def prepare_setup(uow: UnitOfWork, account: Account) -> TotpSetup:
    """Without any check: for this module and `second_step.enrol`."""
    secret = totp_codes.new_secret()
    codes = await factors.prepare(uow, account, secret)
    issuer = await sysconfig.get(uow, settings.PRODUCT_NAME)
    uri = totp_codes.provisioning_uri(secret, login=account.login, issuer=issuer)
    return TotpSetup(secret=secret, otpauth_uri=uri, qr_svg=totp_codes.qr_svg(uri), recovery_codes=codes)


async def confirm(site: Site, principal: Principal, *, password: str, code: str, address: str) -> SecondFactorStatus:
    """From now on sign-in asks for it; other sessions and refresh tokens of the account end.

    Raises WrongPassword, SecondFactorAlreadyOn, SecondFactorNotPrepared, SecondFactorFailed, TooManyAttempts.
    """
    account = await proven(site, principal, password, address)
    async with site.uow(acting_id=principal.user_id) as uow:
        if await factors.authenticator(uow, account) is not None:
            raise SecondFactorAlreadyOn
        if not await factors.is_prepared(uow, account):
            raise SecondFactorNotPrepared
        if not await factors.confirm(uow, account, code):
            raise SecondFactorFailed
        await _changed(uow, principal, account, "enabled")
        await _end_others(uow, principal)
        return await status(uow, principal)


async def disable(site: Site, principal: Principal, *, password: str, code: str, address: str) -> SecondFactorStatus:
    """Raises WrongPassword, SecondFactorFailed, SecondFactorRequired (the account must have one), TooManyAttempts."""
    account = await proven(site, principal, password, address)
    async with site.uow(acting_id=principal.user_id) as uow:
        if await must_have_second_factor(uow, account):
            raise SecondFactorRequired
    await _require_code(site, principal, account, code, address)
    async with site.uow(acting_id=principal.user_id) as uow:
        await factors.remove_authenticator(uow, account)
        await _changed(uow, principal, account, "disabled")
        await _end_others(uow, principal)
        return await status(uow, principal)


async def renew_recovery_codes(
    site: Site, principal: Principal, *, password: str, code: str, address: str
) -> list[str]:
    """Eight new ones instead of the old; who has passkeys only gives no code, as for adding one.

    Raises WrongPassword, SecondFactorFailed, SecondFactorNotPrepared, TooManyAttempts.
    """
    account = await proven(site, principal, password, address)
    async with site.read() as read:
        methods = await factors.methods(read, account)
    if not methods:
        raise SecondFactorNotPrepared
    if factors.TOTP in methods:
        await _require_code(site, principal, account, code, address)
    async with site.uow(acting_id=principal.user_id) as uow:
        codes = await factors.renew_recovery_codes(uow, account)
        await _changed(uow, principal, account, "recovery_codes_renewed")
        return codes


async def disable_for(uow: UnitOfWork, principal: Principal, account: Account, *, reason: str) -> None:
    """An administrator helps somebody who lost the device. Raises Forbidden."""
    principal.require_admin()
    await factors.remove_all(uow, account)
    await uow.emit(
        SecondFactorChanged(
            kind=account.kind, subject=account.subject, login=account.login, change="disabled_by_administrator"
        )
    )
    details = {"login": account.login, "reason": reason}
    await audit.record(
        uow, principal, "second_factor.disabled_by_administrator", str(account.kind), account.subject, details
    )
    await sessions.end_all(uow, account.kind, account.subject)
    await refresh.revoke_all(uow, account.kind, account.subject)


async def account_of(uow: ReadUow, principal: Principal) -> Account:
    """The account behind a person. Raises Forbidden for the system, Unauthenticated when it is gone."""
    if principal.is_system:
        raise Forbidden("Only people have an account.", right="account")
    account = await directory(uow.site, principal.kind).find(uow, principal.login)
    if account is None or not account.valid:
        raise Unauthenticated
    return account


async def proven(site: Site, principal: Principal, password: str, address: str) -> Account:
    """Who this is, by the password once more, or without one by what `confirmation` takes instead.

    Raises WrongPassword, TooManyAttempts, Forbidden.
    """
    require_person(principal)
    async with site.read() as uow:
        account = await account_of(uow, principal)
        if not password and await confirmed.holds(uow, principal, account):
            return account
    if not await check_password(site, account, password, address):
        raise WrongPassword
    return account


def require_person(principal: Principal) -> None:
    """What a stolen token must never do. Raises Forbidden for personal access tokens."""
    if principal.token_id is not None:
        raise Forbidden("A personal access token may not do this; sign in.", right="sign-in")


async def _require_code(site: Site, principal: Principal, account: Account, code: str, address: str) -> None:
    """Wrong codes count and wait like wrong passwords. Raises SecondFactorFailed, TooManyAttempts."""
    await throttle.begin_attempt(site, account.kind, account.login, address)
    method = factors.TOTP if len(code.replace(" ", "")) == 6 else factors.RECOVERY
    async with site.uow(acting_id=principal.user_id) as uow:
        right = await factors.accept(uow, account, method, code)
        if right:
            await throttle.forgive(uow, account.kind, account.login, address)
        else:
            await audit.record(uow, principal, "second_factor.wrong_code", str(account.kind), account.subject)
    if not right:
        raise SecondFactorFailed


async def _changed(uow: UnitOfWork, principal: Principal, account: Account, change: str) -> None:
    await uow.emit(SecondFactorChanged(kind=account.kind, subject=account.subject, login=account.login, change=change))
    await audit.record(uow, principal, f"second_factor.{change}", str(account.kind), account.subject)


async def _end_others(uow: UnitOfWork, principal: Principal) -> None:
    subject = sessions.subject_of(principal)
    await sessions.end_all(uow, principal.kind, subject, except_id=principal.session_id)
    await refresh.revoke_all(uow, principal.kind, subject, except_family=principal.family)
