"""The ticket as it was: a walk along its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import HistoryEntry, TicketPast, TicketRead
from gotrs_api.uow.deps import Read
from gotrs_web.agent.ticket.stream import history_text, says_nothing
from gotrs_web.deps import Agent
from gotrs_web.render import render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets")
COMPARED = ("title", "queue", "state", "priority", "type", "service", "sla", "owner", "responsible", "customer_id")


@dataclass(frozen=True)
class Moment:
    """`happened`: who did what then, translated."""

    at: datetime
    happened: tuple[tuple[str, str], ...]


@router.get("/{ticket_id}/past", name="agent_ticket_past")
async def show(request: Request, principal: Agent, read: Read, ticket_id: int, step: int | None = None) -> Response:
    """`step` counts the moments at which something happened, from 0; without it the last one."""
    ticket = await tickets.get_ticket(read, principal, TicketId(ticket_id))
    history = await tickets.list_history(read, principal, TicketId(ticket_id))
    moments = moments_of(ticket, history, catalogue_of(request).gettext)
    at = len(moments) - 1 if step is None else min(max(step, 0), len(moments) - 1)
    past = await tickets.get_ticket_at(read, principal, TicketId(ticket_id), moments[at].at)
    context = {
        "ticket": ticket,
        "moments": moments,
        "step": at,
        "past": past,
        "rows": _rows(request, past, ticket, principal),
    }
    return render(request, "agent/ticket/past.html", context, fragment="agent/ticket/_past.html")


def moments_of(
    ticket: TicketRead, history: Iterable[HistoryEntry], translate: Callable[[str], str]
) -> Sequence[Moment]:
    """Oldest first, never empty; what happened in the same second is one moment."""
    found: dict[datetime, list[tuple[str, str]]] = {}
    for entry in history:
        if says_nothing(entry):
            continue
        told = (entry.created_by.name, history_text(entry, translate))
        found.setdefault(max(entry.created, ticket.created), []).append(told)
    if not found:
        return (Moment(ticket.created, ()),)
    return [Moment(at, tuple(dict.fromkeys(told))) for at, told in sorted(found.items())]


def _rows(
    request: Request, past: TicketPast, ticket: TicketRead, principal: Principal
) -> list[tuple[str, str, str, bool]]:
    """Label, then, now, and whether "then" is only likely."""
    _ = catalogue_of(request).gettext
    labels = {
        "title": _("Title"), "queue": _("Queue"), "state": _("State"), "priority": _("Priority"), "type": _("Type"),
        "service": _("Service"), "sla": _("SLA"), "owner": _("Owner"), "responsible": _("Responsible"),
        "customer_id": _("Customer id"),
    }  # fmt: skip
    translated = {"state", "priority", "type"}

    def words(value: object, name: str) -> str:
        text = str(getattr(value, "name", value) or "")
        return _(text) if text and name in translated else text

    return [
        (
            labels[name],
            words(getattr(past, name), name),
            words(getattr(ticket, name), name),
            name in past.uncertain,
        )
        for name in COMPARED
    ]
