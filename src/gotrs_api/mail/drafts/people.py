"""Attributes of agents and customers under the names that tags use."""

from __future__ import annotations

from gotrs_api.customers import service as customers
from gotrs_api.customers.errors import CompanyNotFound
from gotrs_api.customers.schemas import CustomerUserRead
from gotrs_api.identity.agents import preferences
from gotrs_api.identity.models import User
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

# What an agent has besides; the rest of the preferences is nobody's business in a mail.
_TOLD = frozenset({"UserEmail", "UserMobile", "UserPhone", "UserFax", "UserComment", "UserLanguage", "UserTimeZone"})


async def agent_attributes(uow: ReadUow, user_id: int) -> dict[str, str]:
    """UserFirstname, UserLastname, UserFullname, UserLogin, UserEmail, …; nothing for an unknown agent."""
    return dict(await uow.once(("agent attributes", user_id), lambda: _agent_attributes(uow, user_id)))


async def _agent_attributes(uow: ReadUow, user_id: int) -> dict[str, str]:
    user = await uow.session.get(User, user_id)
    if user is None:
        return {}
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    kept = {key: value for key, value in (await preferences(uow, user_id)).items() if key in _TOLD}
    return kept | {
        "UserID": str(user.id),
        "UserLogin": user.login,
        "UserTitle": user.title or "",
        "UserFirstname": user.first_name,
        "UserLastname": user.last_name,
        "UserFullname": full_name(user.first_name, user.last_name, user.login, order),
    }


async def customer_attributes(
    uow: ReadUow, customer: CustomerUserRead | None, customer_id: str | None
) -> dict[str, str]:
    """UserFirstname, UserCustomerID, CustomerCompanyName, … of a ticket's customer user and company."""
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
        }
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
        }
    return found
