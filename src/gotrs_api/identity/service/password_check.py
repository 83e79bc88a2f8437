"""Whether a password is somebody's: by the hash here, or by the directory that he comes from."""

from gotrs_api.identity import passwords, throttle
from gotrs_api.identity.directory import Account
from gotrs_api.identity.password_scheme import PasswordScheme, password_scheme
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.providers import stored
from gotrs_api.identity.providers.config import LdapConfig, ProviderType
from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.ldap import client as ldap
from gotrs_api.identity.service import links
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.uow import Site

OTRS_DEFAULT_PASSWORD = "root"  # known to everybody, and refused for that


async def check_password(site: Site, account: Account, password: str, address: str) -> bool:
    """Whether somebody who is signed in knows the password; tries count and wait as at sign-in.

    Raises TooManyAttempts.
    """
    await throttle.begin_attempt(site, account.kind, account.login, address)
    if not await _is_right_somewhere(site, account, password):
        return False
    async with site.uow() as uow:
        await throttle.forgive(uow, account.kind, account.login, address)
    return True


async def _is_right_somewhere(site: Site, account: Account, password: str) -> bool:
    async with site.read() as read:
        scheme = await password_scheme(read, account.kind)
        known = await stored.providers_for(read, account.kind)
    for provider in known:
        if provider.type is ProviderType.DATABASE and await is_right(password, account, scheme):
            return True
        if isinstance(provider.config, LdapConfig) and password:
            try:
                identity = await ldap.asking(provider.config, lambda asked: ldap.verify(asked, account.login, password))
                async with site.read() as read:
                    if identity and await links.linked(read, provider, identity, account.kind) == account:
                        return True
            except (ProviderUnavailable, links.NotAdmitted):
                continue
    return False


async def is_right(password: str, account: Account | None, scheme: PasswordScheme) -> bool:
    stored = account.password_hash if account is not None else None
    right = await passwords.verify_in_thread(
        password,
        stored or None,
        plain=scheme.plain,
        scheme=scheme.scheme,
        bcrypt_cost=scheme.bcrypt_cost,
        mixed=scheme.mixed,
    )
    return right and not (account is not None and is_otrs_default(account, password))


def is_otrs_default(account: Account, password: str) -> bool:
    """The password that OTRS gives its first agent; it is never right here, whatever hash a moved-in database has."""
    return account.kind is Kind.AGENT and account.subject == str(SYSTEM_USER_ID) and password == OTRS_DEFAULT_PASSWORD
