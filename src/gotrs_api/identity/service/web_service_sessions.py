"""Sessions of web services as OTRS shows and ends them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from gotrs_api.db.results import changed_rows
from gotrs_api.identity import audit, principals
from gotrs_api.identity.agents import preferences
from gotrs_api.identity.models import SignInSession, User
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service.sessions import WEB_SERVICE, subject_of, token_hash
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

# What OTRS leaves out, and what nobody else needs to see.
_SECRET_WORDS = ("pw", "password", "secret", "token", "privatekey")


async def describe(uow: ReadUow, principal: Principal, token: str) -> dict[str, str | None]:
    """OTRS's session keys without those of the account; empty for an unknown session."""
    row = (
        await uow.session.scalars(select(SignInSession).where(SignInSession.token_hash == token_hash(token)))
    ).one_or_none()
    if row is None:
        return {}
    return {
        "UserID": str(principal.user_id) if principal.is_agent else principal.login,
        "UserLogin": principal.login,
        "UserType": "User" if principal.is_agent else "Customer",
        "UserSessionStart": _epoch(row.created_at),
        "UserLastRequest": _epoch(row.last_seen_at),
        "UserRemoteAddr": row.address or "",
        "UserRemoteUserAgent": row.user_agent or "",
        "SessionSource": WEB_SERVICE,
    }


async def agent_attributes(uow: ReadUow, principal: Principal) -> dict[str, str | None]:
    """An agent's row and preferences by OTRS's keys, without anything secret."""
    user = await uow.session.get(User, int(principal.user_id))
    if user is None:
        return {}
    zone = ZoneInfo(await sysconfig.get(uow, settings.OTRS_TIME_ZONE))
    stored = await preferences(uow, user.id)
    shown = {key: value for key, value in stored.items() if not is_secret(key)}
    if last := stored.get("UserLastLogin", ""):
        shown["UserLastLoginTimestamp"] = (
            _local(datetime.fromtimestamp(int(last), zone), zone) if last.isdigit() else ""
        )
    return {
        **shown,
        "UserFirstname": user.first_name,
        "UserLastname": user.last_name,
        "UserFullname": principal.name,
        "UserEmail": principal.email,
        "UserTitle": user.title,
        "ValidID": str(user.valid_id),
        "CreateTime": _local(user.create_time, zone),
        "ChangeTime": _local(user.change_time, zone),
    }


def is_secret(key: str) -> bool:
    """Whether a preference's key names something that is nobody else's business."""
    return any(word in key.lower() for word in _SECRET_WORDS)


async def end_by_token(uow: UnitOfWork, principal: Principal, token: str) -> bool:
    """End a session made by a web service; one that does not exist is fine.

    False for another's session: customers never end it, agents only as administrators.
    """
    found = select(SignInSession.id, SignInSession.kind, SignInSession.user_id, SignInSession.customer_login)
    row = (await uow.session.execute(found.where(SignInSession.token_hash == token_hash(token)))).first()
    if row is None:
        return True
    subject = str(row.user_id) if row.kind == Kind.AGENT else row.customer_login
    is_own = row.kind == principal.kind and subject == subject_of(principal)
    if not is_own and not (principal.is_agent and principal.is_admin):
        return False
    ended = await uow.session.execute(delete(SignInSession).where(SignInSession.id == row.id))
    if changed_rows(ended):
        await audit.record(uow, principal, "session.ended", "session", row.id)
        principals.forget_after_commit(uow)
    return True


def _epoch(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
