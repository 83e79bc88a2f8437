"""Personal access tokens."""

from fastapi import Request, Response

from gotrs_api.identity.errors import UserNotFound
from gotrs_api.identity.principal import ADMIN_GROUP, Kind
from gotrs_api.identity.routes.secrecy import NO_STORE
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.schemas.tokens import ScopeRead, TokenCreate, TokenCreated, TokenRead
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import tokens
from gotrs_api.kernel.ids import RowId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(tags=["tokens"])


@router.get("/tokens", summary="List one's own tokens")
@requires(Scope.TOKENS_MANAGE)
async def tokens_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[TokenRead]:
    return whole(await tokens.list_own(uow, principal))


@router.get("/tokens/scopes", summary="List the scopes that a token may have")
@requires(Scope.PROFILE_READ)
async def tokens_scopes(principal: CurrentPrincipal) -> ListAnswer[ScopeRead]:
    return whole(tokens.available_scopes(principal))


@router.post("/tokens", status_code=201, summary="Create a token", dependencies=NO_STORE)
@requires(Scope.ALL)
async def tokens_create(
    body: TokenCreate, request: Request, response: Response, uow: Uow, principal: CurrentPrincipal
) -> TokenCreated:
    """The answer shows the token itself, this once. A personal access token cannot make others."""
    created = await tokens.create(uow, principal, body)
    response.headers["Location"] = f"{request.url.path}/{created.id}"
    return created


@router.get("/tokens/{token_id}", summary="Read a token", responses=problem_responses(404))
@requires(Scope.TOKENS_MANAGE)
async def tokens_get(token_id: RowId, uow: Read, principal: CurrentPrincipal) -> TokenRead:
    return await tokens.get(uow, principal, token_id)


@router.delete("/tokens/{token_id}", status_code=204, summary="Revoke a token", responses=problem_responses(404))
@requires(Scope.TOKENS_MANAGE)
async def tokens_revoke(token_id: RowId, uow: Uow, principal: CurrentPrincipal) -> Response:
    await tokens.revoke(uow, principal, token_id)
    return Response(status_code=204)


@router.get("/admin/tokens", summary="List everybody's tokens")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_tokens_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[TokenRead]:
    return whole(await tokens.list_all(uow, principal))


@router.get("/admin/tokens/{token_id}", summary="Read anybody's token", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_tokens_get(token_id: RowId, uow: Read, principal: CurrentPrincipal) -> TokenRead:
    return await tokens.get(uow, principal, token_id, anybodys=True)


@router.delete(
    "/admin/tokens/{token_id}", status_code=204, summary="Revoke anybody's token", responses=problem_responses(404)
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_tokens_revoke(token_id: RowId, uow: Uow, principal: CurrentPrincipal) -> Response:
    await tokens.revoke(uow, principal, token_id, anybodys=True)
    return Response(status_code=204)


@router.get("/admin/users/{user_id}/tokens", summary="List an agent's tokens")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_users_tokens(user_id: RowId, uow: Read, principal: CurrentPrincipal) -> ListAnswer[TokenRead]:
    return whole(await tokens.list_of(uow, principal, Kind.AGENT, str(user_id)))


@router.get(
    "/admin/customer-users/{customer_user_id}/tokens",
    summary="List a customer user's tokens",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_customer_users_tokens(
    customer_user_id: RowId, uow: Read, principal: CurrentPrincipal
) -> ListAnswer[TokenRead]:
    login = await tokens.customer_login(uow, customer_user_id)
    if login is None:
        raise UserNotFound
    return whole(await tokens.list_of(uow, principal, Kind.CUSTOMER, login))
