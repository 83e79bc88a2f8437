"""The directory named `ldap`, in the words of GOTRS's older API; any other is kept at /admin/sign-in-providers."""

from typing import Annotated

from fastapi import Query

from gotrs_api.identity.errors import ProviderNotFound
from gotrs_api.identity.principal import ADMIN_GROUP, Kind, Principal
from gotrs_api.identity.providers.config import LdapConfig, ProviderType
from gotrs_api.identity.providers.ldap import client
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.schemas.providers import (
    LdapConfigure,
    LdapGroups,
    LdapImport,
    LdapImports,
    LdapMappings,
    LdapMappingsRead,
    LdapPeople,
    LdapState,
    ProviderRead,
    ProviderTest,
    ProviderTrial,
    ProviderUpdate,
    SyncOrder,
    SyncStatus,
)
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import directory_sync, ldap_admin, providers
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(prefix="/admin/ldap", tags=["admin"])
GONE = problem_responses(404, 503)


@router.get("/config", summary="Read the directory's configuration")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_config(uow: Read, principal: CurrentPrincipal) -> LdapState:
    found = await ldap_admin.provider(uow, principal)
    return LdapState(configured=found is not None, enabled=found is not None and found.enabled, provider=found)


@router.post("/configure", summary="Configure the directory")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_configure(body: LdapConfigure, uow: Uow, principal: CurrentPrincipal) -> ProviderRead:
    """Makes it, or replaces what is there, and switches it on."""
    return await ldap_admin.configure(uow, principal, body)


@router.post("/test", summary="Test the directory", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_test(body: ProviderTest, site: CurrentSite, uow: Read, principal: CurrentPrincipal) -> ProviderTrial:
    return await providers.try_provider(site, principal, (await _read(uow, principal)).id, body)


@router.post("/disable", summary="Switch the directory off", responses=problem_responses(404, 409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_disable(uow: Uow, principal: CurrentPrincipal) -> ProviderRead:
    found = await _read(uow, principal)
    return await providers.update_provider(uow, principal, found.id, ProviderUpdate(enabled=False))


@router.get("/users/search", summary="Search people in the directory", responses=GONE)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_users_search(
    uow: Read, principal: CurrentPrincipal, q: Annotated[str, Query(max_length=200)] = ""
) -> LdapPeople:
    config = await _config(uow, principal)
    found = await ldap_admin.ask(config, lambda asked: client.search(asked, q))
    return LdapPeople(data=[providers.preview(config, one) for one in found])


@router.get("/groups", summary="List the directory's groups", responses=GONE)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_groups(uow: Read, principal: CurrentPrincipal) -> LdapGroups:
    return LdapGroups(data=await ldap_admin.ask(await _config(uow, principal), client.groups))


@router.post("/sync/users", status_code=202, summary="Synchronize accounts now", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_sync_users(uow: Uow, principal: CurrentPrincipal) -> SyncOrder:
    """As a job; follow it at `/admin/ldap/sync/status`."""
    return SyncOrder(job_id=await directory_sync.order(uow, principal, (await _read(uow, principal)).id))


@router.get("/sync/status", summary="How the last synchronization went", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_sync_status(uow: Read, principal: CurrentPrincipal) -> SyncStatus:
    return await directory_sync.status(uow, principal, (await _read(uow, principal)).id)


@router.post("/import/users", summary="Make accounts for people of the directory", responses=GONE)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_import_users(body: LdapImport, site: CurrentSite, uow: Read, principal: CurrentPrincipal) -> LdapImports:
    found = await providers.provider_by_id(uow, principal, (await _read(uow, principal)).id)
    return LdapImports(data=await ldap_admin.import_people(site, principal, found, body.logins, Kind(body.kind)))


@router.get("/mappings", summary="Read what groups stand for", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_mappings_read(uow: Read, principal: CurrentPrincipal) -> LdapMappingsRead:
    config = await _config(uow, principal)
    return LdapMappingsRead(roles=config.roles, groups=config.groups)


@router.put("/mappings", summary="Set what groups stand for", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def ldap_mappings_set(body: LdapMappings, uow: Uow, principal: CurrentPrincipal) -> LdapMappingsRead:
    found = await _read(uow, principal)
    change = ProviderUpdate.model_validate({"config": {"roles": body.roles, "groups": body.groups}})
    await providers.update_provider(uow, principal, found.id, change)
    return LdapMappingsRead(roles=body.roles, groups=body.groups)


async def _read(uow: ReadUow, principal: Principal) -> ProviderRead:
    found = await ldap_admin.provider(uow, principal)
    if found is None or found.type is not ProviderType.LDAP:
        raise ProviderNotFound
    return found


async def _config(uow: ReadUow, principal: Principal) -> LdapConfig:
    found = await providers.provider_by_id(uow, principal, (await _read(uow, principal)).id)
    if not isinstance(found.config, LdapConfig):
        raise ProviderNotFound
    return found.config
