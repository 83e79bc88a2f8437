"""What can be answered with: a queue's templates and automatic replies, the files that templates bring along."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.catalog.schemas import Ref
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues import service as queues
from gotrs_api.responses import service as responses
from gotrs_api.responses.schemas import QueueAutoResponsesSet, QueueTemplatesSet
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.fields import choices
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.pages import entry_page
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.forms import build
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin")


@router.get("/queues/{queue_id}/answers", name="admin_queue_answers")
async def show(request: Request, principal: Administrator, read: Read, queue_id: int) -> Response:
    queue = await queues.read_queue(read, principal, QueueId(queue_id))
    decided = await responses.queue_auto_responses(read, principal, QueueId(queue_id))
    templates = list(await responses.list_templates(read))
    chosen = [row.id for row in templates if any(ref.id == queue_id for ref in row.queues)]
    context = {
        "occasions": [
            (occasion, await _replies(read, occasion.name, chosen_id), chosen_id)
            for occasion in await responses.list_auto_response_types(read)
            for chosen_id in (_id(decided.responses[occasion.name]),)
        ],
        "templates": choices(templates, frozenset(map(str, chosen))),
        "chosen": [str(template_id) for template_id in chosen],
    }
    return await entry_page(
        request, read, principal, MODULES["queues"], queue, "admin/queue_answers.html", context, tab="answers"
    )


@router.post("/queues/{queue_id}/answers")
async def save(request: Request, principal: Administrator, uow: Uow, queue_id: int) -> Response:
    """Raises UnknownReference for what is none of the choices."""
    form = await request.form()
    wanted = {
        occasion.name: str(form.get(f"occasion-{occasion.id}", "")) or None
        for occasion in await responses.list_auto_response_types(uow)
    }
    replies = build(QueueAutoResponsesSet, {"responses": wanted})
    templates = build(QueueTemplatesSet, {"template_ids": form.getlist("template")})
    await responses.set_queue_auto_responses(uow, principal, QueueId(queue_id), replies.responses)
    await responses.set_queue_templates(uow, principal, QueueId(queue_id), templates.template_ids)
    query = f"?{request.url.query}" if request.url.query else ""
    return redirect(request, request.url.path + query, toast=catalogue_of(request).gettext("Saved."))


@router.get("/attachments/{attachment_id}/content", name="admin_attachment_content")
async def download_attachment(principal: Administrator, read: Read, attachment_id: int) -> Response:
    about, content = await responses.standard_attachment_content(read, attachment_id)
    return file_download(content, about.filename, about.content_type)


async def _replies(read: ReadUow, occasion: str, chosen: str) -> list[tuple[str, str]]:
    rows = [row for row in await responses.list_auto_responses(read) if row.type.name == occasion]
    return list(choices(rows, frozenset({chosen})))


def _id(ref: Ref | None) -> str:
    return str(ref.id) if ref else ""
