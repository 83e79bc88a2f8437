"""Keeping accounts like the directory they come from: by hand, or every so many seconds."""

from __future__ import annotations

from collections import Counter

import orjson
import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gotrs_api.identity.directory import Account
from gotrs_api.identity.errors import LastAdministrator, LoginTaken, ProviderNotFound
from gotrs_api.identity.models import DirectorySync, IdentityLink
from gotrs_api.identity.payloads import SyncDirectory
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.providers import stored
from gotrs_api.identity.providers.config import LdapConfig
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable
from gotrs_api.identity.providers.ldap import client as ldap
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.schemas.providers import LdapImported, SyncStatus
from gotrs_api.identity.service import agents, links, provisioning
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.uow import ReadUow, Site, UnitOfWork

log = structlog.get_logger(__name__)


async def status(uow: ReadUow, principal: Principal, provider_id: int) -> SyncStatus:
    """Raises Forbidden."""
    principal.require_admin()
    row = await uow.session.get(DirectorySync, provider_id, populate_existing=True)
    if row is None:
        return SyncStatus(running=False, started=None, finished=None, error=None, counts={})
    return SyncStatus(
        running=row.finished_at is None,
        started=row.started_at,
        finished=row.finished_at,
        error=row.error,
        counts=orjson.loads(row.counts) if row.counts else {},
    )


async def order(uow: UnitOfWork, principal: Principal, provider_id: int) -> int:
    """The job that synchronizes now. Raises Forbidden."""
    principal.require_admin()
    return await uow.enqueue(SyncDirectory(provider_id=provider_id), dedupe_key=f"sync_directory:{provider_id}")


async def due(uow: ReadUow) -> list[int]:
    """Directories whose time has come."""
    found = []
    for provider in await stored.providers(uow):
        config = provider.config
        if not isinstance(config, LdapConfig) or not provider.enabled or not config.sync_every_s:
            continue
        row = await uow.session.get(DirectorySync, provider.id, populate_existing=True)
        age = None if row is None else (uow.clock.now() - row.started_at).total_seconds()
        if age is None or age >= config.sync_every_s:
            found.append(provider.id)
    return found


async def synchronize(site: Site, provider_id: int) -> dict[str, int]:
    """Read the whole directory, then one short transaction for each account.

    Accounts that are known are updated; who is gone there, or in none of the required groups any more, becomes
    invalid where the configuration says so. Nobody is deactivated when the directory shows nobody at all. Only people
    who signed in or were imported before have an account: a directory may hold ten thousand others.
    """
    async with site.read() as read:
        provider = next((one for one in await stored.providers(read) if one.id == provider_id), None)
    if provider is None or not isinstance(provider.config, LdapConfig):
        return {}
    await _note(site, provider_id, started=True)
    try:
        people = {one.external_id: one for one in await ldap.asking(provider.config, ldap.everybody)}
    except ProviderUnavailable as failure:
        await _note(site, provider_id, error=str(failure))
        return {}
    counts: Counter[str] = Counter(people=len(people))
    async with site.read() as read:
        known = (
            await read.session.execute(
                select(IdentityLink.kind, IdentityLink.subject, IdentityLink.external_id).where(
                    IdentityLink.provider_id == provider_id
                )
            )
        ).all()
    for kind, subject, external_id in known:
        identity = people.get(external_id)
        counts[await _one(site, provider, Kind(kind), subject, identity, anybody=bool(people))] += 1
    await _note(site, provider_id, counts=dict(counts))
    return dict(counts)


async def import_people(
    site: Site, principal: Principal, provider: Provider, logins: list[str], kind: Kind
) -> list[LdapImported]:
    """Accounts for people of the directory before they sign in. Raises Forbidden, ProviderUnavailable."""
    principal.require_admin()
    config = provider.config
    if not isinstance(config, LdapConfig):
        raise ProviderNotFound
    done = []
    for login in logins:
        identity = await ldap.asking(config, lambda asked, login=login: ldap.find(asked, login))  # type: ignore[misc]
        if identity is None:
            done.append(LdapImported(login=login, result="unknown", reason=""))
            continue
        try:
            async with site.uow(acting_id=principal.user_id) as uow:
                await provisioning.account_for(uow, provider, identity, kind)
            done.append(LdapImported(login=login, result="imported", reason=""))
        except links.NotAdmitted as refusal:
            done.append(LdapImported(login=login, result="refused", reason=refusal.reason))
        except (LoginTaken, IntegrityError):
            done.append(LdapImported(login=login, result="refused", reason="login_taken"))
    return done


async def _one(
    site: Site, provider: Provider, kind: Kind, subject: str, identity: ExternalIdentity | None, *, anybody: bool
) -> str:
    config = provider.config
    assert isinstance(config, LdapConfig)
    wanted = identity is not None and (
        not config.required_groups or provisioning.holds_any(identity, config.required_groups)
    )
    try:
        async with site.uow() as uow:
            account = await links.account_by_subject(uow, kind, subject)
            if account is None:
                return "gone"
            if wanted and identity is not None:
                if not account.valid:
                    return "invalid"
                await provisioning.account_for(uow, provider, identity, kind)
                return "updated"
            if config.sync_deactivates and anybody and account.valid:
                return await _deactivate(uow, provider, account)
            return "left"
    except (links.NotAdmitted, LastAdministrator, LoginTaken, IntegrityError) as refusal:
        log.warning("directory_sync.refused", provider=provider.name, subject=subject, error=type(refusal).__name__)
        return "refused"


async def _deactivate(uow: UnitOfWork, provider: Provider, account: Account) -> str:
    if account.kind is Kind.CUSTOMER:
        await provisioning.customers(uow).deactivate(uow, account)
        return "deactivated"
    if account.subject == str(SYSTEM_USER_ID):
        return "left"
    system = Principal.system(f"sign-in provider {provider.name}")
    await agents.set_valid(uow, system, int(account.subject), valid=False, reason="gone from the directory")
    return "deactivated"


async def _note(
    site: Site,
    provider_id: int,
    *,
    started: bool = False,
    error: str | None = None,
    counts: dict[str, int] | None = None,
) -> None:
    now = site.clock.now()
    async with site.uow() as uow:
        row = await uow.session.get(DirectorySync, provider_id, populate_existing=True)
        if row is None:
            row = DirectorySync(provider_id=provider_id, started_at=now)
            uow.session.add(row)
        if started:
            row.started_at, row.finished_at, row.error = now, None, None
        else:
            row.finished_at, row.error = now, error
            row.counts = orjson.dumps(counts).decode() if counts is not None else row.counts
