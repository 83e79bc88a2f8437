"""Creating and changing customer users."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from gotrs_api.catalog.models import ServiceCustomerUser
from gotrs_api.customers import repository
from gotrs_api.customers.errors import (
    CustomerUserNotFound,
    EmailInvalid,
    EmailTaken,
    LoginTaken,
)
from gotrs_api.customers.events import CustomerUserCreated, CustomerUserUpdated
from gotrs_api.customers.models import CustomerPreference, CustomerUser, CustomerUserCustomer
from gotrs_api.customers.permissions import require_customer_writer
from gotrs_api.customers.schemas import CustomerUserCreate, CustomerUserRead, CustomerUserUpdate
from gotrs_api.customers.service.read import users_read
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.identity import audit, principals
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.models import GroupCustomerUser
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.row_changes import changes_of
from gotrs_api.identity.service import own_password, personal_changes, refresh, sessions
from gotrs_api.kernel.addresses import is_valid_address
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.service import get
from gotrs_api.uow import ReadUow, UnitOfWork

_FIELDS = ("title", "first_name", "last_name", "phone", "fax", "mobile", "street", "zip", "city", "country")


async def create_customer_user(
    uow: UnitOfWork, principal: Principal, command: CustomerUserCreate, *, password_hash: str | None = None
) -> CustomerUserRead:
    """Emits CustomerUserCreated. Raises Forbidden, LoginTaken, EmailTaken, EmailInvalid, PasswordNotAccepted,
    InvalidValue."""
    require_customer_writer(principal)
    wishes = await dynamic_fields.checked(uow, ObjectType.CUSTOMER_USER, command.dynamic_fields)
    login = command.login or command.email
    await _require_email(uow, command.email)
    if await repository.users_by_login(uow, login):
        raise LoginTaken(login)
    row = CustomerUser(
        login=login,
        email=command.email,
        customer_id=command.customer_id or login[:150],
        comments=command.comment,
        valid_id=command.valid.id,
        **{name: getattr(command, name) for name in _FIELDS},
    )
    if password_hash is not None:
        row.pw = password_hash
    elif command.password is not None:
        row.pw = await own_password.hash_new(uow, Kind.CUSTOMER, command.password.get_secret_value())
    uow.session.add(row)
    await _flush(uow, login)
    await dynamic_fields.store_named(uow, ObjectType.CUSTOMER_USER, wishes, login)
    await audit.record(uow, principal, "customer_user.created", "customer_user", row.id, {"login": row.login})
    await uow.emit(CustomerUserCreated(customer_user_id=row.id, login=row.login))
    return await _read(uow, row)


async def update_customer_user(
    uow: UnitOfWork, principal: Principal, customer_user_id: int, command: CustomerUserUpdate
) -> CustomerUserRead:
    """A new login takes preferences, customer ids, groups and services along. Emits CustomerUserUpdated.

    Raises Forbidden, CustomerUserNotFound, LoginTaken, EmailTaken, EmailInvalid, InvalidValue.
    """
    require_customer_writer(principal)
    row = await repository.user_by_id(uow, customer_user_id)
    if row is None:
        raise CustomerUserNotFound
    wishes = await dynamic_fields.checked_named(uow, ObjectType.CUSTOMER_USER, command.dynamic_fields, row.login)
    old_login, old_customer_id = row.login, row.customer_id
    if command.email is not None and command.email.lower() != row.email.lower():
        await _require_email(uow, command.email, except_id=row.id)
    if command.login is not None and command.login != old_login:
        if any(other.id != row.id for other in await repository.users_by_login(uow, command.login)):
            raise LoginTaken(command.login)
        row.login = command.login
    row.email = command.email or row.email
    row.customer_id = command.customer_id or row.customer_id
    for name in _FIELDS:
        if getattr(command, name) is not None:
            setattr(row, name, getattr(command, name))
    if command.comment is not None:
        row.comments = command.comment
    if command.valid is not None:
        row.valid_id = command.valid.id
    told = changes_of(row)
    await _flush(uow, row.login)
    told = await personal_changes.keep(uow, "customer_user", row.id, told)
    await audit.record(uow, principal, "customer_user.updated", "customer_user", row.id, told)
    if row.login != old_login:
        await _carry_along(uow, old_login, row.login)
    principals.forget_after_commit(uow)
    await uow.emit(
        CustomerUserUpdated(
            customer_user_id=row.id,
            login=row.login,
            old_login=old_login,
            customer_id=row.customer_id,
            old_customer_id=old_customer_id,
        )
    )
    await dynamic_fields.store_named(uow, ObjectType.CUSTOMER_USER, wishes, row.login)
    return await _read(uow, row)


async def set_customer_password(uow: UnitOfWork, principal: Principal, customer_user_id: int, password: str) -> None:
    """By an agent who may write customers; the customer's sessions end.

    Raises Forbidden, CustomerUserNotFound, PasswordNotAccepted.
    """
    require_customer_writer(principal)
    row = await repository.user_by_id(uow, customer_user_id)
    if row is None:
        raise CustomerUserNotFound
    account = await account_of(uow, row.login)
    new_hash = await own_password.hash_new(uow, Kind.CUSTOMER, password, account=account)
    await own_password.put(uow, account, new_hash, by_owner=False)
    await sessions.end_all(uow, Kind.CUSTOMER, account.subject)
    await refresh.revoke_all(uow, Kind.CUSTOMER, account.subject)
    await audit.record(uow, principal, "customer_user.password_set", "customer_user", row.id, {"login": row.login})


async def account_to_write(uow: ReadUow, principal: Principal, customer_user_id: int) -> Account:
    """For those who may change how a customer user signs in. Raises Forbidden, CustomerUserNotFound."""
    require_customer_writer(principal)
    row = await repository.user_by_id(uow, customer_user_id)
    if row is None:
        raise CustomerUserNotFound
    return await account_of(uow, row.login)


async def account_of(uow: ReadUow, login: str) -> Account:
    """Raises CustomerUserNotFound."""
    account = await directory(uow.site, Kind.CUSTOMER).find(uow, login)
    if account is None:
        raise CustomerUserNotFound
    return account


async def _require_email(uow: ReadUow, email: str, *, except_id: int | None = None) -> None:
    if await get(uow, settings.CHECK_EMAIL_ADDRESSES) and not is_valid_address(email):
        raise EmailInvalid
    others = await repository.users_by_email(uow, email, only_valid=False)
    if any(other.id != except_id for other in others):
        raise EmailTaken(email)


async def _flush(uow: UnitOfWork, login: str) -> None:
    try:
        await uow.session.flush()
    except IntegrityError as error:  # another transaction was first
        raise LoginTaken(login) from error


async def _carry_along(uow: UnitOfWork, old: str, new: str) -> None:
    for column in (
        CustomerPreference.user_id,
        CustomerUserCustomer.user_id,
        GroupCustomerUser.user_id,
        ServiceCustomerUser.customer_user_login,
    ):
        table = column.class_.__table__
        await uow.session.execute(update(table).where(table.c[column.key] == old).values({column.key: new}))


async def _read(uow: ReadUow, row: CustomerUser) -> CustomerUserRead:
    return (await users_read(uow, [row]))[0]
