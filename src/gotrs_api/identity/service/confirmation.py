"""Showing once more who one is, without a password: by a provider that one signs in with, or by a passkey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gotrs_api.identity import audit, factors, throttle
from gotrs_api.identity.errors import PasskeyRefused, ProviderNotFound
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.identities import Confirmation, Linkable
from gotrs_api.identity.service import confirmed, own_identities, passkeys, totp
from gotrs_api.identity.service.federated import Departure
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.uow import ReadUow, Site


async def ways(uow: ReadUow, principal: Principal) -> Confirmation:
    """Nothing is offered to those who have a password."""
    account = await totp.account_of(uow, principal)
    if confirmed.has_password(account):
        return Confirmation(done=False, providers=[], passkey=False)
    listed = await own_identities.list_own(uow, principal)
    return Confirmation(
        done=await confirmed.holds(uow, principal, account),
        providers=[Linkable(provider=one.provider, label=one.label) for one in listed.data],
        passkey=await factors.has_passkey(uow, account),
    )


async def begin(site: Site, principal: Principal, name: str, *, redirect_uri: str) -> Departure:
    """To a provider where one has an account, which has to ask anew who one is.

    `redirect_uri` is OpenID's. Raises ProviderNotFound, ProviderFailed, Forbidden.
    """
    _require_session(principal)
    async with site.read() as read:
        if name not in [one.provider for one in (await ways(read, principal)).providers]:
            raise ProviderNotFound
    return await own_identities.depart(site, principal, name, redirect_uri=redirect_uri, confirming=True)


async def by_passkey(site: Site, principal: Principal, assertion: Mapping[str, Any], *, address: str) -> None:
    """Raises PasskeyRefused, TooManyAttempts, Forbidden."""
    _require_session(principal)
    async with site.read() as read:
        account = await totp.account_of(read, principal)
    await throttle.begin_attempt(site, account.kind, account.login, address)
    async with site.uow(acting_id=principal.user_id) as uow:
        if is_right := await passkeys.proves(uow, account, assertion, pending_id=""):
            await throttle.forgive(uow, account.kind, account.login, address)
            await confirmed.note(uow, principal)
        else:
            await audit.record(uow, principal, "sign_in.not_confirmed", str(account.kind), account.subject)
    if not is_right:
        raise PasskeyRefused


def _require_session(principal: Principal) -> None:
    if principal.session_id is None:
        raise Forbidden("Only in a browser.", right="sign-in")
