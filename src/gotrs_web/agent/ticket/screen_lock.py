"""Entering a screen that needs the lock takes it, and says so with a way back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.kernel.ids import TicketId, UserId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketRightMissing
from gotrs_api.tickets.permissions import Action
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Uow
from gotrs_web import csrf
from gotrs_web.agent.ticket.answering import changed
from gotrs_web.deps import Agent
from gotrs_web.form_guard import EXPIRED
from gotrs_web.hx_events import HxEvent
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets")


@dataclass(frozen=True)
class Entered:
    """`undo_url` is empty where nothing was taken; a POST there unlocks and gives the ticket back."""

    ticket: TicketRead
    undo_url: str


def without_taking(
    request: Request, principal: Principal, ticket: TicketRead, action: str, rule: Action
) -> Entered | None:
    """None where the lock has to be taken. `rule` is the action's `tickets.screen_rule`. Raises as `enter` does.

    A page elsewhere cannot make anybody take a ticket by linking here: what comes from another site takes nothing.
    """
    if not rule.takes_lock:
        if action not in ticket.allowed:
            raise TicketRightMissing(right=rule.right)
        return Entered(ticket, "")
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site") or _has_it(principal, ticket, action):
        return Entered(ticket, "")
    return None


async def enter(request: Request, principal: Principal, ticket: TicketRead, action: str) -> Entered:
    """Raises as the action itself would (TicketRightMissing, TicketLockedByOther)."""
    site: Site = request.state.site
    async with site.read() as read:
        rule = await tickets.screen_rule(read, action)
    entered_so = without_taking(request, principal, ticket, action, rule)
    if entered_so is not None:
        return entered_so
    async with site.uow(acting_id=principal.user_id) as uow:
        entered = await tickets.enter_screen(uow, principal, TicketId(ticket.id), action)
    if entered.lock.id == ticket.lock.id:
        return Entered(entered, "")
    return Entered(entered, _undo_url(request, principal, ticket))


def _has_it(principal: Principal, ticket: TicketRead, action: str) -> bool:
    """Locked by this agent already: there is nothing to take, and nothing to write."""
    return action in ticket.allowed and ticket.lock.name == "lock" and ticket.owner.id == principal.user_id


@router.post("/{ticket_id}/lock/undo", name="agent_ticket_lock_undo")
async def undo(request: Request, principal: Agent, uow: Uow, ticket_id: int, owner: int, proof: str) -> Response:
    """Only what `enter` offered: anybody else as owner would need the right to choose owners."""
    key = uow.site.settings.effective_secret_key
    if not csrf.token_is_valid(key, _binding(principal, ticket_id, owner), proof):
        raise Forbidden(EXPIRED)
    ticket = await tickets.leave_screen(uow, principal, TicketId(ticket_id), previous_owner_id=UserId(owner))
    _ = catalogue_of(request).gettext
    events = (HxEvent.TICKET_LOCK_CHANGED, HxEvent.TICKET_OWNER_CHANGED)
    return changed(request, ticket.id, _("Unlocked, and given back."), events)


def _undo_url(request: Request, principal: Principal, before: TicketRead) -> str:
    key = request.state.site.settings.effective_secret_key
    proof = csrf.issue_token(key, _binding(principal, before.id, before.owner.id))
    query = urlencode({"owner": before.owner.id, "proof": proof})
    return f"/agent/tickets/{before.id}/lock/undo?{query}"


def _binding(principal: Principal, ticket_id: int, owner_id: int) -> str:
    return f"lock-undo:{principal.key}:{ticket_id}:{owner_id}"
