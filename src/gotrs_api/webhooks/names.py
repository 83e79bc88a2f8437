"""The names of events in webhooks and in the stream, and which of them an event of the domain goes by."""

from __future__ import annotations

from typing import Final

from gotrs_api.articles.events import ArticleCreated
from gotrs_api.events import Event
from gotrs_api.i18n import N_
from gotrs_api.queues.events import QueueUpdated
from gotrs_api.tickets.events import EscalationEvent, TicketStateChanged

EVENTS: Final[dict[str, str]] = {
    "ticket.created": N_("A ticket was created."),
    "ticket.updated": N_("Something else of a ticket changed; the OTRS event tells what."),
    "ticket.closed": N_("A ticket was closed."),
    "ticket.reopened": N_("A closed ticket was opened again."),
    "ticket.assigned": N_("A ticket has another owner."),
    "ticket.escalated": N_("A ticket escalated."),
    "ticket.priority_changed": N_("A ticket has another priority."),
    "ticket.status_changed": N_("A ticket has another state."),
    "ticket.queue_moved": N_("A ticket was moved."),
    "ticket.merged": N_("A ticket was merged into another."),
    "ticket.changed_elsewhere": N_("Another system on the same database wrote to a ticket."),
    "ticket.deleted": N_("A ticket was deleted."),
    "article.created": N_("An article was added."),
    "article.updated": N_("An article was changed."),
    "article.deleted": N_("An article was deleted."),
    "attachment.uploaded": N_("A file came with an article."),
    "attachment.deleted": N_("A file went with its article."),
    "customer.created": N_("A customer user was created."),
    "customer.updated": N_("A customer user was changed."),
    "user.created": N_("An agent was created."),
    "user.updated": N_("An agent was changed."),
    "user.activated": N_("An agent may sign in again."),
    "user.deactivated": N_("An agent may not sign in any more."),
    "queue.created": N_("A queue was created."),
    "queue.updated": N_("A queue was changed."),
    "queue.deleted": N_("A queue was made invalid; queues never vanish."),
    "sla.warning": N_("A time limit of a ticket is near."),
    "sla.breached": N_("A time limit of a ticket is over."),
    "notification.sent": N_("A notification names this very webhook; others do not hear of it."),
    "system.maintenance": N_("A maintenance was planned, changed or called off."),
    "system.test": N_("A trial of a webhook."),
}
TEST: Final = "system.test"
NOTIFICATION: Final = "notification.sent"


def names_of(event: Event) -> tuple[str, ...]:
    """Most have one name or none. A change of state that closes is told as both."""
    match event:
        case TicketStateChanged():
            more = ("ticket.closed",) if event.closes else ("ticket.reopened",) if event.reopens else ()
            return ("ticket.status_changed", *more)
        case EscalationEvent():
            if event.name.endswith("Start"):
                return ("ticket.escalated", "sla.breached")
            return ("sla.warning",) if event.name.endswith("NotifyBefore") else ()
        case QueueUpdated():
            return ("queue.updated", "queue.deleted") if event.became_invalid else ("queue.updated",)
        case ArticleCreated():
            return ("article.created", *["attachment.uploaded"] * bool(event.attachments))
    return (event.webhook,) if event.webhook else ()
