"""Selects of customer users and companies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.customers.models import CustomerCompany, CustomerPreference, CustomerUser
from gotrs_api.dynamic_fields.conditions import conditions, named, sort_value
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service.filters import FieldFilters
from gotrs_api.dynamic_fields.types import Column
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow

VALID = 1
_ESCAPE = "|"
# What lists are sorted by.
USER_SORTS: Final = {name: getattr(CustomerUser, name) for name in ("login", "last_name", "email", "customer_id")}
COMPANY_SORTS: Final = {name: getattr(CustomerCompany, name) for name in ("customer_id", "name")}
# By what their dynamic fields know them, and what tells equal rows apart.
_NAMES: Final[dict[type[Any], Any]] = {CustomerUser: CustomerUser.login, CustomerCompany: CustomerCompany.customer_id}
_OBJECT_TYPES: Final = {CustomerUser: ObjectType.CUSTOMER_USER, CustomerCompany: ObjectType.CUSTOMER_COMPANY}


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


async def users_by_emails(uow: ReadUow, emails: Sequence[str]) -> Sequence[CustomerUser]:
    """The valid ones; `emails` in lower case."""
    query = select(CustomerUser).where(func.lower(CustomerUser.email).in_(emails), CustomerUser.valid_id == VALID)
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


class Wanted(NamedTuple):
    """Which entries, and in what order: by a name of `USER_SORTS` (`COMPANY_SORTS`) or, where `field` is given, by that
    dynamic field; `-` turns it round."""

    where: ColumnElement[bool]
    sort: str
    fields: FieldFilters = FieldFilters()
    field: Field | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        return {**self.fields.parameters, **({"sort_field": self.field.id} if self.field else {})}


async def users_page(uow: ReadUow, wanted: Wanted, page: PageRequest) -> list[tuple[CustomerUser, str]]:
    """Then by login; `limit + 1` rows with what they are sorted by, reversed when paging backwards."""
    return await _page(uow, CustomerUser, wanted, USER_SORTS, page)


async def companies_page(uow: ReadUow, wanted: Wanted, page: PageRequest) -> list[tuple[CustomerCompany, str]]:
    """Then by customer id, as `users_page`."""
    return await _page(uow, CustomerCompany, wanted, COMPANY_SORTS, page)


async def _page(
    uow: ReadUow, model: type[Any], wanted: Wanted, sorts: Mapping[str, Any], page: PageRequest
) -> list[tuple[Any, str]]:
    if wanted.field is None:
        column = sorts[wanted.sort.removeprefix("-")]
    else:
        column = _as_text(wanted.field.column, _owned(model)(""), model)
    query = _cut(select(model, column).where(*_where(wanted, model)), column, _NAMES[model], page, wanted.sort)
    return [(row[0], row[1]) for row in await uow.session.execute(query, wanted.parameters)]


def _where(wanted: Wanted, model: type[Any]) -> list[ColumnElement[bool]]:
    return [wanted.where, *conditions(wanted.fields.tests, _owned(model), model)]


def _owned(model: type[Any]) -> Callable[[str], tuple[ColumnElement[bool], ...]]:
    return lambda _owner: named(_OBJECT_TYPES[model], _NAMES[model])


def _as_text(column: Column, owned: Sequence[ColumnElement[bool]], model: type[Any]) -> ColumnElement[str]:
    """Cursors of these lists hold texts: dates and boxes are in the same order as theirs."""
    value = sort_value(column, "sort_field", owned, model)
    return value if column is Column.TEXT else cast(value, String(50))


def _cut(query: Select[Any], column: Any, unique: Any, page: PageRequest, sort: str) -> Select[Any]:
    down = page.backwards is not sort.startswith("-")
    position = page.text_keys(sort, 2)
    if position is not None:
        value, last = position
        beyond, next_one = (column < value, unique < last) if down else (column > value, unique > last)
        query = query.where(next_one if column is unique else or_(beyond, and_(column == value, next_one)))
    keys = (unique,) if column is unique else (column, unique)
    return query.order_by(*(key.desc() if down else key for key in keys)).limit(page.limit + 1)


async def count(uow: ReadUow, model: type[Any], wanted: Wanted) -> int:
    query = select(func.count()).select_from(model).where(*_where(wanted, model))
    return (await uow.session.execute(query, wanted.fields.parameters)).scalar_one()


async def company_by_id(uow: ReadUow, customer_id: str) -> CustomerCompany | None:
    """Exact where there is an exact one, else whatever the case."""

    async def load() -> Sequence[CustomerCompany]:
        found = func.lower(CustomerCompany.customer_id) == customer_id.lower()
        return (await uow.session.scalars(select(CustomerCompany).where(found))).all()

    rows = await uow.once(("company", customer_id.lower()), load)
    return next((row for row in rows if row.customer_id == customer_id), rows[0] if rows else None)
