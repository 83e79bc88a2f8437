"""The page of a ticket, and its parts that refresh by themselves after a change."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request, Response

from gotrs_api.coexistence.errors import OnlyShown
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.permissions import ACTIONS
from gotrs_api.tickets.schemas import TicketSeen
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Read
from gotrs_web.agent.ticket.page import TicketPage, load_page
from gotrs_web.agent.ticket.stream import history_text
from gotrs_web.deps import Agent
from gotrs_web.render import render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets")
TABS = ("conversation", "attachments", "history")
PARTS = ("header", "stream", "panel")


@router.get("/{ticket_id}", name="agent_ticket")
async def show(request: Request, principal: Agent, ticket_id: int, tab: str = TABS[0], part: str = "") -> Response:
    """`part` (header, stream, panel) is what HTMX asks for after a change. What is shown counts as seen."""
    site: Site = request.state.site
    async with site.read() as read:
        page = await load_page(request, read, principal, TicketId(ticket_id))
    if page.has_new and tab == TABS[0]:
        ids = tuple(article.id for article in page.articles)
        with suppress(OnlyShown):  # beside an OTRS nothing is marked either
            async with site.uow(acting_id=principal.user_id) as uow:
                await tickets.mark_seen(uow, principal, TicketId(ticket_id), TicketSeen(article_ids=ids))
    return show_page(request, principal, page, tab=tab, part=part)


def show_page(
    request: Request,
    principal: Principal,
    page: TicketPage,
    *,
    tab: str = TABS[0],
    part: str = "",
    composer: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """With `composer` (the values of its template) opened below the conversation."""
    translate = catalogue_of(request).gettext
    is_history = tab == "history"
    context = {
        "composer": composer,
        "history": [(entry, history_text(entry, translate)) for entry in page.history] if is_history else [],
        "principal": principal,
        "tab": tab if tab in TABS else TABS[0],
        "ticket": page.ticket,
        "zoom": page,
    }
    fragment = f"agent/ticket/_{part if part in PARTS else 'stream'}.html"
    return render(request, "agent/ticket/show.html", context, fragment=fragment, status=status)


@router.get("/{ticket_id}/watchers", name="agent_ticket_watchers")
async def show_watchers(request: Request, principal: Agent, read: Read, ticket_id: int) -> Response:
    context = {
        "ticket": await tickets.get_ticket(read, principal, TicketId(ticket_id)),
        "watchers": await tickets.list_watchers(read, principal, TicketId(ticket_id)),
    }
    return render(request, "agent/ticket/watchers.html", context, fragment="agent/ticket/_watchers.html")


@router.get("/{ticket_id}/mentions", name="agent_ticket_mentions")
async def show_mentions(request: Request, principal: Agent, read: Read, ticket_id: int) -> Response:
    """Who was named (`@login`) in a message of an agent."""
    context = {
        "ticket": await tickets.get_ticket(read, principal, TicketId(ticket_id)),
        "mentions": await tickets.list_mentions(read, principal, TicketId(ticket_id)),
    }
    return render(request, "agent/ticket/mentions.html", context, fragment="agent/ticket/_mentions.html")


@router.get("/{ticket_id}/time", name="agent_ticket_time")
async def show_time(request: Request, principal: Agent, read: Read, ticket_id: int) -> Response:
    context = {
        "ticket": await tickets.get_ticket(read, principal, TicketId(ticket_id)),
        "time": await tickets.list_time(read, principal, TicketId(ticket_id)),
    }
    return render(request, "agent/ticket/time.html", context, fragment="agent/ticket/_time.html")


@router.get("/{ticket_id}/explanation", name="agent_ticket_explanation")
async def explain(request: Request, principal: Agent, read: Read, ticket_id: int) -> Response:
    """Why one may (not) do something, and why it escalates when it does."""
    _ = catalogue_of(request).gettext
    context = {
        "ticket": await tickets.get_ticket(read, principal, TicketId(ticket_id)),
        "actions": sorted(
            (
                (ACTIONS[one.action].label, one)
                for one in await tickets.explain_actions(read, principal, TicketId(ticket_id))
            ),
            key=lambda action: _(action[0]).casefold(),
        ),
        "clocks": await tickets.explain_escalation(read, principal, TicketId(ticket_id)),
    }
    return render(request, "agent/ticket/explanation.html", context, fragment="agent/ticket/_explanation_dialog.html")
