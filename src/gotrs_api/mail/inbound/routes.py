"""API v1 of incoming mail: the spool for administrators, and why an article lies where it does."""

from io import BytesIO
from typing import Annotated

from fastapi import Body, Query, Request, Response

from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.ids import ArticleId, BigRowId, TicketId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.inbound import service
from gotrs_api.mail.inbound.filters.routes import router as filter_router
from gotrs_api.mail.inbound.schemas import (
    DecisionRead,
    InboundHealth,
    SpoolAnswer,
    SpooledMailRead,
    SpoolRetry,
    SpoolStatus,
)
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(tags=["mail"])
ROUTERS = (router, filter_router)


@router.post(
    "/mail/inbound",
    status_code=202,
    summary="Take in a mail",
    openapi_extra={"requestBody": {"required": True, "content": {"message/rfc822": {"schema": {"type": "string"}}}}},
    responses=problem_responses(413),
)
@requires("mail:inbound", group=ADMIN_GROUP)
async def mail_inbound_create(
    request: Request,
    site: CurrentSite,
    principal: CurrentPrincipal,
    queue: Annotated[
        str, Query(max_length=200, description="Put it into this queue, whoever it is addressed to.")
    ] = "",
    trusted: Annotated[bool, Query(description="Obey X-OTRS-... headers of the mail.")] = False,
) -> SpoolAnswer:
    """The body is the mail as it is (RFC 5322). When this answers, the mail is stored for good."""
    return await service.take_in(site, principal, await _body_of(request), queue=queue, trusted=trusted)


async def _body_of(request: Request) -> bytes:
    """Without a second copy of a large mail, and nobody keeps it."""
    raw = BytesIO()
    async for piece in request.stream():
        raw.write(piece)
    return raw.getvalue()


@router.get("/admin/mail/spool", summary="List incoming mail")
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_spool_list(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    paging: Paging,
    status: Annotated[SpoolStatus | None, Query(description="`quarantined` waits for a decision.")] = None,
    ticket_id: Annotated[int | None, Query(ge=1, description="Mails that became part of this ticket.")] = None,
) -> ListAnswer[SpooledMailRead]:
    page = await service.list_spool(uow, principal, paging, status=status, ticket_id=ticket_id)
    return answer(request, response, page.rows, page)


@router.get("/admin/mail/health", summary="Count incoming mail by what became of it")
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_health(uow: Read, principal: CurrentPrincipal) -> InboundHealth:
    return await service.inbound_health(uow, principal)


@router.get("/admin/mail/spool/{spool_id}", summary="Read about an incoming mail", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_spool_get(spool_id: BigRowId, uow: Read, principal: CurrentPrincipal) -> SpooledMailRead:
    return await service.read_spooled(uow, principal, spool_id)


@router.get(
    "/admin/mail/spool/{spool_id}/raw",
    summary="Download a mail as it came in",
    response_class=Response,
    responses={200: {"content": {"message/rfc822": {}}}, **problem_responses(404)},
)
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_spool_raw(spool_id: BigRowId, uow: Read, principal: CurrentPrincipal) -> Response:
    raw = await service.read_spooled_raw(uow, principal, spool_id)
    headers = {
        "Content-Disposition": f'attachment; filename="mail-{spool_id}.eml"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(raw, media_type="message/rfc822", headers=headers)


@router.post(
    "/admin/mail/spool/{spool_id}/retry",
    summary="Process a quarantined or ignored mail again",
    responses=problem_responses(404, 409),
)
@requires("admin:mail", group=ADMIN_GROUP)
async def admin_mail_spool_retry(
    spool_id: BigRowId, uow: Uow, principal: CurrentPrincipal, command: Annotated[SpoolRetry | None, Body()] = None
) -> SpooledMailRead:
    force = command.force if command is not None else False
    return await service.retry_spooled(uow, principal, spool_id, force=force)


@router.get(
    "/tickets/{ticket_id}/articles/{article_id}/decisions",
    summary="Tell why an incoming mail lies where it does",
    responses=problem_responses(404),
)
@requires("articles:read", kinds=AGENTS)
async def articles_decisions(
    ticket_id: BigRowId, article_id: BigRowId, uow: Read, principal: CurrentPrincipal
) -> ListAnswer[DecisionRead]:
    return whole(await service.article_decisions(uow, principal, TicketId(ticket_id), ArticleId(article_id)))
