"""Customer users and the companies they belong to."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import (
    CompanyCreate,
    CompanyRead,
    CompanyUpdate,
    CustomerUserCreate,
    CustomerUserRead,
    CustomerUserUpdate,
)
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import COMMENT, VALID, Field
from gotrs_web.admin.listing import Column, Found, Query
from gotrs_web.admin.module import Module, Tab, Use
from gotrs_web.admin.modules.catalog import NAME, VALIDITY
from gotrs_web.admin.modules.reference_options import QUEUES_FOUND_AT, queue_options
from gotrs_web.admin.modules.relation_uses import tied
from gotrs_web.admin.modules.ticket_uses import ticket_use
from gotrs_web.admin.navigation import ROOT

# Sorted by the database, which knows no order by it.
_VALIDITY = replace(VALIDITY, sort=None)
_FOR_TEXTS = N_("For letters and placeholders in texts.")
_CALLED = N_("Agents see it beside the ticket.")
_NAMED = N_("Agents read it beside what this customer writes.")
_FEW = 100
_PLACE = (
    Field("street", N_("Street"), hint=_FOR_TEXTS),
    Field("zip", N_("Postcode"), hint=_FOR_TEXTS),
    Field("city", N_("City"), hint=_FOR_TEXTS),
    Field("country", N_("Country"), hint=_FOR_TEXTS),
)


async def _users(read: ReadUow, principal: Principal, query: Query) -> Found:
    return Found.of_page(
        await customers.list_customer_users(
            read, principal, query.page_request, text=query["q"], valid=query.validity, sort=query.sort or "login"
        ),
        sortable=True,
    )


async def _companies(read: ReadUow, principal: Principal, query: Query) -> Found:
    return Found.of_page(
        await customers.list_companies(
            read, principal, query.page_request, text=query["q"], valid=query.validity, sort=query.sort or "customer_id"
        ),
        sortable=True,
    )


async def _user_used_by(read: ReadUow, principal: Principal, user: CustomerUserRead) -> list[Use]:
    return [
        await ticket_use(read, principal, "customer_user", user.login),
        *await tied(
            read, principal, "customer-users", user.login,
            "customer-users-companies", "customer-users-services", "customer-users-groups",
        ),
    ]  # fmt: skip


async def _company_used_by(read: ReadUow, principal: Principal, company: CompanyRead) -> list[Use]:
    own = await customers.list_customer_users(
        read, principal, PageRequest(_FEW, include_total=True), customer_id=company.customer_id
    )
    return [
        await ticket_use(read, principal, "customer_id", company.customer_id),
        Use("customer-users", tuple((str(user.id), user.login) for user in own.rows))
        if not own.has_more
        else Use("customer-users", count=own.total or 0, url=f"{ROOT}/customer-users?q={quote(company.customer_id)}"),
        *await tied(
            read, principal, "customer-companies", company.customer_id,
            "customer-users-companies", "customer-companies-groups",
        ),
    ]  # fmt: skip


CUSTOMER_USERS = Module(
    key="customer-users",
    add=N_("Add customer user"),
    columns=(
        Column(N_("Login"), "login", "link"),
        Column(N_("Name"), "name", sort="last_name"),
        Column(N_("E-mail"), "email", "muted"),
        Column(N_("Customer id"), "customer_id"),
        _VALIDITY,
    ),
    rows=_users,
    read=customers.read_customer_user,
    fields=(
        Field("first_name", N_("First name"), required=True, hint=_NAMED),
        Field("last_name", N_("Last name"), required=True, hint=_NAMED),
        Field(
            "email", N_("E-mail"), "email", required=True, hint=N_("Mail from it is this customer's; answers go there.")
        ),
        Field("login", N_("Login"), omit_empty=True, only="create", hint=N_("The address counts where it is empty.")),
        Field("login", N_("Login"), only="update", required=True, hint=N_("Tickets follow a new one.")),
        Field("customer_id", N_("Customer id"), omit_empty=True, hint=N_("Of the company."), only="create"),
        Field("customer_id", N_("Customer id"), only="update", required=True, hint=N_("Of the company.")),
        Field(
            "password",
            N_("Password"),
            "password",
            omit_empty=True,
            only="create",
            hint=N_("Without one a customer asks for it on the sign-in page."),
        ),
        Field("title", N_("Title"), hint=_FOR_TEXTS),
        Field("phone", N_("Phone"), "tel", hint=_CALLED),
        Field("mobile", N_("Mobile"), "tel", hint=_CALLED),
        Field("fax", N_("Fax"), "tel", hint=_CALLED),
        *_PLACE,
        VALID,
        COMMENT,
    ),
    creation=CustomerUserCreate,
    create=customers.create_customer_user,
    change=CustomerUserUpdate,
    update=customers.update_customer_user,
    audited_as="customer_user",
    used_by=_user_used_by,
    tabs=(
        Tab("belongings", N_("Companies and services")),
        Tab("access", N_("Sign-in")),
        Tab("privacy", N_("Data protection")),
        Tab("merge", N_("Merge")),
    ),
)
COMPANIES = Module(
    key="customer-companies",
    add=N_("Add company"),
    columns=(NAME, Column(N_("Customer id"), "customer_id"), Column(N_("City"), "city", "muted", sort=None), _VALIDITY),
    rows=_companies,
    read=customers.read_company,
    fields=(
        Field("name", N_("Name"), required=True, hint=N_("Shown with its tickets and customer users.")),
        Field(
            "customer_id",
            N_("Customer id"),
            required=True,
            hint=N_("A new one takes the customer users along."),
        ),
        *_PLACE,
        Field("url", N_("Web site"), full=True, hint=_FOR_TEXTS),
        Field(
            "queue_id",
            N_("Queue"),
            "select",
            options=queue_options,
            found_at=QUEUES_FOUND_AT,
            empty=N_("none"),
            hint=N_("Agents begin its new tickets there, unless they choose otherwise."),
        ),
        VALID,
        COMMENT,
    ),
    creation=CompanyCreate,
    create=customers.create_company,
    change=CompanyUpdate,
    update=customers.update_company,
    audited_as="customer_company",
    tabs=(Tab("merge", N_("Merge")),),
    used_by=_company_used_by,
    identify=lambda company: str(company.customer_id),
    parse_id=str,
)
