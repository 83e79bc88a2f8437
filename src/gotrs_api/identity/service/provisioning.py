"""From somebody whom a provider vouches for to an account here: found, adopted or made, and kept like there."""

from __future__ import annotations

import re

import structlog
from sqlalchemy import select

from gotrs_api.identity.directory import Account, CustomerDirectory, directory
from gotrs_api.identity.errors import LastAdministrator
from gotrs_api.identity.models import IdentityLink, PermissionGroup, Role, RoleUser
from gotrs_api.identity.principal import Kind, Principal, QueueRight
from gotrs_api.identity.providers.config import Adoption, Mapped
from gotrs_api.identity.providers.external import ExternalIdentity
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.schemas.agents import AgentCreate, AgentUpdate, GroupRights
from gotrs_api.identity.service import agents, links, memberships
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.uow import ReadUow, UnitOfWork

log = structlog.get_logger(__name__)


async def account_for(uow: UnitOfWork, provider: Provider, identity: ExternalIdentity, kind: Kind) -> Account:
    """The account, updated and with the rights that the mapping gives, in this transaction.

    Whom the provider has told us about before is found by his link alone, whatever his login is by now. Raises
    NotAdmitted; LoginTaken and IntegrityError when another transaction made the same account: then try again.
    """
    mapped = provider.config
    assert isinstance(mapped, Mapped)
    if not identity.external_id or not identity.login:
        raise links.NotAdmitted("incomplete")
    if mapped.required_groups and not holds_any(identity, mapped.required_groups):
        raise links.NotAdmitted("groups")
    found = await links.linked(uow, provider, identity, kind)
    is_new = False
    if found is None:
        found = await _adopted(uow, provider, identity, kind)
        if found is None:
            if not mapped.create:
                raise links.NotAdmitted("unknown")
            found, is_new = await _made(uow, provider, identity, kind), True
        await links.link(uow, provider, identity, found)
    if not found.valid:
        raise links.NotAdmitted("not_valid")
    if mapped.update and not is_new:
        found = await _updated(uow, provider, identity, found)
    if kind is Kind.AGENT and (mapped.roles or mapped.groups):
        await _give_rights(uow, provider, identity, int(found.subject))
    await uow.session.flush()
    return found


def holds_any(identity: ExternalIdentity, names: list[str]) -> bool:
    return bool(_folded(identity) & {_fold(name) for name in names})


def mapped_to(identity: ExternalIdentity, mapping: dict[str, list[str]]) -> set[str]:
    """What the groups of somebody stand for; DNs are compared whatever their case and blanks."""
    held = _folded(identity)
    return {value for group, values in mapping.items() if _fold(group) in held for value in values}


def _folded(identity: ExternalIdentity) -> set[str]:
    return {_fold(group) for group in identity.groups}


def _fold(name: str) -> str:
    return re.sub(r"\s*([,=])\s*", r"\1", name.strip()).casefold()


async def _adopted(uow: ReadUow, provider: Provider, identity: ExternalIdentity, kind: Kind) -> Account | None:
    """An account of here for the same person, by what the provider was trusted with. Raises NotAdmitted.

    Never the first agent, who is everybody's emergency exit, and never one that another person of this provider has.
    """
    mapped = provider.config
    assert isinstance(mapped, Mapped)
    same_login = await directory(uow.site, kind).find(uow, identity.login)
    account = same_login if mapped.adopt is Adoption.LOGIN else None
    if mapped.adopt is Adoption.EMAIL and identity.email and identity.email_verified:
        account = await directory(uow.site, kind).find_by_email(uow, identity.email)
    if account is None:
        if same_login is not None:
            raise links.NotAdmitted("login_taken")
        return None
    if kind is Kind.AGENT and account.subject == str(SYSTEM_USER_ID):
        raise links.NotAdmitted("first_agent")
    others = await uow.session.scalar(
        select(IdentityLink.id).where(
            IdentityLink.provider_id == provider.id, IdentityLink.kind == kind, IdentityLink.subject == account.subject
        )
    )
    if others is not None:
        raise links.NotAdmitted("linked_to_another")
    return account


def customers(uow: ReadUow) -> CustomerDirectory:
    found: CustomerDirectory = directory(uow.site, Kind.CUSTOMER)  # type: ignore[assignment]
    return found


async def _made(uow: UnitOfWork, provider: Provider, identity: ExternalIdentity, kind: Kind) -> Account:
    if kind is Kind.CUSTOMER:
        account = await customers(uow).provision(uow, None, identity)
    else:
        command = AgentCreate(
            login=re.sub(r"\s", "", _line(identity.login, 200)),
            first_name=_line(identity.first_name, 100) or _line(identity.login, 100),
            last_name=_line(identity.last_name, 100) or _line(identity.login, 100),
            email=_email(identity),
            mobile=_line(identity.phone, 100),
        )
        made = await agents.create_agent(uow, _system(provider), command)
        account = await agents.account_of(uow, made.id)
    if account is None:
        raise links.NotAdmitted("refused_here")
    return account


async def _updated(uow: UnitOfWork, provider: Provider, identity: ExternalIdentity, account: Account) -> Account:
    if account.kind is Kind.CUSTOMER:
        return await customers(uow).provision(uow, account, identity) or account
    sent = {
        "first_name": _line(identity.first_name, 100),
        "last_name": _line(identity.last_name, 100),
        "email": _email(identity),
    }
    command = AgentUpdate(**{name: value for name, value in sent.items() if value})
    await agents.update_agent(uow, _system(provider), int(account.subject), command)
    return account


async def _give_rights(uow: UnitOfWork, provider: Provider, identity: ExternalIdentity, user_id: int) -> None:
    """Roles and rights as the mapping says. Only what is not so already is written; the last administrator stays."""
    mapped, system = provider.config, _system(provider)
    assert isinstance(mapped, Mapped)
    try:
        async with uow.session.begin_nested():
            if mapped.roles:
                await _give_roles(uow, system, mapped, identity, user_id)
            if mapped.groups:
                await _give_groups(uow, system, mapped, identity, user_id)
    except LastAdministrator:
        log.warning("provisioning.last_administrator_kept", provider=provider.name, user_id=user_id)


async def _give_roles(
    uow: UnitOfWork, system: Principal, mapped: Mapped, identity: ExternalIdentity, user_id: int
) -> None:
    ids = {name: role_id for role_id, name in await uow.session.execute(select(Role.id, Role.name))}
    governed = {ids[name] for names in mapped.roles.values() for name in names if name in ids}
    wanted = {ids[name] for name in mapped_to(identity, mapped.roles) if name in ids}
    held = set(await uow.session.scalars(select(RoleUser.role_id).where(RoleUser.user_id == user_id)))
    result = wanted | (held - governed if mapped.keep_others else set())
    if result != held:
        await memberships.set_roles_of_agent(uow, system, user_id, result)


async def _give_groups(
    uow: UnitOfWork, system: Principal, mapped: Mapped, identity: ExternalIdentity, user_id: int
) -> None:
    ids = {name: gid for gid, name in await uow.session.execute(select(PermissionGroup.id, PermissionGroup.name))}
    governed = {name.rpartition(":")[0] for names in mapped.groups.values() for name in names}
    wanted: dict[int, set[str]] = {}
    for right in mapped_to(identity, mapped.groups):
        name, _, key = right.rpartition(":")
        if name in ids:
            wanted.setdefault(ids[name], set()).add(key)
    wanted = {gid: {"rw"} if "rw" in keys else keys for gid, keys in wanted.items()}
    before = await memberships.groups_of_agent(uow, system, user_id)
    held = {row.group_id: set(row.rights) for row in before}
    if mapped.keep_others:
        wanted = {gid: keys for gid, keys in held.items() if gid not in {ids.get(name) for name in governed}} | wanted
    if wanted != held:
        rights = [
            GroupRights(group_id=gid, rights=[QueueRight(key) for key in sorted(keys)]) for gid, keys in wanted.items()
        ]
        await memberships.set_groups_of_agent(uow, system, user_id, rights)


def _system(provider: Provider) -> Principal:
    return Principal.system(f"sign-in provider {provider.name}")


def _email(identity: ExternalIdentity) -> str:
    email = _line(identity.email, 250)
    return email if re.fullmatch(r"[^@\s]+@[^@\s]+", email) else ""


def _line(text: str, longest: int) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", " ", text).strip()[:longest]
