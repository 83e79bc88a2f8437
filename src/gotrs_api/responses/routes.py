"""API v1 of templates, standard attachments and automatic replies."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Path, Query, Response

from gotrs_api.catalog.routes import READ_SCOPE, WRITE_SCOPE, EntryId, Kind, routes_of
from gotrs_api.catalog.schemas import Ref
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.ids import QueueId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.responses import service
from gotrs_api.responses.schemas import (
    AutoResponseCreate,
    AutoResponseRead,
    AutoResponseUpdate,
    CannedCategory,
    CannedResponse,
    QueueAutoResponses,
    QueueAutoResponsesSet,
    QueueTemplatesSet,
    StandardAttachmentCreate,
    StandardAttachmentRead,
    StandardAttachmentUpdate,
    TemplateCreate,
    TemplateRead,
    TemplateType,
    TemplateUpdate,
)
from gotrs_api.uow.deps import Read, Uow

KINDS = (
    Kind(
        "/templates",
        "template",
        "templates",
        TemplateRead,
        service.list_templates,
        service.read_template,
        service.create_template,
        TemplateCreate,
        service.update_template,
        TemplateUpdate,
    ),
    Kind(
        "/attachments",
        "standard_attachment",
        "standard_attachments",
        StandardAttachmentRead,
        service.list_standard_attachments,
        service.read_standard_attachment,
        service.create_standard_attachment,
        StandardAttachmentCreate,
        service.update_standard_attachment,
        StandardAttachmentUpdate,
    ),
    Kind(
        "/auto-responses",
        "auto_response",
        "auto_responses",
        AutoResponseRead,
        service.list_auto_responses,
        service.read_auto_response,
        service.create_auto_response,
        AutoResponseCreate,
        service.update_auto_response,
        AutoResponseUpdate,
    ),
)
router = ApiRouter(tags=["master data"])
QueuePath = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/auto-response-types", summary="List the occasions of automatic replies")
@requires(READ_SCOPE, kinds=AGENTS)
async def auto_response_types_list(uow: Read) -> ListAnswer[Ref]:
    return whole(list(await service.list_auto_response_types(uow)))


@router.get(
    "/attachments/{entry_id}/content",
    summary="Download a standard attachment",
    response_class=Response,
    responses=problem_responses(404),
)
@requires(READ_SCOPE, kinds=AGENTS)
async def standard_attachments_content(uow: Read, entry_id: EntryId) -> Response:
    about, content = await service.standard_attachment_content(uow, entry_id)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(about.filename, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    return Response(content, media_type=about.content_type, headers=headers)


@router.get("/queues/{queue_id}/templates", summary="List a queue's templates", responses=problem_responses(404))
@requires(READ_SCOPE, kinds=AGENTS)
async def queue_templates_list(
    uow: Read,
    principal: CurrentPrincipal,
    queue_id: QueuePath,
    template_type: Annotated[TemplateType | None, Query(description="Only those for this.")] = None,
) -> ListAnswer[TemplateRead]:
    return whole(await service.list_templates_of_queue(uow, principal, QueueId(queue_id), template_type=template_type))


@router.put("/queues/{queue_id}/templates", summary="Choose a queue's templates", responses=problem_responses(404))
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def queue_templates_set(
    uow: Uow, principal: CurrentPrincipal, queue_id: QueuePath, command: QueueTemplatesSet
) -> ListAnswer[TemplateRead]:
    return whole(await service.set_queue_templates(uow, principal, QueueId(queue_id), command.template_ids))


@router.get(
    "/queues/{queue_id}/auto-responses", summary="List a queue's automatic replies", responses=problem_responses(404)
)
@requires(READ_SCOPE, kinds=AGENTS)
async def queue_auto_responses_read(uow: Read, principal: CurrentPrincipal, queue_id: QueuePath) -> QueueAutoResponses:
    return await service.queue_auto_responses(uow, principal, QueueId(queue_id))


@router.put(
    "/queues/{queue_id}/auto-responses", summary="Choose a queue's automatic replies", responses=problem_responses(404)
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def queue_auto_responses_set(
    uow: Uow, principal: CurrentPrincipal, queue_id: QueuePath, command: QueueAutoResponsesSet
) -> QueueAutoResponses:
    return await service.set_queue_auto_responses(uow, principal, QueueId(queue_id), command.responses)


@router.get("/agent/templates", summary="List the templates that one may use")
@requires(READ_SCOPE, kinds=AGENTS)
async def agent_templates_list(
    uow: Read,
    principal: CurrentPrincipal,
    template_type: Annotated[TemplateType | None, Query(description="Only those for this.")] = None,
    queue_id: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> ListAnswer[TemplateRead]:
    return whole(await service.list_templates_for(uow, principal, template_type=template_type, queue_id=queue_id))


@router.get("/agent/canned-responses", summary="List canned responses")
@requires(READ_SCOPE, kinds=AGENTS)
async def canned_responses_list(
    uow: Read,
    principal: CurrentPrincipal,
    q: Annotated[str, Query(max_length=200, description="Part of name or text.")] = "",
    category: Annotated[str | None, Query(max_length=200)] = None,
    queue_id: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> ListAnswer[CannedResponse]:
    return whole(await service.list_canned_responses(uow, principal, category=category, text=q, queue_id=queue_id))


@router.get("/agent/canned-responses/categories", summary="List the categories of canned responses")
@requires(READ_SCOPE, kinds=AGENTS)
async def canned_categories_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[CannedCategory]:
    return whole(await service.list_canned_categories(uow, principal))


ROUTERS = (*(routes_of(kind) for kind in KINDS), router)
