"""Personal access tokens: `gf_<8 hex>_<56 hex>`, of which only a hash of the last part is kept."""

import hashlib
import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import cast

import orjson
from sqlalchemy import ColumnElement, insert, select, update

from gotrs_api.db.results import new_id
from gotrs_api.identity import audit, principals
from gotrs_api.identity.directory import CustomerDirectory, directory
from gotrs_api.identity.errors import ScopeNotAllowed, TokenNotFound
from gotrs_api.identity.models import ApiToken, User
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.tokens import ScopeRead, TokenCreate, TokenCreated, TokenRead
from gotrs_api.identity.scopes import SCOPES, Scope
from gotrs_api.identity.service.sessions import subject_of
from gotrs_api.identity.service.totp import require_person
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork

_SPANS = {"30d": timedelta(days=30), "90d": timedelta(days=90), "1y": timedelta(days=365)}


def available_scopes(principal: Principal) -> list[ScopeRead]:
    """What a token of this person may be limited to."""
    return [
        ScopeRead(name=scope, description=facts.description, agents_only=facts.agents_only)
        for scope, facts in SCOPES.items()
        if principal.is_agent or not facts.agents_only
    ]


async def create(uow: UnitOfWork, principal: Principal, command: TokenCreate) -> TokenCreated:
    """Raises Forbidden for a caller that itself is a token, ScopeNotAllowed, InvalidInput for a day that is past."""
    require_person(principal)
    allowed = {scope.name for scope in available_scopes(principal)}
    for scope in command.scopes:
        if scope not in allowed:
            raise ScopeNotAllowed(scope=str(scope))
    now = uow.clock.now()
    prefix, secret = secrets.token_hex(4), secrets.token_hex(28)
    created = await uow.session.execute(
        insert(ApiToken).values(
            prefix=prefix,
            secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
            name=command.name,
            kind=principal.kind,
            user_id=principal.user_id if principal.is_agent else None,
            customer_login=principal.login if principal.is_customer else None,
            scopes=orjson.dumps(sorted(set(command.scopes))).decode(),
            rate_limit=command.rate_limit,
            created_at=now,
            expires_at=_expiry(command.expires, now),
        )
    )
    token_id = new_id(created)
    details = {"name": command.name, "prefix": prefix, "scopes": sorted(set(command.scopes))}
    await audit.record(uow, principal, "token.created", "token", token_id, details)
    read = await get(uow, principal, token_id)
    return TokenCreated(**read.model_dump(), token=f"gf_{prefix}_{secret}")


async def list_own(uow: ReadUow, principal: Principal) -> list[TokenRead]:
    """Those not revoked, the latest first."""
    return await _list(uow, _of(principal.kind, subject_of(principal)), ApiToken.revoked_at.is_(None))


async def get(uow: ReadUow, principal: Principal, token_id: int, *, anybodys: bool = False) -> TokenRead:
    """One's own; with `anybodys` any, for administrators. Raises TokenNotFound, Forbidden."""
    if anybodys:
        principal.require_admin()
        found = await _list(uow, ApiToken.id == token_id)
    else:
        found = await _list(uow, ApiToken.id == token_id, _of(principal.kind, subject_of(principal)))
    if not found:
        raise TokenNotFound
    return found[0]


async def revoke(uow: UnitOfWork, principal: Principal, token_id: int, *, anybodys: bool = False) -> None:
    """Works no more, at once. Whose: as `get`. Raises TokenNotFound, Forbidden."""
    read = await get(uow, principal, token_id, anybodys=anybodys)
    await uow.session.execute(
        update(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=uow.clock.now())
    )
    await audit.record(uow, principal, "token.revoked", "token", token_id, {"owner": read.owner, "prefix": read.prefix})
    principals.forget_after_commit(uow)


async def list_all(uow: ReadUow, principal: Principal) -> list[TokenRead]:
    """Everybody's, revoked ones too. Raises Forbidden."""
    principal.require_admin()
    return await _list(uow)


async def list_of(uow: ReadUow, principal: Principal, kind: Kind, subject: str) -> list[TokenRead]:
    """One account's, revoked ones too. Raises Forbidden."""
    principal.require_admin()
    return await _list(uow, _of(kind, subject))


async def customer_login(uow: ReadUow, customer_user_id: int) -> str | None:
    """The login behind a customer user's number."""
    return await cast(CustomerDirectory, directory(uow.site, Kind.CUSTOMER)).login_of(uow, customer_user_id)


def _of(kind: Kind, subject: str) -> ColumnElement[bool]:
    if kind is Kind.AGENT:
        return (ApiToken.kind == Kind.AGENT) & (ApiToken.user_id == int(subject))
    return (ApiToken.kind == Kind.CUSTOMER) & (ApiToken.customer_login == subject)


async def _list(uow: ReadUow, *conditions: ColumnElement[bool]) -> list[TokenRead]:
    statement = (
        select(ApiToken, User.login)
        .join(User, User.id == ApiToken.user_id, isouter=True)
        .where(*conditions)
        .order_by(ApiToken.id.desc())
        .execution_options(populate_existing=True)
    )
    return [_read(token, login) for token, login in await uow.session.execute(statement)]


def _read(token: ApiToken, agent_login: str | None) -> TokenRead:
    return TokenRead(
        id=token.id,
        name=token.name,
        prefix=token.prefix,
        kind=Kind(token.kind),
        owner=agent_login or token.customer_login or "",
        scopes=orjson.loads(token.scopes) if token.scopes else [Scope.ALL],
        rate_limit=token.rate_limit,
        created=token.created_at,
        expires=token.expires_at,
        last_used=token.last_used_at,
        last_used_address=token.last_used_address,
        revoked=token.revoked_at,
    )


def _expiry(expires: str | date, now: datetime) -> datetime | None:
    if isinstance(expires, str):
        return None if expires == "never" else now + _SPANS[expires]
    end = datetime.combine(expires, time.max, UTC).replace(microsecond=0)
    if end <= now:
        raise InvalidInput.field("/expires", "past", "The day is past.")
    return end
