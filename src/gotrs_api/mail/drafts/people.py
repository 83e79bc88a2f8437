"""Attributes of agents and customers under the names that tags use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import JsonValue
from sqlalchemy import and_, bindparam, select

from gotrs_api.customers import service as customers
from gotrs_api.customers.errors import CompanyNotFound
from gotrs_api.customers.schemas import CustomerUserRead
from gotrs_api.identity.models import User, UserPreference
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.drafts.field_values import field_values
from gotrs_api.mail.drafts.viewer import Viewer
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

# What an agent has besides; the rest of the preferences is nobody's business in a mail.
_TOLD = frozenset({"UserEmail", "UserMobile", "UserPhone", "UserFax", "UserComment", "UserLanguage", "UserTimeZone"})
_AGENTS = (
    select(User.id, User.login, User.title, User.first_name, User.last_name)
    .add_columns(UserPreference.preferences_key, UserPreference.preferences_value)
    .outerjoin(
        UserPreference,
        and_(UserPreference.user_id == User.id, UserPreference.preferences_key.in_(sorted(_TOLD))),
    )
    .where(User.id.in_(bindparam("ids", expanding=True)))
)


async def agent_attributes(uow: ReadUow, user_id: int) -> dict[str, str]:
    """UserFirstname, UserLastname, UserFullname, UserLogin, UserEmail, …; nothing for an unknown agent."""
    return (await attributes_of_agents(uow, (user_id,)))[user_id]


async def attributes_of_agents(uow: ReadUow, user_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """The same of several, by id, in one statement."""
    wanted = tuple(sorted(set(user_ids)))
    found = await uow.once(("agent attributes", wanted), lambda: _attributes_of_agents(uow, wanted))
    return {user_id: dict(found.get(user_id, {})) for user_id in wanted}


async def _attributes_of_agents(uow: ReadUow, user_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    found: dict[int, dict[str, str]] = {}
    for row in await uow.session.execute(_AGENTS, {"ids": list(user_ids)}):
        if row.id not in found:
            found[row.id] = {
                "UserID": str(row.id),
                "UserLogin": row.login,
                "UserTitle": row.title or "",
                "UserFirstname": row.first_name,
                "UserLastname": row.last_name,
                "UserFullname": full_name(row.first_name, row.last_name, row.login, order),
            }
        if row.preferences_key in _TOLD:
            found[row.id][row.preferences_key] = row.preferences_value or ""
    return found


async def customer_attributes(
    uow: ReadUow, customer: CustomerUserRead | None, customer_id: str | None, viewer: Viewer
) -> dict[str, str]:
    """UserFirstname, UserCustomerID, CustomerCompanyName, DynamicField_<Name>, … of a ticket's customer user and
    company."""
    found: dict[str, str] = {}
    if customer is not None:
        found = {
            "UserID": customer.login,
            "UserLogin": customer.login,
            "UserTitle": customer.title,
            "UserFirstname": customer.first_name,
            "UserLastname": customer.last_name,
            "UserFullname": customer.name,
            "UserEmail": customer.email,
            "UserMailString": f'"{customer.name}" <{customer.email}>',
            "UserCustomerID": customer.customer_id,
            "UserPhone": customer.phone,
            "UserFax": customer.fax,
            "UserMobile": customer.mobile,
            "UserStreet": customer.street,
            "UserZip": customer.zip,
            "UserCity": customer.city,
            "UserCountry": customer.country,
            "UserComment": customer.comment,
        } | await _fields(uow, customer.dynamic_fields, viewer)
    company_id = customer_id or (customer.customer_id if customer else "")
    if company_id:
        try:
            company = await customers.read_company(uow, Principal.system("mail"), company_id)
        except CompanyNotFound:
            return found | {"CustomerID": company_id}
        found |= {
            "CustomerID": company.customer_id,
            "CustomerCompanyName": company.name,
            "CustomerCompanyStreet": company.street,
            "CustomerCompanyZIP": company.zip,
            "CustomerCompanyCity": company.city,
            "CustomerCompanyCountry": company.country,
            "CustomerCompanyURL": company.url,
            "CustomerCompanyComment": company.comment,
        } | await _fields(uow, company.dynamic_fields, viewer)
    return found


async def _fields(uow: ReadUow, values: Mapping[str, JsonValue], viewer: Viewer) -> dict[str, str]:
    return {f"DynamicField_{name}": text for name, text in (await field_values(uow, values, viewer)).items()}
