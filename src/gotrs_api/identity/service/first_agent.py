"""Accounts from the command line: the first agent of an installation, further ones, and their passwords."""

from pydantic import ValidationError
from sqlalchemy import func, insert, select

from gotrs_api.identity import audit, passwords, principals
from gotrs_api.identity.agents import set_preference
from gotrs_api.identity.directory import directory
from gotrs_api.identity.errors import UserNotFound
from gotrs_api.identity.events import UserCreated
from gotrs_api.identity.models import GroupUser, PermissionGroup, User
from gotrs_api.identity.password_scheme import password_scheme
from gotrs_api.identity.passwords.making import new_password
from gotrs_api.identity.principal import ADMIN_GROUP, STATS_GROUP, USERS_GROUP, Kind, QueueRight
from gotrs_api.identity.schemas.agents import AgentCreate
from gotrs_api.identity.service import agents, own_password, refresh, sessions
from gotrs_api.identity.service.last_administrator import UNUSABLE_HASH
from gotrs_api.identity.service.password_check import OTRS_DEFAULT_PASSWORD
from gotrs_api.identity.shell import at_the_shell
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.uow import ReadUow, Site, UnitOfWork

ROOT_LOGIN = "root@localhost"
# A database that OTRS made has this for its first agent: the password is known to everybody and never works here.
OTRS_DEFAULT_HASH = "roK20XGbWEsSM"
SHORTEST_PASSWORD = 8  # NIST SP 800-63B-4 §3.1.1.2, for passwords beside a second factor


async def ensure_first_agent(site: Site) -> tuple[str, str | None]:
    """See to it that somebody can sign in, where no agent exists besides an untouched user 1.

    Answers the login of the settings and, only when this call made one, the password to print once. `GOTRS_ADMIN_LOGIN`
    other than user 1's makes a second agent in the groups admin, stats and users. A password that was set stays.
    Raises PasswordRefused for a `GOTRS_ADMIN_PASSWORD` that cannot be hashed, or that is OTRS's default.
    """
    login = site.settings.admin_login.strip() or ROOT_LOGIN
    async with site.read() as read:
        if not await _is_untouched(read):
            return login, None
        scheme = await password_scheme(read, Kind.AGENT)
    given = site.settings.admin_password.get_secret_value()
    if given == OTRS_DEFAULT_PASSWORD:
        raise passwords.PasswordRefused("GOTRS_ADMIN_PASSWORD: this password is known to everybody.")
    password = given or new_password()
    password_hash = await passwords.hash_in_thread(password, scheme.scheme, bcrypt_cost=scheme.bcrypt_cost)
    async with site.uow() as uow:
        root = await uow.session.get(User, SYSTEM_USER_ID, with_for_update=True, populate_existing=True)
        if root is None or not await _is_untouched(uow):  # another process was first
            return login, None
        if login == root.login:
            root.pw = password_hash
            await audit.record(uow, at_the_shell(), "user.first_agent", "user", root.id, {"login": login})
        else:
            await _make_administrator(uow, login, password_hash)
        await _want_longer_passwords(uow)
    return login, None if given else password


async def add_agent(
    uow: UnitOfWork,
    login: str,
    *,
    first_name: str,
    last_name: str,
    email: str,
    password_hash: str | None = None,
    groups: dict[str, str] | None = None,
) -> int:
    """A new agent, with rights by the groups' names: `{"users": "ro note"}`; answers the id.

    `password_hash` comes from `hash_password`, before this transaction. Raises LoginTaken, InvalidInput (also for groups
    and rights that do not exist).
    """
    try:
        command = AgentCreate(
            login=login, first_name=first_name, last_name=last_name, email=email if "@" in email else ""
        )
    except ValidationError as error:
        raise InvalidInput(
            errors=[FieldError(".".join(map(str, each["loc"])), each["type"], each["msg"]) for each in error.errors()]
        ) from None
    created = await agents.create_agent(uow, at_the_shell(), command, password_hash=password_hash)
    for name, keys in (groups or {}).items():
        await _grant(uow, created.id, name, keys.split())
    principals.forget_after_commit(uow)
    return created.id


async def hash_password(site: Site, password: str) -> str:
    """For `add_agent` and `set_agent_password`. Raises PasswordNotAccepted."""
    async with site.read() as uow:
        return await own_password.hash_new(uow, Kind.AGENT, password)


async def set_agent_password(uow: UnitOfWork, login: str, password_hash: str) -> None:
    """Also ends the agent's sessions and refresh tokens. Raises UserNotFound."""
    account = await directory(uow.site, Kind.AGENT).find(uow, login)
    if account is None:
        raise UserNotFound
    await own_password.put(uow, account, password_hash, by_owner=False)
    await sessions.end_all(uow, Kind.AGENT, account.subject)
    await refresh.revoke_all(uow, Kind.AGENT, account.subject)
    await audit.record(uow, at_the_shell(), "password.reset", "user", account.subject, {"login": login})


async def _is_untouched(uow: ReadUow) -> bool:
    others = await uow.session.scalar(select(func.count()).select_from(User).where(User.id != SYSTEM_USER_ID))
    stored = await uow.session.scalar(select(User.pw).where(User.id == SYSTEM_USER_ID))
    return not others and stored in (UNUSABLE_HASH, OTRS_DEFAULT_HASH)


async def _want_longer_passwords(uow: UnitOfWork) -> None:
    """OTRS's default is no rule at all, which stays the default for moved-in desks; a new one begins with a shortest length."""
    for policy in (settings.AGENT_PASSWORD_POLICY, settings.CUSTOMER_PASSWORD_POLICY):
        if not await sysconfig.get(uow, policy):
            await changing.put(uow, policy, {"PasswordMinSize": str(SHORTEST_PASSWORD)})


async def _make_administrator(uow: UnitOfWork, login: str, password_hash: str) -> None:
    user = User(login=login, pw=password_hash, first_name=login.partition("@")[0][:100], last_name="Admin", valid_id=1)
    uow.session.add(user)
    await uow.session.flush()
    if "@" in login:
        await set_preference(uow, user.id, "UserEmail", login)
    for name in (ADMIN_GROUP, STATS_GROUP, USERS_GROUP):
        await _grant(uow, user.id, name, [QueueRight.RW])
    await uow.emit(UserCreated(user_id=user.id, login=login))
    await audit.record(uow, at_the_shell(), "user.first_agent", "user", user.id, {"login": login})


async def _grant(uow: UnitOfWork, user_id: int, group_name: str, keys: list[str]) -> None:
    group_id = await uow.session.scalar(select(PermissionGroup.id).where(PermissionGroup.name == group_name))
    if group_id is None:
        raise InvalidInput(errors=[FieldError("groups", "unknown", f"There is no group {group_name!r}.")])
    if unknown := set(keys) - set(QueueRight):
        raise InvalidInput(errors=[FieldError("groups", "unknown", f"There is no right {min(unknown)!r}.")])
    now, by = uow.clock.now(), uow.acting_id
    stamps = {"create_time": now, "create_by": by, "change_time": now, "change_by": by}
    rows = [
        {"user_id": user_id, "group_id": group_id, "permission_key": str(QueueRight(key)), **stamps} for key in keys
    ]
    if rows:
        await uow.session.execute(insert(GroupUser), rows)
