"""Selects of customer users and companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.customers.models import CustomerCompany, CustomerPreference, CustomerUser
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow

VALID = 1
_ESCAPE = "|"
# What lists are sorted by, each with what tells equal rows apart.
USER_SORTS: Final = {name: getattr(CustomerUser, name) for name in ("login", "last_name", "email", "customer_id")}
COMPANY_SORTS: Final = {name: getattr(CustomerCompany, name) for name in ("customer_id", "name")}


async def user_by_id(uow: ReadUow, customer_user_id: int) -> CustomerUser | None:
    return await uow.session.get(CustomerUser, customer_user_id)


async def users_by_login(uow: ReadUow, login: str) -> Sequence[CustomerUser]:
    """Whatever the case; the exact one is the caller's to choose."""

    async def load() -> Sequence[CustomerUser]:
        found = func.lower(CustomerUser.login) == login.lower()
        return (await uow.session.scalars(select(CustomerUser).where(found).order_by(CustomerUser.login))).all()

    return await uow.once(("customer user", login.lower()), load)


async def preferences(session: AsyncSession, login: str, keys: Sequence[str]) -> dict[str, str]:
    query = select(CustomerPreference.preferences_key, CustomerPreference.preferences_value).where(
        CustomerPreference.user_id == login, CustomerPreference.preferences_key.in_(keys)
    )
    return {key: value or "" for key, value in await session.execute(query)}


async def read_together(uow: ReadUow, login: str, customer_id: str) -> None:
    """In one statement what `users_by_login` and, where there is such a login, `company_by_id` answer afterwards."""
    query = (
        select(CustomerUser, CustomerCompany)
        .outerjoin(CustomerCompany, func.lower(CustomerCompany.customer_id) == customer_id.lower())
        .where(func.lower(CustomerUser.login) == login.lower())
        .order_by(CustomerUser.login)
    )
    rows: Sequence[Any] = (await uow.session.execute(query)).all()
    users = list(dict.fromkeys(user for user, _company in rows))
    companies = list(dict.fromkeys(company for _user, company in rows if company is not None))

    async def found_users() -> Sequence[CustomerUser]:
        return users

    async def found_companies() -> Sequence[CustomerCompany]:
        return companies

    await uow.once(("customer user", login.lower()), found_users)
    if users:
        await uow.once(("company", customer_id.lower()), found_companies)


async def users_by_email(uow: ReadUow, email: str, *, only_valid: bool = True) -> Sequence[CustomerUser]:
    query = select(CustomerUser).where(func.lower(CustomerUser.email) == email.lower())
    if only_valid:
        query = query.where(CustomerUser.valid_id == VALID)
    return (await uow.session.scalars(query)).all()


async def users_by_logins(uow: ReadUow, logins: Sequence[str]) -> Sequence[CustomerUser]:
    return (await uow.session.scalars(select(CustomerUser).where(CustomerUser.login.in_(logins)))).all()


async def colliding(
    uow: ReadUow, companies: bool, keys: Sequence[str], others: Sequence[str], chunk: int
) -> list[tuple[str, str, int | str]]:
    """Key, other unique value and id of entries with one of these logins or addresses (companies: ids or names)."""
    model: Any = CustomerCompany if companies else CustomerUser
    key, other = (
        (CustomerCompany.customer_id, CustomerCompany.name) if companies else (CustomerUser.login, CustomerUser.email)
    )
    entry = CustomerCompany.customer_id if companies else model.id
    found: list[tuple[str, str, int | str]] = []
    for column, values in ((key, keys), (other, others)):
        for at in range(0, len(values), chunk):
            query = select(key, other, entry).where(func.lower(column).in_(values[at : at + chunk]))
            found += [(row[0], row[1], row[2]) for row in await uow.session.execute(query)]
    return found


def user_filter(*, text: str, customer_id: str | None, valid_id: int | None) -> ColumnElement[bool]:
    """Each word of `text` must occur in one of the searched fields; `*` stands for anything."""
    fields = (
        CustomerUser.login,
        CustomerUser.email,
        CustomerUser.first_name,
        CustomerUser.last_name,
        CustomerUser.customer_id,
    )
    conditions = [_word(word, fields) for word in text.split()[:10]]
    if customer_id is not None:
        conditions.append(func.lower(CustomerUser.customer_id) == customer_id.lower())
    if valid_id is not None:
        conditions.append(CustomerUser.valid_id == valid_id)
    return and_(True, *conditions)


def company_filter(*, text: str, valid_id: int | None) -> ColumnElement[bool]:
    fields = (CustomerCompany.customer_id, CustomerCompany.name, CustomerCompany.city)
    conditions = [_word(word, fields) for word in text.split()[:10]]
    if valid_id is not None:
        conditions.append(CustomerCompany.valid_id == valid_id)
    return and_(True, *conditions)


def _word(word: str, fields: tuple[Any, ...]) -> ColumnElement[bool]:
    """A word without `*` is found at the beginning of a field or of a word in it (OTRS: suffix `*`, prefix none)."""
    pattern = "".join(_ESCAPE + c if c in "%_|" else "%" if c == "*" else c for c in word.lower())
    pattern = pattern.rstrip("%") + "%"
    found = [func.lower(field).like(pattern, escape=_ESCAPE) for field in fields]
    return or_(*found, *(func.lower(field).like("% " + pattern, escape=_ESCAPE) for field in fields))


async def users_page(
    uow: ReadUow, where: ColumnElement[bool], page: PageRequest, sort: str = "login"
) -> Sequence[CustomerUser]:
    """By one of `USER_SORTS`, `-` turns it round, then by login; `limit + 1` rows, reversed when paging backwards."""
    query = _cut(select(CustomerUser).where(where), USER_SORTS, CustomerUser.login, page, sort)
    return (await uow.session.scalars(query)).all()


async def companies_page(
    uow: ReadUow, where: ColumnElement[bool], page: PageRequest, sort: str = "customer_id"
) -> Sequence[CustomerCompany]:
    """By one of `COMPANY_SORTS`, then by customer id, as `users_page`."""
    query = _cut(select(CustomerCompany).where(where), COMPANY_SORTS, CustomerCompany.customer_id, page, sort)
    return (await uow.session.scalars(query)).all()


def _cut(query: Select[Any], sorts: Mapping[str, Any], unique: Any, page: PageRequest, sort: str) -> Select[Any]:
    column = sorts[sort.removeprefix("-")]
    down = page.backwards is not sort.startswith("-")
    position = page.text_keys(sort, 2)
    if position is not None:
        value, last = position
        beyond, next_one = (column < value, unique < last) if down else (column > value, unique > last)
        query = query.where(next_one if column is unique else or_(beyond, and_(column == value, next_one)))
    keys = (unique,) if column is unique else (column, unique)
    return query.order_by(*(key.desc() if down else key for key in keys)).limit(page.limit + 1)


async def count(uow: ReadUow, model: type[Any], where: ColumnElement[bool]) -> int:
    return (await uow.session.execute(select(func.count()).select_from(model).where(where))).scalar_one()


async def company_by_id(uow: ReadUow, customer_id: str) -> CustomerCompany | None:
    """Exact where there is an exact one, else whatever the case."""

    async def load() -> Sequence[CustomerCompany]:
        found = func.lower(CustomerCompany.customer_id) == customer_id.lower()
        return (await uow.session.scalars(select(CustomerCompany).where(found))).all()

    rows = await uow.once(("company", customer_id.lower()), load)
    return next((row for row in rows if row.customer_id == customer_id), rows[0] if rows else None)
