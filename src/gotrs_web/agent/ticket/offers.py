"""What the editor of a ticket offers: `@` colleagues who may see it, `::` texts of its queue."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from gotrs_api.articles.html_safety import make_writable
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.drafts import service as drafts
from gotrs_api.responses.tags import Format
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.agent import offered
from gotrs_web.agent.offered import Offer
from gotrs_web.agent.ticket.drafting import KINDS
from gotrs_web.deps import Agent

router = APIRouter(prefix="/agent/tickets/{ticket_id}/offers")


@router.get("/agents", name="agent_ticket_offer_agents")
async def offer_agents(request: Request, principal: Agent, read: Read, ticket_id: int, q: str = "") -> Response:
    return offered.offer_agents(request, await tickets.who_may_see(read, principal, TicketId(ticket_id)), q)


@router.get("/texts/{kind}", name="agent_ticket_offer_texts")
async def offer_texts(
    request: Request, principal: Agent, read: Read, ticket_id: int, kind: str, q: str = ""
) -> Response:
    texts = [
        Offer(name, address=f"/agent/tickets/{ticket_id}/offers/texts/{kind}/{id_}")
        for id_, name in (await _texts(read, principal, ticket_id, kind)).items()
    ]
    return offered.offer_texts(request, texts, q)


@router.get("/texts/{kind}/{template_id}", name="agent_ticket_offered_text")
async def show_text(
    principal: Agent, read: Read, ticket_id: int, kind: str, template_id: int, html: bool = False
) -> Response:
    """The text with its tags filled for this ticket; HTML is what the editor may hold."""
    if template_id not in await _texts(read, principal, ticket_id, kind):
        raise NotFound
    wanted = Format.HTML if html else Format.TEXT
    draft = await drafts.render_template(read, principal, TicketId(ticket_id), template_id, format_=wanted)
    return HTMLResponse(make_writable(draft.body)) if html else PlainTextResponse(draft.body)


async def _texts(read: ReadUow, principal: Principal, ticket_id: int, kind: str) -> dict[int, str]:
    if kind not in KINDS:
        raise NotFound
    ticket = await tickets.get_ticket(read, principal, TicketId(ticket_id))
    return await offered.texts_for(read, principal, ticket.queue.id, KINDS[kind].templates)
