"""API v1 of drafts."""

from typing import Annotated, Literal

from fastapi import Path, Query

from gotrs_api.articles.file_schemas import UploadRead
from gotrs_api.articles.routes import upload_read
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.ids import ArticleId, QueueId, TicketId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.drafts import service
from gotrs_api.mail.drafts.schemas import DraftRead
from gotrs_api.responses.tags import Format
from gotrs_api.uow.deps import Read, Uow

SCOPE = "articles:read"
router = ApiRouter(tags=["articles"])
Id = Annotated[int, Path(ge=1, le=2**63 - 1)]
TemplateId = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
Wanted = Annotated[
    Literal["text", "html"] | None, Query(alias="format", description="Without it as `Frontend::RichText` says.")
]
_FORMATS = {"text": Format.TEXT, "html": Format.HTML, None: None}


@router.get(
    "/tickets/{ticket_id}/articles/{article_id}/reply-draft",
    summary="What an answer to an article begins with",
    responses=problem_responses(404),
)
@requires(SCOPE, kinds=AGENTS)
async def drafts_reply(
    uow: Read,
    principal: CurrentPrincipal,
    ticket_id: Id,
    article_id: Id,
    template_id: TemplateId = None,
    to_all: Annotated[bool, Query(description="Everybody who got the article.")] = False,
    wanted: Wanted = None,
) -> DraftRead:
    return await service.render_reply(
        uow,
        principal,
        TicketId(ticket_id),
        ArticleId(article_id),
        template_id,
        to_all=to_all,
        format_=_FORMATS[wanted],
    )


@router.get(
    "/tickets/{ticket_id}/articles/{article_id}/forward-draft",
    summary="What a forwarded article begins with",
    responses=problem_responses(404),
)
@requires(SCOPE, kinds=AGENTS)
async def drafts_forward(
    uow: Read,
    principal: CurrentPrincipal,
    ticket_id: Id,
    article_id: Id,
    template_id: TemplateId = None,
    wanted: Wanted = None,
) -> DraftRead:
    return await service.render_forward(
        uow, principal, TicketId(ticket_id), ArticleId(article_id), template_id, format_=_FORMATS[wanted]
    )


@router.get(
    "/tickets/{ticket_id}/template-draft", summary="A template filled for a ticket", responses=problem_responses(404)
)
@requires(SCOPE, kinds=AGENTS)
async def drafts_template(
    uow: Read,
    principal: CurrentPrincipal,
    ticket_id: Id,
    template_id: Annotated[int, Query(ge=1, le=2**31 - 1)],
    article_id: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    wanted: Wanted = None,
) -> DraftRead:
    return await service.render_template(
        uow,
        principal,
        TicketId(ticket_id),
        template_id,
        article_id=ArticleId(article_id) if article_id is not None else None,
        format_=_FORMATS[wanted],
    )


@router.get(
    "/queues/{queue_id}/mail-draft",
    summary="What a mail that begins a ticket begins with",
    responses=problem_responses(404),
)
@requires(SCOPE, kinds=AGENTS)
async def drafts_new_mail(
    uow: Read,
    principal: CurrentPrincipal,
    queue_id: Annotated[int, Path(ge=1, le=2**31 - 1)],
    template_id: TemplateId = None,
    wanted: Wanted = None,
) -> DraftRead:
    return await service.render_new_mail(uow, principal, QueueId(queue_id), template_id, format_=_FORMATS[wanted])


@router.post(
    "/templates/{template_id}/uploads",
    status_code=201,
    summary="Put a template's files among one's uploads",
    responses=problem_responses(404),
)
@requires("articles:write", kinds=AGENTS)
async def drafts_attach(
    uow: Uow, principal: CurrentPrincipal, template_id: Annotated[int, Path(ge=1, le=2**31 - 1)]
) -> ListAnswer[UploadRead]:
    return whole([upload_read(each) for each in await service.attach_template_files(uow, principal, template_id)])


ROUTERS = (router,)
