"""API v1 of mail accounts."""

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
from gotrs_api.mail.accounts import service
from gotrs_api.mail.accounts.schemas import (
    FetchOrder,
    FetchState,
    MailAccountCreate,
    MailAccountRead,
    MailAccountTrial,
    MailAccountUpdate,
)
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(prefix="/mail-accounts", tags=["mail"])
ROUTERS = (router,)
AccountId = Annotated[int, Path(ge=1, le=2**31 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]


class MailAccountQuery(AccountQuery):
    q: str | None = Field(None, max_length=200, description="Part of login or host, whatever the case.")
    state: FetchState | None = Field(None, description="How fetching goes.")

    def wants(self, account: MailAccountRead) -> bool:
        return self.fits(account.valid, account.login, account.host) and (
            self.state is None or account.progress.state is self.state
        )


@router.get("", summary="List mail accounts", response_model=ListAnswer[MailAccountRead])
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_accounts_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[MailAccountQuery, Query()]
) -> Response:
    rows = [account for account in await service.list_mail_accounts(uow, principal) if query.wants(account)]
    return listed(request, query, cut(rows, query, SORTS))


@router.get(
    "/{account_id}", summary="Read a mail account", response_model=MailAccountRead, responses=problem_responses(404)
)
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_accounts_read(
    request: Request, uow: Read, principal: CurrentPrincipal, account_id: AccountId
) -> Response:
    account = await service.read_mail_account(uow, principal, account_id)
    return single(request, account, _etag(account))


@router.post("", summary="Create a mail account", status_code=201, response_model=MailAccountRead)
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_accounts_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: MailAccountCreate
) -> Response:
    account = await service.create_mail_account(uow, principal, command)
    location = f"{API_PREFIX}/mail-accounts/{account.id}"
    return single(request, account, _etag(account), status=201, location=location)


@router.patch(
    "/{account_id}",
    summary="Change a mail account",
    response_model=MailAccountRead,
    responses=problem_responses(404, 412),
)
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_accounts_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    account_id: AccountId,
    command: MailAccountUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _etag(await service.read_mail_account(uow, principal, account_id)))
    account = await service.update_mail_account(uow, principal, account_id, command)
    return single(request, account, _etag(account))


@router.delete("/{account_id}", status_code=204, summary="Delete a mail account", responses=problem_responses(404, 412))
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_accounts_delete(
    uow: Uow, principal: CurrentPrincipal, account_id: AccountId, if_match: IfMatch = None
) -> None:
    require_match(if_match, _etag(await service.read_mail_account(uow, principal, account_id)))
    await service.delete_mail_account(uow, principal, account_id)


@router.post("/{account_id}/test", summary="Try to open a mailbox", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_accounts_test(site: CurrentSite, principal: CurrentPrincipal, account_id: AccountId) -> MailAccountTrial:
    """Nothing is fetched. What fails is told in `problem` and `error`; the request itself succeeds."""
    return await service.try_mail_account(site, principal, account_id)


@router.post(
    "/{account_id}/fetch", status_code=202, summary="Fetch a mailbox now", responses=problem_responses(404, 409)
)
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_accounts_fetch(
    uow: Uow, principal: CurrentPrincipal, account_id: AccountId, response: Response
) -> FetchOrder:
    order = await service.fetch_mail_account(uow, principal, account_id)
    response.headers["Location"] = f"{API_PREFIX}/jobs/{order.job_id}"
    return order


def _etag(account: MailAccountRead) -> str:
    """Of what people set: how fetching goes changes by itself."""
    content = account.model_dump_json(exclude={"progress", "token_expires", "refresh_token_expires"})
    return etag(account.id, format(zlib.crc32(content.encode()), "08x"))
