"""Signing in with login and password, for every door: browser, API and what else asks."""

import structlog

from gotrs_api.identity import account_links, audit, factors, passwords, principals, throttle
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import SignInFailed
from gotrs_api.identity.password_scheme import PasswordScheme, password_scheme
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import pending
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork

MAX_LOGIN_LENGTH = 200
OTRS_DEFAULT_PASSWORD = "root"  # known to everybody, and refused for that
_MAX_ROUNDS = 3
log = structlog.get_logger(__name__)


async def sign_in(
    site: Site, *, kind: Kind, login: str, password: str, address: str, user_agent: str = ""
) -> SignedIn | SecondStep:
    """The way of every password: throttle, one equally slow comparison outside any transaction, then one answer.

    Raises TooManyAttempts while login or address must wait, and SignInFailed alike for an unknown login, a wrong
    password and an account that is not valid. A right password of an account with a second factor, or that must have
    one, gives a SecondStep and nothing else.
    """
    login = login.strip()
    await throttle.begin_attempt(site, kind, login, address)
    account: Account | None = None
    for _ in range(_MAX_ROUNDS):
        async with site.read() as read:
            account = await directory(site, kind).find(read, login) if 0 < len(login) <= MAX_LOGIN_LENGTH else None
            scheme = await password_scheme(read, kind)
        if not await _is_right(password, account, scheme) or account is None or not account.valid:
            break
        new_hash = await _new_hash(password, account, scheme)
        done = await _go_on(site, account, new_hash, address, user_agent)
        if done is not None:
            return done
    await _note_failure(site, kind, login, account, address)
    raise SignInFailed


async def _go_on(
    site: Site, account: Account, new_hash: str | None, address: str, user_agent: str
) -> SignedIn | SecondStep | None:
    """After the right password. None: the account changed during the comparison, by a new password perhaps."""
    kind = account.kind
    async with site.uow(acting_id=_acting_id(account)) as uow:
        if await directory(site, kind).find(uow, account.login) != account:
            return None
        if new_hash is not None:
            await directory(site, kind).set_password_hash(uow, account, new_hash)
        methods = await factors.methods(uow, account)
        must_enrol = not methods and await must_have_second_factor(uow, account)
        if methods or must_enrol:
            challenge = await pending.begin(uow, account, address, must_enrol=must_enrol)
            await audit.record(uow, account, "sign_in.password_accepted", str(kind), account.subject, address=address)
            return SecondStep(challenge=challenge, methods=methods or (factors.TOTP,), must_enrol=must_enrol)
        return await complete(uow, account, address=address, method="password", user_agent=user_agent)


async def complete(uow: UnitOfWork, account: Account, *, address: str, method: str, user_agent: str = "") -> SignedIn:
    """Only for `service.second_step` and this module: every step was done."""
    await throttle.forgive(uow, account.kind, account.login, address)
    await directory(uow.site, account.kind).record_sign_in(uow, account)
    await audit.record(
        uow,
        account,
        "sign_in.succeeded",
        str(account.kind),
        account.subject,
        {"login": account.login, "method": method, "user_agent": user_agent[:200]},
        address=address,
    )
    change = None
    if account_links.MUST_CHANGE in await directory(uow.site, account.kind).preferences(uow, account):
        change, _until = await account_links.make(uow, account, account_links.Purpose.MUST_CHANGE)
    return SignedIn(kind=account.kind, subject=account.subject, login=account.login, password_change=change)


async def check_password(site: Site, account: Account, password: str, address: str) -> bool:
    """Whether somebody who is signed in knows the password; tries count and wait as at sign-in.

    Raises TooManyAttempts.
    """
    await throttle.begin_attempt(site, account.kind, account.login, address)
    async with site.read() as read:
        scheme = await password_scheme(read, account.kind)
    if not await _is_right(password, account, scheme):
        return False
    async with site.uow() as uow:
        await throttle.forgive(uow, account.kind, account.login, address)
    return True


async def must_have_second_factor(uow: ReadUow, account: Account) -> bool:
    """By the settings `GOTRS::SecondFactor::…`: agents with any right in one of the groups, or all customers."""
    if account.kind is Kind.CUSTOMER:
        return await sysconfig.get(uow, settings.SECOND_FACTOR_FOR_CUSTOMERS)
    groups = await sysconfig.get(uow, settings.SECOND_FACTOR_GROUPS)
    if not groups:
        return False
    found = await principals.by_agent(uow, int(account.subject))
    return found is not None and not set(groups).isdisjoint(found.principal.groups)


async def _is_right(password: str, account: Account | None, scheme: PasswordScheme) -> bool:
    stored = account.password_hash if account is not None else None
    right = await passwords.verify_in_thread(
        password, stored or None, plain=scheme.plain, scheme=scheme.scheme, bcrypt_cost=scheme.bcrypt_cost
    )
    return right and not (account is not None and is_otrs_default(account, password))


def is_otrs_default(account: Account, password: str) -> bool:
    """The password that OTRS gives its first agent; it is never right here, whatever hash a moved-in database has."""
    return account.kind is Kind.AGENT and account.subject == str(SYSTEM_USER_ID) and password == OTRS_DEFAULT_PASSWORD


async def _new_hash(password: str, account: Account, scheme: PasswordScheme) -> str | None:
    if not scheme.should_rehash(account.password_hash):
        return None
    try:
        return await passwords.hash_in_thread(password, scheme.scheme, bcrypt_cost=scheme.bcrypt_cost)
    except passwords.PasswordRefused:
        return None


async def _note_failure(site: Site, kind: Kind, login: str, account: Account | None, address: str) -> None:
    async with site.uow() as uow:
        details = {"login": login[:MAX_LOGIN_LENGTH], "reason": _reason(account)}
        if account is not None:
            lock_after = await _max_failures(uow, kind)
            if await directory(site, kind).record_failure(uow, account, lock_after=lock_after):
                principals.forget_after_commit(uow)
                details["locked"] = "PasswordMaxLoginFailed"
        subject = account.subject if account else None
        await audit.record(uow, None, "sign_in.failed", str(kind), subject, details, address=address)


def _reason(account: Account | None) -> str:
    if account is None:
        return "unknown"
    return "password" if account.valid else "not_valid"


async def _max_failures(uow: ReadUow, kind: Kind) -> int:
    setting = settings.AGENT_PASSWORD_POLICY if kind is Kind.AGENT else settings.CUSTOMER_PASSWORD_POLICY
    value = await sysconfig.get(uow, setting)
    try:
        return passwords.PasswordPolicy.from_setting(value).max_failed_logins
    except ValueError as error:
        log.warning("password_policy.unreadable", kind=kind, error=str(error))
        return 0


def _acting_id(account: Account) -> int:
    return int(account.subject) if account.kind is Kind.AGENT else SYSTEM_USER_ID
