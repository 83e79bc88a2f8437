"""Agents' accounts: everybody among the agents may see who there is, only administrators change it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.exc import IntegrityError

from gotrs_api.identity import agents, audit, out_of_office, principals
from gotrs_api.identity.agents import VALID
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import LoginTaken, SystemUser, UserNotFound
from gotrs_api.identity.events import UserActivated, UserCreated, UserDeactivated, UserUpdated
from gotrs_api.identity.models import User, UserPreference
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.row_changes import differences
from gotrs_api.identity.schemas.agents import AgentCreate, AgentRead, AgentUpdate
from gotrs_api.identity.schemas.own_account import OutOfOffice
from gotrs_api.identity.service import last_administrator, personal_changes, refresh, sessions
from gotrs_api.identity.service.last_administrator import UNUSABLE_HASH
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

INVALID = 2
_PREFERENCES = {"email": "UserEmail", "mobile": "UserMobile", "language": "UserLanguage", "time_zone": "UserTimeZone"}
_FEW = 200
_SORTS = {"login": (User.login,), "name": (User.first_name, User.last_name)}
_COLUMNS = ("login", "title", "first_name", "last_name")


async def list_agents(uow: ReadUow, principal: Principal, *, valid: bool | None = True) -> list[AgentRead]:
    """By login; `valid` None: all. Raises Forbidden for customers."""
    principal.require_agent()
    statement = select(User).order_by(User.login, User.id)
    if valid is not None:
        statement = statement.where((User.valid_id == VALID) if valid else (User.valid_id != VALID))
    return await _read_all(uow, (await uow.session.scalars(statement)).all())


async def page_of_agents(
    uow: ReadUow, principal: Principal, *, text: str, valid: bool | None, page: int, size: int, sort: str = "login"
) -> tuple[list[AgentRead], int]:
    """One page (from 1), and how many there are in all. Words are looked for in login, names and address.

    In the order of login or name (`-` turns it round). Raises Forbidden for customers, InvalidInput for another order.
    """
    principal.require_agent()
    if sort.removeprefix("-") not in _SORTS:
        raise InvalidInput.field("sort", "unknown", f"Sort by one of: {', '.join(_SORTS)}.")
    order = [key.desc() if sort.startswith("-") else key.asc() for key in (*_SORTS[sort.removeprefix("-")], User.id)]
    matching = [_has_word(word) for word in text.split()]
    if valid is not None:
        matching.append((User.valid_id == VALID) if valid else (User.valid_id != VALID))
    total = (await uow.session.execute(select(func.count(User.id)).where(*matching))).scalar_one()
    chosen = select(User).where(*matching).order_by(*order).offset((page - 1) * size).limit(size)
    return await _read_all(uow, (await uow.session.scalars(chosen)).all()), total


def _has_word(word: str) -> ColumnElement[bool]:
    fields = (User.login, User.first_name, User.last_name)
    addressed = select(UserPreference.user_id).where(
        UserPreference.preferences_key == "UserEmail",
        cast(UserPreference.preferences_value, String).icontains(word, autoescape=True),
    )
    return or_(*(field.icontains(word, autoescape=True) for field in fields), User.id.in_(addressed))


async def read_agent(uow: ReadUow, principal: Principal, user_id: int) -> AgentRead:
    """Valid or not. Raises UserNotFound, Forbidden."""
    principal.require_agent()
    user = await _user(uow, user_id)
    return await _read_one(uow, user)


async def create_agent(
    uow: UnitOfWork, principal: Principal, command: AgentCreate, *, password_hash: str | None = None
) -> AgentRead:
    """Without rights; see `memberships`. Raises Forbidden, LoginTaken.

    `password_hash` is of `own_password.hash_new`, computed before this transaction began.
    """
    principal.require_admin()
    user = User(
        login=command.login,
        pw=password_hash or UNUSABLE_HASH,
        title=command.title or None,
        first_name=command.first_name,
        last_name=command.last_name,
        valid_id=VALID if command.valid else INVALID,
    )
    await _add(uow, user)
    for field, key in _PREFERENCES.items():
        if value := getattr(command, field):
            await agents.set_preference(uow, user.id, key, value)
    await uow.emit(UserCreated(user_id=user.id, login=user.login))
    await audit.record(uow, principal, "user.created", "user", user.id, {"login": user.login})
    return await _read_one(uow, user)


async def update_agent(uow: UnitOfWork, principal: Principal, user_id: int, command: AgentUpdate) -> AgentRead:
    """Raises Forbidden, UserNotFound, LoginTaken, SystemUser, LastAdministrator."""
    principal.require_admin()
    user = await _user(uow, user_id, lock=True)
    sent = command.model_dump(exclude_unset=True)
    for field in ("login", "first_name", "last_name", "email", "valid"):
        if field in sent and sent[field] is None:
            raise InvalidInput.field(f"/{field}", "null", "This cannot be empty.")
    if user.id == SYSTEM_USER_ID and sent.get("login", user.login) != user.login:
        raise SystemUser
    kept = await agents.preferences(uow, user.id)
    before = {name: getattr(user, name) or "" for name in _COLUMNS}
    before |= {field: kept.get(key, "") for field, key in _PREFERENCES.items()}
    told = differences(before, before | {name: sent[name] or "" for name in before if name in sent})
    changed = told["changed"]
    for name in changed:
        if name in _COLUMNS:
            setattr(user, name, sent[name] or None)
    await _flush(uow, user)
    for name in changed:
        if name in _PREFERENCES:
            await agents.set_preference(uow, user.id, _PREFERENCES[name], sent[name] or None)
    if changed:
        user.change_time, user.change_by = uow.clock.now(), uow.acting_id
        await uow.emit(UserUpdated(user_id=user.id, login=user.login, changed=tuple(changed)))
        told = await personal_changes.keep(uow, "user", user.id, told)
        await audit.record(uow, principal, "user.updated", "user", user.id, {"login": user.login, **told})
        principals.forget_after_commit(uow)
    if "valid" in sent:
        await set_valid(uow, principal, user_id, valid=sent["valid"])
    return await _read_one(uow, user)


async def set_valid(uow: UnitOfWork, principal: Principal, user_id: int, *, valid: bool, reason: str = "") -> None:
    """Activate or deactivate; a deactivated agent is out at once. Raises Forbidden, UserNotFound, LastAdministrator."""
    principal.require_admin()
    user = await _user(uow, user_id, lock=True)
    if (user.valid_id == VALID) == valid:
        return
    async with last_administrator.kept(uow):
        user.valid_id = VALID if valid else INVALID
    details: dict[str, Any] = {"login": user.login} | ({"reason": reason} if reason else {})
    details["diff"] = {"valid_id": [INVALID, VALID] if valid else [VALID, INVALID]}
    if valid:
        await agents.set_preference(uow, user.id, agents.LOGIN_FAILED, "0")
        await uow.emit(UserActivated(user_id=user.id, login=user.login))
        await audit.record(uow, principal, "user.activated", "user", user.id, details)
    else:
        await sessions.end_all(uow, Kind.AGENT, str(user.id))
        await refresh.revoke_all(uow, Kind.AGENT, str(user.id))
        await uow.emit(UserDeactivated(user_id=user.id, login=user.login))
        await audit.record(uow, principal, "user.deactivated", "user", user.id, details)
    principals.forget_after_commit(uow)


async def account_of(uow: ReadUow, user_id: int) -> Account:
    """Raises UserNotFound."""
    user = await _user(uow, user_id)
    account = await directory(uow.site, Kind.AGENT).find(uow, user.login)
    if account is None:
        raise UserNotFound
    return account


async def _user(uow: ReadUow, user_id: int, *, lock: bool = False) -> User:
    user = await uow.session.get(User, user_id, with_for_update=lock, populate_existing=True)
    if user is None:
        raise UserNotFound
    return user


async def _add(uow: UnitOfWork, user: User) -> None:
    try:
        async with uow.session.begin_nested():
            uow.session.add(user)
            await uow.session.flush()
    except IntegrityError:
        raise LoginTaken(login=user.login) from None


async def _flush(uow: UnitOfWork, user: User) -> None:
    login = user.login
    try:
        async with uow.session.begin_nested():
            await uow.session.flush()
    except IntegrityError:
        raise LoginTaken(login=login) from None


async def _read_all(uow: ReadUow, users: Sequence[User]) -> list[AgentRead]:
    """With their preferences: of few agents by their ids, else of everybody at once."""
    wanted = (*_PREFERENCES.values(), *out_of_office.KEYS)
    kept = select(UserPreference.user_id, UserPreference.preferences_key, UserPreference.preferences_value).where(
        UserPreference.preferences_key.in_(wanted)
    )
    if len(users) <= _FEW:
        kept = kept.where(UserPreference.user_id.in_([user.id for user in users]))
    preferences: dict[int, dict[str, str]] = {}
    for user_id, key, value in await uow.session.execute(kept):
        preferences.setdefault(user_id, {})[key] = value or ""
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return [_read(user, preferences.get(user.id, {}), order) for user in users]


async def _read_one(uow: ReadUow, user: User) -> AgentRead:
    await uow.session.flush()
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return _read(user, await agents.preferences(uow, user.id), order)


def _read(user: User, preferences: Mapping[str, str], order: int) -> AgentRead:
    absence = out_of_office.from_preferences(preferences)
    return AgentRead(
        id=user.id,
        login=user.login,
        title=user.title or "",
        first_name=user.first_name,
        last_name=user.last_name,
        name=full_name(user.first_name, user.last_name, user.login, order),
        email=preferences.get("UserEmail") or user.login,
        mobile=preferences.get("UserMobile", ""),
        language=preferences.get("UserLanguage", ""),
        time_zone=preferences.get("UserTimeZone", ""),
        valid=user.valid_id == VALID,
        validity=user.valid_id,
        out_of_office=OutOfOffice(start=absence.start, end=absence.end) if absence else None,
        created=user.create_time,
        changed=user.change_time,
    )
