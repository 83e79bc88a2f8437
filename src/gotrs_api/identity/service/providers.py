"""Keeping and trying sign-in providers. What is changed here counts within five seconds in every process."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from pydantic import SecretStr, ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gotrs_api.identity import audit
from gotrs_api.identity.encryption import UndecipherableSecret, encrypt
from gotrs_api.identity.errors import (
    LastProvider,
    NameTaken,
    OurOwnPasswords,
    ProviderNotFound,
)
from gotrs_api.identity.models import DirectorySync, SignInProvider
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.providers import oidc, stored
from gotrs_api.identity.providers.config import (
    CONFIGS,
    SECRETS,
    HeaderConfig,
    LdapConfig,
    Mapped,
    OidcConfig,
    ProviderType,
    SamlConfig,
)
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable
from gotrs_api.identity.providers.ldap import client as ldap
from gotrs_api.identity.providers.saml import metadata, signatures
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.schemas.providers import (
    ExternalPerson,
    ProviderCreate,
    ProviderRead,
    ProviderTest,
    ProviderTrial,
    ProviderUpdate,
)
from gotrs_api.identity.schemas.sign_in import Provider as OfferedProvider
from gotrs_api.identity.service import last_administrator, links
from gotrs_api.identity.service.provisioning import holds_any, mapped_to
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.uow import ReadUow, Site, UnitOfWork

BY_REDIRECT = (OidcConfig, SamlConfig, HeaderConfig)


async def offered(uow: ReadUow) -> list[OfferedProvider]:
    """What the sign-in pages offer, for anybody: names only. Directories are asked by the same form as our passwords."""
    found = [provider for provider in await stored.providers(uow) if provider.enabled and provider.kinds]
    return [
        OfferedProvider(
            id=provider.name,
            name=provider.label,
            kinds=sorted(provider.kinds),
            type="redirect" if isinstance(provider.config, BY_REDIRECT) else "password",
            url=f"/auth/{provider.type}/{provider.name}/start" if isinstance(provider.config, BY_REDIRECT) else None,
        )
        for provider in found
    ]


async def list_providers(uow: ReadUow, principal: Principal) -> list[ProviderRead]:
    """In their order. Raises Forbidden."""
    principal.require_admin()
    rows = (await uow.session.scalars(select(SignInProvider).execution_options(populate_existing=True))).all()
    return [_read(row) for row in sorted(rows, key=lambda row: (row.position, row.id))]


async def read_provider(uow: ReadUow, principal: Principal, provider_id: int) -> ProviderRead:
    """Raises Forbidden, ProviderNotFound."""
    principal.require_admin()
    return _read(await _row(uow, provider_id))


async def create_provider(uow: UnitOfWork, principal: Principal, command: ProviderCreate) -> ProviderRead:
    """Raises Forbidden, InvalidInput, NameTaken, LastProvider, LastAdministrator."""
    principal.require_admin()
    if command.type is ProviderType.DATABASE and command.name != stored.DATABASE:
        raise InvalidInput.field("/name", "name", "Our own passwords have the name database.")
    row = SignInProvider(
        name=command.name,
        label=command.label,
        type=command.type,
        position=command.position,
        for_agents=int(command.agents),
        for_customers=int(command.customers),
        is_enabled=int(command.enabled),
        changed_at=uow.clock.now(),
        changed_by=principal.user_id,
    )
    values: dict[str, Any] = dict(command.config)
    if command.type is ProviderType.SAML:
        values = await _ready_for_saml(uow, command.name, values)
    _put_config(uow, row, values)
    async with last_administrator.kept(uow):
        try:
            async with uow.session.begin_nested():
                uow.session.add(row)
                await uow.session.flush()
        except IntegrityError:
            raise NameTaken(name=command.name) from None
        await _require_a_way_in(uow)
    await _audit(uow, principal, "created", row)
    return _read(row)


async def update_provider(
    uow: UnitOfWork, principal: Principal, provider_id: int, command: ProviderUpdate
) -> ProviderRead:
    """Raises Forbidden, ProviderNotFound, InvalidInput, LastProvider, LastAdministrator."""
    principal.require_admin()
    row = await _row(uow, provider_id, lock=True)
    values: dict[str, Any] = {
        "label": command.label,
        "position": command.position,
        "for_agents": None if command.agents is None else int(command.agents),
        "for_customers": None if command.customers is None else int(command.customers),
        "is_enabled": None if command.enabled is None else int(command.enabled),
    }
    changed = [name for name, value in values.items() if value is not None and value != getattr(row, name)]
    async with last_administrator.kept(uow):
        for name in changed:
            setattr(row, name, values[name])
        await uow.session.flush()
        await _require_a_way_in(uow)
    if command.config is not None:
        _put_config(uow, row, {**_values(uow, row), **_without_empty_secrets(row, command.config)})
        changed += sorted(f"config.{name}" for name in command.config)
    row.changed_at, row.changed_by = uow.clock.now(), principal.user_id
    await uow.session.flush()
    await _audit(uow, principal, "updated", row, changed)
    return _read(row)


async def delete_provider(uow: UnitOfWork, principal: Principal, provider_id: int) -> None:
    """And its links; accounts that it made stay. Raises Forbidden, ProviderNotFound, LastProvider, LastAdministrator."""
    principal.require_admin()
    row = await _row(uow, provider_id, lock=True)
    async with last_administrator.kept(uow):
        sync = await uow.session.get(DirectorySync, provider_id)
        if sync is not None:
            await uow.session.delete(sync)
        await links.unlink_all(uow, provider_id)
        await uow.session.delete(row)
        await uow.session.flush()
        await _require_a_way_in(uow)
    await _audit(uow, principal, "deleted", row)


async def arrange_providers(uow: UnitOfWork, principal: Principal, names: list[str]) -> list[ProviderRead]:
    """Ask them in this order from now on; thereby our own passwords get a place of their own.

    Raises Forbidden, InvalidInput where a name is missing, unknown or given twice.
    """
    principal.require_admin()
    rows = {row.name: row for row in await uow.session.scalars(select(SignInProvider).with_for_update())}
    if stored.DATABASE not in rows:
        rows[stored.DATABASE] = ours = SignInProvider(
            name=stored.BUILT_IN.name,
            label=stored.BUILT_IN.label,
            type=stored.BUILT_IN.type,
            for_agents=1,
            for_customers=1,
            is_enabled=1,
            config="{}",
        )
        uow.session.add(ours)
    if sorted(names) != sorted(rows):
        raise InvalidInput.field("/names", "order", "Name every provider once.")
    for position, name in enumerate(names, start=1):
        row = rows[name]
        row.position, row.changed_at, row.changed_by = position * 10, uow.clock.now(), principal.user_id
    await uow.session.flush()
    await audit.record(uow, principal, "sign_in_provider.arranged", "sign_in_provider", None, {"order": names})
    return await list_providers(uow, principal)


async def provider_by_id(uow: ReadUow, principal: Principal, provider_id: int) -> Provider:
    """With its secrets, for what is done with it now. Raises Forbidden, ProviderNotFound."""
    principal.require_admin()
    for provider in await stored.providers(uow):
        if provider.id == provider_id and provider_id:
            return provider
    raise ProviderNotFound


async def try_provider(site: Site, principal: Principal, provider_id: int, command: ProviderTest) -> ProviderTrial:
    """Ask the provider now; the answer names the step that failed. Nobody is signed in, nothing is written.

    Raises Forbidden, ProviderNotFound.
    """
    async with site.read() as read:
        provider = await provider_by_id(read, principal, provider_id)
    if not isinstance(provider.config, Mapped):
        raise OurOwnPasswords
    if command.groups:
        somebody = ExternalIdentity(external_id="", login=command.login, groups=frozenset(command.groups))
        return ProviderTrial(ok=True, step=None, error=None, person=preview(provider.config, somebody))
    try:
        if isinstance(provider.config, LdapConfig):
            return await _try_ldap(provider.config, command)
        if isinstance(provider.config, SamlConfig):
            return _try_saml(site, provider.name, provider.config)
        if isinstance(provider.config, HeaderConfig):
            return ProviderTrial(ok=True, step=None, error=None, found={"trusted": ", ".join(provider.config.trusted)})
        return await _try_oidc(site, provider.config)
    except ProviderUnavailable as failure:
        return ProviderTrial(ok=False, step=failure.step, error=failure.words)


async def _try_ldap(config: LdapConfig, command: ProviderTest) -> ProviderTrial:
    people = await ldap.asking(config, lambda asked: ldap.search(asked, "", limit=1000))
    found = {"people": len(people), "groups": len(await ldap.asking(config, ldap.groups))}
    incomplete = [one for one in people if not one.external_id]
    if people and len(incomplete) == len(people):
        words = f"nobody has the attribute {config.id_attribute}"
        return ProviderTrial(ok=False, step="search", error=words, found=found)
    if not command.login:
        return ProviderTrial(ok=True, step=None, error=None, found=found)
    identity = await ldap.asking(config, lambda asked: ldap.find(asked, command.login))
    if identity is None:
        return ProviderTrial(ok=False, step="login", error="nobody, or more than one, has this login", found=found)
    person = preview(config, identity)
    password = command.password.get_secret_value()
    if password and await ldap.asking(config, lambda asked: ldap.verify(asked, command.login, password)) is None:
        return ProviderTrial(ok=False, step="password", error="the password is refused", found=found, person=person)
    return ProviderTrial(ok=True, step=None, error=None, found=found, person=person)


async def _try_oidc(site: Site, config: OidcConfig) -> ProviderTrial:
    metadata = await oidc.discover(site.outbound, config)
    known = await oidc.keys(site.outbound, metadata)
    return ProviderTrial(ok=True, step=None, error=None, found={"issuer": metadata["issuer"], "keys": len(known.keys)})


def _try_saml(site: Site, name: str, config: SamlConfig) -> ProviderTrial:
    """Nobody can be asked without a browser: what both sides need to know of each other."""
    idp = metadata.read(config.idp_metadata)
    us = metadata.ServiceProvider.at(site.settings.public_url.rstrip("/"), name, config.signing_certificate, key="")
    ends = max(one.not_valid_after_utc for one in idp.certificates)
    found = {"issuer": idp.entity_id, "certificate_ends": f"{ends:%Y-%m-%d}", "our_metadata": us.entity_id}
    if not site.settings.public_url:
        return ProviderTrial(ok=False, step="public_url", error="GOTRS_PUBLIC_URL is not set", found=found)
    if ends <= site.clock.now():
        return ProviderTrial(ok=False, step="metadata", error="its certificate is over", found=found)
    return ProviderTrial(ok=True, step=None, error=None, found=found)


async def _ready_for_saml(uow: ReadUow, name: str, values: dict[str, Any]) -> dict[str, Any]:
    """With a key of our own. Raises InvalidInput where this desk has no address that assertions could be meant for."""
    if not uow.site.settings.public_url:
        raise InvalidInput.field("/type", "public_url", "Set GOTRS_PUBLIC_URL first.")
    if values.get("signing_key"):
        return values
    return values | await asyncio.to_thread(signatures.new_key, name, uow.clock.now())


def preview(config: Mapped, identity: ExternalIdentity) -> ExternalPerson:
    admitted = not config.required_groups or holds_any(identity, config.required_groups)
    return ExternalPerson(
        external_id=identity.external_id,
        login=identity.login,
        email=identity.email,
        first_name=identity.first_name,
        last_name=identity.last_name,
        customer_id=identity.customer_id,
        groups=sorted(identity.groups),
        admitted=admitted,
        roles=sorted(mapped_to(identity, config.roles)) if admitted else [],
        rights=sorted(mapped_to(identity, config.groups)) if admitted else [],
    )


def _values(uow: ReadUow, row: SignInProvider) -> dict[str, Any]:
    try:
        return stored.config_values(uow, row)
    except UndecipherableSecret:  # the secret key was changed: the rest still counts
        values: dict[str, Any] = orjson.loads(row.config)
        return values


def _without_empty_secrets(row: SignInProvider, config: dict[str, Any]) -> dict[str, Any]:
    secrets = SECRETS[ProviderType(row.type)]
    return {name: value for name, value in config.items() if name not in secrets or value}


def _put_config(uow: ReadUow, row: SignInProvider, values: dict[str, Any]) -> None:
    """Raises InvalidInput, pointing into `/config`."""
    kind = ProviderType(row.type)
    try:
        config = CONFIGS[kind].model_validate(values)
    except ValidationError as error:
        raise InvalidInput(
            errors=[
                FieldError(
                    "/".join(["/config", *map(str, one["loc"])]), one["type"], one["msg"].removeprefix("Value error, ")
                )
                for one in error.errors()
            ]
        ) from None
    plain = config.model_dump(mode="json", exclude=set(SECRETS[kind]))
    hidden = {name: getattr(config, name) for name in SECRETS[kind]}
    revealed = {
        name: value.get_secret_value()
        for name, value in hidden.items()
        if isinstance(value, SecretStr) and value.get_secret_value()
    }
    row.config = orjson.dumps(plain).decode()
    row.secrets_encrypted = (
        encrypt(uow.site.settings, stored.PURPOSE, orjson.dumps(revealed).decode()) if revealed else None
    )


async def let_own_passwords_in(uow: UnitOfWork, principal: Principal) -> None:
    """Our own passwords count for agents, whatever is set: for whom another provider has locked out. Raises Forbidden."""
    principal.require_admin()
    ours = select(SignInProvider).where(SignInProvider.type == stored.DATABASE)
    row = await uow.session.scalar(ours.with_for_update())
    if row is None:  # they count without one
        return
    row.is_enabled = row.for_agents = 1
    row.changed_at, row.changed_by = uow.clock.now(), principal.user_id
    await uow.session.flush()
    await _audit(uow, principal, "updated", row, ["is_enabled", "for_agents"])


async def _require_a_way_in(uow: UnitOfWork) -> None:
    """Raises LastProvider where agents could not sign in any more."""
    rows = await uow.session.scalars(select(SignInProvider).where(SignInProvider.is_enabled == 1))
    known = list(rows)
    built_in = not await uow.session.scalar(select(SignInProvider.id).where(SignInProvider.type == stored.DATABASE))
    if not built_in and not any(row.for_agents for row in known):
        raise LastProvider(kind=str(Kind.AGENT))


async def _row(uow: ReadUow, provider_id: int, *, lock: bool = False) -> SignInProvider:
    row = await uow.session.get(SignInProvider, provider_id, with_for_update=lock, populate_existing=True)
    if row is None:
        raise ProviderNotFound
    return row


async def _audit(
    uow: UnitOfWork, principal: Principal, done: str, row: SignInProvider, changed: list[str] | None = None
) -> None:
    details = {"name": row.name, "type": row.type} | ({"changed": changed} if changed else {})
    await audit.record(uow, principal, f"sign_in_provider.{done}", "sign_in_provider", row.id, details)


def _read(row: SignInProvider) -> ProviderRead:
    kind = ProviderType(row.type)
    return ProviderRead(
        id=row.id,
        name=row.name,
        label=row.label,
        type=kind,
        position=row.position,
        agents=bool(row.for_agents),
        customers=bool(row.for_customers),
        enabled=bool(row.is_enabled),
        config=orjson.loads(row.config),
        secrets={name: bool(row.secrets_encrypted) for name in SECRETS[kind]},
        changed=row.changed_at,
    )
