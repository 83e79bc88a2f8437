"""API v1 of the communication log; for administrators."""

from typing import Annotated

from fastapi import Path, Query, Request, Response

from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.communication_log import service
from gotrs_api.mail.communication_log.schemas import (
    CommunicationRead,
    CommunicationSummary,
    LogDirection,
    LogStatus,
)
from gotrs_api.uow.deps import Read

router = ApiRouter(prefix="/admin/mail/communication-log", tags=["mail"])
ROUTERS = (router,)


@router.get("", summary="List what was received and sent")
@requires("admin:mail", group=ADMIN_GROUP)
async def communication_log_list(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    paging: Paging,
    direction: Annotated[LogDirection | None, Query()] = None,
    status: Annotated[LogStatus | None, Query()] = None,
    account_id: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    q: Annotated[str | None, Query(max_length=200, description="Part of a step, whatever the case.")] = None,
) -> ListAnswer[CommunicationSummary]:
    page = await service.list_communications(
        uow, principal, paging, direction=direction, status=status, account_id=account_id, words=q
    )
    return answer(request, response, page.rows, page)


@router.get("/{communication_id}", summary="Read one of them, step by step", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def communication_log_read(
    uow: Read, principal: CurrentPrincipal, communication_id: Annotated[int, Path(ge=1, le=2**63 - 1)]
) -> CommunicationRead:
    return await service.read_communication(uow, principal, communication_id)
