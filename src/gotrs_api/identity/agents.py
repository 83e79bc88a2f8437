"""The directory of agents: OTRS's `users` table."""

from sqlalchemy import delete, func, insert, select, update

from gotrs_api.identity.directory import Account
from gotrs_api.identity.models import User, UserPreference
from gotrs_api.identity.principal import Kind
from gotrs_api.uow import ReadUow, UnitOfWork

VALID, INVALID_TEMPORARILY = 1, 3
LOGIN_FAILED = "UserLoginFailed"


class AgentDirectory:
    kind = Kind.AGENT

    async def find(self, uow: ReadUow, login: str) -> Account | None:
        row = (
            await uow.session.execute(select(User.id, User.login, User.pw, User.valid_id).where(User.login == login))
        ).first()
        if row is None or row.login != login:  # exact, whatever the collation says
            return None
        return Account(
            kind=Kind.AGENT, subject=str(row.id), login=row.login, password_hash=row.pw, valid=row.valid_id == VALID
        )

    async def find_by_email(self, uow: ReadUow, email: str) -> Account | None:
        """Agents' addresses are preferences; the login counts where there is none (`find`)."""
        wanted = email.strip().lower()
        rows = await uow.session.execute(
            select(User.login, UserPreference.preferences_value.label("email"))
            .join(UserPreference, UserPreference.user_id == User.id)
            .where(
                UserPreference.preferences_key == "UserEmail",
                func.lower(UserPreference.preferences_value) == wanted,
                User.valid_id == VALID,
            )
        )
        # What a database takes for the same besides (é for e) is another's mailbox.
        logins = [row.login for row in rows if row.email.strip().lower() == wanted]
        return await self.find(uow, logins[0]) if len(logins) == 1 else None

    async def has_hash_beginning_with(self, uow: ReadUow, prefix: str) -> bool:
        found = select(User.id).where(User.pw.startswith(prefix, autoescape=True)).limit(1)
        return await uow.session.scalar(found) is not None

    async def set_password_hash(self, uow: UnitOfWork, account: Account, password_hash: str) -> None:
        await uow.session.execute(
            update(User)
            .where(User.id == int(account.subject))
            .values(pw=password_hash, change_time=uow.clock.now(), change_by=uow.acting_id)
        )

    async def record_sign_in(self, uow: UnitOfWork, account: Account) -> None:
        await set_preference(uow, int(account.subject), "UserLastLogin", str(int(uow.clock.now().timestamp())))
        await set_preference(uow, int(account.subject), LOGIN_FAILED, "0")

    async def record_failure(self, uow: UnitOfWork, account: Account, *, lock_after: int) -> bool:
        user_id = int(account.subject)
        user = await uow.session.get(User, user_id, with_for_update=True, populate_existing=True)
        failures = int((await preferences(uow, user_id)).get(LOGIN_FAILED) or 0) + 1
        await set_preference(uow, user_id, LOGIN_FAILED, str(failures))
        if user is None or not lock_after or failures < lock_after or user.valid_id != VALID:
            return False
        user.valid_id = INVALID_TEMPORARILY
        return True

    async def preferences(self, uow: ReadUow, account: Account) -> dict[str, str]:
        return await preferences(uow, int(account.subject))

    async def set_preference(self, uow: UnitOfWork, account: Account, key: str, value: str | None) -> None:
        await set_preference(uow, int(account.subject), key, value)


async def set_preference(uow: UnitOfWork, user_id: int, key: str, value: str | None) -> None:
    """One row for each key, as in OTRS: setting deletes and inserts; None only deletes."""
    await uow.session.execute(
        delete(UserPreference).where(UserPreference.user_id == user_id, UserPreference.preferences_key == key)
    )
    if value is not None:
        await uow.session.execute(
            insert(UserPreference).values(user_id=user_id, preferences_key=key, preferences_value=value)
        )


async def preferences(uow: ReadUow, user_id: int) -> dict[str, str]:
    async def load() -> dict[str, str]:
        rows = await uow.session.execute(
            select(UserPreference.preferences_key, UserPreference.preferences_value).where(
                UserPreference.user_id == user_id
            )
        )
        return {key: value or "" for key, value in rows}

    return dict(await uow.once(("agent preferences", user_id), load))
