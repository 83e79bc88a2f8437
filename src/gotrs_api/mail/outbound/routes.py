"""API v1 of outgoing mail."""

from typing import Annotated

from fastapi import Path, Request, Response

from gotrs_api.articles.schemas import ArticleRead, TransmissionRead
from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.outbound import service
from gotrs_api.mail.outbound.schemas import MailOverview, MailRead, MailTest, MailTestQueued
from gotrs_api.uow.deps import Read, Uow

SCOPE = "admin:mail"
router = ApiRouter(tags=["mail"])
QueueId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/admin/mail-queue", summary="List mails that wait")
@requires(SCOPE, group=ADMIN_GROUP)
async def mail_queue_list(
    request: Request, response: Response, uow: Read, principal: CurrentPrincipal, paging: Paging
) -> ListAnswer[MailRead]:
    page = await service.list_mails(uow, principal, paging)
    return answer(request, response, page.rows, page)


@router.get("/admin/mail-queue/counts", summary="Count mails that wait")
@requires(SCOPE, group=ADMIN_GROUP)
async def mail_queue_count(uow: Read, principal: CurrentPrincipal) -> MailOverview:
    return await service.mail_overview(uow, principal)


@router.post("/admin/mail-queue/test", status_code=202, summary="Send a test mail")
@requires(SCOPE, group=ADMIN_GROUP)
async def mail_queue_test(uow: Uow, principal: CurrentPrincipal, body: MailTest) -> MailTestQueued:
    """It goes the way of every other mail; the queue tells what became of it."""
    return MailTestQueued(id=await service.send_test_mail(uow, principal, body.to))


@router.get("/admin/mail-queue/{queue_id}", summary="Read a waiting mail", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def mail_queue_read(uow: Read, principal: CurrentPrincipal, queue_id: QueueId) -> MailRead:
    return await service.read_mail(uow, principal, queue_id)


@router.post(
    "/admin/mail-queue/{queue_id}/retry", summary="Try a mail again now", responses=problem_responses(404, 409)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def mail_queue_retry(uow: Uow, principal: CurrentPrincipal, queue_id: QueueId) -> MailRead:
    return await service.retry_mail(uow, principal, queue_id)


@router.delete(
    "/admin/mail-queue/{queue_id}", status_code=204, summary="Give up a mail", responses=problem_responses(404, 409)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def mail_queue_delete(uow: Uow, principal: CurrentPrincipal, queue_id: QueueId) -> None:
    await service.delete_mail(uow, principal, queue_id)


@router.get(
    "/tickets/{ticket_id}/transmissions",
    summary="Tell which of a ticket's mails have left",
    responses=problem_responses(404),
)
@requires("articles:read", kinds=AGENTS)
async def tickets_transmissions(
    uow: Read, principal: CurrentPrincipal, ticket_id: QueueId
) -> ListAnswer[TransmissionRead]:
    """`queued`, `sent` or `failed`, with the mail server's last answer; `failed` also after a bounce."""
    return whole(await service.ticket_transmissions(uow, principal, TicketId(ticket_id)))


@router.post(
    "/tickets/{ticket_id}/articles/{article_id}/resend",
    summary="Send an article's mail again",
    responses=problem_responses(404, 409),
)
@requires("articles:write", kinds=AGENTS)
async def articles_resend(
    uow: Uow, principal: CurrentPrincipal, ticket_id: QueueId, article_id: QueueId
) -> ArticleRead:
    return await service.resend_article(uow, principal, TicketId(ticket_id), ArticleId(article_id))


@router.post(
    "/tickets/{ticket_id}/articles/{article_id}/call-back",
    summary="Stop an article's mail before it is sent",
    responses=problem_responses(404, 409),
)
@requires("articles:write", kinds=AGENTS)
async def articles_call_back(
    uow: Uow, principal: CurrentPrincipal, ticket_id: QueueId, article_id: QueueId
) -> ArticleRead:
    return await service.call_back(uow, principal, TicketId(ticket_id), ArticleId(article_id))


ROUTERS = (router,)
