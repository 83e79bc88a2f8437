"""Finding customer users and companies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Final

from sqlalchemy import ColumnElement

from gotrs_api.catalog.validity import Validity
from gotrs_api.customers import repository
from gotrs_api.customers.errors import CompanyNotFound, CustomerUserNotFound
from gotrs_api.customers.models import CustomerCompany, CustomerUser
from gotrs_api.customers.repository import Wanted
from gotrs_api.customers.schemas import CompanyRead, CustomerOfTicket, CustomerUserRead
from gotrs_api.customers.service.company_queues import preferred_queue
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service import Values
from gotrs_api.dynamic_fields.service.filters import PREFIX
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.service import get
from gotrs_api.uow import ReadUow, UnitOfWork

_BY_EMAIL: Final = "gotrs.customers_by_email"

FieldTestsGiven = Mapping[str, Sequence[str]]


async def language_and_zone(uow: ReadUow, login: str) -> tuple[str, str]:
    """What a customer user chose to read in; "" where nothing was chosen or nobody has this login."""
    kept = await repository.preferences(uow.session, login, ("UserLanguage", "UserTimeZone")) if login else {}
    return kept.get("UserLanguage", ""), kept.get("UserTimeZone", "")


async def find_by_login(uow: ReadUow, login: str) -> CustomerUserRead | None:
    """Valid or not. One that differs in case only counts where it is the only one."""
    rows = await repository.users_by_login(uow, login)
    exact = [row for row in rows if row.login == login] or rows
    return await _user(uow, exact[0]) if len(exact) == 1 else None


async def read_together(uow: ReadUow, login: str, customer_id: str) -> None:
    """One statement instead of two for a page that asks for this customer user and this company next."""
    if not uow.writes and uow.known(("customer user", login.lower())) is None:
        await repository.read_together(uow, login, customer_id)


async def find_by_email(uow: ReadUow, email: str) -> CustomerUserRead | None:
    """The valid customer user with this address, whatever the case; of several the last in login order.

    Source: OTRS 6, PostMaster/NewTicket.pm with `CustomerUserPostMasterSearchFields`.
    """
    wanted = email.strip().lower()
    known: dict[str, list[CustomerUser]] = uow.session.info.get(_BY_EMAIL, {})
    # What a database takes for the same besides (é for e) is another's mailbox.
    rows = known[wanted] if wanted in known else _bearing(wanted, await repository.users_by_email(uow, wanted))
    return await _user(uow, max(rows, key=lambda row: row.login)) if rows else None


async def look_up_emails(uow: UnitOfWork, emails: Collection[str]) -> None:
    """Ask once for all whom `find_by_email` will be asked for in this transaction, which changes none of them."""
    wanted = sorted({email.strip().lower() for email in emails if email.strip()})
    if wanted:
        rows = await repository.users_by_emails(uow, wanted)
        uow.session.info[_BY_EMAIL] = {email: _bearing(email, rows) for email in wanted}


def _bearing(email: str, rows: Sequence[CustomerUser]) -> list[CustomerUser]:
    return [row for row in rows if row.email.strip().lower() == email]


async def find_customer_user(uow: ReadUow, login_or_email: str) -> CustomerUserRead | None:
    """By login first, then by address."""
    return await find_by_login(uow, login_or_email) or await find_by_email(uow, login_or_email)


async def customer_users_by_login(uow: ReadUow, logins: Sequence[str]) -> dict[str, CustomerUserRead]:
    """Those of many logins that exist, in one statement (lists of tickets)."""
    rows = await repository.users_by_logins(uow, sorted(set(logins))) if logins else []
    return {user.login: user for user in await users_read(uow, rows)}


async def read_customer_user(uow: ReadUow, principal: Principal, customer_user_id: int) -> CustomerUserRead:
    """Agents read all, customers themselves. Raises CustomerUserNotFound."""
    row = await repository.user_by_id(uow, customer_user_id)
    if row is None or (principal.is_customer and row.login != principal.login):
        raise CustomerUserNotFound
    (user,) = await users_read(uow, [row], with_fields=not principal.is_customer)
    return user


async def search_customer_users(
    uow: ReadUow, principal: Principal, text: str, *, limit: int = 10
) -> list[CustomerUserRead]:
    """Valid ones, for completion while typing: each word begins a login, an address, a name or a customer id; `*` is a wildcard.

    Raises Forbidden for customers.
    """
    principal.require_agent()
    where = repository.user_filter(text=text, customer_id=None, valid_id=repository.VALID)
    rows = await repository.users_page(uow, Wanted(where, "login"), PageRequest(limit=limit))
    return await users_read(uow, [row for row, _key in rows[:limit]])


async def list_customer_users(
    uow: ReadUow,
    principal: Principal,
    page: PageRequest,
    *,
    text: str = "",
    customer_id: str | None = None,
    valid: Validity | None = None,
    df: FieldTestsGiven | None = None,
    sort: str = "login",
) -> Page[CustomerUserRead]:
    """A page in the order of login, last_name, email, customer_id or a dynamic field, `df.<Name>` (`-` turns it round).

    `df`: tests of dynamic fields, see `field_filters`. Raises Forbidden for customers, InvalidInput for a bad cursor,
    another order or test.
    """
    principal.require_agent()
    where = repository.user_filter(text=text, customer_id=customer_id, valid_id=valid.id if valid else None)
    wanted = await _wanted(uow, principal, where, df, sort, repository.USER_SORTS, ObjectType.CUSTOMER_USER)
    found = await repository.users_page(uow, wanted, page)
    total = await repository.count(uow, CustomerUser, wanted) if page.include_total else None
    cut = make_page(found, page, sort, lambda row: [row[1], row[0].login], total)
    rows = await users_read(uow, [row for row, _key in cut.rows])
    return Page(rows=rows, has_more=cut.has_more, after=cut.after, before=cut.before, total=cut.total)


async def read_company(uow: ReadUow, principal: Principal, customer_id: str) -> CompanyRead:
    """Agents read all, customers those of their customer ids. Raises CompanyNotFound."""
    row = await repository.company_by_id(uow, customer_id)
    if row is None or (principal.is_customer and row.customer_id not in principal.customer_ids):
        raise CompanyNotFound
    (company,) = await companies_read(uow, [row], with_fields=not principal.is_customer)
    return company


async def read_customer(
    uow: ReadUow, principal: Principal, login: str | None, customer_id: str | None
) -> CustomerOfTicket:
    """The people behind a ticket. Raises Forbidden for a token that may not read customers."""
    principal.require_scope(Scope.CUSTOMERS_READ)
    found = await find_by_login(uow, login) if login else None
    user = company = None
    with suppress(CustomerUserNotFound):
        user = await read_customer_user(uow, principal, found.id) if found else None
    with suppress(CompanyNotFound):
        company = await read_company(uow, principal, customer_id) if customer_id else None
    return CustomerOfTicket(user=user, company=company)


async def list_companies(
    uow: ReadUow,
    principal: Principal,
    page: PageRequest,
    *,
    text: str = "",
    valid: Validity | None = None,
    df: FieldTestsGiven | None = None,
    sort: str = "customer_id",
) -> Page[CompanyRead]:
    """A page in the order of customer_id, name or a dynamic field. Otherwise as `list_customer_users`."""
    principal.require_agent()
    where = repository.company_filter(text=text, valid_id=valid.id if valid else None)
    wanted = await _wanted(uow, principal, where, df, sort, repository.COMPANY_SORTS, ObjectType.CUSTOMER_COMPANY)
    found = await repository.companies_page(uow, wanted, page)
    total = await repository.count(uow, CustomerCompany, wanted) if page.include_total else None
    cut = make_page(found, page, sort, lambda row: [row[1], row[0].customer_id], total)
    rows = await companies_read(uow, [row for row, _key in cut.rows])
    return Page(rows=rows, has_more=cut.has_more, after=cut.after, before=cut.before, total=cut.total)


async def _wanted(
    uow: ReadUow,
    principal: Principal,
    where: ColumnElement[bool],
    df: FieldTestsGiven | None,
    sort: str,
    sorts: Collection[str],
    object_type: ObjectType,
) -> Wanted:
    """Raises InvalidInput."""
    tests = await dynamic_fields.field_filters(uow, principal, df or {}, {object_type: object_type})
    name = sort.removeprefix("-")
    if name.startswith(PREFIX):
        field = await dynamic_fields.sort_field(uow, principal, name, object_type)
        return Wanted(where, sort, tests, field)
    if name not in sorts:
        raise InvalidInput.field("sort", "unknown", f"Sort by one of: {', '.join(sorts)}, df.<Name>.")
    return Wanted(where, sort, tests)


async def _user(uow: ReadUow, row: CustomerUser) -> CustomerUserRead:
    return (await users_read(uow, [row]))[0]


async def users_read(uow: ReadUow, rows: Sequence[CustomerUser], *, with_fields: bool = True) -> list[CustomerUserRead]:
    """With their dynamic fields, which no screen shows to customers."""
    order = await get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    logins = [row.login for row in rows] if with_fields else []
    fields = await dynamic_fields.values_of_named(uow, ObjectType.CUSTOMER_USER, logins)
    return [_user_read(row, order, fields.get(row.login, {})) for row in rows]


async def companies_read(
    uow: ReadUow, rows: Sequence[CustomerCompany], *, with_fields: bool = True
) -> list[CompanyRead]:
    """As `users_read`."""
    ids = [row.customer_id for row in rows] if with_fields else []
    fields = await dynamic_fields.values_of_named(uow, ObjectType.CUSTOMER_COMPANY, ids)
    return [
        _company_read(row, fields.get(row.customer_id, {}), await preferred_queue(uow, row.customer_id)) for row in rows
    ]


def _user_read(row: CustomerUser, order: int, fields: Values) -> CustomerUserRead:
    return CustomerUserRead(
        id=row.id,
        login=row.login,
        email=row.email,
        customer_id=row.customer_id,
        title=row.title or "",
        first_name=row.first_name,
        last_name=row.last_name,
        name=full_name(row.first_name, row.last_name, row.login, order),
        phone=row.phone or "",
        fax=row.fax or "",
        mobile=row.mobile or "",
        street=row.street or "",
        zip=row.zip or "",
        city=row.city or "",
        country=row.country or "",
        comment=row.comments or "",
        dynamic_fields=fields,
        valid=Validity.of(row.valid_id),
        created=row.create_time,
        changed=row.change_time,
    )


def _company_read(row: CustomerCompany, fields: Values, queue_id: int | None) -> CompanyRead:
    return CompanyRead(
        customer_id=row.customer_id,
        name=row.name,
        street=row.street or "",
        zip=row.zip or "",
        city=row.city or "",
        country=row.country or "",
        url=row.url or "",
        comment=row.comments or "",
        queue_id=queue_id,
        dynamic_fields=fields,
        valid=Validity.of(row.valid_id),
        created=row.create_time,
        changed=row.change_time,
    )
