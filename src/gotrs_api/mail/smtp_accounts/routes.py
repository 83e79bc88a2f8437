"""API v1 of outgoing mail accounts."""

import zlib
from typing import Annotated

from fastapi import Header, Path, Query, Request, Response
from pydantic import Field

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.lists import cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.account_lists import SORTS, AccountQuery
from gotrs_api.mail.smtp_accounts import service
from gotrs_api.mail.smtp_accounts.schemas import (
    SendState,
    SmtpAccountCreate,
    SmtpAccountRead,
    SmtpAccountTrial,
    SmtpAccountUpdate,
)
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(prefix="/smtp-accounts", tags=["mail"])
ROUTERS = (router,)
AccountId = Annotated[int, Path(ge=1, le=2**31 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]


class SmtpAccountQuery(AccountQuery):
    state: SendState | None = Field(None, description="Whether its server takes mail.")

    def wants(self, account: SmtpAccountRead) -> bool:
        return self.fits(account.valid, account.name, account.login, account.host) and (
            self.state is None or account.state is self.state
        )


@router.get("", summary="List outgoing mail accounts", response_model=ListAnswer[SmtpAccountRead])
@requires("admin:mail", group=ADMIN_GROUP)
async def smtp_accounts_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[SmtpAccountQuery, Query()]
) -> Response:
    rows = [account for account in await service.list_smtp_accounts(uow, principal) if query.wants(account)]
    return listed(request, query, cut(rows, query, SORTS))


@router.get(
    "/{account_id}",
    summary="Read an outgoing mail account",
    response_model=SmtpAccountRead,
    responses=problem_responses(404),
)
@requires("admin:mail", group=ADMIN_GROUP)
async def smtp_accounts_read(
    request: Request, uow: Read, principal: CurrentPrincipal, account_id: AccountId
) -> Response:
    account = await service.read_smtp_account(uow, principal, account_id)
    return single(request, account, _etag(account))


@router.post("", summary="Create an outgoing mail account", status_code=201, response_model=SmtpAccountRead)
@requires("admin:mail", group=ADMIN_GROUP)
async def smtp_accounts_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: SmtpAccountCreate
) -> Response:
    account = await service.create_smtp_account(uow, principal, command)
    location = f"{API_PREFIX}/smtp-accounts/{account.id}"
    return single(request, account, _etag(account), status=201, location=location)


@router.patch(
    "/{account_id}",
    summary="Change an outgoing mail account",
    response_model=SmtpAccountRead,
    responses=problem_responses(404, 412),
)
@requires("admin:mail", group=ADMIN_GROUP)
async def smtp_accounts_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    account_id: AccountId,
    command: SmtpAccountUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _etag(await service.read_smtp_account(uow, principal, account_id)))
    account = await service.update_smtp_account(uow, principal, account_id, command)
    return single(request, account, _etag(account))


@router.delete(
    "/{account_id}", status_code=204, summary="Delete an outgoing mail account", responses=problem_responses(404, 412)
)
@requires("admin:mail", group=ADMIN_GROUP)
async def smtp_accounts_delete(
    uow: Uow, principal: CurrentPrincipal, account_id: AccountId, if_match: IfMatch = None
) -> None:
    require_match(if_match, _etag(await service.read_smtp_account(uow, principal, account_id)))
    await service.delete_smtp_account(uow, principal, account_id)


@router.post("/{account_id}/test", summary="Try to sign in at a server", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def smtp_accounts_test(site: CurrentSite, principal: CurrentPrincipal, account_id: AccountId) -> SmtpAccountTrial:
    """Nothing is sent. What fails is told in `problem` and `error`; the request itself succeeds."""
    return await service.try_smtp_account(site, principal, account_id)


def _etag(account: SmtpAccountRead) -> str:
    """Of what people set: how sending goes changes by itself."""
    content = account.model_dump_json(exclude={"state", "trouble", "addresses"})
    return etag(account.id, format(zlib.crc32(content.encode()), "08x"))
