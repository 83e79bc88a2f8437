"""API v1 of customer users and companies."""

from __future__ import annotations

import zlib
from typing import Annotated
from urllib.parse import quote

from fastapi import Path, Query, Request, Response
from pydantic import BaseModel, Field

from gotrs_api.catalog.routes import EntryId, IfMatch
from gotrs_api.catalog.schemas import ServiceRead
from gotrs_api.catalog.validity import Validity
from gotrs_api.customers import access_routes, service
from gotrs_api.customers.schemas import (
    CompanyCreate,
    CompanyMerge,
    CompanyRead,
    CompanyUpdate,
    CustomerIds,
    CustomerIdsSet,
    CustomerUserCreate,
    CustomerUserMerge,
    CustomerUserRead,
    CustomerUserUpdate,
    PasswordSet,
    ServicesSet,
)
from gotrs_api.dynamic_fields.schemas import FieldTests
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.ids import ServiceId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

READ_SCOPE, WRITE_SCOPE = "customers:read", "customers:write"
CustomerId = Annotated[str, Path(min_length=1, max_length=150)]
users = ApiRouter(prefix="/customer-users", tags=["customers"])
companies = ApiRouter(prefix="/customer-companies", tags=["customers"])


class _CustomerQuery(FieldTests, ListQuery):
    q: str = Field("", max_length=200, description="Words; each begins a name, login, address or customer id.")
    valid: Validity | None = None


class CustomerUserQuery(_CustomerQuery):
    sort: str = Field(
        "login",
        max_length=200,
        description="login, last_name, email, customer_id or `df.<Name>`; `-name` for descending.",
    )
    customer_id: str | None = Field(None, max_length=150)


class CompanyQuery(_CustomerQuery):
    sort: str = Field(
        "customer_id", max_length=200, description="customer_id, name or `df.<Name>`; `-name` for descending."
    )


def _tag(resource: BaseModel) -> str:
    return etag(format(zlib.crc32(resource.model_dump_json().encode()), "08x"))


@users.get("", summary="List or search customer users", response_model=ListAnswer[CustomerUserRead])
@requires(READ_SCOPE, kinds=AGENTS)
async def customer_users_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[CustomerUserQuery, Query()]
) -> Response:
    page = await service.list_customer_users(
        uow,
        principal,
        query.page,
        text=query.q,
        customer_id=query.customer_id,
        valid=query.valid,
        df=query.df,
        sort=query.sort,
    )
    return listed(request, query, page)


@users.post(
    "",
    summary="Create a customer user",
    status_code=201,
    response_model=CustomerUserRead,
    responses=problem_responses(409),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_users_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: CustomerUserCreate
) -> Response:
    user = await service.create_customer_user(uow, principal, command)
    return single(request, user, _tag(user), status=201, location=f"{API_PREFIX}/customer-users/{user.id}")


@users.get("/default-services", summary="List the default services")
@requires(READ_SCOPE, kinds=AGENTS)
async def customer_users_default_services(uow: Read, principal: CurrentPrincipal) -> ListAnswer[ServiceRead]:
    """What customer users get who have no services of their own."""
    return whole(await service.default_services(uow, principal))


@users.put("/default-services", summary="Replace the default services")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_users_set_default_services(
    uow: Uow, principal: CurrentPrincipal, command: ServicesSet
) -> ListAnswer[ServiceRead]:
    ids = [ServiceId(service_id) for service_id in command.service_ids]
    return whole(await service.set_default_services(uow, principal, ids))


@users.get(
    "/{customer_user_id}",
    summary="Read a customer user",
    response_model=CustomerUserRead,
    responses=problem_responses(404),
)
@requires(READ_SCOPE, kinds=AGENTS)
async def customer_users_read(
    request: Request, uow: Read, principal: CurrentPrincipal, customer_user_id: EntryId
) -> Response:
    user = await service.read_customer_user(uow, principal, customer_user_id)
    return single(request, user, _tag(user))


@users.patch(
    "/{customer_user_id}",
    summary="Change a customer user",
    response_model=CustomerUserRead,
    responses=problem_responses(404, 409, 412),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_users_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    customer_user_id: EntryId,
    command: CustomerUserUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _tag(await service.read_customer_user(uow, principal, customer_user_id)))
    user = await service.update_customer_user(uow, principal, customer_user_id, command)
    return single(request, user, _tag(user))


@users.delete(
    "/{customer_user_id}",
    status_code=204,
    summary="Take a customer user out of use",
    responses=problem_responses(404, 412),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_users_delete(
    uow: Uow, principal: CurrentPrincipal, customer_user_id: EntryId, if_match: IfMatch = None
) -> None:
    """Tickets keep their names; nobody signs in with the account any more. `…/anonymise` removes who it was."""
    require_match(if_match, _tag(await service.read_customer_user(uow, principal, customer_user_id)))
    command = CustomerUserUpdate(valid=Validity.INVALID)
    await service.update_customer_user(uow, principal, customer_user_id, command)


@users.post(
    "/{customer_user_id}/merge",
    summary="Merge a customer user into another",
    response_model=CustomerUserRead,
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_users_merge(
    request: Request, uow: Uow, principal: CurrentPrincipal, customer_user_id: EntryId, command: CustomerUserMerge
) -> Response:
    """Answers with the one who goes on. Many tickets follow in the background."""
    user = await service.merge_customer_users(uow, principal, customer_user_id, command.into)
    return single(request, user, _tag(user))


@users.put(
    "/{customer_user_id}/password",
    summary="Set a customer user's password",
    status_code=204,
    responses=problem_responses(404),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_users_set_password(
    uow: Uow, principal: CurrentPrincipal, customer_user_id: EntryId, command: PasswordSet
) -> None:
    await service.set_customer_password(uow, principal, customer_user_id, command.password.get_secret_value())


@users.get(
    "/{customer_user_id}/customer-ids", summary="Customer ids of a customer user", responses=problem_responses(404)
)
@requires(READ_SCOPE, kinds=AGENTS)
async def customer_users_customer_ids(uow: Read, principal: CurrentPrincipal, customer_user_id: EntryId) -> CustomerIds:
    return await service.read_customer_ids(uow, principal, customer_user_id)


@users.put(
    "/{customer_user_id}/customer-ids",
    summary="Replace the other customer ids of a customer user",
    responses=problem_responses(404),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_users_set_customer_ids(
    uow: Uow, principal: CurrentPrincipal, customer_user_id: EntryId, command: CustomerIdsSet
) -> CustomerIds:
    return await service.set_customer_ids(uow, principal, customer_user_id, command.others)


@users.get(
    "/{customer_user_id}/services",
    summary="Services that a customer user may choose",
    responses=problem_responses(404),
)
@requires(READ_SCOPE, kinds=AGENTS)
async def customer_users_services(
    uow: Read, principal: CurrentPrincipal, customer_user_id: EntryId
) -> ListAnswer[ServiceRead]:
    return whole(await service.read_customer_services(uow, principal, customer_user_id))


@users.put(
    "/{customer_user_id}/services",
    summary="Replace a customer user's own services",
    responses=problem_responses(404),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_users_set_services(
    uow: Uow, principal: CurrentPrincipal, customer_user_id: EntryId, command: ServicesSet
) -> ListAnswer[ServiceRead]:
    ids = [ServiceId(service_id) for service_id in command.service_ids]
    return whole(await service.set_customer_services(uow, principal, customer_user_id, ids))


@companies.get("", summary="List or search companies", response_model=ListAnswer[CompanyRead])
@requires(READ_SCOPE, kinds=AGENTS)
async def customer_companies_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[CompanyQuery, Query()]
) -> Response:
    page = await service.list_companies(
        uow, principal, query.page, text=query.q, valid=query.valid, df=query.df, sort=query.sort
    )
    return listed(request, query, page)


@companies.post(
    "", summary="Create a company", status_code=201, response_model=CompanyRead, responses=problem_responses(409)
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_companies_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: CompanyCreate
) -> Response:
    company = await service.create_company(uow, principal, command)
    location = f"{API_PREFIX}/customer-companies/{quote(company.customer_id, safe='')}"
    return single(request, company, _tag(company), status=201, location=location)


@companies.get("/{customer_id}", summary="Read a company", response_model=CompanyRead, responses=problem_responses(404))
@requires(READ_SCOPE, kinds=AGENTS)
async def customer_companies_read(
    request: Request, uow: Read, principal: CurrentPrincipal, customer_id: CustomerId
) -> Response:
    company = await service.read_company(uow, principal, customer_id)
    return single(request, company, _tag(company))


@companies.patch(
    "/{customer_id}",
    summary="Change a company",
    response_model=CompanyRead,
    responses=problem_responses(404, 409, 412),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_companies_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    customer_id: CustomerId,
    command: CompanyUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _tag(await service.read_company(uow, principal, customer_id)))
    company = await service.update_company(uow, principal, customer_id, command)
    return single(request, company, _tag(company))


@companies.delete(
    "/{customer_id}",
    status_code=204,
    summary="Take a company out of use",
    responses=problem_responses(404, 412),
)
@requires(WRITE_SCOPE, kinds=AGENTS)
async def customer_companies_delete(
    uow: Uow, principal: CurrentPrincipal, customer_id: CustomerId, if_match: IfMatch = None
) -> None:
    """Its people and tickets stay; it becomes invalid."""
    require_match(if_match, _tag(await service.read_company(uow, principal, customer_id)))
    await service.update_company(uow, principal, customer_id, CompanyUpdate(valid=Validity.INVALID))


@companies.post(
    "/{customer_id}/merge",
    summary="Merge a company into another",
    response_model=CompanyRead,
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_companies_merge(
    request: Request, uow: Uow, principal: CurrentPrincipal, customer_id: CustomerId, command: CompanyMerge
) -> Response:
    """Answers with the one that goes on. Many tickets follow in the background."""
    company = await service.merge_companies(uow, principal, customer_id, command.into)
    return single(request, company, _tag(company))


ROUTERS = (users, companies, access_routes.router)
