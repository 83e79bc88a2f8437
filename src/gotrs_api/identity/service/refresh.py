"""Tokens of the API: an access token for minutes, and a refresh token that is exchanged at each use.

A refresh token that comes a second time was stolen, from its owner or by its owner's name: its whole family ends.
"""

import hashlib
import secrets
import uuid
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, update

from gotrs_api.db.results import changed_rows
from gotrs_api.identity import access_tokens, audit, principals, signing_keys
from gotrs_api.identity.errors import InvalidToken, PasswordChangeNeeded
from gotrs_api.identity.models import RefreshToken
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.principals import Found
from gotrs_api.identity.schemas.sign_in import TokenPair
from gotrs_api.identity.service import maintenance, second_factor_duty
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.uow import ReadUow, Site, UnitOfWork

LIFETIME = timedelta(days=14)
START = "gr_"


async def issue(uow: UnitOfWork, signed_in: SignedIn) -> TokenPair:
    """The first pair of a new family. Raises PasswordChangeNeeded, SignInClosed."""
    if signed_in.password_change is not None:
        raise PasswordChangeNeeded(signed_in.password_change)
    await maintenance.require_open(uow, signed_in)
    return await _issue(uow, signed_in.kind, signed_in.subject, str(uuid.uuid4()))


async def refresh(site: Site, refresh_token: str) -> TokenPair:
    """A new pair for one that was never used. Raises InvalidToken, SecondFactorNeeded.

    Reuse revokes the family, and with it the access tokens that are out; so it does for an account no longer valid.
    """
    async with site.uow() as uow:
        row = (
            await uow.session.scalars(
                select(RefreshToken).where(RefreshToken.token_hash == _hash(refresh_token)).with_for_update()
            )
        ).first()
        if row is None:
            raise InvalidToken
        if row.revoked_at is None and row.used_at is None and row.expires_at > uow.clock.now():
            kind = Kind(row.kind)
            found = await _account(uow, kind, row.subject)
            if found is not None:
                await second_factor_duty.require_met(uow, found)
                row.used_at = uow.clock.now()
                return await _issue(uow, kind, row.subject, row.family)
        if row.revoked_at is None and row.used_at is not None:
            await audit.record(uow, None, "token.refresh_reused", row.kind, row.subject)
        await revoke_family(uow, row.family)
    raise InvalidToken


async def revoke_family(uow: UnitOfWork, family: str) -> None:
    """End a family; its access tokens stop at once in this process, within seconds in others."""
    await uow.session.execute(
        update(RefreshToken)
        .where(RefreshToken.family == family, RefreshToken.revoked_at.is_(None))
        .values(revoked_at=uow.clock.now())
    )
    principals.forget_after_commit(uow)


async def revoke_all(uow: UnitOfWork, kind: Kind, subject: str, *, except_family: str | None = None) -> None:
    """End every family of one account, but for one."""
    statement = update(RefreshToken).where(
        RefreshToken.kind == kind, RefreshToken.subject == subject, RefreshToken.revoked_at.is_(None)
    )
    if except_family is not None:
        statement = statement.where(RefreshToken.family != except_family)
    await uow.session.execute(statement.values(revoked_at=uow.clock.now()))
    principals.forget_after_commit(uow)


async def revoke_everybodys(uow: UnitOfWork, *, except_family: str | None) -> int:
    """End the sign-ins of all programs, but for one; answers how many."""
    living = [RefreshToken.revoked_at.is_(None), RefreshToken.expires_at > uow.clock.now()]
    if except_family is not None:
        living.append(RefreshToken.family != except_family)
    count = await uow.session.scalar(select(func.count(RefreshToken.family.distinct())).where(*living))
    await uow.session.execute(update(RefreshToken).where(*living).values(revoked_at=uow.clock.now()))
    principals.forget_after_commit(uow)
    return count or 0


async def sign_out(uow: UnitOfWork, *, access_token: str | None = None, refresh_token: str | None = None) -> None:
    """End the families that these tokens belong to; unknown ones are fine. Raises InvalidToken for an access token
    that is not ours or is over."""
    families = set()
    if access_token is not None:
        keys = await signing_keys.ring(uow, wanted=access_tokens.kid_of(access_token))
        families.add(access_tokens.read(keys, access_token, uow.clock.now()).family)
    if refresh_token is not None:
        families |= set(
            await uow.session.scalars(
                select(RefreshToken.family).where(RefreshToken.token_hash == _hash(refresh_token))
            )
        )
    for family in families:
        row = (
            await uow.session.execute(
                select(RefreshToken.kind, RefreshToken.subject).where(RefreshToken.family == family)
            )
        ).first()
        if row is not None:
            await revoke_family(uow, family)
            await audit.record(uow, None, "sign_out", row.kind, row.subject)


async def forget_expired(uow: UnitOfWork) -> int:
    """Delete tokens that are over; answers how many. An access token outlives none of them."""
    gone = await uow.session.execute(delete(RefreshToken).where(RefreshToken.expires_at <= uow.clock.now()))
    return changed_rows(gone)


async def _issue(uow: UnitOfWork, kind: Kind, subject: str, family: str) -> TokenPair:
    now = uow.clock.now()
    token = START + secrets.token_urlsafe(32)
    await uow.session.execute(
        insert(RefreshToken).values(
            family=family,
            token_hash=_hash(token),
            kind=kind,
            subject=subject,
            created_at=now,
            expires_at=now + LIFETIME,
        )
    )
    access = access_tokens.issue(await signing_keys.ring(uow), kind=kind, subject=subject, family=family, now=now)
    return TokenPair(
        access_token=access, refresh_token=token, token_type="Bearer", expires_in=access_tokens.ACCESS_TOKEN_S
    )


async def _account(uow: ReadUow, kind: Kind, subject: str) -> Found | None:
    """None for one that is not valid any more."""
    if kind is Kind.AGENT:
        return await principals.by_agent(uow, int(subject))
    return await principals.by_customer(uow, subject)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
