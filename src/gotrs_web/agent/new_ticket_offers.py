"""What the editor of a new ticket offers: `@` colleagues who may read the chosen queue, `::` texts of that queue."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from gotrs_api.articles.html_safety import make_writable
from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.ids import QueueId
from gotrs_api.mail.drafts import service as drafts
from gotrs_api.responses.schemas import TemplateType
from gotrs_api.responses.tags import Format
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import UserRef
from gotrs_api.uow.deps import Read
from gotrs_web.agent import offered
from gotrs_web.agent.offered import Offer
from gotrs_web.deps import Agent
from gotrs_web.forms import number

router = APIRouter(prefix="/agent/tickets/new/offers")


@router.get("/agents", name="new_ticket_offer_agents")
async def offer_agents(request: Request, principal: Agent, read: Read, queue: str = "", q: str = "") -> Response:
    found: list[UserRef] = []
    queue_id = number(queue)
    if queue_id is not None:
        with suppress(NotFound):  # a queue in which one may write without reading it
            found = await tickets.who_may_read(read, principal, QueueId(queue_id))
    return offered.offer_agents(request, found, q)


@router.get("/texts", name="new_ticket_offer_texts")
async def offer_texts(
    request: Request, principal: Agent, read: Read, queue: str = "", customer: str = "", q: str = ""
) -> Response:
    place = urlencode({"queue": queue, "customer": customer})
    texts = await offered.texts_for(read, principal, number(queue) or 0, TemplateType.CREATE)
    found = [
        Offer(name, address=f"{request.url_for('new_ticket_offered_text', template_id=id_).path}?{place}")
        for id_, name in texts.items()
    ]
    return offered.offer_texts(request, found, q)


@router.get("/texts/{template_id}", name="new_ticket_offered_text")
async def show_text(
    principal: Agent, read: Read, template_id: int, queue: str = "", customer: str = "", html: bool = False
) -> Response:
    """The text with what is known of customer and queue; HTML is what the editor may hold."""
    queue_id = number(queue)
    if template_id not in await offered.texts_for(read, principal, queue_id or 0, TemplateType.CREATE):
        raise NotFound
    wanted = Format.HTML if html else Format.TEXT
    place = QueueId(queue_id) if queue_id else None
    text = await drafts.render_first_text(
        read, principal, template_id, queue_id=place, customer=customer, format_=wanted
    )
    return HTMLResponse(make_writable(text)) if html else PlainTextResponse(text)
