"""What the editor offers while somebody writes: `@` colleagues who may see the ticket, `::` texts of the ticket's queue."""

from __future__ import annotations

from typing import Final

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
from gotrs_web.agent.ticket.drafting import KINDS, templates_for
from gotrs_web.deps import Agent
from gotrs_web.render import render

router = APIRouter(prefix="/agent/tickets/{ticket_id}/offers")
MOST: Final = 8


@router.get("/agents", name="agent_ticket_offer_agents")
async def offer_agents(request: Request, principal: Agent, read: Read, ticket_id: int, q: str = "") -> Response:
    """By login, first or last name."""
    words = q.casefold().split()
    found = [
        (f"@{one.login} ", one.name, f"@{one.login}", "")
        for one in await tickets.who_may_see(read, principal, TicketId(ticket_id))
        if _begin(words, f"{one.login} {one.name}")
    ]
    return _offered(request, found)


@router.get("/texts/{kind}", name="agent_ticket_offer_texts")
async def offer_texts(
    request: Request, principal: Agent, read: Read, ticket_id: int, kind: str, q: str = ""
) -> Response:
    """By words of their names: those that the queue has for this kind of writing."""
    words = q.casefold().split()
    found = [
        ("", name, "", f"/agent/tickets/{ticket_id}/offers/texts/{kind}/{id_}")
        for id_, name in await _texts(read, principal, ticket_id, kind)
        if _begin(words, name)
    ]
    return _offered(request, found)


@router.get("/texts/{kind}/{template_id}", name="agent_ticket_offered_text")
async def show_text(
    principal: Agent, read: Read, ticket_id: int, kind: str, template_id: int, html: bool = False
) -> Response:
    """The text with its tags filled for this ticket; HTML is what the editor may hold."""
    if template_id not in {id_ for id_, _name in await _texts(read, principal, ticket_id, kind)}:
        raise NotFound
    wanted = Format.HTML if html else Format.TEXT
    draft = await drafts.render_template(read, principal, TicketId(ticket_id), template_id, format_=wanted)
    return HTMLResponse(make_writable(draft.body)) if html else PlainTextResponse(draft.body)


async def _texts(read: ReadUow, principal: Principal, ticket_id: int, kind: str) -> list[tuple[int, str]]:
    if kind not in KINDS:
        raise NotFound
    ticket = await tickets.get_ticket(read, principal, TicketId(ticket_id))
    return await templates_for(read, principal, ticket, KINDS[kind])


def _begin(words: list[str], name: str) -> bool:
    """Each word typed begins one of the name's."""
    parts = [*name.casefold().replace(".", " ").replace("::", " ").split(), name.casefold()]
    return all(any(part.startswith(word) for part in parts) for word in words)


def _offered(request: Request, found: list[tuple[str, str, str, str]]) -> Response:
    """(what goes into the text, name, detail, address of a longer text) each."""
    return render(request, "agent/ticket/_offers.html", {"offers": found[:MOST], "total": len(found)})
