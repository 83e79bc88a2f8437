"""API v1: the groups of one customer user and of one company, at addresses of their own."""

from fastapi import Request, Response

from gotrs_api.admin.relations import service
from gotrs_api.admin.relations.schemas import Cell, CellsSet
from gotrs_api.catalog.routes import EntryId
from gotrs_api.customers import service as customers
from gotrs_api.customers.routes import CustomerId
from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP, Principal
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.paging import Page, PageRequest
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.deps import Read, Uow

USERS, COMPANIES = "customer-users-groups", "customer-companies-groups"
router = ApiRouter(tags=["customers"])


@router.get(
    "/customer-users/{customer_user_id}/groups",
    summary="Groups of a customer user, with rights",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_users_groups(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    customer_user_id: EntryId,
    paging: Paging,
) -> ListAnswer[Cell]:
    """They count where the setting `CustomerGroupSupport` is on."""
    user = await customers.read_customer_user(uow, principal, customer_user_id)
    page = await _groups(uow, principal, USERS, user.login, paging)
    return answer(request, response, page.rows, page)


@router.patch(
    "/customer-users/{customer_user_id}/groups",
    status_code=204,
    summary="Change a customer user's groups",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_users_set_groups(
    uow: Uow, principal: CurrentPrincipal, customer_user_id: EntryId, body: CellsSet
) -> Response:
    """Groups that are not named stay; without marks a group is taken away. `key` is the group's id."""
    user = await customers.read_customer_user(uow, principal, customer_user_id)
    return await _set(uow, principal, USERS, user.login, body)


@router.get(
    "/customer-companies/{customer_id}/groups",
    summary="Groups of a company, with rights",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_companies_groups(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    customer_id: CustomerId,
    paging: Paging,
) -> ListAnswer[Cell]:
    """They count where the setting `CustomerGroupSupport` is on."""
    company = await customers.read_company(uow, principal, customer_id)
    page = await _groups(uow, principal, COMPANIES, company.customer_id, paging)
    return answer(request, response, page.rows, page)


@router.patch(
    "/customer-companies/{customer_id}/groups",
    status_code=204,
    summary="Change a company's groups",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_companies_set_groups(
    uow: Uow, principal: CurrentPrincipal, customer_id: CustomerId, body: CellsSet
) -> Response:
    """Groups that are not named stay; without marks a group is taken away. `key` is the group's id."""
    company = await customers.read_company(uow, principal, customer_id)
    return await _set(uow, principal, COMPANIES, company.customer_id, body)


async def _groups(uow: ReadUow, principal: Principal, relation: str, key: str, paging: PageRequest) -> Page[Cell]:
    return await service.list_cells(uow, principal, service.relation_of(relation), 0, key, paging, only_assigned=True)


async def _set(uow: UnitOfWork, principal: Principal, relation: str, key: str, body: CellsSet) -> Response:
    await service.set_cells(uow, principal, service.relation_of(relation), 0, key, body.cells)
    return Response(status_code=204)
