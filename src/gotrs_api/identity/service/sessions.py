"""Browser sessions: kept on the server, known to the browser by a cookie whose value is only kept hashed here."""

import hashlib
import secrets
import string
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, delete, func, insert, select, update

from gotrs_api.db.results import changed_rows
from gotrs_api.identity import audit, principals
from gotrs_api.identity.errors import PasswordChangeNeeded, SecondFactorNeeded, SessionNotFound, SessionsExhausted
from gotrs_api.identity.models import SignInSession, User
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.principals import Found
from gotrs_api.identity.schemas.sessions import SessionRead
from gotrs_api.identity.service import maintenance, refresh, second_factor_duty
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow, Site, UnitOfWork

COOKIE_NAMES = {Kind.AGENT: "gotrs_agent", Kind.CUSTOMER: "gotrs_customer"}
WEB_SERVICE = "GenericInterface"  # OTRS: SessionSource
_LETTERS_AND_DIGITS = string.ascii_letters + string.digits
_TOUCH_EVERY = timedelta(minutes=1)
_MOST_LISTED = 1000
_LIMITS = {
    Kind.AGENT: (settings.AGENT_SESSION_LIMIT, settings.AGENT_SESSION_PER_USER_LIMIT),
    Kind.CUSTOMER: (settings.CUSTOMER_SESSION_LIMIT, settings.CUSTOMER_SESSION_PER_USER_LIMIT),
}


def cookie_name(kind: Kind, *, secure: bool) -> str:
    return of_this_host(COOKIE_NAMES[kind], secure=secure)


def of_this_host(cookie: str, *, secure: bool) -> str:
    """A cookie's name, on HTTPS with the prefix that makes browsers refuse it from anywhere but this host."""
    return f"__Host-{cookie}" if secure else cookie


def cookie_attributes(*, secure: bool) -> dict[str, Any]:
    """For Starlette's `set_cookie` and `delete_cookie`; a session cookie, its end is the server's affair."""
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": secure}


async def create(
    uow: UnitOfWork, signed_in: SignedIn, address: str, user_agent: str, *, for_web_service: bool = False
) -> str:
    """The token for the cookie: 256 random bits, new at each sign-in; a web service's is 32 letters and digits (OTRS).

    Whoever has as many sessions as one person may have loses the one that was idle longest. Raises SessionsExhausted
    when the limit of everybody's sessions together is reached (never for administrators), PasswordChangeNeeded, SignInClosed.
    """
    if signed_in.password_change is not None:
        raise PasswordChangeNeeded(signed_in.password_change)
    await maintenance.require_open(uow, signed_in)
    await _make_room(uow, signed_in)
    now = uow.clock.now()
    token = _otrs_token() if for_web_service else secrets.token_urlsafe(32)
    until = now + await _duration(uow, settings.AGENT_SESSION_MAX_TIME_S)
    data = {"source": WEB_SERVICE} if for_web_service else None
    await _add(uow, signed_in.kind, signed_in.subject, token, address, user_agent, until, data)
    return token


async def create_behind(
    uow: UnitOfWork, kind: Kind, subject: str, behind: int, address: str, user_agent: str, until: datetime
) -> str:
    """For `signing_in_as` alone: a session of somebody who did not sign in. It takes none of theirs away."""
    token = secrets.token_urlsafe(32)
    await _add(uow, kind, subject, token, address, user_agent, until, _behind(behind))
    return token


async def _add(
    uow: UnitOfWork,
    kind: Kind,
    subject: str,
    token: str,
    address: str,
    user_agent: str,
    until: datetime,
    data: dict[str, Any] | None,
) -> None:
    now = uow.clock.now()
    await uow.session.execute(
        insert(SignInSession).values(
            token_hash=token_hash(token),
            kind=kind,
            user_id=int(subject) if kind is Kind.AGENT else None,
            customer_login=subject if kind is Kind.CUSTOMER else None,
            created_at=now,
            last_seen_at=now,
            expires_at=until,
            address=address[:45],
            user_agent=user_agent[:255],
            csrf_secret=secrets.token_urlsafe(32),
            data=None if data is None else _kept(data),
        )
    )


async def find_web_service(site: Site, token: str, *, address: str) -> Found | None:
    """The session, of an agent or a customer, that a web service made with this token; as `find`.

    With `SessionCheckRemoteIP` it counts from the address that it was made from.
    """
    credential = f"session:{WEB_SERVICE}:{token}"
    found = principals.remembered(site, credential)
    if found is None:
        async with site.read() as uow:
            found = await principals.by_session(uow, token_hash(token))
            if found is None or WEB_SERVICE not in (found.credential.data or "") or await _is_over(site, found):
                return None
            try:
                await second_factor_duty.require_met(uow, found)
            except SecondFactorNeeded:
                return None
        await _touch(site, found)
        principals.remember(site, credential, found)
    elif found.credential.expires_at <= site.clock.now():
        return None
    async with site.read() as uow:
        is_bound = await sysconfig.get(uow, settings.SESSION_CHECK_REMOTE_IP)
    return None if is_bound and found.credential.address != address[:45] else found


async def find(site: Site, kind: Kind, token: str) -> Found | None:
    """Whose session this is, while neither its absolute nor its idle limit is reached.

    At most one query, none while a fresh answer is remembered; `last_seen_at` is written at most once a minute. Raises
    SecondFactorNeeded.
    """
    # Remembered apart from bearer tokens: a cookie's value must never work as one.
    credential = f"session:{kind}:{token}"
    found = principals.remembered(site, credential)
    if found is None:
        async with site.read() as uow:
            found = await principals.by_session(uow, token_hash(token))
            if found is None or found.principal.kind is not kind or await _is_over(site, found):
                return None
            await second_factor_duty.require_met(uow, found)
        await _touch(site, found)
        principals.remember(site, credential, found)
    elif found.credential.expires_at <= site.clock.now():
        return None
    return found


async def renew(uow: UnitOfWork, principal: Principal) -> str | None:
    """A new token for the session that `principal` uses, after a change of its standing; None for other doors."""
    if principal.session_id is None:
        return None
    token = secrets.token_urlsafe(32)
    await uow.session.execute(
        update(SignInSession)
        .where(SignInSession.id == principal.session_id)
        .values(token_hash=token_hash(token), csrf_secret=secrets.token_urlsafe(32))
    )
    principals.forget_after_commit(uow)
    return token


async def end(uow: UnitOfWork, kind: Kind, token: str) -> None:
    """Sign out; a token that is unknown or over is fine too."""
    row = (
        await uow.session.execute(
            select(SignInSession.id, SignInSession.user_id, SignInSession.customer_login).where(
                SignInSession.token_hash == token_hash(token), SignInSession.kind == kind
            )
        )
    ).first()
    if row is None:
        return
    await uow.session.execute(delete(SignInSession).where(SignInSession.id == row.id))
    await audit.record(uow, None, "sign_out", str(kind), row.customer_login or row.user_id)
    principals.forget_after_commit(uow)


async def end_one(uow: UnitOfWork, principal: Principal, session_id: int, *, anybodys: bool = False) -> None:
    """One of one's own sessions; with `anybodys` an administrator ends any. Raises SessionNotFound, Forbidden."""
    statement = delete(SignInSession).where(SignInSession.id == session_id)
    if anybodys:
        principal.require_admin()
    else:
        statement = statement.where(_of(principal.kind, subject_of(principal)))
    ended = await uow.session.execute(statement)
    if not changed_rows(ended):
        raise SessionNotFound
    await audit.record(uow, principal, "session.ended", "session", session_id)
    principals.forget_after_commit(uow)


async def end_all(uow: UnitOfWork, kind: Kind, subject: str, *, except_id: int | None = None) -> int:
    """Every session of one account, but for one; answers how many. For changed passwords and deactivated accounts.

    An administrator's in which he is signed in as somebody else are among them.
    """
    theirs = _of(kind, subject)
    if kind is Kind.AGENT:
        theirs |= SignInSession.data == _kept(_behind(int(subject)))
    statement = delete(SignInSession).where(theirs)
    if except_id is not None:
        statement = statement.where(SignInSession.id != except_id)
    ended = await uow.session.execute(statement)
    principals.forget_after_commit(uow)
    return changed_rows(ended)


async def end_everybodys(uow: UnitOfWork, principal: Principal) -> int:
    """All sessions, and all sign-ins by the API, but the administrator's own; answers how many. Raises Forbidden."""
    principal.require_admin()
    statement = delete(SignInSession)
    if principal.session_id is not None:
        statement = statement.where(SignInSession.id != principal.session_id)
    ended = changed_rows(await uow.session.execute(statement))
    ended += await refresh.revoke_everybodys(uow, except_family=principal.family)
    await audit.record(uow, principal, "session.all_ended", "session", None, {"ended": ended})
    principals.forget_after_commit(uow)
    return ended


async def list_own(uow: ReadUow, principal: Principal) -> list[SessionRead]:
    return await _list(uow, principal, _of(principal.kind, subject_of(principal)))


async def list_all(uow: ReadUow, principal: Principal) -> list[SessionRead]:
    """Everybody's, the latest first. Raises Forbidden."""
    principal.require_admin()
    return await _list(uow, principal, None)


async def forget_expired(uow: UnitOfWork) -> int:
    """Delete what is over by one of the two limits; answers how many."""
    gone = await uow.session.execute(delete(SignInSession).where(~await _live(uow)))
    return changed_rows(gone)


def subject_of(principal: Principal) -> str:
    """`users.id` as text for agents, the login for customers."""
    return str(principal.user_id) if principal.is_agent else principal.login


async def _list(uow: ReadUow, principal: Principal, whose: ColumnElement[bool] | None) -> list[SessionRead]:
    statement = (
        select(SignInSession, User.login)
        .join(User, User.id == SignInSession.user_id, isouter=True)
        .where(await _live(uow))
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
        .limit(_MOST_LISTED)
    )
    if whose is not None:
        statement = statement.where(whose)
    return [
        SessionRead(
            id=row.id,
            kind=Kind(row.kind),
            login=row.customer_login or login or "",
            created=row.created_at,
            last_seen=row.last_seen_at,
            expires=row.expires_at,
            address=row.address or "",
            user_agent=row.user_agent or "",
            current=row.id == principal.session_id,
        )
        for row, login in await uow.session.execute(statement)
    ]


async def _make_room(uow: UnitOfWork, signed_in: SignedIn) -> None:
    live = await _live(uow)
    total, per_account = [await sysconfig.get(uow, setting) for setting in _LIMITS[signed_in.kind]]
    count = select(func.count()).select_from(SignInSession).where(live, SignInSession.kind == signed_in.kind)
    if total and (await uow.session.scalar(count) or 0) >= total and not await _is_administrator(uow, signed_in):
        raise SessionsExhausted
    if not per_account:
        return
    own = await uow.session.scalars(
        select(SignInSession.id)
        .where(live, _of(signed_in.kind, signed_in.subject))
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
        .offset(per_account - 1)
    )
    surplus = list(own)
    if surplus:
        await uow.session.execute(delete(SignInSession).where(SignInSession.id.in_(surplus)))
        principals.forget_after_commit(uow)


async def _is_administrator(uow: ReadUow, signed_in: SignedIn) -> bool:
    """Who can raise the limit again is never kept out by it."""
    if signed_in.kind is not Kind.AGENT:
        return False
    found = await principals.by_agent(uow, int(signed_in.subject))
    return found is not None and found.principal.is_admin


async def _live(uow: ReadUow) -> ColumnElement[bool]:
    now = uow.clock.now()
    idle = await _duration(uow, settings.AGENT_SESSION_MAX_IDLE_S)
    return (SignInSession.expires_at > now) & (SignInSession.last_seen_at > now - idle)


async def _is_over(site: Site, found: Found) -> bool:
    now = site.clock.now()
    async with site.read() as uow:
        idle = await _duration(uow, settings.AGENT_SESSION_MAX_IDLE_S)
    seen: datetime = found.credential.last_seen_at
    return bool(found.credential.expires_at <= now or seen + idle <= now)


async def _touch(site: Site, found: Found) -> None:
    now = site.clock.now()
    if found.credential.last_seen_at > now - _TOUCH_EVERY:
        return
    async with site.uow() as uow:
        await uow.session.execute(
            update(SignInSession).where(SignInSession.id == found.principal.session_id).values(last_seen_at=now)
        )


async def _duration(uow: ReadUow, setting: Setting[int]) -> timedelta:
    seconds = await sysconfig.get(uow, setting)
    return timedelta(seconds=seconds)


def _of(kind: Kind, subject: str) -> ColumnElement[bool]:
    if kind is Kind.AGENT:
        return (SignInSession.kind == Kind.AGENT) & (SignInSession.user_id == int(subject))
    return (SignInSession.kind == Kind.CUSTOMER) & (SignInSession.customer_login == subject)


def _behind(user_id: int) -> dict[str, Any]:
    return {"behind": user_id}


def _kept(data: dict[str, Any]) -> str:
    return orjson.dumps(data).decode()


def _otrs_token() -> str:
    return "".join(secrets.choice(_LETTERS_AND_DIGITS) for _ in range(32))


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
