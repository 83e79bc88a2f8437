"""How a mail came and whether it left: the steps that decided, sending again, calling back."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response

from gotrs_api.articles import service as articles
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.inbound import service as inbound
from gotrs_api.mail.outbound import service as outbound
from gotrs_api.tickets import service as tickets
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.agent.ticket.answering import changed
from gotrs_web.agent.ticket.put_aside import form_of, keep
from gotrs_web.deps import Agent
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets/{ticket_id}/articles/{article_id}")


@router.get("/decisions", name="agent_article_decisions")
async def show_decisions(request: Request, principal: Agent, read: Read, ticket_id: int, article_id: int) -> Response:
    """Which step of the postmaster decided what about an incoming mail."""
    context = {
        "ticket": await tickets.get_ticket(read, principal, TicketId(ticket_id)),
        "decisions": await inbound.article_decisions(read, principal, TicketId(ticket_id), ArticleId(article_id)),
    }
    return render(request, "agent/ticket/decisions.html", context, fragment="agent/ticket/_decisions_dialog.html")


@router.post("/resending", name="agent_article_resending")
async def send_again(request: Request, principal: Agent, uow: Uow, ticket_id: int, article_id: int) -> Response:
    """Raises NothingToResend, MailStillQueued."""
    await outbound.resend_article(uow, principal, TicketId(ticket_id), ArticleId(article_id))
    _ = catalogue_of(request).gettext
    return changed(request, ticket_id, _("The mail is on its way again."), (HxEvent.ARTICLE_ADDED,))


@router.post("/recall", name="agent_article_recall")
async def call_back(
    request: Request,
    principal: Agent,
    uow: Uow,
    ticket_id: int,
    article_id: int,
    compose: Literal["", "reply", "forward"] = "",
) -> Response:
    """`compose`: what was called back is put aside as a draft of this kind, and opened. Raises TooLateToCallBack."""
    html = await articles.html_body(uow, principal, TicketId(ticket_id), ArticleId(article_id)) if compose else None
    article = await outbound.call_back(uow, principal, TicketId(ticket_id), ArticleId(article_id))
    said = catalogue_of(request).gettext("The mail was called back, and not sent.")
    if not compose:
        return changed(request, ticket_id, said, (HxEvent.ARTICLE_ADDED,))
    form = form_of(article, html, with_files=compose == "forward")
    draft = await keep(uow, principal, TicketId(ticket_id), compose, form)
    return redirect(request, f"/agent/tickets/{ticket_id}/{compose}?draft={draft.id}#composer", toast=said)
