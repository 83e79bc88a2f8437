"""The one directory that the addresses below `/admin/ldap` speak of: the provider named `ldap`, or else the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gotrs_api.identity.errors import DirectoryUnavailable
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.providers.config import LdapConfig, ProviderType
from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.ldap import client
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.schemas.providers import (
    LdapConfigure,
    LdapImported,
    ProviderCreate,
    ProviderRead,
    ProviderUpdate,
)
from gotrs_api.identity.service import directory_sync, providers
from gotrs_api.uow import ReadUow, Site, UnitOfWork

NAME = "ldap"
T = TypeVar("T")
_OUTER = {"label", "agents", "customers", "position"}


async def provider(uow: ReadUow, principal: Principal) -> ProviderRead | None:
    """Raises Forbidden."""
    found = [one for one in await providers.list_providers(uow, principal) if one.type is ProviderType.LDAP]
    return min(found, key=lambda one: one.name != NAME, default=None)


async def configure(uow: UnitOfWork, principal: Principal, command: LdapConfigure) -> ProviderRead:
    """Raises Forbidden, InvalidInput, NameTaken."""
    found = await provider(uow, principal)
    config = command.model_dump(mode="json", exclude=_OUTER | {"bind_password"})
    if password := command.bind_password.get_secret_value():
        config["bind_password"] = password
    outer = command.model_dump(include=_OUTER)
    if found is None:
        return await providers.create_provider(
            uow, principal, ProviderCreate(name=NAME, type=ProviderType.LDAP, config=config, **outer)
        )
    return await providers.update_provider(
        uow, principal, found.id, ProviderUpdate(enabled=True, config=config, **outer)
    )


async def ask(config: LdapConfig, question: Callable[[LdapConfig], T]) -> T:
    """Raises DirectoryUnavailable."""
    try:
        return await client.asking(config, question)
    except ProviderUnavailable as failure:
        raise DirectoryUnavailable(step=failure.step, words=failure.words) from failure


async def import_people(
    site: Site, principal: Principal, found: Provider, logins: list[str], kind: Kind
) -> list[LdapImported]:
    """Raises Forbidden, DirectoryUnavailable."""
    try:
        return await directory_sync.import_people(site, principal, found, logins, kind)
    except ProviderUnavailable as failure:
        raise DirectoryUnavailable(step=failure.step, words=failure.words) from failure
