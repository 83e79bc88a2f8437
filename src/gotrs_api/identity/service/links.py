"""Who somebody at a provider is here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from gotrs_api.identity import audit
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.models import IdentityLink, User
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.providers.external import ExternalIdentity
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.service.sessions import subject_of
from gotrs_api.uow import ReadUow, UnitOfWork


@dataclass(frozen=True)
class NotAdmitted(Exception):
    """The provider knows this person, but nothing here is his: `reason` is for the audit log."""

    reason: str


async def linked(uow: ReadUow, provider: Provider, identity: ExternalIdentity, kind: Kind) -> Account | None:
    """Raises NotAdmitted for a link to an account that is gone."""
    subject = await uow.session.scalar(
        select(IdentityLink.subject).where(
            IdentityLink.provider_id == provider.id,
            IdentityLink.kind == kind,
            IdentityLink.external_id == identity.external_id,
        )
    )
    if subject is None:
        return None
    account = await account_by_subject(uow, kind, subject)
    if account is None:
        raise NotAdmitted("gone")
    return account


async def is_linked(uow: ReadUow, account: Account) -> bool:
    """Whether any provider knows who this is."""
    mine = (IdentityLink.kind == account.kind, IdentityLink.subject == account.subject)
    return await uow.session.scalar(select(IdentityLink.id).where(*mine).limit(1)) is not None


async def account_by_subject(uow: ReadUow, kind: Kind, subject: str) -> Account | None:
    login: str | None = subject
    if kind is Kind.AGENT:
        login = await uow.session.scalar(select(User.login).where(User.id == int(subject)))
    return await directory(uow.site, kind).find(uow, login) if login else None


async def link(uow: UnitOfWork, provider: Provider, identity: ExternalIdentity, account: Account) -> None:
    now = uow.clock.now()
    await uow.session.execute(
        insert(IdentityLink).values(
            provider_id=provider.id,
            kind=account.kind,
            external_id=identity.external_id,
            subject=account.subject,
            login=identity.login[:200],
            created_at=now,
            last_used_at=now,
        )
    )
    details = {"provider": provider.name, "as": identity.login[:200]}
    await audit.record(uow, account, "sign_in.linked", str(account.kind), account.subject, details)


async def link_own(uow: UnitOfWork, principal: Principal, provider: Provider, identity: ExternalIdentity) -> None:
    """To the account of who is signed in, one of each provider. Raises NotAdmitted."""
    account = await account_by_subject(uow, principal.kind, subject_of(principal))
    if account is None or not account.valid:
        raise NotAdmitted("gone")
    taken = select(IdentityLink.id).where(IdentityLink.provider_id == provider.id, IdentityLink.kind == account.kind)
    same_account, same_identity = (
        taken.where(IdentityLink.subject == account.subject),
        taken.where(IdentityLink.external_id == identity.external_id),
    )
    if await uow.session.scalar(same_identity) is not None:
        raise NotAdmitted("linked_to_another")
    if await uow.session.scalar(same_account) is not None:
        raise NotAdmitted("linked_already")
    await link(uow, provider, identity, account)


async def note_use(uow: UnitOfWork, provider: Provider, account: Account) -> None:
    await uow.session.execute(
        update(IdentityLink)
        .where(
            IdentityLink.provider_id == provider.id,
            IdentityLink.kind == account.kind,
            IdentityLink.subject == account.subject,
        )
        .values(last_used_at=uow.clock.now())
    )


async def unlink_all(uow: UnitOfWork, provider_id: int) -> None:
    await uow.session.execute(delete(IdentityLink).where(IdentityLink.provider_id == provider_id))
