"""Signing in with login and password, for every door: browser, API and what else asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError

from gotrs_api.coexistence import service as coexistence
from gotrs_api.identity import account_links, audit, factors, passwords, principals, throttle
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import LoginTaken, SignInFailed
from gotrs_api.identity.password_scheme import PasswordScheme, password_scheme
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.providers import stored
from gotrs_api.identity.providers.config import LdapConfig, ProviderType
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable
from gotrs_api.identity.providers.ldap import client as ldap
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.service import (
    last_administrator,
    links,
    password_check,
    pending,
    provisioning,
    second_factor_duty,
)
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site, UnitOfWork

MAX_LOGIN_LENGTH = 200
_MAX_ROUNDS = 3
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    kind: Kind
    login: str
    password: str = field(repr=False)
    address: str
    user_agent: str


async def sign_in(
    site: Site, *, kind: Kind, login: str, password: str, address: str, user_agent: str = ""
) -> SignedIn | SecondStep:
    """The way of every password: throttle, then one provider after the other, each asked outside any transaction.

    Raises TooManyAttempts while login or address must wait, and SignInFailed alike for an unknown login, a wrong
    password and an account that is not valid. A right password of an account with a second factor, or that must have
    one, gives a SecondStep and nothing else.
    """
    login = login.strip()
    await throttle.begin_attempt(site, kind, login, address)
    attempt = Attempt(kind=kind, login=login, password=password, address=address, user_agent=user_agent)
    async with site.read() as read:
        known = await stored.providers_for(read, kind)
    account: Account | None = None
    reasons: dict[str, str] = {}
    for provider in known:
        if provider.type is ProviderType.DATABASE:
            done, account = await _by_our_password(site, attempt)
        elif isinstance(provider.config, LdapConfig):
            done, reasons[provider.name] = await _by_directory(site, provider, provider.config, attempt)
        else:
            continue
        if done is not None:
            return done
    await _note_failure(site, kind, login, account, address, reasons)
    raise SignInFailed


async def _by_our_password(site: Site, attempt: Attempt) -> tuple[SignedIn | SecondStep | None, Account | None]:
    """One comparison that always takes as long, whether or not the login is known."""
    kind, login, account = attempt.kind, attempt.login, None
    for _ in range(_MAX_ROUNDS):
        async with site.read() as read:
            account = await directory(site, kind).find(read, login) if 0 < len(login) <= MAX_LOGIN_LENGTH else None
            scheme = await password_scheme(read, kind)
            beside_otrs = bool((await coexistence.current(read)).mode)
        if not await password_check.is_right(attempt.password, account, scheme) or account is None or not account.valid:
            break
        # Not every OTRS beside us has the Perl module that reads a better hash.
        new_hash = None if beside_otrs else await _new_hash(attempt.password, account, scheme)
        done = await _go_on(site, account, attempt.address, attempt.user_agent, new_hash=new_hash)
        if done is not None:
            return done, account
    return None, account


async def _by_directory(
    site: Site, provider: Provider, config: LdapConfig, attempt: Attempt
) -> tuple[SignedIn | SecondStep | None, str]:
    """And why not, for the audit log. A directory that does not answer is passed over."""
    if not 0 < len(attempt.login) <= MAX_LOGIN_LENGTH or not attempt.password or "\0" in attempt.password:
        return None, "password"
    try:
        identity = await ldap.asking(config, lambda asked: ldap.verify(asked, attempt.login, attempt.password))
    except ProviderUnavailable as failure:
        log.warning("sign_in.provider_unavailable", provider=provider.name, step=failure.step, error=failure.words)
        return None, f"unavailable:{failure.step}"
    if identity is None:
        return None, "password"
    try:
        return await accept(
            site, provider, identity, kind=attempt.kind, address=attempt.address, user_agent=attempt.user_agent
        ), ""
    except links.NotAdmitted as refusal:
        return None, refusal.reason


async def accept(
    site: Site, provider: Provider, identity: ExternalIdentity, *, kind: Kind, address: str, user_agent: str
) -> SignedIn | SecondStep:
    """Somebody whom a provider vouches for: his account, made or updated first, and then the second step if he has one.

    Raises links.NotAdmitted.
    """
    for attempt in range(_MAX_ROUNDS):
        try:
            async with site.uow() as uow:
                account = await provisioning.account_for(uow, provider, identity, kind)
                await links.note_use(uow, provider, account)
        except (IntegrityError, LoginTaken):  # another process made the same account at this moment
            if attempt + 1 == _MAX_ROUNDS:
                raise
            continue
        done = await _go_on(site, account, address, user_agent, method=provider.name)
        if done is not None:
            return done
    raise links.NotAdmitted("changed")


async def _go_on(
    site: Site,
    account: Account,
    address: str,
    user_agent: str,
    *,
    new_hash: str | None = None,
    method: str = "password",
) -> SignedIn | SecondStep | None:
    """After the right password, or a provider's word for it. None: the account changed during the comparison, by a new password perhaps."""
    kind = account.kind
    async with site.uow(acting_id=_acting_id(account)) as uow:
        if await directory(site, kind).find(uow, account.login) != account:
            return None
        if new_hash is not None:
            await directory(site, kind).set_password_hash(uow, account, new_hash)
        methods = await factors.methods(uow, account)
        must_enrol = not methods and await second_factor_duty.must_have_second_factor(uow, account)
        if methods or must_enrol:
            challenge = await pending.begin(uow, account, address, must_enrol=must_enrol)
            await audit.record(uow, account, "sign_in.password_accepted", str(kind), account.subject, address=address)
            return SecondStep(challenge=challenge, methods=methods or (factors.TOTP,), must_enrol=must_enrol)
        return await complete(uow, account, address=address, method=method, user_agent=user_agent)


async def complete(uow: UnitOfWork, account: Account, *, address: str, method: str, user_agent: str = "") -> SignedIn:
    """Only for `service.second_step` and this module: every step was done."""
    await throttle.forgive(uow, account.kind, account.login, address)
    if not await coexistence.is_shadow(uow):
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


async def _new_hash(password: str, account: Account, scheme: PasswordScheme) -> str | None:
    if not scheme.should_rehash(account.password_hash):
        return None
    try:
        return await passwords.hash_in_thread(password, scheme.scheme, bcrypt_cost=scheme.bcrypt_cost)
    except passwords.PasswordRefused:
        return None


async def _note_failure(
    site: Site, kind: Kind, login: str, account: Account | None, address: str, providers: Mapping[str, str]
) -> None:
    async with site.uow() as uow:
        details: dict[str, Any] = {"login": login[:MAX_LOGIN_LENGTH], "reason": _reason(account)}
        if providers:
            details["providers"] = dict(providers)
        if account is not None and not await coexistence.is_shadow(uow):
            lock_after = await _max_failures(uow, account)
            if await directory(site, kind).record_failure(uow, account, lock_after=lock_after):
                principals.forget_after_commit(uow)
                details["locked"] = "PasswordMaxLoginFailed"
        subject = account.subject if account else None
        await audit.record(uow, None, "sign_in.failed", str(kind), subject, details, address=address)


def _reason(account: Account | None) -> str:
    if account is None:
        return "unknown"
    return "password" if account.valid else "not_valid"


async def _max_failures(uow: UnitOfWork, account: Account) -> int:
    """0 for the last administrator, too: whoever knows that login could lock everybody out. Waits still grow."""
    kind = account.kind
    setting = settings.AGENT_PASSWORD_POLICY if kind is Kind.AGENT else settings.CUSTOMER_PASSWORD_POLICY
    value = await sysconfig.get(uow, setting)
    try:
        most = passwords.PasswordPolicy.from_setting(value).max_failed_logins
    except ValueError as error:
        log.warning("password_policy.unreadable", kind=kind, error=str(error))
        return 0
    if most and kind is Kind.AGENT and await last_administrator.is_the_only_one(uow, int(account.subject)):
        return 0
    return most


def _acting_id(account: Account) -> int:
    return int(account.subject) if account.kind is Kind.AGENT else SYSTEM_USER_ID
