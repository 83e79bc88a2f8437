"""New passwords: whether the policy takes them, and setting one's own."""

from gotrs_api.identity import account_links, audit, password_memory, passwords
from gotrs_api.identity.account_links import MUST_CHANGE
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import PasswordNotAccepted, WrongPassword
from gotrs_api.identity.events import PasswordChanged
from gotrs_api.identity.password_scheme import password_scheme
from gotrs_api.identity.passwords import PasswordPolicy, PolicyViolation
from gotrs_api.identity.passwords.breached import is_breached
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import pending, refresh, sessions
from gotrs_api.identity.service.password_check import OTRS_DEFAULT_PASSWORD, check_password
from gotrs_api.identity.service.totp import account_of, require_person
from gotrs_api.kernel.errors import FieldError
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork

_POLICIES = {Kind.AGENT: settings.AGENT_PASSWORD_POLICY, Kind.CUSTOMER: settings.CUSTOMER_PASSWORD_POLICY}
_SENTENCES = {
    PolicyViolation.EMPTY: "The password is empty.",
    PolicyViolation.TOO_LONG_OR_INVALID: "The password is too long or holds a character that it may not hold.",
    PolicyViolation.PATTERN: "The password does not have the required form.",
    PolicyViolation.TOO_SHORT: "The password is too short.",
    PolicyViolation.NEEDS_TWO_LOWER_AND_TWO_UPPER: "The password needs two lower-case and two upper-case letters.",
    PolicyViolation.NEEDS_TWO_LETTERS: "The password needs two letters.",
    PolicyViolation.NEEDS_DIGIT: "The password needs a digit.",
}


async def hash_new(
    uow: ReadUow, kind: Kind, password: str, *, pointer: str = "/password", account: Account | None = None
) -> str:
    """The hash of a new password, computed beside the event loop: call it before a transaction begins.

    Raises PasswordNotAccepted with every rule that it breaks; `account` (None for one still to be made) says whose
    former passwords count.
    """
    rules = await sysconfig.get(uow, _POLICIES[kind])
    if kind is Kind.AGENT and password == OTRS_DEFAULT_PASSWORD:
        raise PasswordNotAccepted(errors=[FieldError(pointer, "default", "This password is known to everybody.")])
    policy = PasswordPolicy.from_setting(rules)
    broken = passwords.policy_violations(password, policy)
    if broken:
        raise PasswordNotAccepted(errors=[FieldError(pointer, rule, _SENTENCES[rule]) for rule in broken])
    scheme = await password_scheme(uow, kind)
    if await is_breached(uow.site.settings.breached_passwords_file, password):
        raise PasswordNotAccepted(
            errors=[FieldError(pointer, "breached", "This password is on a list of stolen ones.")]
        )
    if account is not None and await password_memory.knows(uow, account, password, scheme):
        raise PasswordNotAccepted(errors=[FieldError(pointer, "reused", "This password was in use before.")])
    return await passwords.hash_in_thread(password, scheme.scheme, bcrypt_cost=scheme.bcrypt_cost)


async def change_own(site: Site, principal: Principal, *, current: str, new: str, address: str) -> str | None:
    """Set one's own password; every other session and refresh token of the account ends.

    Answers the new value of the session's cookie (None where no browser session was used).
    Raises WrongPassword, PasswordNotAccepted, TooManyAttempts, Forbidden for personal access tokens.
    """
    require_person(principal)
    async with site.read() as read:
        account = await account_of(read, principal)
        if not await check_password(site, account, current, address):
            raise WrongPassword(errors=[FieldError("/current", "wrong", "The password is not right.")])
        if current == new:
            raise PasswordNotAccepted(errors=[FieldError("/new", "same", "This is the old password.")])
        new_hash = await hash_new(read, account.kind, new, pointer="/new", account=account)
    async with site.uow(acting_id=principal.user_id) as uow:
        await put(uow, account, new_hash, by_owner=True)
        await audit.record(uow, principal, "password.changed", str(account.kind), account.subject)
        await sessions.end_all(uow, account.kind, account.subject, except_id=principal.session_id)
        await refresh.revoke_all(uow, account.kind, account.subject, except_family=principal.family)
        return await sessions.renew(uow, principal)


async def put(uow: UnitOfWork, account: Account, new_hash: str, *, by_owner: bool) -> None:
    """Write a hash and tell it; checks nothing. A change that was due is done.

    What the former password, or somebody with the mailbox, has begun is over: open links, and sign-ins that wait for their second step.
    """
    accounts = directory(uow.site, account.kind)
    await password_memory.keep(uow, account)
    await accounts.set_password_hash(uow, account, new_hash)
    await accounts.set_preference(uow, account, MUST_CHANGE, None)
    await account_links.revoke(uow, account)
    await pending.end_all(uow, account)
    await uow.emit(PasswordChanged(kind=account.kind, subject=account.subject, by_owner=by_owner))
