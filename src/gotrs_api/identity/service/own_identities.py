"""One's own accounts at providers that one signs in with by a redirect: linked, seen, unlinked."""

from __future__ import annotations

from sqlalchemy import delete, select

from gotrs_api.identity import audit, factors
from gotrs_api.identity.errors import IdentityNotFound, LastWayIn, ProviderNotFound
from gotrs_api.identity.models import IdentityLink
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.providers import stored
from gotrs_api.identity.providers.config import OidcConfig, SamlConfig
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.schemas.identities import Identities, IdentityRead, Linkable
from gotrs_api.identity.service import confirmed, federated, federated_saml, totp
from gotrs_api.identity.service.federated import Departure
from gotrs_api.identity.service.sessions import subject_of
from gotrs_api.uow import ReadUow, Site, UnitOfWork


async def list_own(uow: ReadUow, principal: Principal) -> Identities:
    known = {one.id: one for one in await stored.providers(uow) if isinstance(one.config, (OidcConfig, SamlConfig))}
    rows = [row for row in await _links(uow, principal) if row.provider_id in known]
    linked = {row.provider_id for row in rows}
    return Identities(
        data=[_read(row, known[row.provider_id]) for row in rows],
        linkable=[
            Linkable(provider=one.name, label=one.label)
            for one in known.values()
            if one.enabled and principal.kind in one.kinds and one.id not in linked
        ],
    )


async def begin(
    site: Site, principal: Principal, name: str, *, password: str, address: str, redirect_uri: str
) -> Departure:
    """To the provider, to come back as somebody who is linked to `principal`; asks for the password once more, as a
    session alone must not open a further way in.

    `redirect_uri` is OpenID's. Raises WrongPassword, TooManyAttempts, ProviderNotFound, ProviderFailed, Forbidden.
    """
    await totp.proven(site, principal, password, address)
    return await depart(site, principal, name, redirect_uri=redirect_uri)


async def depart(
    site: Site, principal: Principal, name: str, *, redirect_uri: str, confirming: bool = False
) -> Departure:
    """Raises ProviderNotFound, ProviderFailed."""
    async with site.read() as read:
        found = [one for one in await stored.providers_for(read, principal.kind) if one.name == name]
    for provider in found:
        if isinstance(provider.config, SamlConfig):
            return await federated_saml.start(
                site, name, principal.kind, target="", for_whom=principal, confirming=confirming
            )
        if isinstance(provider.config, OidcConfig):
            return await federated.start(
                site,
                name,
                principal.kind,
                redirect_uri=redirect_uri,
                target="",
                for_whom=principal,
                confirming=confirming,
            )
    raise ProviderNotFound


async def unlink(uow: UnitOfWork, principal: Principal, identity_id: int) -> None:
    """Raises IdentityNotFound; LastWayIn for who has neither password nor passkey; Forbidden for access tokens."""
    totp.require_person(principal)
    rows = await _links(uow, principal)
    row = next((one for one in rows if one.id == identity_id), None)
    if row is None:
        raise IdentityNotFound
    account = await totp.account_of(uow, principal)
    if not confirmed.has_password(account) and len(rows) == 1 and not await factors.has_passkey(uow, account):
        raise LastWayIn
    await uow.session.execute(delete(IdentityLink).where(IdentityLink.id == row.id))
    details = {"provider": row.provider_id, "as": row.login}
    await audit.record(uow, principal, "sign_in.unlinked", str(account.kind), account.subject, details)


async def _links(uow: ReadUow, principal: Principal) -> list[IdentityLink]:
    rows = await uow.session.scalars(
        select(IdentityLink)
        .where(IdentityLink.kind == principal.kind, IdentityLink.subject == subject_of(principal))
        .order_by(IdentityLink.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)


def _read(row: IdentityLink, provider: Provider) -> IdentityRead:
    return IdentityRead(
        id=row.id,
        provider=provider.name,
        label=provider.label,
        login=row.login,
        linked=row.created_at,
        last_used=row.last_used_at,
    )
