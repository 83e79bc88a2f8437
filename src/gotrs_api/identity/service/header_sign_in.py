"""Signing in by what a proxy in front of us says of a request: it has asked who somebody is, we have not.

Only the peer that the connection comes from counts, never a forwarded address, and a header that is there twice says
nothing: a proxy that adds its own beside a visitor's would let everybody be anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from gotrs_api.identity.errors import ProviderFailed, ProviderNotFound
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.providers import stored
from gotrs_api.identity.providers.config import HeaderConfig
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.service import links, sign_in
from gotrs_api.identity.service.federated import note_failure, reason_of
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.uow import Site

HeaderValues: TypeAlias = Callable[[str], list[str]]
_MAX_TEXT = 500


async def way_in(site: Site, kind: Kind, *, peer: str, headers: HeaderValues) -> str | None:
    """The provider whose proxy has already said who this is."""
    async with site.read() as read:
        for provider in await stored.providers_for(read, kind):
            config = provider.config
            if isinstance(config, HeaderConfig) and config.trusts(peer) and headers(config.login_header):
                return provider.name
    return None


async def enter(
    site: Site, name: str, kind: Kind, *, peer: str, headers: HeaderValues, address: str, user_agent: str
) -> SignedIn | SecondStep:
    """Raises ProviderNotFound, ProviderFailed."""
    provider, config = await _provider(site, name, kind)
    try:
        if not config.trusts(peer):
            raise ProviderUnavailable("proxy", f"{peer[:45]} is no trusted proxy")
        identity = _identity(config, headers)
        return await sign_in.accept(site, provider, identity, kind=kind, address=address, user_agent=user_agent)
    except (ProviderUnavailable, links.NotAdmitted) as failure:
        await note_failure(site, provider, kind, reason_of(failure), address)
        raise ProviderFailed(provider=provider.label, kind=kind) from failure


def _identity(config: HeaderConfig, headers: HeaderValues) -> ExternalIdentity:
    def value(name: str) -> str:
        found = headers(name) if name else []
        if len(found) > 1:
            raise ProviderUnavailable("header", f"{name} is there {len(found)} times")
        return found[0].strip()[:_MAX_TEXT] if found else ""

    login = value(config.login_header)
    if config.strip_domain:
        login = login.rpartition("\\")[2].partition("@")[0]
    if not 0 < len(login) <= 200:
        raise ProviderUnavailable("header", f"{config.login_header} names nobody")
    return ExternalIdentity(
        external_id=login.casefold(),
        login=login,
        email=value(config.email_header),
        email_verified=True,  # whether addresses count is what `adopt` decides
        first_name=value(config.first_name_header),
        last_name=value(config.last_name_header),
        customer_id=value(config.customer_id_header),
        groups=frozenset(group.strip() for group in value(config.groups_header).split(",") if group.strip()),
    )


async def _provider(site: Site, name: str, kind: Kind) -> tuple[Provider, HeaderConfig]:
    async with site.read() as read:
        for provider in await stored.providers_for(read, kind):
            if provider.name == name and isinstance(provider.config, HeaderConfig):
                return provider, provider.config
    raise ProviderNotFound
