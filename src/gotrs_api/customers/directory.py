"""Customer users as accounts that can sign in: the port that `identity` declares (`identity.directory`)."""

from typing import Any

from pydantic import ValidationError
from sqlalchemy import BindParameter, ColumnElement, Select, Subquery, and_, delete, func, insert, select, union, update
from sqlalchemy.orm import aliased

from gotrs_api.catalog.validity import Validity
from gotrs_api.customers.models import CustomerPreference, CustomerUser, CustomerUserCustomer
from gotrs_api.customers.schemas import CustomerUserCreate, CustomerUserUpdate
from gotrs_api.customers.service.write import create_customer_user, update_customer_user
from gotrs_api.identity import principals
from gotrs_api.identity.directory import Account
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.providers.external import ExternalIdentity
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.uow import ReadUow, UnitOfWork

VALID = 1
# What `customer_preferences.preferences_value` holds.
MAX_PREFERENCE_LENGTH = 250
_LOGIN_FAILED = "UserLoginFailed"


class DatabaseCustomerDirectory:
    """The database backend; a customer user's customer ids are as in OTRS: the row's own and those granted beside."""

    kind = Kind.CUSTOMER

    async def find(self, uow: ReadUow, login: str) -> Account | None:
        """By login; one that differs in case only is found where exactly one does."""
        columns = select(CustomerUser.login, CustomerUser.pw, CustomerUser.valid_id)
        rows = (await uow.session.execute(columns.where(CustomerUser.login == login))).all()
        if not rows:
            rows = (await uow.session.execute(columns.where(func.lower(CustomerUser.login) == login.lower()))).all()
        # What a database takes for the same besides (é for e) would be another login to the throttle.
        rows = [row for row in rows if row.login.lower() == login.lower()]
        exact = [row for row in rows if row.login == login] or rows
        if len(exact) != 1:
            return None
        row = exact[0]
        return Account(
            kind=Kind.CUSTOMER,
            subject=row.login,
            login=row.login,
            password_hash=row.pw or "",
            valid=row.valid_id == VALID,
        )

    async def find_by_email(self, uow: ReadUow, email: str) -> Account | None:
        """See `Directory.find_by_email`."""
        wanted = email.strip().lower()
        rows = await uow.session.execute(
            select(CustomerUser.login, CustomerUser.email).where(
                func.lower(CustomerUser.email) == wanted, CustomerUser.valid_id == VALID
            )
        )
        # What a database takes for the same besides (é for e) is another's mailbox.
        logins = [row.login for row in rows if row.email.strip().lower() == wanted]
        return await self.find(uow, logins[0]) if len(logins) == 1 else None

    async def has_hash_beginning_with(self, uow: ReadUow, prefix: str) -> bool:
        found = select(CustomerUser.id).where(CustomerUser.pw.startswith(prefix, autoescape=True)).limit(1)
        return await uow.session.scalar(found) is not None

    async def set_password_hash(self, uow: UnitOfWork, account: Account, password_hash: str) -> None:
        await uow.session.execute(
            update(CustomerUser)
            .where(CustomerUser.login == account.subject)
            .values(pw=password_hash, change_time=uow.clock.now(), change_by=uow.acting_id)
        )

    async def record_sign_in(self, uow: UnitOfWork, account: Account) -> None:
        await self.set_preference(uow, account, "UserLastLogin", str(int(uow.clock.now().timestamp())))
        await self.set_preference(uow, account, _LOGIN_FAILED, "0")

    async def record_failure(self, uow: UnitOfWork, account: Account, *, lock_after: int) -> bool:
        """OTRS only counts for customers; `lock_after` is for agents."""
        failures = int((await self.preferences(uow, account)).get(_LOGIN_FAILED) or 0) + 1
        await self.set_preference(uow, account, _LOGIN_FAILED, str(failures))
        return False

    async def preferences(self, uow: ReadUow, account: Account) -> dict[str, str]:
        rows = await uow.session.execute(
            select(CustomerPreference.preferences_key, CustomerPreference.preferences_value).where(
                CustomerPreference.user_id == account.subject
            )
        )
        return {key: value or "" for key, value in rows}

    async def set_preference(self, uow: UnitOfWork, account: Account, key: str, value: str | None) -> None:
        """One row for each key. Raises ValueError for a value longer than `MAX_PREFERENCE_LENGTH`."""
        if value is not None and len(value) > MAX_PREFERENCE_LENGTH:
            raise ValueError(f"a customer's preference has at most {MAX_PREFERENCE_LENGTH} characters")
        await uow.session.execute(
            delete(CustomerPreference).where(
                CustomerPreference.user_id == account.subject, CustomerPreference.preferences_key == key
            )
        )
        if value is not None:
            await uow.session.execute(
                insert(CustomerPreference).values(user_id=account.subject, preferences_key=key, preferences_value=value)
            )

    async def provision(self, uow: UnitOfWork, account: Account | None, identity: ExternalIdentity) -> Account | None:
        """Make (`account` None) or update a customer user; None for data that no customer user can have."""
        values = {
            "email": identity.email,
            "first_name": identity.first_name or ("" if account else identity.login),
            "last_name": identity.last_name or ("" if account else identity.login),
            "phone": identity.phone,
            "customer_id": identity.customer_id,
        }
        said = {name: value[:100] for name, value in values.items() if value}
        system = Principal.system("sign-in provider")
        try:
            async with uow.session.begin_nested():
                if account is None:
                    made = await create_customer_user(
                        uow, system, CustomerUserCreate.model_validate({"login": identity.login, **said})
                    )
                    return await self.find(uow, made.login)
                row_id = await uow.session.scalar(select(CustomerUser.id).where(CustomerUser.login == account.login))
                if row_id is not None:
                    await update_customer_user(uow, system, row_id, CustomerUserUpdate.model_validate(said))
                return await self.find(uow, account.login)
        except (ValidationError, GotrsError):
            return account

    async def deactivate(self, uow: UnitOfWork, account: Account) -> None:
        """Make it invalid; it is out at once."""
        row_id = await uow.session.scalar(select(CustomerUser.id).where(CustomerUser.login == account.login))
        if row_id is not None:
            command = CustomerUserUpdate(valid=Validity.INVALID)
            await update_customer_user(uow, Principal.system("sign-in provider"), row_id, command)
            principals.forget_after_commit(uow)

    async def login_of(self, uow: ReadUow, customer_user_id: int) -> str | None:
        login: str | None = await uow.session.scalar(
            select(CustomerUser.login).where(CustomerUser.id == customer_user_id)
        )
        return login

    def accounts(self, logins: Select[Any] | BindParameter[str]) -> Subquery:
        """See `CustomerDirectory.accounts`. Source: OTRS 6, Kernel/System/CustomerUser.pm, CustomerIDs."""
        own = select(CustomerUser.login, CustomerUser.customer_id).where(_is(CustomerUser.login, logins))
        granted = select(CustomerUserCustomer.user_id, CustomerUserCustomer.customer_id).where(
            _is(CustomerUserCustomer.user_id, logins)
        )
        ids = union(own, granted).subquery("customer_ids")
        language, zone = aliased(CustomerPreference), aliased(CustomerPreference)
        statement = (
            select(
                CustomerUser.login,
                CustomerUser.first_name,
                CustomerUser.last_name,
                CustomerUser.email,
                ids.c.customer_id,
                CustomerUser.valid_id,
                language.preferences_value.label("language"),
                zone.preferences_value.label("time_zone"),
            )
            .join(ids, ids.c.login == CustomerUser.login)
            .where(_is(CustomerUser.login, logins))
        )
        for alias, key in ((language, "UserLanguage"), (zone, "UserTimeZone")):
            statement = statement.join(
                alias, and_(alias.user_id == CustomerUser.login, alias.preferences_key == key), isouter=True
            )
        return statement.subquery("accounts")


def _is(column: Any, logins: Select[Any] | BindParameter[str]) -> ColumnElement[bool]:
    is_one_of: ColumnElement[bool] = column.in_(logins) if isinstance(logins, Select) else column == logins
    return is_one_of
