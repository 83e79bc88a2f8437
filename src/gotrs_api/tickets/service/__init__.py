"""Use cases of tickets: whoever wants something of a ticket calls these.

Functions with a principal check its rights. `apply_…`, `current` and `store_message` check nothing: they are the parts
that mail, automation and handlers put together when they act for the system.
"""

from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.service.answers import add_article
from gotrs_api.tickets.service.archive import archive_ticket
from gotrs_api.tickets.service.bulk import change_tickets
from gotrs_api.tickets.service.candidates import possible_agents, who_may_read, who_may_see
from gotrs_api.tickets.service.conversation import (
    delete_note,
    html_of,
    list_articles,
    list_attachments,
    open_attachment,
    open_plain,
    read_article,
    update_note,
)
from gotrs_api.tickets.service.create import Created, NewTicket
from gotrs_api.tickets.service.customer import set_customer
from gotrs_api.tickets.service.delete import delete_ticket
from gotrs_api.tickets.service.drafts import (
    delete_draft,
    hand_over_draft,
    list_drafts,
    own_drafts,
    read_draft,
    replace_draft,
    save_draft,
)
from gotrs_api.tickets.service.history import add_history, list_history
from gotrs_api.tickets.service.link_types import list_link_types, survey_link_types
from gotrs_api.tickets.service.links import link_ticket, list_links, unlink_ticket
from gotrs_api.tickets.service.listing import count_each, count_tickets, list_ticket_values, list_tickets, queue_counts
from gotrs_api.tickets.service.lock import enter_screen, leave_screen, lock_ticket, screen_rule, unlock_ticket
from gotrs_api.tickets.service.mentions import list_mentions
from gotrs_api.tickets.service.merge import merge_ticket
from gotrs_api.tickets.service.merge_trail import find_ticket_id, hold_numbered
from gotrs_api.tickets.service.messages import announce_again, store_message
from gotrs_api.tickets.service.new_tickets import create_ticket, create_with_article
from gotrs_api.tickets.service.numbering import generator_of, number_settings
from gotrs_api.tickets.service.otrs_form import (
    article_times,
    otrs_attributes,
    otrs_history,
    otrs_time_accounting,
)
from gotrs_api.tickets.service.owner import assign_ticket, set_responsible
from gotrs_api.tickets.service.passing_on import bounce_article, forward_article
from gotrs_api.tickets.service.past import get_ticket_at
from gotrs_api.tickets.service.pending import set_pending
from gotrs_api.tickets.service.presence import be_present, leave_presence, list_present
from gotrs_api.tickets.service.priority import set_priority
from gotrs_api.tickets.service.reading import (
    explain_actions,
    explain_escalation,
    get_ticket,
    get_ticket_by_number,
    get_ticket_values,
)
from gotrs_api.tickets.service.seen import mark_seen
from gotrs_api.tickets.service.service_sla import set_service, set_sla
from gotrs_api.tickets.service.split import split_ticket
from gotrs_api.tickets.service.state import close_ticket, reopen_ticket, set_state
from gotrs_api.tickets.service.subjects import subject_settings
from gotrs_api.tickets.service.time_units import account_time, list_time, needs_time, takes_time
from gotrs_api.tickets.service.title import set_title
from gotrs_api.tickets.service.type import set_type
from gotrs_api.tickets.service.unmerge import merge_history, unmerge_ticket
from gotrs_api.tickets.service.update import move_ticket, replace_ticket, update_ticket
from gotrs_api.tickets.service.visibility import visible_tickets
from gotrs_api.tickets.service.watch import list_watchers, unwatch_ticket, watch_ticket

__all__ = [
    "Created",
    "Datum",
    "NewTicket",
    "TicketRow",
    "account_time",
    "add_article",
    "add_history",
    "announce_again",
    "archive_ticket",
    "article_times",
    "assign_ticket",
    "be_present",
    "bounce_article",
    "change_tickets",
    "close_ticket",
    "count_each",
    "count_tickets",
    "create_ticket",
    "create_with_article",
    "delete_draft",
    "delete_note",
    "delete_ticket",
    "enter_screen",
    "explain_actions",
    "explain_escalation",
    "find_ticket_id",
    "forward_article",
    "generator_of",
    "get_ticket",
    "get_ticket_at",
    "get_ticket_by_number",
    "get_ticket_values",
    "hand_over_draft",
    "hold_numbered",
    "html_of",
    "leave_presence",
    "leave_screen",
    "link_ticket",
    "list_articles",
    "list_attachments",
    "list_drafts",
    "list_history",
    "list_link_types",
    "list_links",
    "list_mentions",
    "list_present",
    "list_ticket_values",
    "list_tickets",
    "list_time",
    "list_watchers",
    "lock_ticket",
    "mark_seen",
    "merge_history",
    "merge_ticket",
    "move_ticket",
    "needs_time",
    "number_settings",
    "open_attachment",
    "open_plain",
    "otrs_attributes",
    "otrs_history",
    "otrs_time_accounting",
    "own_drafts",
    "possible_agents",
    "queue_counts",
    "read_article",
    "read_draft",
    "reopen_ticket",
    "replace_draft",
    "replace_ticket",
    "save_draft",
    "screen_rule",
    "set_customer",
    "set_pending",
    "set_priority",
    "set_responsible",
    "set_service",
    "set_sla",
    "set_state",
    "set_title",
    "set_type",
    "split_ticket",
    "store_message",
    "subject_settings",
    "survey_link_types",
    "takes_time",
    "unlink_ticket",
    "unlock_ticket",
    "unmerge_ticket",
    "unwatch_ticket",
    "update_note",
    "update_ticket",
    "visible_tickets",
    "watch_ticket",
    "who_may_read",
    "who_may_see",
]
